"""What was true on a day, as far as known: agreements that stood, claims made, places named by then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd

from relos_atlas.data import Atlas
from relos_atlas.domain.agreements import Standing, select_agreements
from relos_atlas.domain.claims import known_claims
from relos_atlas.domain.events import days_of, select_events
from relos_atlas.domain.places import FOCUS_AGREEMENT
from relos_atlas.domain.summary import agreement_steps
from relos_atlas.model import Grade, PartialDate, ViewState

_STANDING = (Standing.IN_FORCE, Standing.SIGNED)
# Grades of claims that a source makes; what we infer from the kind of a place nobody said.
_SAID = frozenset(grade for grade in Grade if grade.rank <= Grade.REPORTED.rank)


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """
    What was true on a day.

    Parameters
    ----------
    when
        The day, month or year asked for: its last day counts.
    step
        How far the pact had come: `unsigned`, `signed` or `ratified`.
    between, others
        Agreements that stood between the pact's own parties, and all others that stood; with
        `standing`. Those that no date decides are not among them.
    untold
        Agreements left out since no source of theirs had surely been published by the known-on date.
    claims
        Claims about the pact that sources had made by then, the newest first; our own inferences are none.
    places
        Facilities that such claims name, with the weight of an official word or a report.
    under_way
        Events that lasted on that day; `last` is the newest one that had surely begun, `next` the
        first one that surely had not (empty frames without any).
    """

    when: PartialDate
    step: str
    between: pd.DataFrame
    others: pd.DataFrame
    untold: int
    claims: pd.DataFrame
    places: tuple[str, ...]
    under_way: gpd.GeoDataFrame
    last: gpd.GeoDataFrame
    next: gpd.GeoDataFrame


# A change of a filter shows the same day again, and only the dates change it.
@lru_cache(maxsize=32)
def world_on(atlas: Atlas, when: PartialDate, known_on: PartialDate | None = None) -> World:
    """Return what was true on a day, whatever the filters are."""
    state = ViewState(as_of=when, known_on=known_on)
    standing, untold = _standing(atlas, state)
    parties = set(atlas.agreements.loc[FOCUS_AGREEMENT, "parties"])
    is_between = standing["parties"].map(lambda own: parties <= set(own)).to_numpy(dtype=bool)
    claims = _claims(atlas, state)
    under_way, last, following = _around(atlas, state)
    return World(
        when=when,
        step=agreement_steps(atlas, FOCUS_AGREEMENT, when),
        between=standing[is_between],
        others=standing[~is_between],
        untold=untold,
        claims=claims,
        places=_named(claims),
        under_way=under_way,
        last=last,
        next=following,
    )


def former_names(atlas: Atlas, facility_id: str) -> tuple[str, ...]:
    """Return the names that a facility had before; the tables do not say until when."""
    names = atlas.facility_names
    own = names[(names["facility_id"] == facility_id) & (names["kind"] == "former")]
    return tuple(dict.fromkeys(own["name"]))


def _standing(atlas: Atlas, state: ViewState) -> tuple[pd.DataFrame, int]:
    rows = select_agreements(atlas, replace(state, known_on=None)).rows
    rows = rows[rows["standing"].isin(_STANDING)]
    if state.known_on is None:
        return rows, 0
    told = np.array([_is_told(atlas, ids, state.known_on) for ids in rows["source_ids"]], dtype=bool)
    return rows[told], int((~told).sum())


def _is_told(atlas: Atlas, source_ids: tuple[str, ...], when: PartialDate) -> bool:
    dates = [atlas.sources.loc[source, "published"] for source in source_ids]
    return any(PartialDate.parse(text).surely_by(when) for text in dates if text)


def _claims(atlas: Atlas, state: ViewState) -> pd.DataFrame:
    rows = known_claims(atlas, state)
    rows = rows[(rows["agreement_id"] == FOCUS_AGREEMENT) & rows["grade"].isin(_SAID)]
    return rows.sort_values("known_from", ascending=False, kind="stable")


def _named(claims: pd.DataFrame) -> tuple[str, ...]:
    """Return the facilities that claims name."""
    return tuple(sorted(set(claims["facility_ids"].explode().dropna()) - {""}))


def _around(atlas: Atlas, state: ViewState) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, gpd.GeoDataFrame]:
    days = days_of(atlas)
    day = state.as_of.latest.toordinal() if state.as_of else 0
    events = atlas.events
    known = select_events(atlas, ViewState(known_on=state.known_on)).codes == 2
    lasting = known & (days.start_last <= day) & (days.end_first >= day) & days.is_span
    return (
        events[lasting],
        _nearest(events, known, days.start_last, day, -1),
        _nearest(events, known, days.start_first, day, 1),
    )


def _nearest(
    events: gpd.GeoDataFrame, known: np.ndarray, days: np.ndarray, day: int, way: int
) -> gpd.GeoDataFrame:
    """Return the events of the nearest day before and on (-1) or after (1) a day."""
    able = known & ((days <= day) if way < 0 else (days > day))
    if not able.any():
        return events[:0]
    best = days[able].max() if way < 0 else days[able].min()
    return events[able & (days == best)]
