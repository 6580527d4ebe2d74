"""The season as a grid: what each ice class may do in each month, on a segment and on the whole route."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from relos_atlas.data import Atlas
from relos_atlas.domain.arctic import nsr_zones
from relos_atlas.domain.ships import ice_class_names
from relos_atlas.domain.voyages import Sea
from relos_atlas.routing.season import Access, SegmentSeason

MONTHS = range(1, 13)
_FROM_OPEN_TO_CLOSED = (Access.ICE_FREE, Access.INDEPENDENT, Access.ESCORT, Access.CLOSED)
TABLED = "table"


@dataclass(frozen=True, slots=True)
class SegmentRule:
    """What holds for one segment in one month for one class; `segment` is its slug."""

    segment: str
    name: str
    season: SegmentSeason


@dataclass(frozen=True, slots=True)
class Cell:
    """How a class passes in a month; `is_modelled` if any of it is computed rather than tabled."""

    access: Access
    is_modelled: bool


@lru_cache(maxsize=16)
def season_grid(atlas: Atlas, sea: Sea, segment: str | None) -> pd.DataFrame:
    """
    Return a `Cell` for each ice class (index, slug) and month (columns 1 to 12).

    Without a segment, for the whole Northern Sea Route: it is as closed as its most closed segment.
    """
    rows = {
        slug: [_worst(rules_of(sea, month, name, segment)) for month in MONTHS]
        for slug, name in ice_class_names(atlas).items()
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(MONTHS))


def rules_of(sea: Sea, month: int, ice_class: str, segment: str | None = None) -> tuple[SegmentRule, ...]:
    """Return what holds on a segment, or on each of the Northern Sea Route from west to east."""
    wanted = nsr_zones(sea.router) if segment is None else (segment,)
    found = []
    for slug in wanted:
        zone = sea.router.zones[slug]
        season = sea.router.seasons.segment(zone, month, ice_class)
        if season is not None:
            found.append(SegmentRule(slug, zone.name, season))
    return tuple(found)


def _worst(rules: tuple[SegmentRule, ...]) -> Cell:
    access = max((rule.season.access for rule in rules), key=_FROM_OPEN_TO_CLOSED.index)
    return Cell(access, any(rule.season.basis != TABLED for rule in rules))
