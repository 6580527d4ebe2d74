"""How a place is joined to the network: ways to points from which nodes are seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from relos_atlas.routing.sphere import lengths_nm, unit_vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from relos_atlas.model import Position

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Mooring:
    """
    How a place is joined to the network.

    Parameters
    ----------
    leads
        Ways (vertices, the first at the place) to points that see nodes; the first is the nearest.
    nodes, legs_nm
        The nodes, each once, and the miles to them: along a lead, and from its end by a great circle.
    lead_of
        Number of the lead to each node.
    ashore_nm
        Miles from the place to where the leads begin, if no water is known there: counted straight, for
        ports lie on rivers and basins narrower than the mask, but not drawn.
    """

    position: Position
    leads: tuple[Floats, ...]
    nodes: Ints
    legs_nm: Floats
    lead_of: Ints
    ashore_nm: float = 0.0

    @classmethod
    def none(cls, position: Position) -> Mooring:
        """That of a place which no ship reaches."""
        here = np.array([[position.lon, position.lat]])
        return cls(position, (here,), np.empty(0, np.int64), np.empty(0), np.empty(0, np.int64))

    @classmethod
    def at(cls, position: Position, here: Floats, node: int, ashore_nm: float = 0.0) -> Mooring:
        """At one node, which stands `here` (one row)."""
        legs_nm = np.array([ashore_nm])
        return cls(position, (here,), np.array([node]), legs_nm, np.zeros(1, np.int64), ashore_nm)

    @property
    def is_node(self) -> bool:
        """Whether the place is itself a node."""
        return len(self.nodes) == 1 and float(self.legs_nm[0]) == 0

    @property
    def outer_ends(self) -> Floats:
        """The last point of the lead to each node."""
        ends = np.array([lead[-1] for lead in self.leads])
        return ends[self.lead_of]

    def lead_to(self, node: int) -> Floats:
        """The lead from whose end a node is seen."""
        return self.leads[int(self.lead_of[np.flatnonzero(self.nodes == node)[0]])]


def length_of(line: Floats) -> float:
    """Miles along the great circles between vertices."""
    vectors = unit_vectors(line)
    count = np.arange(len(line) - 1)
    return float(lengths_nm(vectors, count, count + 1).sum())
