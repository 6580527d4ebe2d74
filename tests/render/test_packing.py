"""What a browser is sent: a table once, a byte per place and state."""

import base64
import json
from dataclasses import replace

import numpy as np
import pytest

from relos_atlas.domain.places import places_of
from relos_atlas.model import Grade, Layer, Position, Projection, ViewState
from relos_atlas.render.packing import pack_scene, place_table, place_table_path
from relos_atlas.scene.access import access_scene
from relos_atlas.scene.events import event_places

TILES = {"url": "x"}


@pytest.fixture(scope="module")
def packed_of(atlas, words):
    return lambda state: pack_scene(access_scene(atlas, state, words), "/t.json", atlas.fingerprint, TILES)


def unpacked(packed: dict) -> np.ndarray:
    return np.frombuffer(base64.b64decode(packed["codes"]), dtype=np.uint8)


def test_a_packed_scene_is_plain_json(packed_of):
    packed = packed_of(ViewState(selected="murmansk-port", centre=Position(lon=180, lat=90)))
    assert json.loads(json.dumps(packed)) == packed


def test_codes_come_back_as_they_were(packed_of, atlas, words):
    state = ViewState(grades=frozenset(Grade))
    np.testing.assert_array_equal(unpacked(packed_of(state)), access_scene(atlas, state, words).codes)


def test_a_state_of_four_thousand_places_is_sent_in_less_than_twenty_kilobytes(large_atlas, words):
    scene = access_scene(large_atlas, ViewState(), words)
    sent = json.dumps(pack_scene(scene, "/app/static/data/places.json", large_atlas.fingerprint, None))
    assert len(scene.codes) > 4000
    assert scene.selection.shown.sum() > 3000
    assert len(sent.encode()) < 20_000


def test_the_count_is_that_of_the_selection_without_the_selected_place(packed_of):
    state = ViewState(countries=frozenset({"IN"}), selected="murmansk-port")
    packed = packed_of(state)
    assert (unpacked(packed) > 0).sum() == packed["count"] + 1


def test_equal_states_have_one_revision_and_others_another(packed_of):
    state = ViewState()
    others = [replace(state, selected="murmansk-port"), replace(state, text="port"), replace(state, zoom=5)]
    revisions = [packed_of(each)["revision"] for each in (state, state, *others)]
    assert revisions[0] == revisions[1]
    assert len(set(revisions)) == 4


def test_the_camera_is_sent_only_if_the_link_has_one(packed_of):
    assert packed_of(ViewState())["camera"] is None
    state = ViewState(projection=Projection.POLAR, centre=Position(lon=-180, lat=90), zoom=4)
    assert packed_of(state)["camera"] == {"lat": 90, "lon": -180, "zoom": 4}


def test_tiles_are_sent_only_if_switched_on(packed_of):
    assert packed_of(ViewState())["tiles"] is None
    assert packed_of(ViewState(layers=frozenset({Layer.TILES})))["tiles"] == TILES


def test_the_table_is_in_step_with_the_places(atlas, words):
    places = places_of(atlas)
    table = place_table(places, atlas.countries, words)
    assert table["ids"] == places.index.tolist()
    assert [table["kinds"][code] for code in table["kind"]] == places["kind"].tolist()
    assert [table["countries"][code] for code in table["country"]] == places["country"].tolist()
    np.testing.assert_allclose(table["lon"], places.geometry.x, atol=1e-4)
    np.testing.assert_allclose(table["lat"], places.geometry.y, atol=1e-4)


def test_hostile_names_are_fetched_as_the_text_they_are(hostile_atlas, words, assets):
    path = assets.folder / place_table_path(places_of(hostile_atlas), hostile_atlas, words, assets)
    table = json.loads(path.read_text(encoding="utf-8"))
    assert path.suffix == ".json"
    assert table["names"] == places_of(hostile_atlas)["name"].tolist()


def test_the_table_is_written_under_another_name_when_a_place_changes(atlas, hostile_atlas, words, assets):
    paths = {place_table_path(places_of(each), each, words, assets) for each in (atlas, atlas, hostile_atlas)}
    assert len(paths) == 2


def test_a_scene_may_bring_places_with_labels_and_notes_and_without_a_country(atlas, words):
    places = event_places(atlas, words)
    table = place_table(places, atlas.countries, words)
    assert table["ids"] == places.index.tolist()
    assert table["labels"][table["ids"].index("relos-signed-2025")] == "Moscow 2025"
    assert table["notes"][table["ids"].index("relos-signed-2025")] == "18 February 2025"
    assert (table["countries"], table["countryNames"]) == ([""], [""])
