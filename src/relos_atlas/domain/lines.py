"""The shape of a way: its legs by water, the points where it passes a strait, and its milestones."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from relos_atlas.model import Position
from relos_atlas.routing import Route, Router
from relos_atlas.routing.gates import Gates
from relos_atlas.routing.sphere import along, lengths_nm, lonlat_of, unit_vectors

Floats = NDArray[np.float64]
Points = tuple[tuple[float, float], ...]

BARENTS, NSR, OPEN_SEA = "barents", "nsr", "open-sea"
_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A leg of a way in one kind of water: `barents`, `nsr` or `open-sea`.

    `points` are (lon, lat) with continuous longitudes, to be joined by great circles.
    """

    water: str
    points: Points
    distance_nm: float


@dataclass(frozen=True, slots=True)
class PassagePoint:
    """Where a way passes a strait, canal or cape."""

    slug: str
    name: str
    position: Position


def pieces(route: Route, router: Router) -> tuple[Piece, ...]:
    """Cut a way where the water changes: the Barents leg, the Northern Sea Route proper, open sea."""
    runs = [
        (water, sum(part.distance_nm for part in parts))
        for water, parts in groupby(route.segments, key=lambda part: _water(router, part.zone))
    ]
    ends = np.cumsum([0.0, *(miles for _, miles in runs)])
    miles = _miles(route.line)
    ends[-1] = miles[-1]
    return tuple(
        Piece(water, _between(route.line, miles, ends[k], ends[k + 1]), length)
        for k, (water, length) in enumerate(runs)
    )


def milestones(route: Route, every_nm: float) -> tuple[tuple[float, Position], ...]:
    """Return the points that lie a whole number of steps from the start, with their miles."""
    miles = _miles(route.line)
    steps = np.arange(every_nm, miles[-1], every_nm)
    return tuple((float(step), _position(_at(route.line, miles, step))) for step in steps)


def passage_points(route: Route, router: Router) -> tuple[PassagePoint, ...]:
    """Return where a way crosses the gates of its passages, in order; each passage once."""
    vectors = unit_vectors(route.line)
    rows = router.passages.by_slug
    crossed = Gates(rows[slug] for slug in route.passages).crossed(vectors[:-1], vectors[1:])
    found: dict[str, PassagePoint] = {}
    for arc, share, slug in crossed:
        point = lonlat_of(along(vectors[[arc]], vectors[[arc + 1]], np.array([share])))[0]
        found.setdefault(slug, PassagePoint(slug, rows[slug].name, _position(point)))
    return tuple(found.values())


def sampled(route: Route, step_nm: float = 20.0) -> Floats:
    """Return points of a way, one every few miles, as unit vectors."""
    miles = _miles(route.line)
    steps = np.arange(0.0, miles[-1] + step_nm, step_nm).clip(max=miles[-1])
    k = np.clip(np.searchsorted(miles, steps) - 1, 0, len(miles) - 2)
    share = (steps - miles[k]) / np.maximum(miles[k + 1] - miles[k], 1e-9)
    vectors = unit_vectors(route.line)
    return along(vectors[k], vectors[k + 1], share)


def _water(router: Router, zone: str) -> str:
    group = router.zones[zone].group if zone in router.zones else ""
    return group if group in {BARENTS, NSR} else OPEN_SEA


def _miles(line: Floats) -> Floats:
    """Miles from the start to each point of a line."""
    vectors = unit_vectors(line)
    count = np.arange(len(line) - 1)
    return np.concatenate([[0.0], np.cumsum(lengths_nm(vectors, count, count + 1))])


def _at(line: Floats, miles: Floats, mile: float) -> Floats:
    """Point of a line so many miles from its start."""
    k = int(np.clip(np.searchsorted(miles, mile) - 1, 0, len(line) - 2))
    share = (mile - miles[k]) / max(miles[k + 1] - miles[k], 1e-9)
    vectors = unit_vectors(line[k : k + 2])
    point: Floats = lonlat_of(along(vectors[:1], vectors[1:], np.array([share])))[0]
    return point


def _between(line: Floats, miles: Floats, first: float, last: float) -> Points:
    inside = line[(miles > first) & (miles < last)]
    whole = np.vstack([_at(line, miles, first)[None, :], inside, _at(line, miles, last)[None, :]])
    return continuous(whole)


def continuous(lonlat: Floats) -> Points:
    """Return points whose longitudes run on over 180 degrees."""
    lon = np.unwrap(lonlat[:, 0], period=360.0)
    rounded = np.round(np.column_stack([lon, lonlat[:, 1]]), _DECIMALS)
    return tuple((float(x), float(y)) for x, y in rounded)


def _position(lonlat: Floats) -> Position:
    return Position(lon=round(float(lonlat[0]), _DECIMALS), lat=round(float(lonlat[1]), _DECIMALS))
