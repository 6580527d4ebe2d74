"""The scene of the timeline page: where the shown events happened, and the timeline of all of them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import geopandas as gpd
import numpy as np
import numpy.typing as npt

from relos_atlas.data import Atlas
from relos_atlas.domain.event_words import events_sentence
from relos_atlas.domain.events import EventSelection, select_events
from relos_atlas.domain.places import places_of
from relos_atlas.model import BorderView, EventKind, Position, Projection, ViewState
from relos_atlas.scene.base import alternative_text, base_map, camera_of, row_of
from relos_atlas.scene.scenes import BaseMap, Callout, EventsScene, Legend
from relos_atlas.scene.style import EVENT_STYLES
from relos_atlas.scene.timeline import event_when, timeline_of, timeline_state
from relos_atlas.text import Catalogue

_CONFIDENCE_CODES = {"high": 1, "medium": 2, "low": 3}
_POSSIBLE = 4
_NOTE_KIND = "user-note"


def events_scene(atlas: Atlas, state: ViewState, words: Catalogue) -> EventsScene:
    """Return what the timeline page draws for `state`."""
    selection = select_events(atlas, state)
    places = event_places(atlas, words)
    codes = _codes(atlas, selection)[_located(atlas)]
    selected = row_of(places, state.selected)
    shown = codes > 0
    if selected is not None and not shown[selected]:
        codes[selected] = _POSSIBLE
    timeline = timeline_of(atlas, words)
    sentence = events_sentence(atlas, state, selection, words)
    return EventsScene(
        base=events_base(atlas, state.projection, state.border_view, words),
        places=places,
        shown=shown,
        codes=codes,
        selected_row=selected,
        links=(),
        layers=state.layers,
        camera=camera_of(state),
        alternative_text=alternative_text(state.projection, sentence, words),
        callouts=_callouts(atlas, state, words),
        is_stacked=True,
        selection=selection,
        timeline=timeline,
        timeline_state=timeline_state(atlas, state, selection, timeline),
    )


@lru_cache(maxsize=4)
def event_places(atlas: Atlas, words: Catalogue) -> gpd.GeoDataFrame:
    """
    Return the events that have a point, as a map's places: EPSG:4326, event id as index.

    Columns: `name` (the title), `kind`, `country` (empty: the table does not say whose soil it was),
    `label` (place and year) and `note` (dates in words).
    """
    events = atlas.events[_located(atlas)]
    near = events["place"].str.split(r"[,(]", regex=True).str[0].str.strip()
    return gpd.GeoDataFrame(
        {
            "name": events["title"],
            "kind": events["category"],
            "country": "",
            "label": near + " " + events["date_start"].str[:4],
            "note": [
                event_when(start, end, words)
                for start, end in zip(events["date_start"], events["date_end"], strict=True)
            ],
        },
        geometry=events.geometry,
        crs=events.crs,
    )


@lru_cache(maxsize=8)
def events_base(atlas: Atlas, projection: Projection, view: BorderView, words: Catalogue) -> BaseMap:
    """Return the base map of a projection with the marks and the legend of events."""
    return replace(
        base_map(atlas, projection, view, words),
        marks=EVENT_STYLES,
        grade_labels={style.grade: words.say(f"event-mark.{style.grade}") for style in EVENT_STYLES},
        kind_labels={kind: words.say(f"event-kind.{kind}.label") for kind in EventKind},
        legend=Legend(tuple(style.grade for style in EVENT_STYLES), ()),
    )


def _located(atlas: Atlas) -> npt.NDArray[np.bool_]:
    located: npt.NDArray[np.bool_] = ~atlas.events.geometry.is_empty.to_numpy()
    return located


def _codes(atlas: Atlas, selection: EventSelection) -> npt.NDArray[np.uint8]:
    """Return the number of the style of every event; 0 where it is not shown."""
    firm = atlas.events["confidence"].map(_CONFIDENCE_CODES).to_numpy()
    return np.select([selection.codes == 2, selection.codes == 1], [firm, _POSSIBLE], 0).astype(np.uint8)


def _callouts(atlas: Atlas, state: ViewState, words: Catalogue) -> tuple[Callout, ...]:
    """Return the reader's notes on places and events that have a point, each marked as theirs."""
    found = []
    for note in state.notes:
        for table in (places_of(atlas), atlas.events):
            if note.anchor in table.index and not table.geometry[note.anchor].is_empty:
                point = table.geometry[note.anchor]
                text = words.say("timeline.user-note", text=note.text)
                found.append(Callout(text, Position(lon=point.x, lat=point.y), _NOTE_KIND))
    return tuple(found)
