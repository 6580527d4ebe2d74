"""The router: asks the network for a way and says everything that is known about it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from relos_atlas.model import Position
from relos_atlas.routing.approaches import Approaches
from relos_atlas.routing.describe import Describer, duration_days
from relos_atlas.routing.errors import InlandError
from relos_atlas.routing.facilities import Facilities
from relos_atlas.routing.ice_speed import IceSpeeds
from relos_atlas.routing.land import LandMask
from relos_atlas.routing.network import SeaNetwork
from relos_atlas.routing.passages import ROUTES, Passages, gate_points
from relos_atlas.routing.places import Harbourmaster, Mooring
from relos_atlas.routing.results import NoRoute, Route
from relos_atlas.routing.scenario import Scenario, Scenarios, Terms
from relos_atlas.routing.search import Crossing
from relos_atlas.routing.season import Seasons, notices_for
from relos_atlas.routing.signs import Signposts
from relos_atlas.routing.sphere import distances_nm, unit_vectors
from relos_atlas.routing.tables import distance_table
from relos_atlas.routing.zones import load_zones

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from relos_atlas.routing.tables import Legs

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: An end this near to a passage has used it, in nm.
_AT_PASSAGE_NM = 15.0
_KEPT_MOORINGS = 20_000


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
        self._scenarios = Scenarios(
            self.network, self.passages, self.zones, self.seasons, Signposts.load(geodata, self.network)
        )
        self._harbourmaster = Harbourmaster(self.network, lambda: self.land)
        self._approaches = Approaches(self.network, self.passages, self.zones, lambda: self.land)
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
        lies_on = np.array([self._scenarios.routes_at(place, terms) for place in places], dtype=np.int64)
        needed = lies_on[rows][:, None] | lies_on[None, :]
        table = np.full(needed.shape, np.inf)
        for opened in np.unique(needed).tolist():
            scenario = self._scenarios.with_routes(terms, opened)
            legs = [self._approaches.legs(mooring, scenario) for mooring in moorings]
            of_rows = (lies_on[rows] & opened == opened)[:, None]
            for wanted in ((needed == opened) & of_rows, (needed == opened) & ~of_rows):
                _fill(table, wanted, legs[rows], legs, scenario.searcher.matrix)
            self._put_straights(table, needed == opened, moorings[rows], moorings, scenario)
        number = {place: k for k, place in reversed(list(enumerate(places)))}
        same = np.array([number[place] for place in places])
        table[same[rows][:, None] == same] = 0.0
        return table

    def moor(self, places: Sequence[Position]) -> list[Mooring]:
        """How places are joined to the network; remembered, and worth sharing with other routers."""
        return [self._moor(place) for place in places]

    def remember(self, moorings: Iterable[Mooring]) -> None:
        """Take over moorings that another router of the same network found."""
        self._moorings |= {mooring.position: mooring for mooring in moorings}

    def _put_straights(
        self,
        table: Floats,
        wanted: NDArray[np.bool_],
        rows: Sequence[Mooring],
        columns: Sequence[Mooring],
        scenario: Scenario,
    ) -> None:
        """Shorten by great circles what is wanted between places at sea that see each other."""
        afloat = np.flatnonzero([not mooring.is_node for mooring in columns])
        for row, mooring in enumerate(rows):
            others = afloat[wanted[row, afloat]]
            if mooring.is_node or not len(others):
                continue
            miles = self._approaches.straights(mooring, [columns[k] for k in others], scenario)
            table[row, others] = np.minimum(table[row, others], miles)

    def _moor(self, position: Position) -> Mooring:
        if position not in self._moorings:
            if len(self._moorings) >= _KEPT_MOORINGS:
                self._moorings.clear()
            self._moorings[position] = self._harbourmaster.moor(position)
        return self._moorings[position]

    def _refuse(self, start: Position, end: Position, terms: Terms, scenario: Scenario) -> NoRoute | None:
        """What can be said without a search: passages asked for that are closed, ends in closed ice."""
        by_slug = self.passages.by_slug
        if closed := tuple(slug for slug in terms.via if slug in by_slug and by_slug[slug].is_closed):
            return NoRoute(start, end, "passage-closed", closed)
        if both := tuple(s for s in terms.via if s in terms.avoid or s in scenario.closed_passages):
            codes = (code for code, slugs in scenario.reasons.items() if both[0] in slugs)
            return NoRoute(start, end, next(codes, "avoided"), both)
        at_ends = self._scenarios.zones_at(start) | self._scenarios.zones_at(end)
        needed = at_ends | self._transited(terms, at_ends)
        shut = tuple(slug for slug in self.zones if slug in needed and slug in scenario.closed_zones)
        if not shut:
            return None
        reason = "season" if set(shut) & set(scenario.reasons.get("season", ())) else "avoided"
        seasons = {slug: scenario.seasons[slug] for slug in shut if slug in scenario.seasons}
        return NoRoute(start, end, reason, shut, tuple(notices_for(seasons, terms.month or 0)))

    def _transited(self, terms: Terms, at_ends: frozenset[str]) -> frozenset[str]:
        """Zones of a whole route that is asked for and nothing else, by a voyage with no end on it."""
        if len(terms.via) != 1 or terms.via[0] not in ROUTES:
            return frozenset()
        zones = frozenset(slug for slug, zone in self.zones.items() if zone.group == terms.via[0])
        return frozenset() if zones & at_ends else zones

    def _search(
        self, here: Mooring, there: Mooring, terms: Terms, scenario: Scenario
    ) -> tuple[float, Ints] | None:
        stages = [
            stage for slug in terms.via if (stage := self._stage(slug, here, there, scenario)) is not None
        ]
        starts, ends = self._approaches.legs(here, scenario), self._approaches.legs(there, scenario)
        if not len(starts[0]) or not len(ends[0]):
            return None
        found = scenario.searcher.shortest(starts, ends, stages)
        if not stages:
            straight = np.inf
            if not here.is_node and not there.is_node:
                straight = float(self._approaches.straights(here, [there], scenario)[0])
            if np.isfinite(straight) and (found is None or straight < found[0]):
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
        return Crossing.of(self.network, edges)

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


def _fill(
    table: Floats, wanted: NDArray[np.bool_], rows: Sequence[Legs], columns: Sequence[Legs], matrix: csr_array
) -> None:
    """Put in the miles that are wanted, searched from whichever side has fewer places."""
    down, across = np.flatnonzero(wanted.any(axis=1)).tolist(), np.flatnonzero(wanted.any(axis=0)).tolist()
    some_rows, some_columns = [rows[k] for k in down], [columns[k] for k in across]
    if len(down) <= len(across):
        found = distance_table(some_rows, some_columns, matrix)
    else:
        found = distance_table(some_columns, some_rows, matrix).T
    part = np.ix_(down, across)
    table[part] = np.where(wanted[part], found, table[part])
