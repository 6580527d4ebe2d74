"""Agreements as of a date: which of them stand, and which of them a state shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from relos_atlas.data import Atlas
from relos_atlas.domain.places import places_of, relations_of
from relos_atlas.model import Grade, PartialDate, ViewState

Mask = npt.NDArray[np.bool_]

#: Field of the state -> column of the agreements, for filters that compare one column with a set.
_COLUMNS: Mapping[str, str] = {
    "agreement_kinds": "kind",
    "statuses": "status",
    "troops": "troop_presence",
}
FILTERS = ("countries", "regions", *_COLUMNS, "services")
"""Fields of the state that filter agreements."""


class Standing(StrEnum):
    """Where an agreement stands on a date, by its own dates."""

    IN_FORCE = "in-force"
    SIGNED = "signed"
    UNSURE = "unsure"
    UNDATED = "undated"
    PENDING = "pending"
    NOT_YET = "not-yet"
    ENDED = "ended"


_STANDS = (Standing.IN_FORCE, Standing.SIGNED)
_APART = (Standing.UNDATED, Standing.UNSURE)
_GONE = (Standing.PENDING, Standing.NOT_YET, Standing.ENDED)
_NOW = {"in-force": Standing.IN_FORCE, "expired": Standing.ENDED}


@dataclass(frozen=True, slots=True, eq=False)
class AgreementSelection:
    """
    What is shown, and what is not.

    Parameters
    ----------
    rows
        The shown agreements with a sure date: columns of the table and `standing`, `disputed` and
        `place_count`; in force first, then by date, the newest first.
    apart
        Those that no date decides, with the same columns: undated, or dated too coarsely to tell.
    hidden_by_date
        Agreements that pass every filter but do not stand on the date, by standing.
    hidden_by_filters
        Agreements that a filter leaves out.
    total
        All agreements.
    """

    rows: pd.DataFrame
    apart: pd.DataFrame
    hidden_by_date: Mapping[Standing, int]
    hidden_by_filters: int
    total: int

    @property
    def everything(self) -> pd.DataFrame:
        """All shown agreements, those without a sure date last."""
        return pd.concat([self.rows, self.apart])


def select_agreements(atlas: Atlas, state: ViewState) -> AgreementSelection:
    """Return the agreements that `state` shows; without a date, those that ended are shown as ended."""
    agreements = _described(atlas, state)
    passing = np.logical_and.reduce(list(_masks(atlas, state).values()))
    gone = agreements["standing"].isin(_GONE).to_numpy() & (state.as_of is not None)
    shown = _ordered(agreements[passing & ~gone])
    is_apart = shown["standing"].isin(_APART)
    return AgreementSelection(
        rows=shown[~is_apart],
        apart=shown[is_apart],
        hidden_by_date=_counted(agreements.loc[passing & gone, "standing"]),
        hidden_by_filters=int((~passing).sum()),
        total=len(agreements),
    )


def agreement_facets(atlas: Atlas, state: ViewState) -> dict[str, dict[str, int]]:
    """Return, per filter, how many agreements each choice would show under all the other filters."""
    table = atlas.agreements
    masks = _masks(atlas, state)
    gone = [standing_on(row, state.as_of) in _GONE for _, row in table.iterrows()]
    if state.as_of is not None:
        masks["as_of"] = ~np.array(gone)
    values: dict[str, pd.Series] = {name: table[column] for name, column in _COLUMNS.items()}
    values["services"] = table["services"]
    values["countries"] = involved_countries(atlas)
    values["regions"] = _regions(atlas)
    return {
        name: _count(series[np.logical_and.reduce([m for other, m in masks.items() if other != name])])
        for name, series in values.items()
    }


def standing_on(row: pd.Series, when: PartialDate | None) -> Standing:
    """
    Return where an agreement stands on a date, or by its status without one.

    It starts with its entry into force or, where that day is not known, with its signature; a date
    that is too coarse to tell decides nothing.
    """
    signed, in_force, ended = (_date(row[column]) for column in ("signed", "in_force", "ended"))
    start = in_force or signed
    if when is None:
        is_undated = start is None and row["status"] != "expired"
        return Standing.UNDATED if is_undated else _NOW.get(row["status"], Standing.SIGNED)
    if ended and ended.surely_by(when):
        return Standing.ENDED
    if start is None:
        return Standing.UNDATED
    if not start.possibly_by(when):
        return Standing.PENDING if signed and signed.surely_by(when) else Standing.NOT_YET
    if not start.surely_by(when) or (ended and ended.possibly_by(when)):
        return Standing.UNSURE
    return Standing.IN_FORCE if in_force else Standing.SIGNED


@lru_cache(maxsize=4)
def named_places(atlas: Atlas) -> pd.DataFrame:
    """
    Return the places that somebody named for an agreement, one row for each pair and grant.

    Columns: `agreement_id`, `place_id`, `host` (the place's own country, which need be no party),
    `grantor`, `beneficiary` (empty where no grant is documented) and `rank` of the grade.
    """
    relations = relations_of(atlas)
    named = relations[relations["rank"] <= Grade.REPORTED.rank].sort_values("rank", kind="stable")
    named = named.drop_duplicates(["agreement_id", "place_id", "grantor", "beneficiary"])
    hosts = places_of(atlas)["country"].reindex(named["place_id"]).to_numpy()
    columns = ["agreement_id", "place_id", "host", "grantor", "beneficiary", "rank"]
    return named.assign(host=hosts)[columns].reset_index(drop=True)


@lru_cache(maxsize=4)
def involved_countries(atlas: Atlas) -> pd.Series:
    """Return, per agreement, its parties and the countries that its places lie in, sorted."""
    hosts = named_places(atlas).groupby("agreement_id")["host"].agg(set)
    parties = atlas.agreements["parties"]
    return pd.Series(
        {name: tuple(sorted({*own, *hosts.get(name, ())})) for name, own in parties.items()}, dtype=object
    )


def disputes_of(atlas: Atlas, agreement: str, when: PartialDate | None) -> pd.DataFrame:
    """Return what is contested about an agreement by a date; a dispute without a date was always there."""
    rows = atlas.tables["agreement-disputes"]
    rows = rows[rows["agreement_id"] == agreement]
    since = [_date(text) for text in rows["disputed_from"]]
    by_then = [date is None or when is None or date.possibly_by(when) for date in since]
    return rows[np.array(by_then, dtype=bool)]


def standing_under(state: ViewState, selection: AgreementSelection) -> pd.DataFrame:
    """
    Return the shown agreements that stand, in force or at least signed: those that a map may draw.

    Without a date, those that nobody dated count as well.
    """
    shown = selection.everything
    standing = (*_STANDS, Standing.UNDATED) if state.as_of is None else _STANDS
    return shown[shown["standing"].isin(standing)]


def _described(atlas: Atlas, state: ViewState) -> pd.DataFrame:
    table = atlas.agreements
    counts = named_places(atlas).groupby("agreement_id")["place_id"].nunique()
    return table.assign(
        standing=[standing_on(row, state.as_of).value for _, row in table.iterrows()],
        disputed=[not disputes_of(atlas, str(name), state.as_of).empty for name in table.index],
        place_count=counts.reindex(table.index, fill_value=0).astype("int64"),
    )


def _ordered(described: pd.DataFrame) -> pd.DataFrame:
    order = list(Standing)
    rank = described["standing"].map(lambda standing: order.index(Standing(standing)))
    start = described["in_force"].where(described["in_force"] != "", described["signed"])
    by_start = described.assign(_rank=rank, _start=start).sort_values(
        "_start", ascending=False, kind="stable"
    )
    return by_start.sort_values("_rank", kind="stable").drop(columns=["_rank", "_start"])


def _masks(atlas: Atlas, state: ViewState) -> dict[str, Mask]:
    """Return which agreements each filter lets pass, in the order of the table."""
    table = atlas.agreements
    everything = np.ones(len(table), dtype=bool)
    masks = {
        name: table[column].isin(chosen).to_numpy() if (chosen := getattr(state, name)) else everything
        for name, column in _COLUMNS.items()
    }
    masks["services"] = _touching(table["services"], state.services, 1)
    masks["regions"] = _touching(_regions(atlas), state.regions, 1)
    # One country: all that involves it. More: only what binds at least two of them.
    masks["countries"] = _touching(involved_countries(atlas), state.countries, min(len(state.countries), 2))
    return masks


def _touching(values: pd.Series, chosen: frozenset[str], least: int) -> Mask:
    """Return which lists hold at least so many of the chosen values; all, if none is chosen."""
    if not chosen:
        return np.ones(len(values), dtype=bool)
    return np.array([len(chosen.intersection(own)) >= least for own in values])


@lru_cache(maxsize=4)
def _regions(atlas: Atlas) -> pd.Series:
    places = named_places(atlas)
    regions = places_of(atlas)["region"].reindex(places["place_id"]).to_numpy()
    own = places.assign(region=regions).groupby("agreement_id")["region"].agg(lambda found: set(found) - {""})
    return pd.Series(
        {name: tuple(sorted(own.get(name, ()))) for name in atlas.agreements.index}, dtype=object
    )


def _count(values: pd.Series) -> dict[str, int]:
    counted = values.explode().dropna().value_counts(sort=False)
    return {str(value): int(n) for value, n in counted.items() if value}


def _counted(standings: pd.Series) -> dict[Standing, int]:
    counts = standings.value_counts()
    return {standing: int(counts[standing]) for standing in Standing if standing in counts}


def _date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
