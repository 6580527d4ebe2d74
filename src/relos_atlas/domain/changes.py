"""What changed between two days, and how often things happened before and after an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import geopandas as gpd
import pandas as pd

from relos_atlas.data import Atlas
from relos_atlas.domain.agreements import Standing, standing_on
from relos_atlas.domain.claims import known_claims
from relos_atlas.domain.events import days_of, select_events
from relos_atlas.domain.places import FOCUS_AGREEMENT
from relos_atlas.model import EventKind, Grade, PartialDate, ViewState


@dataclass(frozen=True, slots=True)
class Change:
    """Where an agreement stood on the earlier and on the later day."""

    agreement_id: str
    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """
    What changed after `start`, up to `end`.

    Parameters
    ----------
    events
        Events that began, or may have begun, between the two, under the state's filters, with `certainty`.
    agreements
        Agreements that stood elsewhere on the two days.
    claims
        Claims about the pact that sources first made between the two, the oldest first.
    """

    start: PartialDate
    end: PartialDate
    events: gpd.GeoDataFrame
    agreements: tuple[Change, ...]
    claims: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Counts:
    """Events of one kind before, after, and about the time of an event; then in equal times around it."""

    before: int = 0
    after: int = 0
    unsure: int = 0
    before_window: int = 0
    after_window: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class BeforeAndAfter:
    """
    How often things happened before and after an event.

    `window_days` is how many days after it are told of; as many before it are compared with them.
    """

    event_id: str
    by_kind: Mapping[EventKind, Counts]
    window_days: int


def changes_between(atlas: Atlas, state: ViewState, one: PartialDate, other: PartialDate) -> Changes:
    """Return what changed between two days, whichever of them is the earlier."""
    start, end = sorted((one, other), key=lambda date: (date.latest, date.earliest))
    shown = select_events(atlas, replace(state, as_of=end, period=None)).everything
    had_begun = days_of(atlas).start_last <= start.latest.toordinal()
    return Changes(
        start=start,
        end=end,
        events=shown[~shown.index.isin(atlas.events.index[had_begun])],
        agreements=_moved(atlas, start, end),
        claims=_new_claims(atlas, state, start, end),
    )


def before_and_after(atlas: Atlas, state: ViewState, event_id: str) -> BeforeAndAfter:
    """
    Return how often each kind of event happened before and after one of them, among what `state` shows.

    An event that lasts over it, or is dated too coarsely to tell, counts as neither.
    """
    days = days_of(atlas)
    pivot = int(atlas.events.index.get_loc(event_id))
    shown = select_events(atlas, state).codes == 2
    shown[pivot] = False
    first, last = int(days.start_first[pivot]), int(days.end_last[pivot])
    before, after = shown & (days.end_last < first), shown & (days.start_first > last)
    window = max(_end_of_time(atlas, state) - last, 0)
    masks = {
        "before": before,
        "after": after,
        "unsure": shown & ~before & ~after,
        "before_window": before & (days.start_first >= first - window),
        "after_window": after & (days.start_last <= last + window),
    }
    kinds = atlas.events["category"].to_numpy()
    by_kind = {
        kind: Counts(**{name: int((mask & (kinds == kind)).sum()) for name, mask in masks.items()})
        for kind in EventKind
    }
    return BeforeAndAfter(event_id, by_kind, window)


def last_day(atlas: Atlas) -> PartialDate:
    """Return the last day that an event of the table surely had begun by: where its story ends."""
    latest = [PartialDate.parse(text) for text in atlas.events["date_start"]]
    return max(latest, key=lambda date: (date.latest, date.earliest))


def _end_of_time(atlas: Atlas, state: ViewState) -> int:
    """Return the ordinal of the day at which the state's view of time ends."""
    ends = [state.as_of, state.period.end if state.period else None, last_day(atlas)]
    return min(date.latest.toordinal() for date in ends if date is not None)


def _moved(atlas: Atlas, start: PartialDate, end: PartialDate) -> tuple[Change, ...]:
    found = []
    for agreement_id, row in atlas.agreements.iterrows():
        before, after = standing_on(row, start), standing_on(row, end)
        if before is not after:
            found.append(Change(str(agreement_id), before, after))
    return tuple(found)


def _new_claims(atlas: Atlas, state: ViewState, start: PartialDate, end: PartialDate) -> pd.DataFrame:
    def made_by(when: PartialDate) -> pd.DataFrame:
        return known_claims(atlas, ViewState(as_of=when, known_on=state.known_on))

    by_end, by_start = made_by(end), made_by(start)
    new = by_end[~by_end.index.isin(by_start.index)]
    is_said = (new["agreement_id"] == FOCUS_AGREEMENT) & (new["grade"] != Grade.INFERRED)
    return new[is_said].sort_values("known_from", kind="stable")
