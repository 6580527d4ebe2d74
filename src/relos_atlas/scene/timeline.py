"""The timeline as a value: lanes, items with what their dates can mean, and one state of it; no pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from relos_atlas.data import Atlas
from relos_atlas.domain.event_words import date_words
from relos_atlas.domain.events import EventSelection, days_of, select_events
from relos_atlas.domain.places import FOCUS_AGREEMENT
from relos_atlas.model import EventKind, PartialDate, ViewState
from relos_atlas.scene.style import KIND_SHAPES
from relos_atlas.text import Catalogue

# Code of an event that only the as-of date hides: it is drawn faintly, and stepping reaches it.
LATER = 3


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the timeline: events of one kind, named `kind` one by one; `shape` is that of their marks."""

    slug: str
    label: str
    kind: str
    shape: str


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """
    One event on the timeline.

    Days are ordinals (`datetime.date.toordinal`), both ends included. The event begins on some day
    from `start_first` to `start_last` and ends on some day from `end_first` to `end_last`. If all
    four are one day it is a point; a lone month or year is a band as wide as what is known, which
    must look other than a span (`is_span`) of days that are known.
    """

    event_id: str
    lane: int
    title: str
    when: str
    date: str
    start_first: int
    start_last: int
    end_first: int
    end_last: int
    is_span: bool
    confidence: str
    is_step: bool

    @property
    def is_point(self) -> bool:
        """Whether it is one known day."""
        return self.start_first == self.end_last


@dataclass(frozen=True, slots=True)
class Timeline:
    """
    All events, whatever the state.

    Parameters
    ----------
    lanes
        One for each kind of event.
    items
        In the order of the table of events. Those with `is_step` are steps of the pact: they also
        stand in the band at the top, under `band_label`.
    first, last
        The years that the timeline spans, as ordinals of their first and last day.
    """

    lanes: tuple[Lane, ...]
    items: tuple[TimelineItem, ...]
    band_label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TimelineNote:
    """A reader's note on a date or an event, as ordinals; it is marked as theirs wherever it is drawn."""

    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class TimelineState:
    """
    One state of the timeline.

    Parameters
    ----------
    codes
        One byte an item: 0 hidden, 1 may fit, 2 fits, 3 hidden by the as-of date alone.
    selected
        Row of the selected item, None without one.
    period
        First and last day of the range, as ordinals; None without one, an open end is the timeline's.
    as_of, compare_from
        The last day that these dates mean, as an ordinal; None without one.
    notes
        The reader's notes on dates and events.
    """

    codes: npt.NDArray[np.uint8]
    selected: int | None
    period: tuple[int, int] | None
    as_of: int | None
    compare_from: int | None
    notes: tuple[TimelineNote, ...]


@lru_cache(maxsize=4)
def timeline_of(atlas: Atlas, words: Catalogue) -> Timeline:
    """Return the timeline of all events."""
    items = _items(atlas, words)
    years = [PartialDate.parse(item.date).year for item in items] or [2000]
    ends = [item.end_last for item in items]
    last = max([PartialDate(max(years)).latest.toordinal(), *ends])
    return Timeline(
        lanes=tuple(_lane(kind, words) for kind in EventKind),
        items=items,
        band_label=str(atlas.agreements.loc[FOCUS_AGREEMENT, "short_name"]),
        first=PartialDate(min(years)).earliest.toordinal(),
        last=last,
    )


def _lane(kind: EventKind, words: Catalogue) -> Lane:
    label, one = (words.say(f"event-kind.{kind}.{name}") for name in ("lane", "label"))
    return Lane(str(kind), label, one, KIND_SHAPES[kind])


def timeline_state(
    atlas: Atlas, state: ViewState, selection: EventSelection, timeline: Timeline
) -> TimelineState:
    """Return the state of the timeline that shows `selection`."""
    at_any_time = select_events(atlas, replace(state, as_of=None)).codes
    codes = np.where((selection.codes == 0) & (at_any_time > 0), LATER, selection.codes).astype(np.uint8)
    index = atlas.events.index
    return TimelineState(
        codes=codes,
        selected=int(index.get_loc(state.selected)) if state.selected in index else None,
        period=_period(state, timeline),
        as_of=_last_day(state.as_of),
        compare_from=_last_day(state.compare_from),
        notes=_notes(atlas, state),
    )


def _items(atlas: Atlas, words: Catalogue) -> tuple[TimelineItem, ...]:
    lanes = list(EventKind)
    days = days_of(atlas)
    return tuple(
        TimelineItem(
            event_id=str(event_id),
            lane=lanes.index(EventKind(row["category"])),
            title=row["title"],
            when=event_when(row["date_start"], row["date_end"], words),
            date=row["date_start"],
            start_first=int(days.start_first[i]),
            start_last=int(days.start_last[i]),
            end_first=int(days.end_first[i]),
            end_last=int(days.end_last[i]),
            is_span=bool(days.is_span[i]),
            confidence=row["confidence"],
            is_step=row["agreement_id"] == FOCUS_AGREEMENT,
        )
        for i, (event_id, row) in enumerate(atlas.events.iterrows())
    )


def event_when(start: str, end: str, words: Catalogue) -> str:
    """Return the dates of an event, as the tables have them, in words."""
    return date_words(PartialDate.parse(start), PartialDate.parse(end) if end else None, words)


def _period(state: ViewState, timeline: Timeline) -> tuple[int, int] | None:
    if state.period is None:
        return None
    start, end = state.period.start, state.period.end
    first = start.earliest.toordinal() if start else timeline.first
    last = end.latest.toordinal() if end else timeline.last
    return min(first, last), max(first, last)


def _last_day(date: PartialDate | None) -> int | None:
    return date.latest.toordinal() if date else None


def _notes(atlas: Atlas, state: ViewState) -> tuple[TimelineNote, ...]:
    """Return the reader's notes on dates and on events, each at the days of what it is about."""
    days, index = days_of(atlas), atlas.events.index
    notes = []
    for note in state.notes:
        if note.date is not None:
            notes.append(
                TimelineNote(note.date.earliest.toordinal(), note.date.latest.toordinal(), note.text)
            )
        elif note.anchor in index:
            row = index.get_loc(note.anchor)
            notes.append(TimelineNote(int(days.start_first[row]), int(days.end_last[row]), note.text))
    return tuple(notes)
