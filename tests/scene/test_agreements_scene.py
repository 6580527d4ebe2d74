"""The scene of agreements: a line for each pair, one way or both, over 180 degrees and the pole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relos_atlas.domain.agreements import named_places, select_agreements, standing_under
from relos_atlas.domain.places import anchors_of
from relos_atlas.model import Grade, PartialDate, Projection, ViewState
from relos_atlas.scene.agreements import agreements_scene


@pytest.fixture(scope="module")
def scene_of(atlas, words):
    return lambda state: agreements_scene(atlas, state, words)


def between(scene_of, *countries: str, **more):
    (link,) = scene_of(ViewState(countries=frozenset(countries), **more)).links
    return link


def test_a_two_way_agreement_and_a_one_way_one_are_told_apart(scene_of):
    assert between(scene_of, "IN", "RU").is_mutual
    assert not between(scene_of, "RU", "SY").is_mutual


def test_a_one_way_line_leads_from_grantor_to_beneficiary(scene_of, atlas):
    link = between(scene_of, "AM", "RU")
    anchors = anchors_of(atlas)
    assert (link.start.lon, link.start.lat) == pytest.approx(tuple(anchors.loc["AM"]))
    assert (link.end.lon, link.end.lat) == pytest.approx(tuple(anchors.loc["RU"]))


def test_only_what_is_confirmed_in_force_is_solid(scene_of):
    assert between(scene_of, "IN", "US").is_confirmed
    assert not between(scene_of, "IN", "RU").is_confirmed


def test_each_pair_of_countries_has_one_line(scene_of):
    ends = [frozenset({link.start, link.end}) for link in scene_of(ViewState()).links]
    assert len(ends) > 60
    assert len(set(ends)) == len(ends)


def test_a_pair_without_a_point_is_told_and_not_dropped(scene_of):
    scene = scene_of(ViewState(countries=frozenset({"XA"})))
    assert (scene.links, scene.undrawn) == ((), (("XA", "RU"),))
    assert scene.shown.sum() == 2


def test_agreements_side_by_side_are_drawn_strong(scene_of):
    state = ViewState(agreements=frozenset({"india-russia-relos", "us-india-lemoa"}))
    assert sum(link.is_selected for link in scene_of(state).links) == 2


def test_a_selected_agreement_is_drawn_strong_and_is_no_place(scene_of):
    scene = scene_of(ViewState(selected="russia-syria-tartus"))
    assert scene.selected_row is None
    assert sum(link.is_selected for link in scene.links) == 1


@settings(max_examples=40)
@given(data=st.data())
def test_marks_are_the_named_places_of_the_agreements_that_stand(data, scene_of, atlas, states):
    state = data.draw(states)
    scene = scene_of(state)
    standing = standing_under(state, select_agreements(atlas, state)).index
    named = named_places(atlas)
    expected = set(named.loc[named["agreement_id"].isin(standing), "place_id"])
    assert set(scene.places.index[scene.shown]) == expected
    assert set(scene.places.index[scene.codes > 0]) == expected | ({state.selected} & set(scene.places.index))


def test_inferred_places_are_never_shown(scene_of):
    codes = scene_of(ViewState(grades=frozenset(Grade))).codes
    assert set(codes) <= {0, Grade.OFFICIAL.rank + 1, Grade.REPORTED.rank + 1}


def test_before_the_first_agreement_nothing_is_drawn(scene_of):
    scene = scene_of(ViewState(as_of=PartialDate(1900)))
    assert (scene.links, int(scene.codes.sum())) == ((), 0)


@pytest.mark.parametrize("projection", list(Projection))
def test_the_alternative_text_says_what_the_sentence_says(projection, scene_of):
    text = scene_of(ViewState(projection=projection, countries=frozenset({"IN", "RU"}))).alternative_text
    assert "Showing 1 of 96 agreements that bind India and Russia, with 6 named places" in text
