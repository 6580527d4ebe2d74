"""The scene of corridors: legs told apart, closed ways drawn, and nothing of it sent by other pages."""

import json
from dataclasses import replace

import pytest

from relos_atlas.domain.links import decode_link
from relos_atlas.domain.voyages import plan_of
from relos_atlas.domain.ways import answer_voyage
from relos_atlas.model import Projection, ViewState
from relos_atlas.render.packing import pack_scene
from relos_atlas.scene.access import access_scene
from relos_atlas.scene.corridors import corridors_scene
from relos_atlas.scene.style import TRACK_STYLES

EAST = "fr=murmansk-port&to=vladivostok-port"


@pytest.fixture(scope="module")
def scene_of(atlas, sea, vocabulary, words):
    def scene(query):
        state, _ = decode_link(query, vocabulary)
        answer = answer_voyage(atlas, sea, plan_of(atlas, state))
        return corridors_scene(atlas, sea, state, answer, words)

    return scene


def styles(scene, way=None):
    return {track.style for track in scene.tracks if way is None or track.way == way}


def labels(scene):
    return {track.label for track in scene.tracks} - {""}


def test_barents_leg_route_proper_and_open_sea_are_styled_and_labelled_apart(scene_of):
    scene = scene_of(EAST)
    assert styles(scene, "nsr") == {"barents", "nsr", "open-sea"}
    assert {"Barents leg", "NSR proper", "Northern Sea Route"} <= {
        label.split(" · ")[0] for label in labels(scene)
    }


def test_every_style_is_one_of_the_table_and_told_without_colour(scene_of):
    looks = {(style.width_px, style.dash_px) for style in TRACK_STYLES}
    assert len(looks) == len(TRACK_STYLES)
    drawn = styles(scene_of("mo=2")) | styles(scene_of("id=instc-trans-caspian"))
    assert drawn <= {style.slug for style in TRACK_STYLES}


def test_the_ice_edge_is_drawn_for_the_month_asked_for_and_labelled_as_what_it_is(scene_of):
    assert "ice-edge" not in styles(scene_of(EAST))
    assert "Median ice edge, September, 1981–2010" in labels(scene_of(f"{EAST}&mo=9&ic=arc4"))


def test_a_way_through_ice_that_no_table_covers_is_never_drawn_as_open_sea(scene_of):
    assert styles(scene_of(f"{EAST}&mo=2"), "nwp") == {"barents", "untabled"}
    assert styles(scene_of(EAST), "nwp") == {"barents", "other-way"}


def test_a_way_closed_by_season_is_drawn_as_closed(scene_of):
    scene = scene_of(f"{EAST}&mo=2")
    assert styles(scene, "nsr") == {"closed"}
    assert "Northern Sea Route: closed in February" in labels(scene)


def test_both_limits_of_the_route_are_drawn(scene_of):
    assert sum(track.style == "nsr-limit" for track in scene_of("").tracks) == 2


def test_ends_passages_and_distances_are_told_along_the_line(scene_of):
    callouts = {(callout.kind, callout.text) for callout in scene_of(EAST).callouts}
    assert {
        ("end", "From: Port of Murmansk"),
        ("passage", "Kara Gate"),
        ("passage", "Bering Strait"),
        ("distance", "1,000 nm"),
    } <= callouts


def test_ports_on_the_way_are_shown_and_others_are_not(scene_of):
    scene = scene_of(EAST)
    shown = set(scene.places.index[scene.shown])
    assert {"murmansk-port", "vladivostok-port"} <= shown
    assert "chennai-port" in set(scene.places.index[scene_of("").shown])
    assert "delhi-palam-air-base" not in shown


@pytest.mark.parametrize("query", ["fr=murmansk-port&to=murmansk-port", "fr=55.75_37.6&to=mumbai-port"])
def test_an_impossible_voyage_still_has_a_map_and_a_sentence(query, scene_of):
    scene = scene_of(query)
    assert styles(scene) == {"nsr-limit"}
    assert scene.sentence in scene.alternative_text


def test_rail_and_road_are_drawn_as_such(scene_of):
    assert {"land-leg", "open-sea"} <= styles(scene_of("id=instc-east"))


def test_flat_and_polar_draw_the_same_lines(scene_of):
    assert scene_of(EAST).tracks == scene_of(f"{EAST}&p=polar").tracks
    assert scene_of(f"{EAST}&p=polar").base.projection is Projection.POLAR


def test_a_packed_voyage_is_small_and_plain_json(scene_of, atlas):
    packed = pack_scene(scene_of(f"{EAST}&mo=9&ic=arc4"), "/t.json", atlas.fingerprint, None)
    assert json.loads(json.dumps(packed)) == packed
    assert len(json.dumps(packed)) < 60_000


def test_other_pages_send_nothing_of_ways(atlas, words):
    packed = pack_scene(access_scene(atlas, ViewState(), words), "/t.json", atlas.fingerprint, None)
    assert {"tracks", "callouts"}.isdisjoint(packed)


def test_a_different_way_is_a_different_revision(scene_of, atlas):
    scene = scene_of(EAST)
    changed = replace(scene, tracks=scene.tracks[:-1])
    revisions = {pack_scene(s, "/t", atlas.fingerprint, None)["revision"] for s in (scene, changed)}
    assert len(revisions) == 2
