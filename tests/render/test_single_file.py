"""The one-file map: all inside, nothing asked for, and no text that could become markup."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from relos_atlas.domain.claims import claims_about_place
from relos_atlas.domain.place_notes import place_notes
from relos_atlas.model import Grade, Projection, ViewState
from relos_atlas.render.packed_land import packed_layer
from relos_atlas.render.single_file import drawn_ids, single_file_html
from relos_atlas.render.stamps import read_stamp
from relos_atlas.scene.access import access_scene
from relos_atlas.scene.agreements import agreements_scene
from relos_atlas.scene.events import events_scene

LIMIT = 3_000_000


class Page(HTMLParser):
    """The elements of a page: scripts and styles with their content, and every attribute."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.parts: list[tuple[str, dict[str, str], str]] = []
        self.feed(content.decode())

    def handle_starttag(self, tag, attributes):
        self.parts.append((tag, dict(attributes), ""))

    def handle_endtag(self, _tag):
        self.parts.append(("", {}, ""))

    def handle_data(self, data):
        if self.parts:
            tag, attributes, text = self.parts[-1]
            self.parts[-1] = (tag, attributes, text + data)

    def all(self, tag: str) -> list[tuple[dict[str, str], str]]:
        return [(attributes, text) for name, attributes, text in self.parts if name == tag]


@pytest.fixture(scope="module")
def file_of(atlas, words, assets, frame):
    def make(state=ViewState(), make_scene=access_scene, own=atlas) -> bytes:  # noqa: B008 - frozen
        scene = make_scene(own, state, words)
        notes = place_notes(own, state, drawn_ids(scene), words)
        return single_file_html(scene, frame, notes, assets, words)

    return make


def content_of(page: Page) -> dict:
    return json.loads(
        next(text for attributes, text in page.all("script") if attributes.get("id") == "relos-atlas-file")
    )


@pytest.mark.parametrize("make_scene", [access_scene, agreements_scene, events_scene])
@pytest.mark.parametrize("projection", list(Projection))
def test_a_file_is_small_and_whole(projection, make_scene, file_of, atlas):
    state = ViewState(
        projection=projection, grades=frozenset(Grade), agreements=frozenset(atlas.agreements.index)
    )
    content = file_of(state, make_scene)
    page = Page(content)
    assert len(content) < LIMIT
    assert not [
        a
        for name in ("script", "img", "iframe", "link")
        for a, _ in page.all(name)
        if "src" in a or "href" in a
    ]


def test_the_policy_allows_this_files_own_scripts_and_styles_and_nothing_else(file_of):
    page = Page(file_of())
    policy = next(
        a["content"] for a, _ in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy"
    )
    told = dict(part.split(" ", 1) for part in policy.split("; "))

    def hashes(texts):
        return [
            f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts
        ]

    run = [text for attributes, text in page.all("script") if "type" not in attributes]
    assert told["default-src"] == "'none'"
    assert told["script-src"].split() == hashes(run)
    assert told["style-src"].split() == hashes(text for _, text in page.all("style"))
    assert "unsafe" not in policy
    assert set(told) == {"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action"}


def test_nothing_in_the_file_builds_code_from_text(file_of):
    scripts = "\n".join(
        text for attributes, text in Page(file_of()).all("script") if "type" not in attributes
    )
    assert re.findall(r"\beval\(|new Function\(|document\.write", scripts) == []


def test_the_file_holds_what_is_drawn_and_no_more(file_of, atlas, words):
    state = ViewState(countries=frozenset({"IN"}), selected="murmansk-port")
    told = content_of(Page(file_of(state)))
    shown = access_scene(atlas, state, words).selection.rows.index
    assert {item["id"] for item in told["items"]} == {*shown, "murmansk-port"}
    assert told["table"]["ids"] == [item["id"] for item in told["items"]]
    assert told["items"][told["selected"]]["id"] == "murmansk-port"


def test_each_item_carries_its_claims_with_their_sources(file_of, atlas):
    told = content_of(Page(file_of()))
    murmansk = next(item for item in told["items"] if item["id"] == "murmansk-port")
    claims = claims_about_place(atlas, "murmansk-port", ViewState())
    assert [claim["statement"] for claim in murmansk["claims"]] == [claim.statement for claim in claims]
    assert all(told["sources"][source]["url"] for claim in murmansk["claims"] for source in claim["sources"])


def test_events_without_a_place_are_listed_as_well(file_of, atlas, words):
    told = content_of(Page(file_of(make_scene=events_scene)))
    scene = events_scene(atlas, ViewState(), words)
    assert len(told["items"]) == len(scene.selection.everything) > len(told["table"]["ids"])
    assert len(told["timeline"]["table"]["items"]) == len(atlas.events)


def test_an_empty_selection_is_a_file_as_well(file_of):
    told = content_of(Page(file_of(ViewState(grades=frozenset()))))
    assert (told["items"], told["table"]["ids"]) == ([], [])


def test_the_stamp_is_read_back_letter_by_letter(file_of, frame):
    assert read_stamp(file_of()) == frame.stamp


def test_hostile_text_adds_no_element(file_of, hostile_atlas):
    plain, hostile = (Page(file_of(own=own)) if own else Page(file_of()) for own in (None, hostile_atlas))
    assert [name for name, *_ in hostile.parts if name] == [name for name, *_ in plain.parts if name]


@pytest.mark.parametrize("stem", ["land-flat", "land-polar", "borders-flat"])
def test_packed_land_is_the_land(stem, assets):
    path = assets.folder / assets.layers[stem]
    packed = packed_layer(path)
    unpacked = [
        np.cumsum(np.reshape(ring, (-1, 2)), axis=0) / packed["steps"]
        for part in packed["parts"]
        for ring in part
    ]
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    given = [ring for feature in features for ring in _rings(feature["geometry"])]
    assert len(unpacked) == len(given)
    for one, other in zip(unpacked, given, strict=True):
        np.testing.assert_allclose(one, other, atol=0.00051)


def _rings(geometry: dict) -> list:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "MultiPolygon":
        return [ring for part in coordinates for ring in part]
    return [coordinates] if kind == "LineString" else coordinates
