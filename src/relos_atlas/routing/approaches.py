"""The last miles: from a mooring to the nodes it sees, and between two places at sea."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from relos_atlas.routing.gates import Gates
from relos_atlas.routing.moorings import length_of
from relos_atlas.routing.sphere import along, distances_nm, lonlat_of, unit_vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from relos_atlas.routing.land import LandMask
    from relos_atlas.routing.lookout import Outlook
    from relos_atlas.routing.moorings import Mooring
    from relos_atlas.routing.network import SeaNetwork
    from relos_atlas.routing.passages import Passages
    from relos_atlas.routing.scenario import Scenario
    from relos_atlas.routing.zones import Zone

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: No zone that can be closed lies south of this.
_ZONES_SOUTH: Final = 60.0
#: Shorter sights are judged on the fine mask, in nm.
_FINE_NM: Final = 40.0
_SAMPLES: Final = 41
_KEPT_GATES: Final = 64
#: So few lines are looked along one by one.
_FEW: Final = 8


class Approaches:
    """Legs that are no edges of the network: they are held to the same gates and zones."""

    def __init__(
        self,
        network: SeaNetwork,
        passages: Passages,
        zones: Mapping[str, Zone],
        land: LandMask,
    ) -> None:
        self._network = network
        self._passages = passages
        self._zones = zones
        self._land = land
        self._gates: dict[frozenset[str], Gates] = {}

    def legs(self, mooring: Mooring, scenario: Scenario) -> tuple[Ints, Floats]:
        """Nodes a mooring reaches, with the miles, without legs through what is closed."""
        if mooring.is_node or not len(mooring.nodes):
            return mooring.nodes, mooring.legs_nm
        starts, ends = mooring.outer_ends, self._network.lonlat[mooring.nodes]
        keep = ~self._through_closed(starts, ends, scenario)
        keep &= ~self._closed_leads(mooring.leads, scenario)[mooring.lead_of]
        return mooring.nodes[keep], mooring.legs_nm[keep]

    def closed(self, outlook: Outlook, scenario: Scenario) -> Callable[[Ints], NDArray[np.bool_]]:
        """Says of some of what an outlook may see which lead there through what is closed."""
        leads = self._closed_leads(outlook.leads, scenario)

        def are_closed(some: Ints) -> NDArray[np.bool_]:
            starts, ends = outlook.ends[outlook.lead_of[some]], self._network.lonlat[outlook.nodes[some]]
            return self._through_closed(starts, ends, scenario) | leads[outlook.lead_of[some]]

        return are_closed

    def _closed_leads(self, leads: Sequence[Floats], scenario: Scenario) -> NDArray[np.bool_]:
        """Which leads lead through what is closed."""
        closed = np.zeros(len(leads), dtype=np.bool_)
        owner = np.repeat(np.arange(len(leads)), [len(lead) - 1 for lead in leads])
        if len(owner):
            starts, ends = np.vstack([lead[:-1] for lead in leads]), np.vstack([lead[1:] for lead in leads])
            closed[owner[self._through_closed(starts, ends, scenario)]] = True
        return closed

    def _through_closed(self, starts: Floats, ends: Floats, scenario: Scenario) -> NDArray[np.bool_]:
        """Which great circles cross a closed gate or a closed zone."""
        a, b = unit_vectors(starts), unit_vectors(ends)
        through = np.zeros(len(a), dtype=np.bool_)
        through[[leg for leg, _, _ in self._closed_gates(scenario).crossed(a, b)]] = True
        north = np.flatnonzero(np.maximum(starts[:, 1], ends[:, 1]) >= _ZONES_SOUTH)
        if not scenario.closed_zones or not len(north):
            return through
        share = np.tile(np.linspace(0.0, 1.0, _SAMPLES), len(north))
        which = np.repeat(north, _SAMPLES)
        points = lonlat_of(along(a[which], b[which], share))
        for slug in scenario.closed_zones:
            through[which[self._zones[slug].holds_each(points)]] = True
        return through

    def _closed_gates(self, scenario: Scenario) -> Gates:
        shut = scenario.closed_passages
        if shut not in self._gates:
            if len(self._gates) >= _KEPT_GATES:
                self._gates.clear()
            rows = self._passages.by_slug.values()
            self._gates[shut] = Gates(row for row in rows if row.is_closed or row.slug in shut)
        return self._gates[shut]

    def straights(
        self, here: Mooring | Outlook, others: Sequence[Mooring | Outlook], scenario: Scenario
    ) -> Floats:
        """Miles by the great circle from one end at sea to others; infinite to those out of sight."""
        start, ends = here.leads[0][-1:], np.vstack([other.leads[0][-1] for other in others])
        a, b = unit_vectors(start)[0], unit_vectors(ends)
        gap_nm = distances_nm(b, a)
        seen = ~self._land.is_blocked(ends) & ~self._land.is_blocked(start)
        some = np.flatnonzero(seen & (gap_nm > 0))
        if len(some) < _FEW:
            seen[some] = [self._land.sees(a, b[k], fine=bool(gap_nm[k] < _FINE_NM)) for k in some]
        else:
            seen[some] = self._land.in_sight(a, b[some], gap_nm[some] < _FINE_NM)
        some = np.flatnonzero(seen & (gap_nm > 0))
        if len(some):
            starts = np.repeat(start, len(some), axis=0)
            seen[some] = ~self._through_closed(starts, ends[some], scenario)
        leads_nm = np.array([length_of(end.leads[0]) + end.ashore_nm for end in (here, *others)])
        leads_nm = leads_nm[0] + leads_nm[1:]
        return np.where(seen | (gap_nm == 0), gap_nm + leads_nm, np.inf)
