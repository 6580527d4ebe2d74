"""Why there is no way: what can be said before a search, and what after one in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relos_atlas.routing.passages import ROUTES
from relos_atlas.routing.results import NoRoute
from relos_atlas.routing.season import notices_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relos_atlas.model import Position
    from relos_atlas.routing.moorings import Mooring
    from relos_atlas.routing.network import SeaNetwork
    from relos_atlas.routing.passages import Passages
    from relos_atlas.routing.scenario import Scenario, Scenarios, Terms
    from relos_atlas.routing.zones import Zone


class Refusals:
    """Answers of "no", each with its reason and what stands in the way."""

    def __init__(
        self, network: SeaNetwork, passages: Passages, zones: Mapping[str, Zone], scenarios: Scenarios
    ) -> None:
        self._network = network
        self._passages = passages
        self._zones = zones
        self._scenarios = scenarios

    def before(self, start: Position, end: Position, terms: Terms, scenario: Scenario) -> NoRoute | None:
        """What can be said without a search: passages asked for that are closed, ends in closed ice."""
        by_slug = self._passages.by_slug
        if closed := tuple(slug for slug in terms.via if slug in by_slug and by_slug[slug].is_closed):
            return NoRoute(start, end, "passage-closed", closed)
        if both := tuple(s for s in terms.via if s in terms.avoid or s in scenario.closed_passages):
            codes = (code for code, slugs in scenario.reasons.items() if both[0] in slugs)
            return NoRoute(start, end, next(codes, "avoided"), both)
        at_ends = self._scenarios.zones_at(start) | self._scenarios.zones_at(end)
        needed = at_ends | self._transited(terms, at_ends)
        shut = tuple(slug for slug in self._zones if slug in needed and slug in scenario.closed_zones)
        if not shut:
            return None
        reason = "season" if set(shut) & set(scenario.reasons.get("season", ())) else "avoided"
        seasons = {slug: scenario.seasons[slug] for slug in shut if slug in scenario.seasons}
        return NoRoute(start, end, reason, shut, tuple(notices_for(seasons, terms.month or 0)))

    def _transited(self, terms: Terms, at_ends: frozenset[str]) -> frozenset[str]:
        """Zones of the whole routes that are asked for by a voyage with no end on them."""
        routes = [
            frozenset(slug for slug, zone in self._zones.items() if zone.group == route)
            for route in terms.via
            if route in ROUTES
        ]
        return frozenset().union(*(zones for zones in routes if not zones & at_ends))

    def after(self, here: Mooring, there: Mooring, terms: Terms, scenario: Scenario) -> NoRoute:
        """Why nothing is left: different seas, or the first kind of restriction in force."""
        ends = (here.position, there.position)
        seas = self._network.sea
        if not set(seas[here.nodes].tolist()) & set(seas[there.nodes].tolist()):
            return NoRoute(*ends, "different-seas", ())
        notices = tuple(notices_for(scenario.seasons, terms.month)) if terms.month else ()
        for code in ("season", "avoided", "draught", "on-request"):
            if code in scenario.reasons:
                return NoRoute(*ends, code, scenario.reasons[code], notices)
        return NoRoute(*ends, "via-impossible", terms.via, notices)
