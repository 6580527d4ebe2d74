"""Each page runs in its default state, with a hostile link, with random filters and on damaged tables."""

import random

import pytest

from relos_atlas.domain.links import decode_link
from relos_atlas.domain.select import select_places
from relos_atlas.domain.summary import summary_sentence
from relos_atlas.domain.vocabulary import vocabulary_of
from relos_atlas.model import Grade, Layer

PAGES = [None, "pages/evidence.py"]
HOSTILE = "p=<script>&c=nan_nan&z=1e9&ev=../..&cc=' OR 1=1&id=${7*7}&q=%00%E2%80%AE&nonsense=1&v=99"


def body(app):
    return "".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("script", PAGES)
def test_a_page_opens_without_a_fault(open_page, words, script):
    app = open_page(script=script)
    assert not app.exception
    assert words.say("error.heading") not in body(app)


def test_the_access_page_opens_with_sentence_and_list(open_page, atlas, words):
    app = open_page()
    state, _ = decode_link("", vocabulary_of(atlas))
    selection = select_places(atlas, state)
    assert summary_sentence(atlas, state, selection, words) in body(app)
    assert list(app.dataframe[0].value.iloc[:, 0]) == selection.rows["name"].tolist()


@pytest.mark.parametrize("script", PAGES)
def test_a_hostile_link_is_explained_and_harmless(open_page, words, script):
    app = open_page(HOSTILE, script)
    assert not app.exception
    notices = body(app).split("atlas-notices")[1]
    assert notices.count("<li>") >= 8
    assert "<script>" not in notices
    assert words.say("error.heading") not in body(app)


@pytest.mark.parametrize("script", PAGES)
def test_damaged_geodata_is_named_and_nothing_else_shown(open_page, words, geodata_copy, monkeypatch, script):
    facilities = geodata_copy / "facilities.csv"
    text = facilities.read_text(encoding="utf-8")
    facilities.write_text(text.replace(",68.9691,", ",sixty-nine,", 1), encoding="utf-8")
    monkeypatch.setenv("RELOS_GEODATA", str(geodata_copy))
    app = open_page(script=script)
    assert not app.exception
    assert words.say("damaged.heading") in body(app)
    assert "facilities.csv:2 lat &#x27;sixty-nine&#x27;: expected a plain decimal number" in body(app)
    assert (len(app.dataframe), len(app.multiselect), len(app.get("bidi_component"))) == (0, 0, 0)


@pytest.mark.parametrize("seed", range(5))
def test_random_filters_keep_link_sentence_and_list_in_step(open_page, atlas, words, seed):
    chance = random.Random(seed)  # noqa: S311 - the same changes in every run
    app = open_page()
    for _ in range(6):
        change(app, chance).run()
        assert not app.exception
        state, notices = decode_link(address(app), vocabulary_of(atlas))
        assert notices == ()
        selection = select_places(atlas, state)
        assert summary_sentence(atlas, state, selection, words) in body(app)
        assert [list(table.value.index) for table in app.dataframe] == [list(selection.rows.index)][
            : len(selection.rows)
        ]


def address(app):
    """The query as the app hands it to the decoder; the driver unwraps single values."""
    return {name: [value] if isinstance(value, str) else value for name, value in app.query_params.items()}


_KEYS = ("countries", "regions", "kinds", "agreements", "grades", "layers", "text", "as-of", "clear")


def change(app, chance):
    """Set one widget, found by its key, to something that it offers."""
    key = chance.choice(_KEYS)
    if key in {"grades", "layers"}:
        values = list(Grade if key == "grades" else Layer)
        return app.button_group(key=key).set_value(chance.sample(values, chance.randrange(1, len(values))))
    if key == "text":
        return app.text_input(key=key).set_value(chance.choice(["port", "мурманск", "मुंबई", "zzzz", ""]))
    if key == "as-of":
        return app.text_input(key=key).set_value(chance.choice(["2020", "2025-12", "2026-01-12", ""]))
    if key == "clear":
        return app.button(key=key).click()
    options = app.multiselect(key=key).options
    return app.multiselect(key=key).set_value(chance.sample(options, min(len(options), chance.randrange(3))))
