"""The scene of the timeline page: one selection for map and timeline, dates as exact as they are known."""

import datetime as dt
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relos_atlas.domain.places import FOCUS_AGREEMENT
from relos_atlas.model import EventKind, Interval, PartialDate, Projection, UserNote, ViewState
from relos_atlas.scene.events import event_places, events_base, events_scene
from relos_atlas.scene.style import EVENT_STYLES, KIND_SHAPES
from relos_atlas.scene.timeline import LATER, timeline_of


@pytest.fixture(scope="module")
def scene_of(atlas, words):
    return lambda **choices: events_scene(atlas, ViewState(**choices), words)


def item_of(scene, event_id):
    return next(item for item in scene.timeline.items if item.event_id == event_id)


def day(*parts: int) -> int:
    return dt.date(*parts).toordinal()


def test_map_timeline_and_list_show_the_same_events(scene_of):
    scene = scene_of(as_of=PartialDate(2020, 7, 15), event_kinds=frozenset({EventKind.PORT_CALL}))
    listed = set(scene.selection.everything.index)
    on_map = set(scene.places.index[scene.shown])
    on_line = {
        item.event_id
        for item, code in zip(scene.timeline.items, scene.timeline_state.codes, strict=True)
        if code in {1, 2}
    }
    assert on_line == listed
    assert on_map == {i for i in listed if i in scene.places.index}
    assert len(listed) > len(on_map) > 0


@given(data=st.data())
def test_in_any_state_the_timeline_shows_what_the_list_shows(data, states, atlas, words):
    state = data.draw(states)
    scene = events_scene(atlas, state, words)
    is_shown = np.isin(scene.timeline_state.codes, [1, 2])
    assert set(atlas.events.index[is_shown]) == set(scene.selection.everything.index)
    if state.as_of is None:
        assert LATER not in scene.timeline_state.codes


def test_a_day_is_a_point_a_month_a_band_and_a_span_its_days(scene_of):
    scene = scene_of()
    signed = item_of(scene, "relos-signed-2025")
    assert signed.is_point
    assert signed.start_first == day(2025, 2, 18)
    month = item_of(scene, "relos-text-published-2026")
    assert (month.start_first, month.end_last) == (day(2026, 4, 1), day(2026, 4, 30))
    assert not month.is_point
    assert not month.is_span
    visit = item_of(scene, "vikramaditya-murmansk-2013")
    assert (visit.is_span, visit.start_last, visit.end_first) == (True, day(2013, 12, 4), day(2013, 12, 8))


def test_days_of_1947_and_2030_stand_where_they_belong(atlas, words):
    events = atlas.events.iloc[:3].assign(date_start=["1947-08-15", "1969-12-31", "2030-12"])
    timeline = timeline_of(replace(atlas, events=events), words)
    assert [item.start_first for item in timeline.items] == [
        day(1947, 8, 15), day(1969, 12, 31), day(2030, 12, 1),
    ]  # fmt: skip
    assert (timeline.first, timeline.last) == (day(1947, 1, 1), day(2030, 12, 31))
    assert [item.when for item in timeline.items] == ["15 August 1947", "31 December 1969", "December 2030"]


def test_the_band_holds_the_steps_of_the_pact_whatever_the_state(scene_of, atlas):
    steps = {item.event_id for item in scene_of(text="zzz").timeline.items if item.is_step}
    assert steps == set(atlas.events.index[atlas.events["agreement_id"] == FOCUS_AGREEMENT])
    assert {"relos-signed-2025", "relos-putin-law-2025"} <= steps


def test_what_only_the_as_of_date_hides_is_kept_for_stepping_on(scene_of):
    scene = scene_of(as_of=PartialDate(2000), period=Interval.parse("1990..2010"))
    codes = dict(zip([i.event_id for i in scene.timeline.items], scene.timeline_state.codes, strict=True))
    assert codes["gorshkov-purchase-2004"] == LATER
    assert codes["relos-signed-2025"] == 0
    assert scene.timeline_state.as_of == day(2000, 12, 31)
    assert scene.timeline_state.period == (day(1990, 1, 1), day(2010, 12, 31))


def test_an_open_range_reaches_to_the_ends_of_the_timeline(scene_of):
    scene = scene_of(period=Interval.parse("2018.."))
    assert scene.timeline_state.period == (day(2018, 1, 1), scene.timeline.last)


def test_a_selected_event_that_the_dates_hide_is_drawn_but_not_counted(scene_of):
    scene = scene_of(as_of=PartialDate(2020), selected="relos-signed-2025")
    assert scene.codes[scene.selected_row] > 0
    assert not scene.shown[scene.selected_row]


def test_an_event_without_a_place_can_be_selected_and_marks_nothing_on_the_map(scene_of):
    scene = scene_of(selected="vostok-2022")
    assert scene.selected_row is None
    assert scene.timeline_state.selected is not None


def test_notes_stand_at_their_dates_events_and_places_and_say_whose_they_are(scene_of):
    notes = (UserNote("2026-04", "a"), UserNote("relos-signed-2025", "b"), UserNote("murmansk-port", "c"))
    scene = scene_of(notes=notes)
    assert [(note.first, note.last, note.text) for note in scene.timeline_state.notes] == [
        (day(2026, 4, 1), day(2026, 4, 30), "a"), (day(2025, 2, 18), day(2025, 2, 18), "b"),
    ]  # fmt: skip
    assert [callout.text for callout in scene.callouts] == ["User note: b", "User note: c"]
    assert {callout.kind for callout in scene.callouts} == {"user-note"}


def test_each_kind_of_event_has_a_shape_of_its_own_and_each_mark_a_label(atlas, words):
    assert len({KIND_SHAPES[kind] for kind in EventKind}) == len(EventKind)
    base = events_base(atlas, Projection.POLAR, ViewState().border_view, words)
    assert set(base.grade_labels) == {style.grade for style in EVENT_STYLES}
    assert base is events_base(atlas, Projection.POLAR, ViewState().border_view, words)


def test_places_of_events_are_built_once_and_have_no_country(atlas, words):
    places = event_places(atlas, words)
    assert places is event_places(atlas, words)
    assert set(places["country"]) == {""}
    assert not places.geometry.is_empty.any()


def test_a_timeline_is_never_changed(scene_of):
    with pytest.raises(FrozenInstanceError):
        scene_of().timeline.first = 0
