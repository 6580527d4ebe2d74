"""Text from geodata is shown as text wherever a reader meets it; the page never obeys it."""

import pytest
from playwright.sync_api import expect
from support.hostile import ATTACKS, LEFT_BEHIND, NOTHING

from relos_atlas.data import load_atlas, validate
from relos_atlas.domain.places import places_of


@pytest.fixture(scope="module")
def hostile(hostile_geodata):
    assert validate(hostile_geodata) == ()
    return load_atlas(hostile_geodata)


def said(text):
    """Text as a browser gives it back: with single spaces."""
    return " ".join(text.split())


def is_unharmed(visitor, words):
    return visitor.page.evaluate(LEFT_BEHIND) == NOTHING and visitor.page.title() == words.say("app.title")


@pytest.mark.parametrize("projection", ["flat", "polar"])
def test_names_are_text_on_card_and_popup(visit, hostile_app, hostile, words, picture, projection):
    # A popup opens on small maps only; the card is the same on all.
    visitor = visit(hostile_app, viewport={"width": 600, "height": 900})
    visitor.open_map(f"/?p={projection}&ev=reported~inferred~context")
    names = places_of(hostile)["name"]
    for row in range(len(ATTACKS)):
        visitor.does(lambda row=row: visitor.page.evaluate(f"() => RelosAtlas.maps.atlas.choose({row})"))
        assert said(visitor.page.inner_text("article.atlas-card h2")) == said(names.iloc[row])
        assert said(names.iloc[row]) in said(visitor.page.inner_text(".leaflet-popup-content"))
        assert is_unharmed(visitor, words), ATTACKS[row]
    picture(visitor, f"hostile-{projection}")


@pytest.mark.parametrize("projection", ["flat", "polar"])
def test_names_are_text_under_the_mouse_and_in_the_list(visit, hostile_app, hostile, words, projection):
    visitor = visit(hostile_app)
    visitor.open_map(f"/?p={projection}")
    names = places_of(hostile)["name"]
    for place in visitor.places()[-8:]:
        visitor.page.mouse.move(place["x"] - 1, place["y"])
        # Leaflet looks at one movement in 32 ms.
        visitor.page.wait_for_timeout(50)
        visitor.page.mouse.move(place["x"], place["y"])
        expect(visitor.page.locator(".atlas-tip")).to_contain_text(names[place["id"]])
    cells = visitor.page.locator("[data-testid='stDataFrame'] tbody td[aria-colindex='1']")
    cells.first.wait_for(state="attached")
    listed = cells.all_inner_texts()
    assert set(map(said, listed)) <= set(map(said, names))
    assert is_unharmed(visitor, words)


@pytest.mark.parametrize(
    ("key", "column"),
    [("countries", "label_en"), ("regions", "label_en"), ("agreements", "short_name")],
)
def test_choices_are_text_in_the_filters(visit, hostile_app, hostile, words, key, column):
    visitor = visit(hostile_app)
    visitor.open_map("/?ev=reported~inferred~context")
    labels = {said(label) for label in getattr(hostile, key)[column]}
    field = visitor.key(key).get_by_role("combobox")
    field.click()
    options = visitor.page.get_by_role("option")
    offered = [said(text).rpartition(" (")[0] for text in options.all_inner_texts()[1:]]
    assert offered
    assert set(offered) <= labels
    visitor.does(options.nth(1).click)
    field.press("Escape")
    chosen = visitor.key(key).locator("[data-tag]").last.inner_text()
    assert said(chosen).rpartition(" (")[0] == offered[0]
    assert is_unharmed(visitor, words)


def test_claims_and_sources_are_text_on_the_evidence_page(visit, hostile_app, hostile, words, picture):
    visitor = visit(hostile_app)
    visitor.open("/evidence")
    claims = hostile.claims[hostile.claims["agreement_id"].isin({"india-russia-relos", ""})]
    cited = hostile.sources.loc[list(claims["source_ids"].explode().unique())]

    def missing():
        text = said(visitor.page.text_content("[data-testid='stMain']"))
        return [each for each in (*claims["statement"], *cited["title"]) if said(each) not in text]

    assert visitor.comes_to(missing, []) == []
    assert is_unharmed(visitor, words)
    picture(visitor, "hostile-evidence")
