"""Events as of a date, as known on a date and in a range: what is shown, what may be, what is not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from relos_atlas.data import Atlas
from relos_atlas.domain.search import fold
from relos_atlas.model import EventKind, PartialDate, ViewState

Mask = npt.NDArray[np.bool_]
Days = npt.NDArray[np.int64]

FILTERS = ("event_kinds", "countries", "text")
"""Fields of the state that filter events; dates are told apart from them."""

SURE, POSSIBLE = "sure", "possible"
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, eq=False)
class EventDays:
    """
    What the dates of events can mean, as ordinals of days, one entry an event in table order.

    An event begins on some day from `start_first` to `start_last` and ends on some day from
    `end_first` to `end_last`; one without an end ends on the day it begins. It was first told on
    some day from `known_first` to `known_last`; a source without a date makes the last one unknown.
    """

    start_first: Days
    start_last: Days
    end_first: Days
    end_last: Days
    known_first: Days
    known_last: Days
    is_span: Mask


@dataclass(frozen=True, slots=True, eq=False)
class EventSelection:
    """
    What is shown, and what is not.

    Parameters
    ----------
    rows
        Events that surely fit, in order of time: columns of the table and `certainty` (`sure`).
    apart
        Events that may fit, but are dated too coarsely, or told without a date, to be sure
        (`possible`); the same columns.
    later, outside, unpublished
        Events that pass every filter but had not begun on the as-of date, lie outside the range, or
        had surely not been published by the known-on date; the first reason that holds is counted.
    hidden_by_filters
        Events that a filter leaves out.
    codes
        One byte an event, in table order: 2 sure, 1 possible, 0 not shown.
    """

    rows: gpd.GeoDataFrame
    apart: gpd.GeoDataFrame
    later: int
    outside: int
    unpublished: int
    hidden_by_filters: int
    codes: npt.NDArray[np.uint8]

    @property
    def everything(self) -> gpd.GeoDataFrame:
        """All shown events in order of time."""
        both = pd.concat([self.rows, self.apart])
        return both.loc[_order(both)]

    @property
    def total(self) -> int:
        """All events, shown or not."""
        return len(self.codes)


def select_events(atlas: Atlas, state: ViewState) -> EventSelection:
    """Return the events that `state` shows, and why it does not show the others."""
    events, days = atlas.events, days_of(atlas)
    passing = np.logical_and.reduce(list(_masks(atlas, state).values()))
    later, maybe_later = _begun(days, state.as_of)
    outside, maybe_outside = _in_range(days, state)
    unpublished, maybe_unpublished = _published(days, state.known_on)
    gone = later | outside | unpublished
    unsure = maybe_later | maybe_outside | maybe_unpublished
    codes = np.where(passing & ~gone, np.where(unsure, 1, 2), 0).astype(np.uint8)
    shown = events.assign(certainty=np.where(codes == 2, SURE, POSSIBLE))
    return EventSelection(
        rows=_ordered(shown[codes == 2]),
        apart=_ordered(shown[codes == 1]),
        later=int((passing & later).sum()),
        outside=int((passing & ~later & outside).sum()),
        unpublished=int((passing & ~later & ~outside & unpublished).sum()),
        hidden_by_filters=int((~passing).sum()),
        codes=codes,
    )


def event_facets(atlas: Atlas, state: ViewState) -> dict[str, dict[str, int]]:
    """Return, per filter, how many events each choice would show under the other filters and the dates."""
    masks = _masks(atlas, state)
    days = days_of(atlas)
    gone = _begun(days, state.as_of)[0] | _in_range(days, state)[0] | _published(days, state.known_on)[0]
    counted = {"event_kinds": atlas.events["category"], "countries": atlas.events["countries"]}
    return {
        name: _count(
            values[np.logical_and.reduce([m for other, m in masks.items() if other != name]) & ~gone]
        )
        for name, values in counted.items()
    }


def counts_by_kind(events: pd.DataFrame) -> dict[EventKind, int]:
    """Return how many events of each kind there are, in the order of the lanes; none is left out at 0."""
    counts = events["category"].value_counts()
    return {kind: int(counts.get(kind, 0)) for kind in EventKind}


def without_place(events: gpd.GeoDataFrame) -> int:
    """Return how many events have no point on the map."""
    return int(events.geometry.is_empty.sum())


@lru_cache(maxsize=4)
def days_of(atlas: Atlas) -> EventDays:
    """Return what the dates of all events can mean."""
    starts = [PartialDate.parse(text) for text in atlas.events["date_start"]]
    ends = [PartialDate.parse(text) if text else None for text in atlas.events["date_end"]]
    told = [_told(atlas, start, ids) for start, ids in zip(starts, atlas.events["source_ids"], strict=True)]
    closing = [end or start for start, end in zip(starts, ends, strict=True)]
    return EventDays(
        start_first=_ordinals([date.earliest.toordinal() for date in starts]),
        start_last=_ordinals([date.latest.toordinal() for date in starts]),
        end_first=_ordinals([date.earliest.toordinal() for date in closing]),
        end_last=_ordinals([date.latest.toordinal() for date in closing]),
        known_first=_ordinals([first for first, _ in told]),
        known_last=_ordinals([last for _, last in told]),
        is_span=np.array([end is not None for end in ends], dtype=bool),
    )


def first_told(atlas: Atlas, event_id: str) -> PartialDate | None:
    """Return the date of the earliest dated source of an event; None if no source has a date."""
    texts = [atlas.sources.loc[source, "published"] for source in atlas.events.loc[event_id, "source_ids"]]
    dates = [PartialDate.parse(text) for text in texts if text]
    return min(dates, key=lambda date: (date.latest, date.earliest), default=None)


def _told(atlas: Atlas, start: PartialDate, source_ids: tuple[str, ...]) -> tuple[int, int]:
    """
    Return the first and the last day on which an event can have been told first.

    A source without a date is not taken to be older than the event that it tells.
    """
    texts = [atlas.sources.loc[source, "published"] for source in source_ids]
    dates = [PartialDate.parse(text) for text in texts if text]
    firsts = [date.earliest.toordinal() for date in dates]
    lasts = [date.latest.toordinal() for date in dates]
    if len(dates) < len(texts):
        firsts.append(start.earliest.toordinal())
    return min(firsts), min(lasts, default=_NEVER)


def _ordinals(values: list[int]) -> Days:
    return np.array(values, dtype=np.int64)


def _begun(days: EventDays, when: PartialDate | None) -> tuple[Mask, Mask]:
    """Return which events had surely not begun by the end of a date, and which may not have."""
    limit = _NEVER if when is None else when.latest.toordinal()
    return days.start_first > limit, (days.start_first <= limit) & (days.start_last > limit)


def _published(days: EventDays, when: PartialDate | None) -> tuple[Mask, Mask]:
    if when is None:
        nothing = np.zeros(len(days.known_first), dtype=bool)
        return nothing, nothing
    limit = when.latest.toordinal()
    return days.known_first > limit, (days.known_first <= limit) & (days.known_last > limit)


def _in_range(days: EventDays, state: ViewState) -> tuple[Mask, Mask]:
    """Return which events surely miss the range, and which may miss it: it is met by any day of an event."""
    period = state.period
    first = period.start.earliest.toordinal() if period and period.start else -_NEVER
    last = period.end.latest.toordinal() if period and period.end else _NEVER
    missed = (days.start_first > last) | (days.end_last < first)
    met = (days.start_last <= last) & (days.end_first >= first)
    return missed, ~missed & ~met


def _masks(atlas: Atlas, state: ViewState) -> dict[str, Mask]:
    events = atlas.events
    everything = np.ones(len(events), dtype=bool)
    chosen = state.countries
    return {
        "event_kinds": events["category"].isin(state.event_kinds).to_numpy(),
        "countries": np.array([not chosen.isdisjoint(own) for own in events["countries"]])
        if chosen
        else everything,
        "text": _texts(atlas).str.contains(fold(state.text), regex=False).to_numpy()
        if state.text
        else everything,
    }


@lru_cache(maxsize=4)
def _texts(atlas: Atlas) -> pd.Series:
    """Return all words of each event, folded, with every name of its facility."""
    events = atlas.events
    names = atlas.facility_names.groupby("facility_id")["name"].agg(" ".join)
    own = names.reindex(events["facility_id"]).fillna("").to_numpy()
    columns = [events[name].to_numpy() for name in ("title", "place", "facility_hint", "description")]
    return pd.Series([fold(" ".join(parts)) for parts in zip(*columns, own, strict=True)], index=events.index)


def _ordered(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return rows.loc[_order(rows)]


def _order(rows: pd.DataFrame) -> pd.Index:
    """
    Return ids in order of time: by the first day that a date can mean, the coarser date first.

    That is the order of the dates' texts: "2026" and "2026-04" stand like headings before the days in them.
    """
    return rows.sort_values(["date_start", "date_end"], kind="stable").index


def _count(values: pd.Series) -> dict[str, int]:
    counted = values.explode().dropna().value_counts(sort=False)
    return {str(value): int(n) for value, n in counted.items()}
