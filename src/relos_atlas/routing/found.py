"""A way before anything is said about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from relos_atlas.routing.sphere import unit_vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from relos_atlas.model import Position
    from relos_atlas.routing.moorings import Mooring
    from relos_atlas.routing.network import SeaNetwork

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Line:
    """
    Turning points (lon, lat), and which of the legs between them are edges that cross no gate.

    The gates that an edge crosses are known, so that only the other legs are held against them.
    """

    lonlat: Floats
    is_quiet: Bools

    @classmethod
    def along(cls, lead_out: Floats, path: Ints, lead_in: Floats, network: SeaNetwork) -> Line:
        """From a place by its lead over a path of nodes to the end of another lead; each point once."""
        points = np.concatenate([lead_out, network.lonlat[path], lead_in])
        if len(points) < 2:
            return cls.still(points)
        is_quiet = np.zeros(len(points) - 1, dtype=np.bool_)
        is_quiet[len(lead_out) : len(lead_out) + len(path) - 1] = ~network.crosses[network.edges_of(path)]
        moved = (points[1:] != points[:-1]).any(axis=1)
        if not moved.any():
            return cls.still(points[:1])
        return cls(np.concatenate([points[:1], points[1:][moved]]), is_quiet[moved])

    @classmethod
    def still(cls, point: Floats) -> Line:
        """From a point (one row) to itself."""
        return cls(np.concatenate([point, point]), np.ones(1, dtype=np.bool_))

    def back(self) -> Line:
        """The same from its end."""
        return Line(self.lonlat[::-1], self.is_quiet[::-1])

    @cached_property
    def vectors(self) -> Floats:
        """The turning points on the unit sphere."""
        return unit_vectors(self.lonlat)


@dataclass(frozen=True, slots=True)
class Found:
    """The ends of a way, its line, and its miles: those ashore, which are not drawn, included."""

    start: Position
    end: Position
    distance_nm: float
    line: Line
    ashore_nm: float = 0.0


def line_between(here: Mooring, there: Mooring, path: Ints, network: SeaNetwork) -> Line:
    """The line from end to end, by a path of nodes or straight from lead to lead."""
    nowhere = np.empty((0, 2))
    if not len(path):
        return Line.along(here.leads[0], path, there.leads[0][::-1], network)
    lead_out = nowhere if here.is_node else here.lead_to(int(path[0]))
    lead_in = nowhere if there.is_node else there.lead_to(int(path[-1]))[::-1]
    return Line.along(lead_out, path, lead_in, network)
