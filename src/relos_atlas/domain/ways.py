"""Answers a voyage: every way between its ends with season and costs, and what sources claim for it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from relos_atlas.data import Atlas
from relos_atlas.data.waypoints import Waypoint
from relos_atlas.domain.corridors import SEA, corridor, corridor_signature, signature
from relos_atlas.domain.ends import End, nearest_harbour, position_of
from relos_atlas.domain.vocabulary import WHOLE_ROUTES
from relos_atlas.domain.voyages import Claimed, Fault, Plan, Sea, Standing, VoyageAnswer, Way
from relos_atlas.geo import distance_nm
from relos_atlas.routing import InlandError, NoRoute, Route, Router
from relos_atlas.routing.compare import Corridor, compare
from relos_atlas.routing.passages import ROUTES
from relos_atlas.routing.season import Access

AS_CORRIDOR = "as-corridor"
"""Slug of the way that follows the chosen corridor where none of the usual ways does."""

_SAME_PLACE_NM = 0.35
#: A claim is about a voyage whose ends lie this near to those of its corridor.
_SAME_END_NM = 40.0
#: Waters with ice that no table of the season covers.
_UNTABLED = frozenset({"northwest-passage", "central-arctic"})


@lru_cache(maxsize=128)
def answer_voyage(atlas: Atlas, sea: Sea, plan: Plan) -> VoyageAnswer:
    """Compare every way between the ends of a plan; what cannot be sailed at all is told as a fault."""
    if distance_nm(plan.start.position, plan.end.position) < _SAME_PLACE_NM:
        return VoyageAnswer(plan, (), Fault("same-place", plan.start))
    try:
        rows = _compared(sea, plan)
    except InlandError:
        end = plan.start if _is_inland(sea.router, plan.start) else plan.end
        return VoyageAnswer(plan, (), _inland(atlas, end))
    claims = _claims(atlas, sea.router, plan)
    ways = [_way(sea.router, plan, row, claims) for row in _with_own(atlas, sea, plan, rows)]
    return VoyageAnswer(plan, tuple(_marked(atlas, sea.router, plan, ways)))


def _compared(sea: Sea, plan: Plan) -> list[Corridor]:
    return compare(
        sea.router,
        sea.tariffs,
        plan.start.position,
        plan.end.position,
        avoid=plan.avoid,
        month=plan.month,
        ice_class=plan.ice_class,
        speed_kn=plan.speed_kn,
        ship=plan.ship,
    )


def _is_inland(router: Router, end: End) -> bool:
    try:
        router.route(end.position, end.position)
    except InlandError:
        return True
    return False


def _inland(atlas: Atlas, end: End) -> Fault:
    """Tell an end that no ship reaches, with the nearest harbour of the atlas."""
    harbour, gap_nm = nearest_harbour(atlas, end.position)
    return Fault("inland", end, harbour.name, gap_nm)


def _with_own(atlas: Atlas, sea: Sea, plan: Plan, rows: list[Corridor]) -> list[Corridor]:
    """Add the way that the chosen corridor takes, unless one of the rows is that way."""
    if plan.corridor_id is None or atlas.corridors.loc[plan.corridor_id, "kind"] != SEA:
        return rows
    wanted = corridor_signature(atlas, sea.router, plan.corridor_id)
    ways = [row for row in rows if isinstance(row.answer, Route)]
    if wanted in (signature(sea.router, _passages(row)) for row in ways):
        return rows
    chosen = corridor(atlas, sea.router, plan.corridor_id)
    answer = sea.router.route(
        plan.start.position,
        plan.end.position,
        via=chosen.via,
        avoid=plan.avoid,
        month=plan.month,
        ice_class=plan.ice_class,
        speed_kn=plan.speed_kn,
    )
    if isinstance(answer, NoRoute):
        is_told = any(row.answer.reason == answer.reason for row in rows if isinstance(row.answer, NoRoute))
        return rows if is_told else [*rows, Corridor(AS_CORRIDOR, chosen.name, answer, None)]
    if _arctic_zones(sea.router, answer) != _arctic_zones(sea.router, chosen.legs[0].route):
        return rows  # ice turns it back: that is another way, no more the corridor
    costs = sea.tariffs.of(answer, plan.speed_kn, plan.ship)
    ways.append(Corridor(AS_CORRIDOR, chosen.name, answer, costs))
    ways.sort(key=lambda row: row.answer.distance_nm if isinstance(row.answer, Route) else 0.0)
    return [*ways, *(row for row in rows if isinstance(row.answer, NoRoute))]


def _arctic_zones(router: Router, route: Route | None) -> set[str]:
    """Return the zones of the Arctic routes that a way leads through."""
    arctic = {slug for slug, zone in router.zones.items() if zone.group in ROUTES}
    return arctic & {part.zone for part in route.segments} if route else set()


def _passages(row: Corridor) -> tuple[str, ...]:
    return row.answer.passages if isinstance(row.answer, Route) else ()


def _way(router: Router, plan: Plan, row: Corridor, claims: dict[frozenset[str], tuple[Claimed, ...]]) -> Way:
    answer = row.answer
    if isinstance(answer, NoRoute):
        return Way(row.via, row.name, answer, None, Standing.CLOSED, (), if_open=row.if_open)
    standing = _standing(answer, plan.month)
    nsr = {slug for slug, zone in router.zones.items() if zone.group == "nsr"}
    return Way(
        slug=row.via,
        name=row.name,
        answer=answer,
        economics=None if standing is Standing.UNKNOWN else row.economics,
        standing=standing,
        claims=claims.get(signature(router, answer.passages), ()),
        nsr_nm=sum(part.distance_nm for part in answer.segments if part.zone in nsr),
    )


def _standing(route: Route, month: int | None) -> Standing:
    if month is None:
        return Standing.ICE_FREE
    if any(part.zone in _UNTABLED for part in route.segments):
        return Standing.UNKNOWN
    if any(part.access == Access.ESCORT for part in route.segments):
        return Standing.ESCORT
    return Standing.OPEN


def _marked(atlas: Atlas, router: Router, plan: Plan, ways: list[Way]) -> list[Way]:
    """Mark the way that the chosen corridor takes: its own, or the one with its signature."""
    if plan.corridor_id is None:
        return ways
    wanted = corridor_signature(atlas, router, plan.corridor_id)
    own = next((way for way in ways if way.slug == AS_CORRIDOR), None) or next(
        (
            way
            for way in ways
            if isinstance(way.answer, Route) and signature(router, way.answer.passages) == wanted
        ),
        None,
    )
    return [replace(way, corridor_id=plan.corridor_id) if way is own else way for way in ways]


def _claims(atlas: Atlas, router: Router, plan: Plan) -> dict[frozenset[str], tuple[Claimed, ...]]:
    """Return what is claimed for voyages between these ends, by the signature of the way meant."""
    found: dict[frozenset[str], tuple[Claimed, ...]] = {}
    for corridor_id, row in atlas.corridors[atlas.corridors["kind"] == SEA].iterrows():
        claim = Claimed(
            str(corridor_id),
            row["name"],
            None if row["claimed_distance_nm"] != row["claimed_distance_nm"] else row["claimed_distance_nm"],
            row["claimed_days"],
            row["source_ids"],
        )
        waypoints = row["waypoints"]
        if (claim.distance_nm or claim.days) and _joins(plan, waypoints):
            key = corridor_signature(atlas, router, str(corridor_id))
            found[key] = (*found.get(key, ()), claim)
    return found


def _joins(plan: Plan, waypoints: tuple[Waypoint, ...]) -> bool:
    """Whether a corridor leads from one end of the plan to the other, in either direction."""
    ends = (plan.start.position, plan.end.position)
    there = (position_of(waypoints[0]), position_of(waypoints[-1]))
    return any(
        all(distance_nm(a, b) < _SAME_END_NM for a, b in zip(ends, order, strict=True))
        for order in (there, there[::-1])
    )


@lru_cache(maxsize=4)
def passage_names(atlas: Atlas, chosen: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return the passages and whole routes that can be avoided, name by slug; closed ones only if chosen."""
    rows = atlas.tables["sea-network-passages"]
    rows = rows[(rows["default_use"] != "closed") | rows["slug"].isin(chosen)]
    whole = {slug: ROUTES[slug][0].title() for slug in WHOLE_ROUTES}
    return whole | dict(zip(rows["slug"], rows["name"], strict=True))
