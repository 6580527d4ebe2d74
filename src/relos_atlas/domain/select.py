"""Which places a state shows, with what grade, and how many it hides for what reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from relos_atlas.data import Atlas
from relos_atlas.domain.places import FOCUS_AGREEMENT, places_of, relations_of
from relos_atlas.domain.search import matches, search_index
from relos_atlas.model import Grade, PartialDate, ViewState

Mask = npt.NDArray[np.bool_]

_GRADES = list(Grade)
_CONTEXT_RANK = Grade.CONTEXT.rank

#: Filters that compare one column with a set: field of the state -> column of the places.
_COLUMNS: Mapping[str, str] = {
    "countries": "country",
    "regions": "region",
    "kinds": "kind",
    "operators": "operator_group",
}


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """
    What is shown, and what is not.

    Parameters
    ----------
    ranks
        Grade of every place of `places_of`, as `Grade.rank`.
    shown
        Which of them are shown.
    rows
        The shown ones: EPSG:4326, place id as index, with columns `grade`, `grantor` and
        `beneficiary` added; strongest grade first, then by name.
    counts
        Shown places by grade.
    hidden_by_grade
        Places that pass every filter but whose grade is switched off, by grade.
    hidden_by_filters
        Places that a filter leaves out.
    undated
        Claims left out because they may, but need not, have been made by the date that is asked for.
    """

    ranks: npt.NDArray[np.int64]
    shown: Mask
    rows: gpd.GeoDataFrame
    counts: Mapping[Grade, int]
    hidden_by_grade: Mapping[Grade, int]
    hidden_by_filters: int
    undated: int

    @property
    def total(self) -> int:
        """All places, shown or not."""
        return len(self.shown)


def select_places(atlas: Atlas, state: ViewState) -> Selection:
    """Return the places that `state` shows."""
    places = places_of(atlas)
    relations, undated = _relations_in_force(atlas, state)
    ranks = _ranks(places, relations)
    masks = _masks(atlas, state, relations)
    passing = np.logical_and.reduce(list(masks.values()))
    shown = passing & _grade_mask(state, ranks)
    return Selection(
        ranks=ranks,
        shown=shown,
        rows=_shown_rows(places, shown, ranks, relations),
        counts=_count_grades(ranks[shown]),
        hidden_by_grade=_count_grades(ranks[passing & ~shown]),
        hidden_by_filters=int((~passing).sum()),
        undated=undated,
    )


def facet_counts(atlas: Atlas, state: ViewState) -> dict[str, dict[str, int]]:
    """
    Return, per filter, how many places each choice would show under all the other filters.

    Keys are the state's fields (`countries`, `regions`, `kinds`, `operators`, `grades`,
    `agreements`); choices that would show nothing are left out.
    """
    places = places_of(atlas)
    relations, _ = _relations_in_force(atlas, state)
    ranks = _ranks(places, relations)
    masks = _masks(atlas, state, relations) | {"grades": _grade_mask(state, ranks)}
    counts = {
        name: _count_values(places.loc[_others(masks, name), column]) for name, column in _COLUMNS.items()
    }
    counts["grades"] = {grade: n for grade, n in _count_grades(ranks[_others(masks, "grades")]).items() if n}
    counts["agreements"] = _count_agreements(atlas, state, _others(masks, "agreements", "grades"))
    return counts


def relations_under(atlas: Atlas, state: ViewState) -> pd.DataFrame:
    """Return the relations that grades speak of: of the chosen agreements, as of the chosen dates."""
    return _relations_in_force(atlas, state)[0]


def _relations_in_force(atlas: Atlas, state: ViewState) -> tuple[pd.DataFrame, int]:
    relations = relations_of(atlas)
    chosen = state.agreements or {FOCUS_AGREEMENT}
    return _as_known(atlas, state, relations[relations["agreement_id"].isin(chosen)])


def _as_known(atlas: Atlas, state: ViewState, relations: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the relations that stood on the state's dates, and how many may have stood but need not."""
    limit = _as_of_limit(state)
    if limit is None:
        return relations, 0
    ended = atlas.agreements["ended"].map(lambda text: _ended_by(text, state))
    relations = relations[~relations["agreement_id"].map(ended).to_numpy(dtype=bool)]
    known = relations["known"] <= limit
    unsure = ~known & (relations["earliest"] <= limit)
    return relations[known], int(unsure.sum())


def _as_of_limit(state: ViewState) -> int | None:
    """Return the ordinal of the last day whose claims count, or None without a date."""
    dates = [date.latest.toordinal() for date in (state.as_of, state.known_on) if date is not None]
    return min(dates, default=None)


def _ended_by(text: str, state: ViewState) -> bool:
    return bool(text) and state.as_of is not None and PartialDate.parse(text).surely_by(state.as_of)


def _ranks(places: gpd.GeoDataFrame, relations: pd.DataFrame) -> npt.NDArray[np.int64]:
    best = relations.groupby("place_id")["rank"].min()
    return best.reindex(places.index, fill_value=_CONTEXT_RANK).to_numpy(dtype=np.int64)


def _masks(atlas: Atlas, state: ViewState, relations: pd.DataFrame) -> dict[str, Mask]:
    places = places_of(atlas)
    everything = np.ones(len(places), dtype=bool)
    masks = {
        name: places[column].isin(chosen).to_numpy() if (chosen := getattr(state, name)) else everything
        for name, column in _COLUMNS.items()
    }
    masks["text"] = matches(search_index(atlas), state.text) if state.text else everything
    masks["agreements"] = places.index.isin(relations["place_id"]) if state.agreements else everything
    return masks


def _others(masks: Mapping[str, Mask], *without: str) -> Mask:
    return np.logical_and.reduce([mask for name, mask in masks.items() if name not in without])


def _grade_mask(state: ViewState, ranks: npt.NDArray[np.int64]) -> Mask:
    return np.isin(ranks, [grade.rank for grade in state.grades])


def _count_grades(ranks: npt.NDArray[np.int64]) -> dict[Grade, int]:
    return dict(zip(_GRADES, np.bincount(ranks, minlength=len(_GRADES)).tolist(), strict=True))


def _count_values(values: pd.Series) -> dict[str, int]:
    return {value: int(n) for value, n in values.value_counts(sort=False).items() if value}


def _count_agreements(atlas: Atlas, state: ViewState, candidates: Mask) -> dict[str, int]:
    relations, _ = _as_known(atlas, state, relations_of(atlas))
    best = relations.groupby(["agreement_id", "place_id"], as_index=False)["rank"].min()
    kept = best[
        best["rank"].isin([grade.rank for grade in state.grades])
        & best["place_id"].isin(places_of(atlas).index[candidates])
    ]
    return {str(name): int(n) for name, n in kept["agreement_id"].value_counts(sort=False).items()}


def _shown_rows(
    places: gpd.GeoDataFrame, shown: Mask, ranks: npt.NDArray[np.int64], relations: pd.DataFrame
) -> gpd.GeoDataFrame:
    first = (
        relations.sort_values(["rank", "agreement_id", "grantor"])
        .drop_duplicates("place_id")
        .set_index("place_id")
    )
    rows = places[shown].assign(grade=[_GRADES[rank].value for rank in ranks[shown]], _rank=ranks[shown])
    for column in ("grantor", "beneficiary"):
        rows[column] = first[column].reindex(rows.index).fillna("")
    return rows.sort_values(["_rank", "name"], kind="stable").drop(columns="_rank")
