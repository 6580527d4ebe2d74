"""Joins a place to the network: a known berth, a ship at sea, or a point near the shore."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from relos_atlas.model import Position
from relos_atlas.routing.errors import InlandError
from relos_atlas.routing.lookout import Outlook
from relos_atlas.routing.shallows import Shallows
from relos_atlas.routing.sphere import EARTH_RADIUS_NM, distances_nm, lengths_nm, lonlat_of, unit_vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from relos_atlas.routing.land import LandMask
    from relos_atlas.routing.network import SeaNetwork

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: A place this near to one that a harbour was led out for is that harbour, in nm.
SAME_BERTH_NM: Final = 0.35
#: A place this near to water that ships use is joined to it; farther off it is inland, in nm.
SHORE_NM: Final = 6.0
#: A place near the shore and this near to a known harbour uses its way out, in nm.
_HARBOUR_NM: Final = 3.0
_FEW: Final = 4
#: Within this, nodes close to land are looked for as well, in nm; they need the fine mask.
_NEAR_NM: Final = 40.0
_CLOSE_NM: Final = 1.6
#: Farther than this only hubs are looked for: the nodes where most edges meet.
_MIDDLE_NM: Final = 700.0
_HUBS: Final = 500


@dataclass(frozen=True)
class Mooring:
    """
    How a place is joined to the network.

    `lead` is the way from the place (its first point) to the point that sees the nodes; `nodes` are
    reached from its last point by great circles of `legs_nm`.
    """

    position: Position
    lead: Floats
    lead_nm: float
    nodes: Ints
    legs_nm: Floats

    @classmethod
    def none(cls, position: Position) -> Mooring:
        """That of a place which no ship reaches."""
        here = np.array([[position.lon, position.lat]])
        return cls(position, here, 0.0, np.empty(0, np.int64), np.empty(0))

    @property
    def is_node(self) -> bool:
        """Whether the place is itself a node."""
        return len(self.nodes) == 1 and self.lead_nm == 0 and float(self.legs_nm[0]) == 0


class Harbourmaster:
    """Finds the mooring of any place; those of known berths cost nothing."""

    def __init__(self, network: SeaNetwork, land: LandMask) -> None:
        self._network = network
        self._land = land
        self._berths = unit_vectors(network.berth_lonlat)
        self._close = np.flatnonzero((network.clear_nm >= 0.6) & (network.clear_nm < _CLOSE_NM))
        self._open = np.flatnonzero(network.clear_nm >= _CLOSE_NM)
        self._close_vectors = network.vectors[self._close]
        self._open_vectors = network.vectors[self._open]
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
        here = np.array([[position.lon, position.lat]])
        point = unit_vectors(here)[0]
        if self._land.is_at_sea(here):
            nodes, legs_nm = self._seen_from(point)
            if len(nodes):
                return Mooring(position, here, 0.0, nodes, legs_nm)
        return self._from_shore(position, point)

    def harbour(self, position: Position) -> Mooring | None:
        """The mooring of a known berth; None if a place is none."""
        point = unit_vectors(np.array([[position.lon, position.lat]]))[0]
        nearest = int((self._berths @ point).argmax())
        if distances_nm(self._berths[[nearest]], point)[0] > SAME_BERTH_NM:
            return None
        node = self._network.berth_node[[nearest]]
        return Mooring(position, self._network.lonlat[node], 0.0, node, np.zeros(1))

    def outlook(self, position: Position) -> Outlook | None:
        """What a place at sea may see; None if it is no place at sea."""
        here = np.array([[position.lon, position.lat]])
        return self._outlook(unit_vectors(here)[0]) if self._land.is_at_sea(here) else None

    def _outlook(self, point: Floats, *, hubs_only: bool = True) -> Outlook:
        vectors = self._network.vectors
        # a cosine says which are near, at a tenth of what distances cost
        close = self._close[self._close_vectors @ point > _cosine(_NEAR_NM)]
        towards = self._open_vectors @ point
        is_far = towards <= _cosine(_NEAR_NM)
        near = np.concatenate([close, self._open[~is_far]])
        far = self._open[is_far & ((towards > _cosine(_MIDDLE_NM)) | self._is_hub) if hubs_only else is_far]
        nodes = np.concatenate([near, far])
        legs_nm = distances_nm(vectors[nodes], point)
        return Outlook(
            lonlat_of(point[None, :]), point, nodes, vectors[nodes], legs_nm, len(near), self._land
        )

    def _seen_from(self, point: Floats) -> tuple[Ints, Floats]:
        """Nodes in sight of a point at sea; all of them are tried where no hub is seen."""
        seen = self._outlook(point).seen()
        return seen if len(seen[0]) else self._outlook(point, hubs_only=False).seen()

    def _from_shore(self, position: Position, point: Floats) -> Mooring:
        """A mooring by water to a known harbour, the open sea or a harbour way, else straight to one."""
        water = Shallows(self._land, np.array([position.lon, position.lat]))
        near = np.flatnonzero(distances_nm(self._network.vectors, point) < SHORE_NM)
        to_berth_nm = distances_nm(self._berths, point)
        harbours = np.unique(self._network.berth_node[to_berth_nm < _HARBOUR_NM])
        for goal, joined, least in (
            (water.cells_of(self._network.lonlat[harbours]), partial(self._beside, nodes=harbours), 1),
            (water.clear, self._seen_from, _FEW),  # who sees fewer lies in a corner, or in a minute with land
            (water.open, self._seen_from, 1),
            (water.clear, self._seen_from, 1),
            (water.cells_of(self._network.lonlat[near]), partial(self._beside, nodes=near), 1),
        ):
            lead = water.lead_to(goal)
            if lead is not None and len((found := joined(unit_vectors(lead[-1:])[0]))[0]) >= least:
                return Mooring(position, lead, _length_nm(lead), *found)
        if to_berth_nm.min() < SHORE_NM:  # its harbour begins at the water, perhaps farther off
            near = np.append(near, self._network.berth_node[to_berth_nm.argmin()])
        if not len(near):
            raise InlandError(self._inland(position, point))
        here = np.array([[position.lon, position.lat]])
        return Mooring(position, here, 0.0, *self._beside(point, near))

    def _beside(self, point: Floats, nodes: Ints) -> tuple[Ints, Floats]:
        """Of some nodes the nearest to a point."""
        gap_nm = distances_nm(self._network.vectors[nodes], point)
        nearest = [int(gap_nm.argmin())]
        return nodes[nearest], gap_nm[nearest]

    def _inland(self, position: Position, point: Floats) -> str:
        gap = distances_nm(self._berths, point)
        nearest = int(gap.argmin())
        lon, lat = self._network.berth_lonlat[nearest]
        return (
            f"lon={position.lon} lat={position.lat}: expected a place within {SHORE_NM:g} nm of water "
            f"that ships use; the nearest port is {gap[nearest]:.0f} nm away at lat {lat:.2f}, lon {lon:.2f}"
        )


def _cosine(miles: float) -> float:
    return math.cos(miles / EARTH_RADIUS_NM)


def _length_nm(line: Floats) -> float:
    vectors = unit_vectors(line)
    count = np.arange(len(line) - 1)
    return float(lengths_nm(vectors, count, count + 1).sum())
