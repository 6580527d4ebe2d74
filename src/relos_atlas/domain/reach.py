"""How far a ship gets by sea in so many days, with and without a stop at places that access would open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from pyproj import Geod

from relos_atlas.data import Atlas
from relos_atlas.domain.contours import contour
from relos_atlas.domain.ends import HARBOURS, End, end_of
from relos_atlas.domain.lines import Points, continuous
from relos_atlas.domain.places import FOCUS_AGREEMENT, places_of, relations_of
from relos_atlas.domain.sea_mesh import Floats, SeaMesh
from relos_atlas.domain.ships import ice_class_names
from relos_atlas.domain.voyages import DEFAULT_SPEED_KN
from relos_atlas.model import Grade, Position, ViewState
from relos_atlas.routing import InlandError

DEFAULT_DAYS = 12
_BANDS = 3
_HOURS_A_DAY = 24.0
_METRES_PER_NM = 1852.0
_RING_POINTS = 180
#: A line of fewer points is the end of a bay.
_SHORTEST_LINE = 3
_GLOBE = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class ReachPlan:
    """What is asked: from where, for how many days at which speed, on which terms, under which agreements."""

    start: End
    days: int
    speed_kn: float
    month: int | None
    ice_class: str | None
    avoid: tuple[str, ...]
    agreements: tuple[str, ...]

    @property
    def range_nm(self) -> float:
        """Miles that the ship sails without a stop."""
        return self.days * _HOURS_A_DAY * self.speed_kn


@dataclass(frozen=True, slots=True)
class Band:
    """A line of equal sailing time by sea, and the ring of the same miles straight over the globe."""

    days: int
    miles_nm: float
    lines: tuple[Points, ...]
    ring: Points


@dataclass(frozen=True, slots=True)
class Stop:
    """A place that access would open to the ship; `miles_nm` is infinite where no way leads."""

    end: End
    miles_nm: float
    is_within: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """The answer: bands without a stop, the stops, and how far one stop at any of them leads."""

    plan: ReachPlan
    bands: tuple[Band, ...]
    stops: tuple[Stop, ...]
    with_stop: tuple[Points, ...]
    gained: float

    @property
    def is_inland(self) -> bool:
        """Whether no ship lies at the start."""
        return not self.bands


def reach_plan(atlas: Atlas, state: ViewState) -> ReachPlan | None:
    """Return what a state asks of the reach, None if nothing."""
    voyage = state.voyage
    if voyage.reach_from is None:
        return None
    return ReachPlan(
        start=end_of(atlas, voyage.reach_from),
        days=voyage.reach_days or DEFAULT_DAYS,
        speed_kn=voyage.speed_kn or DEFAULT_SPEED_KN,
        month=voyage.month,
        ice_class=ice_class_names(atlas)[voyage.ice_class] if voyage.ice_class else None,
        avoid=tuple(sorted(voyage.avoid)),
        agreements=tuple(sorted(state.agreements)) or (FOCUS_AGREEMENT,),
    )


@lru_cache(maxsize=32)
def reach_of(atlas: Atlas, mesh: SeaMesh, plan: ReachPlan) -> Reach:
    """Return how far the ship gets; with no band at all where no ship lies at the start."""
    terms = mesh.router.terms(
        avoid=plan.avoid, month=plan.month, ice_class=plan.ice_class, speed_kn=plan.speed_kn
    )
    try:
        alone = mesh.miles_from((plan.start.position,), terms)
    except InlandError:
        return Reach(plan, (), (), (), 0.0)
    stops = _stops(atlas, mesh, plan, alone)
    within = tuple(stop.end.position for stop in stops if stop.is_within)
    joined = np.minimum(alone, mesh.miles_from(within, terms)) if within else alone
    range_nm = plan.range_nm
    return Reach(
        plan=plan,
        bands=tuple(_band(mesh, plan, alone, days) for days in _band_days(plan.days)),
        stops=stops,
        with_stop=_lines(mesh, joined, range_nm) if within else (),
        gained=_gained(mesh, alone, joined, range_nm),
    )


def _band(mesh: SeaMesh, plan: ReachPlan, miles: Floats, days: int) -> Band:
    level = days * _HOURS_A_DAY * plan.speed_kn
    return Band(days, level, _lines(mesh, miles, level), ring(plan.start.position, level))


def _band_days(days: int) -> list[int]:
    """Return the days of the bands: thirds of the whole, in whole days."""
    return sorted({max(round(days * k / _BANDS), 1) for k in range(1, _BANDS + 1)})


def ring(centre: Position, radius_nm: float) -> Points:
    """Return the circle of places so many miles straight over the globe, longitudes continuous."""
    bearings = np.linspace(0.0, 360.0, _RING_POINTS + 1)
    lon, lat, _ = _GLOBE.fwd(
        np.full_like(bearings, centre.lon),
        np.full_like(bearings, centre.lat),
        bearings,
        np.full_like(bearings, radius_nm * _METRES_PER_NM),
    )
    return continuous(np.column_stack([lon, lat]))


def _lines(mesh: SeaMesh, miles: Floats, level: float) -> tuple[Points, ...]:
    return tuple(
        continuous(line) for line in contour(mesh.vectors, mesh.triangles, miles, level) if len(line) > 3
    )


def _stops(atlas: Atlas, mesh: SeaMesh, plan: ReachPlan, miles: Floats) -> tuple[Stop, ...]:
    """Return the harbours that somebody named as open to the start's country, nearest first."""
    places = places_of(atlas)
    if plan.start.place_id is None:
        return ()
    country = places.loc[plan.start.place_id, "country"]
    rows = relations_of(atlas)
    rows = rows[rows["agreement_id"].isin(plan.agreements) & (rows["beneficiary"] == country)]
    rows = rows[rows["rank"] <= Grade.REPORTED.rank]
    named = [place for place in dict.fromkeys(rows["place_id"]) if places.loc[place, "kind"] in HARBOURS]
    stops = []
    for place in named:
        end = end_of(atlas, place)
        try:
            gap = float(miles[mesh.nearest(end.position)])
        except InlandError:
            continue
        stops.append(Stop(end, gap, gap <= plan.range_nm))
    return tuple(sorted(stops, key=lambda stop: (stop.miles_nm, stop.end.name)))


def _gained(mesh: SeaMesh, alone: Floats, joined: Floats, range_nm: float) -> float:
    """Return by which share a stop widens the water reached, by area of the mesh."""
    corners = mesh.vectors[mesh.triangles]
    areas = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    inside = [areas[(field[mesh.triangles] <= range_nm).all(axis=1)].sum() for field in (alone, joined)]
    return float(inside[1] / inside[0] - 1.0) if inside[0] else 0.0
