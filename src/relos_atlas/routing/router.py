"""The router: asks the network for a way and says everything that is known about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from relos_atlas.model import Position
from relos_atlas.routing.afloat import way_afloat
from relos_atlas.routing.approaches import Approaches
from relos_atlas.routing.describe import Describer, duration_days
from relos_atlas.routing.facilities import Facilities
from relos_atlas.routing.found import Found, Line, line_between
from relos_atlas.routing.ice_speed import IceSpeeds
from relos_atlas.routing.land import LandMask
from relos_atlas.routing.lookout import way_to_harbour
from relos_atlas.routing.moorings import Mooring
from relos_atlas.routing.network import SeaNetwork
from relos_atlas.routing.passages import Passages
from relos_atlas.routing.places import Harbourmaster
from relos_atlas.routing.refusals import Refusals
from relos_atlas.routing.results import Measured, NoRoute, Route
from relos_atlas.routing.scenario import Scenario, Scenarios, Terms
from relos_atlas.routing.season import Seasons
from relos_atlas.routing.signs import Signposts
from relos_atlas.routing.sphere import unit_vectors
from relos_atlas.routing.stages import Stages
from relos_atlas.routing.tables import table_of
from relos_atlas.routing.zones import load_zones

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_KEPT_MOORINGS = 20_000


class Router:
    """
    Ways over the seas of the world.

    Examples
    --------
    >>> from relos_atlas.data import default_geodata
    >>> router = Router.load(default_geodata())
    >>> answer = router.route("chennai-port", "vladivostok-port", via=["malacca"])
    >>> 4500 < answer.distance_nm < 4650, "malacca" in answer.passages
    (True, True)
    >>> router.route("chennai-port", "murmansk-port", via=["nsr"], month=2).reason
    'season'
    """

    def __init__(self, geodata: Path) -> None:
        self.geodata = geodata
        self.network = SeaNetwork.load(geodata).make_ready()
        self.passages = Passages.load(geodata)
        self.zones = load_zones(geodata)
        self.seasons = Seasons(geodata)
        self.land = LandMask(geodata)
        self.facilities = Facilities(geodata)
        self._describer = Describer(geodata, self.passages, self.zones, IceSpeeds(geodata, self.seasons))
        self._scenarios = Scenarios(
            self.network, self.passages, self.zones, self.seasons, Signposts.load(geodata, self.network)
        )
        self._harbourmaster = Harbourmaster(self.network, self.land)
        self._refusals = Refusals(self.network, self.passages, self.zones, self._scenarios)
        self._approaches = Approaches(self.network, self.passages, self.zones, self.land)
        self._stages = Stages(self.network, self.passages, self._scenarios)
        self._moorings: dict[Position, Mooring] = {}

    @classmethod
    def load(cls, geodata: Path | str) -> Router:
        """Read the network and its tables from a folder."""
        return cls(Path(geodata))

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
        scenario = self._scenarios.of(terms, (start, end))
        found = self._find(start, end, terms, scenario)
        return found if isinstance(found, NoRoute) else self._describe(found, terms, scenario)

    def measure(self, start: Position, end: Position, terms: Terms) -> Measured | NoRoute:
        """Miles and passages of the way only: for tables of a great many voyages."""
        scenario = self._scenarios.of(terms, (start, end))
        found = self._find(start, end, terms, scenario, wholesale=True)
        if isinstance(found, NoRoute):
            return found
        return Measured(found.distance_nm, self._describer.passages(found.line), found.ashore_nm)

    def matrix(self, places: Sequence[Position], terms: Terms, rows: slice = slice(None)) -> Floats:
        """
        Miles between places; the rows of some of them to all of them.

        Each pair stands on the terms of its own voyage: passages on request, and where the terms say
        nothing of ice the whole routes, are open to the pairs with an end on them. Infinite where there is
        no way.
        """
        return table_of(self.moor(places), rows, terms, self._scenarios, self._approaches)

    def moor(self, places: Sequence[Position]) -> list[Mooring]:
        """How places are joined to the network; remembered, and worth sharing with other routers."""
        return [self._moor(place) for place in places]

    def remember(self, moorings: Iterable[Mooring]) -> None:
        """Take over moorings that another router of the same network found."""
        self._moorings |= {mooring.position: mooring for mooring in moorings}

    def _moor(self, position: Position) -> Mooring:
        if position not in self._moorings:
            if len(self._moorings) >= _KEPT_MOORINGS:
                self._moorings.clear()
            self._moorings[position] = self._harbourmaster.moor(position)
        return self._moorings[position]

    def _find(
        self,
        start: Position,
        end: Position,
        terms: Terms,
        scenario: Scenario,
        *,
        wholesale: bool = False,
    ) -> Found | NoRoute:
        if not terms.via and (short := self._from_sea(start, end, scenario, wholesale=wholesale)):
            return self._refusals.before(start, end, terms, scenario) or short
        here, there = self._moor(start), self._moor(end)
        if refused := self._refusals.before(start, end, terms, scenario):
            return refused
        if start == end:
            return Found(start, end, 0.0, Line.still(here.leads[0][:1]))
        found = self._search(here, there, terms, scenario, wholesale=wholesale)
        if found is None:
            return self._refusals.after(here, there, terms, scenario)
        line = line_between(here, there, found[1], self.network)
        return Found(start, end, found[0], line, here.ashore_nm + there.ashore_nm)

    def _from_sea(
        self, start: Position, end: Position, scenario: Scenario, *, wholesale: bool
    ) -> Found | None:
        """The way from or to a place afloat from which nobody looked yet; None if another search is due."""
        here, there = self._harbour(start), self._harbour(end)
        if here and there:
            return None
        harbour, place = (here, end) if here is not None else (there, start)
        if place in self._moorings:
            return None
        if harbour is None:
            return None if wholesale or end in self._moorings else self._afloat(start, end, scenario)
        outlook = self._harbourmaster.outlook(place)
        found = outlook and way_to_harbour(outlook, int(harbour.nodes[0]), scenario, self._approaches)
        if not outlook or not found:
            return None
        line = Line.along(found[2], found[1], np.empty((0, 2)), self.network)
        return Found(start, end, found[0], line if place == start else line.back(), outlook.ashore_nm)

    def _afloat(self, start: Position, end: Position, scenario: Scenario) -> Found | None:
        """The way between two places afloat from which nobody looked yet."""
        here, there = self._harbourmaster.outlook(start), self._harbourmaster.outlook(end)
        if not here or not there or start == end:
            return None
        found = way_afloat(here, there, scenario, self._approaches)
        if not found:
            return None
        miles, path, lead_out, lead_in = found
        line = Line.along(lead_out, path, lead_in[::-1], self.network)
        return Found(start, end, miles, line, here.ashore_nm + there.ashore_nm)

    def _harbour(self, position: Position) -> Mooring | None:
        """The mooring of a known berth."""
        if position not in self._moorings:
            mooring = self._harbourmaster.harbour(position)
            if mooring is None:
                return None
            self._moorings[position] = mooring
        return self._moorings[position] if self._moorings[position].is_node else None

    def _search(
        self, here: Mooring, there: Mooring, terms: Terms, scenario: Scenario, *, wholesale: bool
    ) -> tuple[float, Ints] | None:
        ends_at = (here.position, there.position)
        crossings = (self._stages.crossing(slug, ends_at, scenario) for slug in terms.via)
        stages = [crossing for crossing in crossings if crossing is not None]
        starts, ends = self._approaches.legs(here, scenario), self._approaches.legs(there, scenario)
        if not len(starts[0]) or not len(ends[0]):
            return None
        places = unit_vectors(np.array([[end.lon, end.lat] for end in ends_at]))
        points = places[0], places[1]
        found = scenario.searcher.shortest(starts, ends, stages, wholesale=wholesale, points=points)
        if not stages:
            straight = np.inf
            if not here.is_node and not there.is_node:
                straight = float(self._approaches.straights(here, [there], scenario)[0])
            if np.isfinite(straight) and (found is None or straight < found[0]):
                return straight, np.empty(0, dtype=np.int64)
        return found

    def _describe(self, found: Found, terms: Terms, scenario: Scenario) -> Route:
        segments = self._describer.segments(found, terms, scenario)
        passages = self._describer.passages(found.line)
        notices = self._describer.notices(found, passages, segments, terms, scenario)
        return Route(
            start=found.start,
            end=found.end,
            distance_nm=found.distance_nm,
            passages=passages,
            segments=segments,
            line=found.line.lonlat,
            duration_days=duration_days(segments, terms.speed_kn),
            notices=notices,
        )
