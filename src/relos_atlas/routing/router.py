"""The router: asks the network for a way and says everything that is known about it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from relos_atlas.model import Position
from relos_atlas.routing.describe import Describer, duration_days
from relos_atlas.routing.errors import InlandError
from relos_atlas.routing.facilities import Facilities
from relos_atlas.routing.gates import Gates
from relos_atlas.routing.ice_speed import IceSpeeds
from relos_atlas.routing.land import LandMask
from relos_atlas.routing.network import SeaNetwork
from relos_atlas.routing.passages import ROUTES, Passages, gate_points
from relos_atlas.routing.places import Harbourmaster, Mooring
from relos_atlas.routing.results import NoRoute, Route
from relos_atlas.routing.scenario import Scenario, Scenarios, Terms
from relos_atlas.routing.search import Crossing
from relos_atlas.routing.season import Seasons, notices_for
from relos_atlas.routing.sphere import along, distances_nm, lonlat_of, unit_vectors
from relos_atlas.routing.tables import distance_table
from relos_atlas.routing.zones import load_zones

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: An end this near to a passage has used it, in nm.
_AT_PASSAGE_NM = 15.0
_KEPT_MOORINGS = 20_000
#: No zone that can be closed lies south of this.
_ZONES_SOUTH = 60.0
#: Shorter sights are judged on the fine mask, in nm.
_FINE_NM = 40.0


class Router:
    """
    Ways over the seas of the world.

    Examples
    --------
    >>> router = Router.load(Path("geodata"))  # doctest: +SKIP
    >>> router.route("chennai-port", "vladivostok-port", via=["malacca"]).distance_nm  # doctest: +SKIP
    """

    def __init__(self, geodata: Path) -> None:
        self._geodata = geodata
        self.network = SeaNetwork.load(geodata)
        self.passages = Passages.load(geodata)
        self.zones = load_zones(geodata)
        self.seasons = Seasons(geodata)
        self.facilities = Facilities(geodata)
        self._describer = Describer(geodata, self.passages, self.zones, IceSpeeds(geodata, self.seasons))
        self._scenarios = Scenarios(self.network, self.passages, self.zones, self.seasons)
        self._harbourmaster = Harbourmaster(self.network, lambda: self.land)
        self._moorings: dict[Position, Mooring] = {}

    @classmethod
    def load(cls, geodata: Path | str) -> Router:
        """Read the network and its tables from a folder."""
        return cls(Path(geodata))

    @cached_property
    def land(self) -> LandMask:
        """The land mask; read when a place that is no known berth is first asked for."""
        return LandMask(self._geodata)

    def place(self, place: Position | str) -> Position:
        """
        Position of a facility id or of "lat,lon" text.

        Raises
        ------
        UnknownIdError, PositionError
            If the id is unknown, or the numbers are off the globe.
        """
        return place if isinstance(place, Position) else self.facilities.position(place)

    def terms(  # noqa: PLR0913
        self,
        *,
        avoid: Iterable[str] = (),
        via: Iterable[str] = (),
        draught_m: float | None = None,
        month: int | None = None,
        ice_class: str | None = None,
        speed_kn: float = 14.0,
    ) -> Terms:
        """Terms of a voyage from names as people write them."""
        return Terms(
            avoid=frozenset(self.passages.resolve(word) for word in avoid),
            via=tuple(dict.fromkeys(self.passages.resolve(word) for word in via)),
            draught_m=draught_m,
            month=month,
            ice_class=self.seasons.ice_class(ice_class),
            speed_kn=speed_kn,
        )

    def route(  # noqa: PLR0913
        self,
        start: Position | str,
        end: Position | str,
        *,
        avoid: Iterable[str] = (),
        via: Iterable[str] = (),
        draught_m: float | None = None,
        month: int | None = None,
        ice_class: str | None = None,
        speed_kn: float = 14.0,
    ) -> Route | NoRoute:
        """
        The shortest way that breaks none of the terms.

        Parameters
        ----------
        start, end
            A facility id, "lat,lon", or a position.
        avoid, via
            Passages by slug, name or alias; `nsr` and `nwp` are whole routes.

        Returns
        -------
        answer
            `NoRoute` if nothing is left; a restriction is never broken.
        """
        terms = self.terms(
            avoid=avoid, via=via, draught_m=draught_m, month=month, ice_class=ice_class, speed_kn=speed_kn
        )
        return self.answer(self.place(start), self.place(end), terms)

    def answer(self, start: Position, end: Position, terms: Terms) -> Route | NoRoute:
        """The way between two positions on given terms."""
        here, there = self._moor(start), self._moor(end)
        scenario = self._scenarios.of(terms, (start, end))
        if refused := self._refuse(start, end, terms, scenario):
            return refused
        found = self._search(here, there, terms, scenario)
        if found is None:
            return self._no_route(here, there, terms, scenario)
        return self._describe(here, there, terms, scenario, *found)

    def answers_from(
        self, start: Position, ends: Sequence[Position], terms: Terms
    ) -> Iterator[Route | NoRoute | InlandError]:
        """Answers from one place to many; an end that is inland is answered with its error."""
        for end in ends:
            try:
                yield self.answer(start, end, terms)
            except InlandError as error:
                yield error

    def matrix(self, places: Sequence[Position], terms: Terms, rows: slice = slice(None)) -> Floats:
        """
        Miles between places; the rows of some of them to all of them.

        Each pair stands on the terms of its own voyage: where the terms say nothing of ice, the whole
        routes are open to the pairs with an end on them. Infinite where there is no way.
        """
        moorings = [self._moor(place) for place in places]
        sources = moorings[rows]
        lies_on = np.array([self._scenarios.routes_at(place, terms) for place in places])
        table = np.empty((len(sources), len(places)))
        needed = lies_on[rows][:, None] | lies_on[None, :]
        for opened in np.unique(needed):
            part = np.flatnonzero((needed == opened).any(axis=1))
            scenario = self._scenarios.with_routes(terms, int(opened))
            found = distance_table([sources[k] for k in part], moorings, scenario, self._legs)
            table[part] = np.where(needed[part] == opened, found, table[part])
        return table

    def _moor(self, position: Position) -> Mooring:
        if position not in self._moorings:
            if len(self._moorings) >= _KEPT_MOORINGS:
                self._moorings.clear()
            self._moorings[position] = self._harbourmaster.moor(position)
        return self._moorings[position]

    def _refuse(self, start: Position, end: Position, terms: Terms, scenario: Scenario) -> NoRoute | None:
        """What can be said without a search: passages asked for that are closed, ends in closed ice."""
        closed = tuple(
            slug
            for slug in terms.via
            if slug in self.passages.by_slug and self.passages.by_slug[slug].is_closed
        )
        if closed:
            return NoRoute(start, end, "passage-closed", closed)
        both = tuple(slug for slug in terms.via if slug in terms.avoid or slug in scenario.closed_passages)
        if both:
            reason = next(
                code for code, slugs in scenario.reasons.items() if both[0] in slugs or code == "avoided"
            )
            return NoRoute(start, end, reason, both)
        shut = tuple(
            zone.slug
            for zone in self.zones.values()
            if zone.slug in scenario.closed_zones and (zone.holds(start) or zone.holds(end))
        )
        if shut:
            reason = "season" if set(shut) & set(scenario.reasons.get("season", ())) else "avoided"
            return NoRoute(
                start,
                end,
                reason,
                shut,
                tuple(
                    notices_for(
                        {z: scenario.seasons[z] for z in shut if z in scenario.seasons}, terms.month or 0
                    )
                ),
            )
        return None

    def _search(
        self, here: Mooring, there: Mooring, terms: Terms, scenario: Scenario
    ) -> tuple[float, Ints] | None:
        stages = [
            stage for slug in terms.via if (stage := self._stage(slug, here, there, scenario)) is not None
        ]
        starts, ends = self._legs(here, scenario), self._legs(there, scenario)
        if not len(starts[0]) or not len(ends[0]):
            return None
        found = scenario.searcher.shortest(starts, ends, stages)
        if not stages:
            straight = self._straight(here, there, scenario)
            if straight is not None and (found is None or straight < found[0]):
                return straight, np.empty(0, dtype=np.int64)
        return found

    def _stage(self, slug: str, here: Mooring, there: Mooring, scenario: Scenario) -> Crossing | None:
        """The edges that satisfy one `via`; None if an end already does."""
        if slug in ROUTES:
            if any(self._scenarios.lies_on(slug, mooring.position) for mooring in (here, there)):
                return None
            edges = np.flatnonzero(self._scenarios.edges_on(slug) & ~scenario.closed)
        else:
            ends = unit_vectors(np.array([[m.position.lon, m.position.lat] for m in (here, there)]))
            gate = unit_vectors(gate_points(self.passages.by_slug[slug]))
            if any(distances_nm(gate, point).min() < _AT_PASSAGE_NM for point in ends):
                return None
            crossing = self.network.crossing(slug)
            edges = crossing[~scenario.closed[crossing]]
        tail, head, length_nm = (
            self.network.tail[edges],
            self.network.head[edges],
            self.network.length_nm[edges],
        )
        return Crossing(
            np.concatenate([tail, head]), np.concatenate([head, tail]), np.concatenate([length_nm, length_nm])
        )

    def _legs(self, mooring: Mooring, scenario: Scenario) -> tuple[Ints, Floats]:
        """Nodes a mooring reaches, with the miles, without legs through what is closed."""
        if mooring.is_node:
            return mooring.nodes, mooring.legs_nm
        starts = np.repeat(mooring.lead[-1:], len(mooring.nodes), axis=0)
        keep = ~self._through_closed(starts, self.network.lonlat[mooring.nodes], scenario)
        return mooring.nodes[keep], mooring.legs_nm[keep] + mooring.lead_nm

    def _through_closed(self, starts: Floats, ends: Floats, scenario: Scenario) -> NDArray[np.bool_]:
        """Which great circles cross a closed gate or a closed zone."""
        a, b = unit_vectors(starts), unit_vectors(ends)
        through = np.zeros(len(a), dtype=np.bool_)
        through[[leg for leg, _, _ in self._closed_gates(scenario).crossed(a, b)]] = True
        if not scenario.closed_zones or max(starts[:, 1].max(), ends[:, 1].max()) < _ZONES_SOUTH:
            return through
        for share in np.linspace(0.0, 1.0, 41):
            points = lonlat_of(along(a, b, np.full(len(a), share)))
            for slug in scenario.closed_zones:
                through |= self.zones[slug].holds_each(points)
        return through

    def _closed_gates(self, scenario: Scenario) -> Gates:
        return Gates(
            row
            for row in self.passages.by_slug.values()
            if row.is_closed or row.slug in scenario.closed_passages
        )

    def _straight(self, here: Mooring, there: Mooring, scenario: Scenario) -> float | None:
        """Length of the great circle between two ends at sea that see each other."""
        if here.is_node or there.is_node:
            return None
        start, end = here.lead[-1:], there.lead[-1:]
        a, b = unit_vectors(start), unit_vectors(end)
        miles = float(distances_nm(b, a[0])[0])
        if miles == 0:
            return here.lead_nm + there.lead_nm
        blind = self.land.is_blocked(np.vstack([start, end])).any()
        if blind or not self.land.in_sight(a[0], b, fine=miles < _FINE_NM)[0]:
            return None
        if self._through_closed(start, end, scenario)[0]:
            return None
        return here.lead_nm + there.lead_nm + miles

    def _no_route(self, here: Mooring, there: Mooring, terms: Terms, scenario: Scenario) -> NoRoute:
        """Why nothing is left: different seas, or the first kind of restriction in force."""
        ends = (here.position, there.position)
        seas = self.network.sea
        if not set(seas[here.nodes].tolist()) & set(seas[there.nodes].tolist()):
            return NoRoute(*ends, "different-seas", ())
        notices = tuple(notices_for(scenario.seasons, terms.month)) if terms.month else ()
        for code in ("season", "avoided", "draught", "on-request"):
            if code in scenario.reasons:
                return NoRoute(*ends, code, scenario.reasons[code], notices)
        return NoRoute(*ends, "via-impossible", terms.via, notices)

    def _describe(  # noqa: PLR0913
        self, here: Mooring, there: Mooring, terms: Terms, scenario: Scenario, distance_nm: float, path: Ints
    ) -> Route:
        line = self._line(here, there, path)
        segments = self._describer.segments(line, terms, scenario)
        notices = self._describer.notices(line, segments, terms, scenario)
        return Route(
            start=here.position,
            end=there.position,
            distance_nm=distance_nm,
            passages=self._describer.passages(line),
            segments=segments,
            line=line,
            duration_days=duration_days(segments, terms.speed_kn),
            notices=notices,
        )

    def _line(self, here: Mooring, there: Mooring, path: Ints) -> Floats:
        """Turning points from end to end, each once."""
        parts = [self.network.lonlat[path]]
        if not here.is_node:
            parts.insert(0, here.lead)
        if not there.is_node:
            parts.append(there.lead[::-1])
        line = np.vstack(parts)
        moved = np.abs(np.diff(line, axis=0)).max(axis=1) > 0
        line = line[np.concatenate([[True], moved])]
        return line if len(line) > 1 else np.vstack([line, line])
