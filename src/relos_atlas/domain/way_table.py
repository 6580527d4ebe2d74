"""The comparison as a table: one row a way, the same figures for page, file and command line."""

from __future__ import annotations

from typing import Any

import pandas as pd

from relos_atlas.domain.voyage_words import closed_reason, season_reasons, way_name
from relos_atlas.domain.voyages import Sea, VoyageAnswer, Way
from relos_atlas.routing import NoRoute, Range, Route
from relos_atlas.text import Catalogue

_DIGITS = 1


def way_table(sea: Sea, answer: VoyageAnswer, words: Catalogue) -> pd.DataFrame:
    """
    Return the ways of an answer, shortest first, closed ones last; index `way_id`.

    Distances in nm, durations in days, fuel and CO2 in tonnes, money in US dollars; `_low` and `_high` are
    the ends of a range. Missing numbers are figures that nobody published, those of a closed way, or days
    and costs of a way through ice that no table covers.
    `without_ice_nm` is how long a way closed by season would be; `difference_percent` sets the computed
    distance against `claimed_nm`.
    """
    shortest = answer.open_ways[0].distance_nm if answer.open_ways else None
    rows = [_row(sea, answer, way, shortest, words) for way in answer.ways]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).set_index("way_id")


_COLUMNS = (
    "way_id", "way", "season", "reason", "distance_nm", "without_ice_nm", "longer_than_shortest_nm", "nsr_nm",
    "days_low", "days_high", "fuel_t_low", "fuel_t_high", "co2_t_low", "co2_t_high",
    "fuel_usd_low", "fuel_usd_high", "toll_usd_low", "toll_usd_high", "escort_usd_low", "escort_usd_high",
    "claimed_nm", "claimed_days", "claimed_for", "difference_percent", "passages", "source_ids",
)  # fmt: skip


def way_sources(sea: Sea, answer: VoyageAnswer, way: Way) -> tuple[str, ...]:
    """Return the sources behind the figures of a way: season, costs and claims."""
    ids: list[str] = []
    if isinstance(way.answer, Route):
        ids += [source for part in way.answer.segments for source in part.source_ids]
    else:
        ids += [source for _, sources in season_reasons(sea, answer.plan, way.answer) for source in sources]
    if way.economics is not None:
        ids += way.economics.source_ids
    ids += [source for claim in way.claims for source in claim.source_ids]
    return tuple(dict.fromkeys(ids))


def _row(
    sea: Sea, answer: VoyageAnswer, way: Way, shortest: float | None, words: Catalogue
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "way_id": way.slug,
        "way": way_name(way, words),
        "season": str(way.standing),
        "reason": "",
        "passages": (),
        "source_ids": way_sources(sea, answer, way),
    }
    if isinstance(way.answer, NoRoute):
        without_ice = None if way.if_open is None else round(way.if_open.distance_nm, _DIGITS)
        return row | {
            "reason": closed_reason(sea, answer.plan, way.answer, words),
            "without_ice_nm": without_ice,
        }
    longer = None if shortest is None else round(way.answer.distance_nm - shortest, _DIGITS)
    row |= {
        "distance_nm": round(way.answer.distance_nm, _DIGITS),
        "longer_than_shortest_nm": longer,
        "nsr_nm": round(way.nsr_nm, _DIGITS),
        "passages": tuple(sea.router.passages.name(slug) for slug in way.answer.passages),
        **_span("days", way.duration_days, 2),
    }
    if way.economics is not None:
        costs = way.economics
        row |= {
            **_span("fuel_t", costs.fuel_t, 2),
            **_span("co2_t", costs.co2_t, 2),
            **_span("fuel_usd", costs.fuel_usd, 0),
            **_span("toll_usd", costs.toll_usd, 0),
            **_span("escort_usd", costs.escort_usd, 0),
        }
    return row | _claimed(way)


def _claimed(way: Way) -> dict[str, Any]:
    if not way.claims:
        return {}
    claim = way.claims[0]
    percent = way.difference_percent(claim)
    return {
        "claimed_nm": claim.distance_nm,
        "claimed_days": claim.days,
        "claimed_for": claim.corridor_id,
        "difference_percent": None if percent is None else round(percent, 1),
    }


def _span(name: str, value: Range | None, digits: int) -> dict[str, float | None]:
    ends = (None, None) if value is None else (round(value.low, digits), round(value.high, digits))
    return {f"{name}_low": ends[0], f"{name}_high": ends[1]}
