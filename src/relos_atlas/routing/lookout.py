"""Ways between a place at sea and a harbour, for which only nodes that may matter are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from relos_atlas.routing.approaches import Approaches
    from relos_atlas.routing.crossings import Way
    from relos_atlas.routing.land import LandMask
    from relos_atlas.routing.scenario import Scenario

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

#: Of so many nodes at a time those behind land are dropped, before the others are looked at one by one.
_LOT: Final = 64


@dataclass(frozen=True)
class Outlook:
    """
    Nodes that a place at sea may see, before anybody looked.

    Parameters
    ----------
    here, point
        The place in degrees (one row) and on the unit sphere.
    nodes, vectors, legs_nm
        The nodes, where they are on the unit sphere, and the miles to each.
    near
        How many of them, the first, are so near that they are looked for on the fine mask.
    """

    here: Floats
    point: Floats
    nodes: Ints
    vectors: Floats
    legs_nm: Floats
    near: int
    land: LandMask

    def seen(self) -> tuple[Ints, Floats]:
        """All nodes in sight, and the miles to them."""
        ends, near = self.vectors, self.near
        sight = np.concatenate(
            [
                self.land.in_sight(self.point, ends[:near], fine=True),
                self.land.in_sight(self.point, ends[near:], fine=False),
            ]
        )
        return self.nodes[sight], self.legs_nm[sight]

    def in_turn(self, beyond_nm: Floats, is_closed: Callable[[Ints], Bools]) -> Iterator[tuple[float, int]]:
        """Miles and node of what is in sight, in order of the miles in all if so many follow each node."""
        total = self.legs_nm + beyond_nm[self.nodes]
        order = np.argsort(total, kind="stable")[: np.count_nonzero(np.isfinite(total))]
        for first in range(0, len(order), _LOT):
            lot = order[first : first + _LOT]
            lot = lot[~self.land.is_behind_land(self.point, self.vectors[lot])]
            for k in lot[~is_closed(self.nodes[lot])].tolist():
                if self._sees(k):
                    yield float(total[k]), int(self.nodes[k])

    def _sees(self, which: int) -> bool:
        if which >= self.near:
            return self.land.sees(self.point, self.vectors[which])
        return bool(self.land.in_sight(self.point, self.vectors[[which]], fine=True)[0])


def way_to_harbour(outlook: Outlook, harbour: int, scenario: Scenario, approaches: Approaches) -> Way | None:
    """
    The shortest way from a place at sea to the node of a harbour, the same as if all it sees were known.

    Returns
    -------
    way
        Miles and nodes; None if nothing is in sight, or all ways from there are closed.
    """
    for tree in scenario.searcher.trees_to(harbour):
        open_legs = outlook.in_turn(tree.cost, lambda nodes: approaches.closed(outlook.here, nodes, scenario))
        miles, node = next(open_legs, (np.inf, -1))
        path = np.array(tree.back_from(node) if node >= 0 else [], dtype=np.int64)
        if len(path) and scenario.searcher.is_open(path):
            return miles, path
    return None
