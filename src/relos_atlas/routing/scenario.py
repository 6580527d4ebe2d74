"""What a voyage may use: which edges are closed by what is avoided, draught, season and custom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from relos_atlas.routing.errors import RoutingError
from relos_atlas.routing.passages import ROUTES, TRANSPOLAR
from relos_atlas.routing.search import Searcher
from relos_atlas.routing.season import NO_CLASS, Access, Seasons, SegmentSeason, checked_month

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from relos_atlas.model import Position
    from relos_atlas.routing.network import SeaNetwork
    from relos_atlas.routing.passages import Passages
    from relos_atlas.routing.signs import Signposts
    from relos_atlas.routing.zones import Zone

    Bools = NDArray[np.bool_]

_KEPT_POSITIONS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Terms:
    """
    What is asked of a way, in slugs; `None` is "not said".

    Without a month the answer is ice-free. Without a month and an ice class the Northern Sea Route and
    the Northwest Passage are used only where an end lies on them or `via` asks for them. A passage on
    request is open to who asks for it and to who begins or ends where it serves.
    """

    avoid: frozenset[str] = frozenset()
    via: tuple[str, ...] = ()
    draught_m: float | None = None
    month: int | None = None
    ice_class: str | None = None
    speed_kn: float = 14.0

    def __post_init__(self) -> None:
        checked_month(self.month)
        if not 0 < self.speed_kn <= 60:
            raise RoutingError(f"speed {self.speed_kn} kn: expected above 0 and at most 60")
        if self.draught_m is not None and not 0 < self.draught_m <= 40:
            raise RoutingError(f"draught {self.draught_m} m: expected above 0 and at most 40")

    @property
    def says_nothing_of_ice(self) -> bool:
        """Whether the defaults of the distance tables hold."""
        return self.month is None and self.ice_class is None


@dataclass(frozen=True)
class Scenario:
    """The edges closed for a voyage, why, and the network that is left."""

    closed: Bools
    reasons: Mapping[str, tuple[str, ...]]
    seasons: Mapping[str, SegmentSeason]
    searcher: Searcher = field(repr=False)
    closed_passages: frozenset[str] = frozenset()
    closed_zones: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Key:
    avoid: frozenset[str]
    asked: frozenset[str]
    draught_m: float | None
    month: int | None
    ice_class: str | None
    open_routes: frozenset[str]
    open_passages: frozenset[str]


class Scenarios:
    """Builds scenarios from terms and keeps the last few, for voyages that share them."""

    _KEPT = 48
    _KEPT_SEARCHERS = 24

    def __init__(
        self,
        network: SeaNetwork,
        passages: Passages,
        zones: Mapping[str, Zone],
        seasons: Seasons,
        signposts: Signposts | None = None,
    ) -> None:
        self._network = network
        self._signposts = signposts
        self._passages = passages
        self._zones = zones
        self._seasons = seasons
        self._cache: dict[_Key, Scenario] = {}
        self._searchers: dict[bytes, Searcher] = {}
        self._zones_at: dict[Position, frozenset[str]] = {}
        self._passages_at: dict[Position, frozenset[str]] = {}
        self._groups = {group: [z for z in zones.values() if z.group == group] for group in ROUTES}
        self._route_of = {slug: self._route_through(slug) for slug in passages.by_slug}

    def of(self, terms: Terms, ends: Iterable[Position]) -> Scenario:
        """The scenario of a voyage between some ends."""
        mask = 0
        for end in ends:
            mask |= self.opened_at(end, terms)
        return self.with_opened(terms, mask)

    @property
    def opened_by_ends(self) -> tuple[str, ...]:
        """What ends may open, in the order of the bits: whole routes, then passages on request."""
        return (*ROUTES, *self._passages.opened_by_ends)

    def opened_at(self, position: Position, terms: Terms) -> int:
        """Bits of what an end there opens: whole routes, if the terms leave them to ends, and passages."""
        left_to_ends = ROUTES if terms.says_nothing_of_ice else {TRANSPOLAR}
        zones, passages = self.zones_at(position), self.passages_at(position)
        if not zones and not passages:
            return 0
        opened = passages | {route for route in left_to_ends if zones and self.lies_on(route, position)}
        return sum(1 << bit for bit, slug in enumerate(self.opened_by_ends) if slug in opened)

    def with_opened(self, terms: Terms, mask: int) -> Scenario:
        """The scenario of a voyage whose ends open whole routes and passages, given as bits."""
        asked = frozenset(terms.via)
        by_ends = frozenset(slug for bit, slug in enumerate(self.opened_by_ends) if mask >> bit & 1)
        opened = frozenset(route for route in ROUTES if self._is_open(route, terms, asked, route in by_ends))
        passages = by_ends - frozenset(ROUTES)
        key = _Key(terms.avoid, asked, terms.draught_m, terms.month, terms.ice_class, opened, passages)
        if key not in self._cache:
            if len(self._cache) >= self._KEPT:
                self._cache.pop(next(iter(self._cache)))
            self._cache[key] = self._build(key)
        return self._cache[key]

    def edges_on(self, route: str) -> Bools:
        """Edges with some of their length on a whole route."""
        edges = np.zeros(len(self._network.tail), dtype=np.bool_)
        for zone in self._groups[route]:
            edges[self._network.in_zone(zone.slug)] = True
        return edges

    def lies_on(self, route: str, position: Position) -> bool:
        """Whether a place lies on a whole route."""
        return any(self._zones[slug].group == route for slug in self.zones_at(position))

    def passages_at(self, position: Position) -> frozenset[str]:
        """Slugs of the passages on request that a place lies at."""
        if position not in self._passages_at:
            if len(self._passages_at) >= _KEPT_POSITIONS:
                self._passages_at.clear()
            self._passages_at[position] = self._passages.at(position)
        return self._passages_at[position]

    def zones_at(self, position: Position) -> frozenset[str]:
        """Slugs of the zones that a place lies in."""
        if position not in self._zones_at:
            if len(self._zones_at) >= _KEPT_POSITIONS:
                self._zones_at.clear()
            self._zones_at[position] = frozenset(
                slug for slug, zone in self._zones.items() if zone.holds(position)
            )
        return self._zones_at[position]

    def _is_open(self, route: str, terms: Terms, asked: frozenset[str], end_lies_on_it: bool) -> bool:
        if route in terms.avoid:
            return False
        if end_lies_on_it or route in asked or not (terms.says_nothing_of_ice or route == TRANSPOLAR):
            return True
        return any(self._route_of.get(slug) == route for slug in asked)

    def _route_through(self, slug: str) -> str | None:
        """The whole route on which every way through a passage lies, if there is one."""
        edges = self._network.crossing(slug) if slug in self._network.passages else np.empty(0, np.int64)
        for route in ROUTES:
            if len(edges) and self.edges_on(route)[edges].all():
                return route
        return None

    def _build(self, key: _Key) -> Scenario:
        reasons: dict[str, list[str]] = {"avoided": [], "draught": [], "season": [], "on-request": []}
        closed = np.zeros(len(self._network.tail), dtype=np.bool_)
        shut: set[str] = set()
        shallow = self._passages.too_shallow(key.draught_m) if key.draught_m is not None else set()
        other_ways = {other for slug in key.asked for other in self._excludes(slug)} - key.asked
        for slug, row in self._passages.by_slug.items():
            code = None
            if slug in key.avoid:
                code = "avoided"
            elif slug in shallow:
                code = "draught"
            elif slug in other_ways or (row.is_on_request and slug not in key.asked | key.open_passages):
                code = "on-request"
            if code is not None and slug in self._network.passages:
                reasons[code].append(slug)
                shut.add(slug)
                closed[self._network.crossing(slug)] = True
        zones = self._close_routes(key, closed, reasons)
        seasons = self._season_of(key, closed, reasons, zones)
        searcher = self._searcher(closed)
        frozen = {code: tuple(slugs) for code, slugs in reasons.items() if slugs}
        return Scenario(closed, frozen, seasons, searcher, frozenset(shut), frozenset(zones))

    def _searcher(self, closed: Bools) -> Searcher:
        """One for all scenarios that close the same edges; those asked for most are kept."""
        key = np.packbits(closed).tobytes()
        if key not in self._searchers:
            if len(self._searchers) >= self._KEPT_SEARCHERS:
                del self._searchers[min(self._searchers, key=lambda known: self._searchers[known].asked)]
            self._searchers[key] = Searcher(self._network, closed, self._signposts)
        return self._searchers[key]

    def _excludes(self, slug: str) -> tuple[str, ...]:
        row = self._passages.by_slug.get(slug)
        return row.excludes if row is not None else ()

    def _close_routes(self, key: _Key, closed: Bools, reasons: dict[str, list[str]]) -> set[str]:
        zones: set[str] = set()
        for route in ROUTES:
            if route in key.open_routes:
                continue
            closed |= self.edges_on(route)
            zones |= {zone.slug for zone in self._groups[route]}
            reasons["avoided" if route in key.avoid else "on-request"].append(route)
        return zones

    def _season_of(
        self, key: _Key, closed: Bools, reasons: dict[str, list[str]], zones: set[str]
    ) -> dict[str, SegmentSeason]:
        if key.month is None:
            return {}
        found = {}
        for zone in self._zones.values():
            season = self._seasons.segment(zone, key.month, key.ice_class or NO_CLASS)
            if season is None:
                continue
            found[zone.slug] = season
            if season.access is Access.CLOSED:
                closed[self._network.in_zone(zone.slug)] = True
                zones.add(zone.slug)
                reasons["season"].append(zone.slug)
        return found
