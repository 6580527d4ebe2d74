"""The corridors of the table: each one routed along its own passages, beside what is claimed for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from relos_atlas.data import Atlas
from relos_atlas.data.waypoints import Waypoint
from relos_atlas.domain.ends import corridor_ends, position_of
from relos_atlas.geo import distance_nm
from relos_atlas.model import Position
from relos_atlas.routing import InlandError, Route, Router, RoutingError
from relos_atlas.routing.gates import Gates
from relos_atlas.routing.sphere import unit_vectors

SEA = "sea"
_MOST_VIAS = 3
#: Passages that tell ways apart at large, beside canals and what is used on request only.
_TELLING = frozenset({"good-hope", "cape-horn", "bering-strait", "dmitry-laptev-strait", "vilkitsky-strait"})


@dataclass(frozen=True, slots=True)
class Leg:
    """A stretch of a corridor; `route` is None on land, where only the straight line is known."""

    start: Waypoint
    end: Waypoint
    distance_nm: float
    route: Route | None


@dataclass(frozen=True, slots=True)
class Corridor:
    """
    A corridor with its figures.

    Parameters
    ----------
    waypoints_nm
        Sum of the geodesics from waypoint to waypoint.
    legs
        One for a corridor by sea, several where land lies between.
    via
        The passages that tell the corridor from the shortest way, by which it was routed.
    claimed_nm, claimed_days
        What the sources say; None and empty where they say nothing.
    """

    corridor_id: str
    name: str
    waypoints_nm: float
    legs: tuple[Leg, ...]
    via: tuple[str, ...]
    passages: tuple[str, ...]
    claimed_nm: float | None
    claimed_days: str
    source_ids: tuple[str, ...]

    @property
    def sea_nm(self) -> float:
        """Miles by sea, computed by the router."""
        return sum(leg.distance_nm for leg in self.legs if leg.route)

    @property
    def land_nm(self) -> float:
        """Miles over land in straight lines: less than any road."""
        return sum(leg.distance_nm for leg in self.legs if not leg.route)

    @property
    def computed_nm(self) -> float:
        """Miles by sea and straight over land."""
        return self.sea_nm + self.land_nm

    @property
    def difference_percent(self) -> float | None:
        """Percent by which the computed miles exceed those claimed; None without a claim."""
        return None if self.claimed_nm is None else (self.computed_nm / self.claimed_nm - 1.0) * 100.0


@lru_cache(maxsize=64)
def corridor(atlas: Atlas, router: Router, corridor_id: str) -> Corridor:
    """Route a corridor for ice-free water, along the passages that its waypoints cross."""
    row = atlas.corridors.loc[corridor_id]
    waypoints: tuple[Waypoint, ...] = row["waypoints"]
    via: tuple[str, ...] = ()
    legs: tuple[Leg, ...]
    if row["kind"] == SEA:
        start, end = corridor_ends(atlas, corridor_id)
        via, route = _along(router, start.position, end.position, gates_crossed(router, waypoints))
        legs = (Leg(waypoints[0], waypoints[-1], route.distance_nm, route),)
    else:
        legs = tuple(_leg(router, *ends) for ends in pairwise(waypoints))
    claimed = row["claimed_distance_nm"]
    return Corridor(
        corridor_id=corridor_id,
        name=row["name"],
        waypoints_nm=waypoints_nm(waypoints),
        legs=legs,
        via=via,
        passages=tuple(slug for leg in legs if leg.route for slug in leg.route.passages),
        claimed_nm=None if np.isnan(claimed) else float(claimed),
        claimed_days=row["claimed_days"],
        source_ids=row["source_ids"],
    )


def waypoints_nm(waypoints: tuple[Waypoint, ...]) -> float:
    """Return the sum of the geodesics from waypoint to waypoint."""
    return sum(distance_nm(position_of(a), position_of(b)) for a, b in pairwise(waypoints))


@lru_cache(maxsize=64)
def corridor_signature(atlas: Atlas, router: Router, corridor_id: str) -> frozenset[str]:
    """Return what tells a corridor of the table from other ways."""
    return signature(router, gates_crossed(router, atlas.corridors.loc[corridor_id, "waypoints"]))


def signature(router: Router, passages: tuple[str, ...]) -> frozenset[str]:
    """Return those passages of a way that tell it from other ways."""
    rows = router.passages.by_slug
    return frozenset(
        slug
        for slug in passages
        if slug in _TELLING or rows[slug].kind == "canal" or rows[slug].is_on_request
    )


def gates_crossed(router: Router, waypoints: tuple[Waypoint, ...]) -> tuple[str, ...]:
    """Return the passages whose gates the line of waypoints crosses, in order."""
    vectors = unit_vectors(np.array([(point.lon, point.lat) for point in waypoints]))
    crossed = Gates(router.passages.by_slug.values()).crossed(vectors[:-1], vectors[1:])
    return tuple(dict.fromkeys(slug for _, _, slug in crossed))


def _along(
    router: Router, start: Position, end: Position, wanted: tuple[str, ...]
) -> tuple[tuple[str, ...], Route]:
    """
    Return as few passages as lead the router through all that are wanted, and the way by them.

    One passage more is asked for until the way is the one meant; of those missing the middle one tells most.
    """
    via: tuple[str, ...] = ()
    route = _route(router, start, end, via)
    for _ in range(_MOST_VIAS):
        if signature(router, route.passages) == signature(router, wanted):
            break
        telling = signature(router, wanted)
        absent = [slug for slug in wanted if slug not in route.passages]
        missing = [slug for slug in absent if slug in telling] or absent
        if not missing:
            break
        more = (*via, missing[len(missing) // 2])
        via, route = more, _route(router, start, end, more)
    return via, route


def _route(router: Router, start: Position, end: Position, via: tuple[str, ...]) -> Route:
    answer = router.route(start, end, via=via)
    if isinstance(answer, Route):
        return answer
    raise RoutingError(f"{answer.reason} {answer.blocked_by}: expected a way by {via}")


def _leg(router: Router, start: Waypoint, end: Waypoint) -> Leg:
    """Return a leg by sea where there is a way for ships, else straight over land."""
    a, b = position_of(start), position_of(end)
    straight = distance_nm(a, b)
    try:
        answer = router.route(a, b)
    except InlandError:
        return Leg(start, end, straight, None)
    if isinstance(answer, Route):
        return Leg(start, end, answer.distance_nm, answer)
    return Leg(start, end, straight, None)
