"""Tables of the miles from a wide passage to every harbour, for a great many ships."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from relos_atlas.routing.crossings import Crossing
    from relos_atlas.routing.forest import Forest, Legs
    from relos_atlas.routing.network import SeaNetwork

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_PART: Final = 4


class TollCounter:
    """
    Counts the ends asked for at one crossing.

    A table costs as much as the trees of as many ends as the crossing has nodes: it is made when a good
    part of so many have been asked for.
    """

    def __init__(self, crossing: Crossing, network: SeaNetwork) -> None:
        self._crossing = crossing
        self._harbours = np.unique(network.berth_node)
        self._asked = 0
        self._table: Floats | None = None

    def reach(
        self, legs: Legs, forest: Forest, way_back: Callable[[int, int], list[int]]
    ) -> TolledReach | None:
        """The miles from a harbour by the table; None if it is not due yet, or has no such harbour."""
        self._asked += 1
        if self._asked * _PART < len(self._crossing.nodes):
            return None
        if self._table is None:
            self._table = forest.costs(self._crossing.nodes, self._harbours)
        harbour = int(legs[0][0])
        column = int(np.searchsorted(self._harbours, harbour))
        if column == len(self._harbours) or self._harbours[column] != harbour:
            return None
        miles = self._table[:, column] + float(legs[1][0])
        return TolledReach(harbour, self._crossing.nodes, miles, way_back)


@dataclass(frozen=True)
class TolledReach:
    """One harbour in the table of a crossing; the way itself is sought when it is asked for."""

    harbour: int
    nodes: Ints
    miles: Floats
    way_back: Callable[[int, int], list[int]]

    def miles_to(self, nodes: Ints) -> Floats:
        """Miles from the harbour to nodes of the crossing."""
        return self.miles[np.searchsorted(self.nodes, nodes)]

    def back_from(self, node: int) -> list[int]:
        """Nodes from one back to the harbour."""
        return self.way_back(node, self.harbour)
