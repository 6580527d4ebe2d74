"""The last miles: from a mooring to the nodes it sees, and between two places at sea."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from relos_atlas.routing.gates import Gates
from relos_atlas.routing.sphere import along, distances_nm, lonlat_of, unit_vectors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from relos_atlas.routing.land import LandMask
    from relos_atlas.routing.network import SeaNetwork
    from relos_atlas.routing.passages import Passages
    from relos_atlas.routing.places import Mooring
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
        keep = ~self.closed(mooring.lead[-1:], mooring.nodes, scenario)
        return mooring.nodes[keep], mooring.legs_nm[keep] + mooring.lead_nm

    def closed(self, here: Floats, nodes: Ints, scenario: Scenario) -> NDArray[np.bool_]:
        """Which legs from a place (one row) to nodes lead through what is closed."""
        return self._through_closed(
            np.repeat(here, len(nodes), axis=0), self._network.lonlat[nodes], scenario
        )

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

    def straights(self, here: Mooring, others: Sequence[Mooring], scenario: Scenario) -> Floats:
        """Miles by the great circle from one end at sea to others; infinite to those out of sight."""
        start, ends = here.lead[-1:], np.vstack([other.lead[-1] for other in others])
        a, b = unit_vectors(start)[0], unit_vectors(ends)
        gap_nm = distances_nm(b, a)
        seen = ~self._land.is_blocked(ends) & ~self._land.is_blocked(start)
        for group, fine in ((gap_nm < _FINE_NM, True), (gap_nm >= _FINE_NM, False)):
            some = np.flatnonzero(seen & group & (gap_nm > 0))
            seen[some] = self._land.in_sight(a, b[some], fine=fine)
        some = np.flatnonzero(seen & (gap_nm > 0))
        if len(some):
            starts = np.repeat(start, len(some), axis=0)
            seen[some] = ~self._through_closed(starts, ends[some], scenario)
        leads_nm = here.lead_nm + np.array([other.lead_nm for other in others])
        return np.where(seen | (gap_nm == 0), gap_nm + leads_nm, np.inf)
