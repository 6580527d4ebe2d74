"""The access scene: marks in step with the selection, links only where somebody named a place."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relos_atlas.domain.places import anchors_of, places_of
from relos_atlas.domain.select import select_places
from relos_atlas.model import Grade, Position, Projection, ViewState
from relos_atlas.scene.access import access_scene
from relos_atlas.scene.base import HOMES

EVERY_AGREEMENT = ViewState(grades=frozenset(Grade))


@pytest.fixture(scope="module")
def scene_of(atlas, words):
    return lambda state: access_scene(atlas, state, words)


@pytest.fixture(scope="module")
def linked(atlas, scene_of):
    """The scene in which all agreements are chosen: the one with the most links."""
    return scene_of(replace(EVERY_AGREEMENT, agreements=frozenset(atlas.agreements.index)))


@given(data=st.data())
def test_each_mark_is_coded_by_its_grade_or_hidden(data, scene_of, states):
    scene = scene_of(replace(data.draw(states), selected=None))
    expected = np.where(scene.selection.shown, scene.selection.ranks + 1, 0)
    np.testing.assert_array_equal(scene.codes, expected)


@given(data=st.data())
def test_marks_drawn_are_the_rows_listed_and_the_selected_one(data, scene_of, states):
    state = data.draw(states)
    scene = scene_of(state)
    drawn = set(scene.places.index[scene.codes > 0])
    selected = {state.selected} & set(scene.places.index)
    assert drawn == set(scene.selection.rows.index) | selected


def test_a_selected_place_is_drawn_even_if_hidden(scene_of):
    scene = scene_of(ViewState(countries=frozenset({"IN"}), selected="murmansk-port"))
    assert not scene.selection.shown[scene.selected_row]
    assert scene.codes[scene.selected_row] == Grade.REPORTED.rank + 1
    assert scene.places.index[scene.selected_row] == "murmansk-port"


def test_something_else_than_a_place_may_be_selected(scene_of):
    scene = scene_of(ViewState(selected="india-russia-relos"))
    assert scene.selected_row is None


def test_the_default_view_links_the_six_named_places_alone(scene_of, atlas):
    scene = scene_of(ViewState())
    starts = {(link.start.lon, link.start.lat) for link in scene.links}
    named = select_places(atlas, ViewState()).rows.query("grade == 'reported'").geometry
    assert starts == {(point.x, point.y) for point in named}


def test_a_link_ends_at_the_anchor_of_the_country_that_would_use_the_place(scene_of, atlas):
    anchors = anchors_of(atlas)
    ends = {(link.end.lon, link.end.lat) for link in scene_of(ViewState()).links}
    assert ends == {tuple(anchors.loc[country, ["lon", "lat"]]) for country in ("RU", "IN")}


def test_inferred_places_have_no_link(scene_of):
    assert scene_of(ViewState(grades=frozenset({Grade.INFERRED, Grade.CONTEXT}))).links == ()


def test_every_agreement_together_has_many_links(linked):
    assert len(linked.links) > 40


def test_only_the_link_of_the_selected_place_is_selected(scene_of):
    links = scene_of(ViewState(selected="murmansk-port")).links
    assert [link.start.lat for link in links if link.is_selected] == [pytest.approx(68.9691)]


def test_a_state_without_camera_leaves_the_readers_camera_alone(scene_of):
    assert scene_of(ViewState()).camera is None


def test_half_a_camera_is_filled_up_from_home(scene_of):
    zoomed = scene_of(ViewState(projection=Projection.POLAR, zoom=5)).camera
    moved = scene_of(ViewState(centre=Position(lon=180, lat=70))).camera
    assert (zoomed.centre, zoomed.zoom) == (HOMES[Projection.POLAR].centre, 5)
    assert (moved.centre, moved.zoom) == (Position(lon=180, lat=70), HOMES[Projection.FLAT].zoom)


@pytest.mark.parametrize(("projection", "name"), [(Projection.FLAT, "Flat"), (Projection.POLAR, "Polar")])
def test_the_alternative_text_is_the_projection_and_the_sentence(projection, name, scene_of):
    text = scene_of(ViewState(projection=projection)).alternative_text
    assert text.startswith(f"{name} map. Showing 184 of 346 places")


def test_both_projections_draw_the_same_marks_and_links(scene_of):
    flat, polar = (scene_of(ViewState(projection=projection)) for projection in Projection)
    np.testing.assert_array_equal(flat.codes, polar.codes)
    assert flat.links == polar.links


def test_an_empty_selection_is_a_scene_without_marks_and_links(scene_of, atlas):
    scene = scene_of(ViewState(grades=frozenset()))
    assert (scene.codes.sum(), scene.links) == (0, ())
    assert len(scene.codes) == len(places_of(atlas))
