"""Joins a place to the network: a known berth, a ship at sea, or a point near the shore."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from relos_atlas.model import Position
from relos_atlas.routing.errors import InlandError
from relos_atlas.routing.lookout import Outlook
from relos_atlas.routing.moorings import Mooring, length_of
from relos_atlas.routing.shallows import OWN_WATER_NM, REACH_NM, Shallows
from relos_atlas.routing.sphere import EARTH_RADIUS_NM, bearings, chord_to_nm, distances_nm, unit_vectors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from relos_atlas.routing.land import LandMask
    from relos_atlas.routing.network import SeaNetwork

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    #: A lead, and what may be seen from its end: the near nodes, and the others.
    View = tuple[Floats, Ints, Ints]

#: A place this near to one that a harbour was led out for is that harbour, in nm.
SAME_BERTH_NM: Final = 0.35
#: A place that no water leads from and that is near no river is its nearest harbour; farther from that than
#: this it is inland, in nm.
HARBOUR_NM: Final = 10.0
#: Nearer to land than this islets may hide what is near: a place there looks out from all round, in nm.
OFFING_NM: Final = 4
#: So many nodes are sailed to through the shallows.
_NODES: Final = 6
#: From the ring round the shallows nodes are looked for within this of its direction (as a cosine).
_AHEAD: Final = math.cos(math.radians(30.0))
#: Within this, nodes close to land are looked for as well, in nm; they need the fine mask.
_NEAR_NM: Final = 40.0
_CLOSE_NM: Final = 1.6
#: Farther than this only hubs are looked for: the nodes where most edges meet.
_MIDDLE_NM: Final = 700.0
_HUBS: Final = 500


class Harbourmaster:
    """Finds the mooring of any place; those of known berths cost nothing."""

    def __init__(self, network: SeaNetwork, land: LandMask) -> None:
        self._network = network
        self._land = land
        self._berths = unit_vectors(network.berth_lonlat)
        self._close = np.flatnonzero((network.clear_nm >= 0.6) & (network.clear_nm < _CLOSE_NM))
        self._open = np.flatnonzero(network.clear_nm >= _CLOSE_NM)
        #: A column a node, as a product with one point then takes a quarter of the time.
        self._columns = np.ascontiguousarray(network.vectors.T)
        ends = np.concatenate([network.tail, network.head])
        ways = np.bincount(ends, minlength=len(network.lonlat))[self._open]
        self._is_hub = ways >= np.sort(ways)[-min(_HUBS, len(ways))]

    def moor(self, position: Position) -> Mooring:
        """
        Join a place to the network.

        Raises
        ------
        InlandError
            If no water that ships use is near; the message names the nearest port.
        """
        if (harbour := self.harbour(position)) is not None:
            return harbour
        for hubs_only in (True, False):  # all nodes are tried where no hub is seen
            outlook = self.outlook(position, hubs_only=hubs_only)
            mooring = outlook.moored() if outlook else None
            if mooring is not None and len(mooring.nodes):
                return mooring
        return self._at_nearest(position)

    def harbour(self, position: Position) -> Mooring | None:
        """The mooring of a known berth; None if a place is none."""
        point = unit_vectors(np.array([[position.lon, position.lat]]))[0]
        nearest = int((self._berths @ point).argmax())
        if distances_nm(self._berths[[nearest]], point)[0] > SAME_BERTH_NM:
            return None
        node = int(self._network.berth_node[nearest])
        return Mooring.at(position, self._network.lonlat[[node]], node)

    def outlook(self, position: Position, *, hubs_only: bool = True) -> Outlook | None:
        """
        What a place afloat may see, from where it is or from the end of leads; None if no water is near.

        Off the coast a ship looks round from where it is. Nearer to it islets may hide what is near, and a
        place on the shore sees nothing: leads go to the nodes near by and to open water all round.
        """
        here = np.array([[position.lon, position.lat]])
        if self._land.miles_to_land(here)[0] >= OFFING_NM:
            return self._gathered(
                position, [(here, *self._visible(unit_vectors(here)[0], hubs_only=hubs_only))]
            )
        water = Shallows(self._land, here[0])
        views = [*self._from_ring(water, here, hubs_only=hubs_only), *self._near_by(water, here)]
        return self._gathered(position, views, water.ashore_nm) if views else None

    def _visible(self, point: Floats, *, hubs_only: bool) -> tuple[Ints, Ints]:
        """Nodes that a point may see: the near, also those close to land, and the others."""
        # a cosine says which are near, at a tenth of what distances cost
        cosines = point @ self._columns
        close = self._close[cosines[self._close] > _cosine(_NEAR_NM)]
        towards = cosines[self._open]
        is_far = towards <= _cosine(_NEAR_NM)
        far = is_far & ((towards > _cosine(_MIDDLE_NM)) | self._is_hub) if hubs_only else is_far
        return np.concatenate([close, self._open[~is_far]]), self._open[far]

    def _from_ring(self, water: Shallows, here: Floats, *, hubs_only: bool) -> Iterator[View]:
        """Leads to the nearest open water, which looks all round, and to farther ones that look ahead."""
        nearest = water.nearest(water.clear)
        if nearest is None:
            return
        lead = water.lead_to(nearest)
        yield lead, *self._visible(unit_vectors(lead[-1:])[0], hubs_only=hubs_only)
        point = unit_vectors(here)[0]
        near, far = self._visible(point, hubs_only=hubs_only)
        to_near, to_far = (bearings(point, self._network.vectors[some]) for some in (near, far))
        for middle, cell in water.ring():
            ahead = np.cos(to_near - middle) > _AHEAD, np.cos(to_far - middle) > _AHEAD
            yield water.lead_to(cell), near[ahead[0]], far[ahead[1]]

    def _near_by(self, water: Shallows, here: Floats) -> Iterator[View]:
        """Leads to the few nodes that are nearest by water."""
        nodes = np.flatnonzero(unit_vectors(here)[0] @ self._columns > _cosine(REACH_NM))
        cells = water.cells_of(self._network.lonlat[nodes])
        nodes, cells = nodes[cells >= 0], cells[cells >= 0]
        miles = water.miles[cells]
        nearest = np.argsort(miles, kind="stable")[: min(np.count_nonzero(np.isfinite(miles)), _NODES)]
        for node, cell in zip(nodes[nearest], cells[nearest], strict=True):
            lead = water.lead_to(int(cell), self._network.lonlat[node])
            yield lead, np.array([node]), np.empty(0, np.int64)

    def _gathered(self, position: Position, views: Sequence[View], ashore_nm: float = 0.0) -> Outlook:
        """One outlook of what several leads may see; a lead that ends on a node reaches it for certain."""
        leads = tuple(lead for lead, _, _ in views)
        ends = np.array([lead[-1] for lead in leads])
        nodes = np.concatenate([some for _, near, far in views for some in (near, far)])
        lead_of = np.repeat(np.arange(len(views)), [len(near) + len(far) for _, near, far in views])
        is_near = np.concatenate([np.repeat([True, False], [len(near), len(far)]) for _, near, far in views])
        vectors = self._network.vectors[nodes]
        gap = vectors - unit_vectors(ends)[lead_of]
        legs_nm = chord_to_nm(np.sqrt((gap * gap).sum(axis=1)))
        is_sure = (self._network.lonlat[nodes] == ends[lead_of]).all(axis=1)
        lead_nm = np.array([length_of(lead) for lead in leads])[lead_of]
        return Outlook(
            position,
            leads,
            nodes,
            lead_of,
            vectors,
            np.where(is_sure, 0.0, legs_nm) + lead_nm + ashore_nm,
            is_sure,
            is_near,
            ashore_nm,
            self._land,
        )

    def _at_nearest(self, position: Position) -> Mooring:
        """
        The mooring at the nearest river or sound that ships use, else at the nearest harbour.

        Raises
        ------
        InlandError
            If both are too far off.
        """
        point = unit_vectors(np.array([[position.lon, position.lat]]))[0]
        gap_nm = distances_nm(self._network.vectors, point)
        node = int(gap_nm.argmin())
        if gap_nm[node] > OWN_WATER_NM:
            harbour_nm = distances_nm(self._berths, point)
            harbour = int(harbour_nm.argmin())
            if harbour_nm[harbour] > HARBOUR_NM:
                raise InlandError(self._inland(position, harbour, float(harbour_nm[harbour])))
            node = int(self._network.berth_node[harbour])
        return Mooring.at(position, self._network.lonlat[[node]], node, float(gap_nm[node]))

    def _inland(self, position: Position, nearest: int, gap_nm: float) -> str:
        lon, lat = self._network.berth_lonlat[nearest]
        return (
            f"lon={position.lon} lat={position.lat}: expected a place within {HARBOUR_NM:g} nm of a harbour "
            f"or of water that ships use; the nearest port is {gap_nm:.0f} nm away at lat {lat:.2f}, "
            f"lon {lon:.2f}"
        )


def _cosine(miles: float) -> float:
    return math.cos(miles / EARTH_RADIUS_NM)
