"""Trees of ways to the harbours of a group along signs, most of which leave no choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Funnel:
    """
    The signed arcs towards one group, with each stretch along which there is one sign drawn together.

    Parameters
    ----------
    after
        The node that the only sign of each node leads to; the node itself where there is none or a choice,
        and at the harbours of the group: these are mouths.
    mouth, miles
        Number of the mouth that each node comes to, and how far it is.
    start, end, length_nm
        The signed arcs of mouths, in the order of their starts.
    backwards
        Miles between mouths, against the signs.
    """

    after: NDArray[np.int32]
    mouth: NDArray[np.int32]
    miles: Floats
    start: Ints
    end: Ints
    length_nm: Floats
    backwards: csr_array

    @classmethod
    def of(cls, start: Ints, end: Ints, length_nm: Floats, harbours: NDArray[np.bool_]) -> Funnel:
        """From signed arcs in the order of their starts; `harbours` says which nodes are of the group."""
        nodes = len(harbours)
        signs = np.bincount(start, minlength=nodes)
        has_one = (signs == 1) & ~harbours
        single = np.flatnonzero(has_one)
        arc = (np.cumsum(signs) - 1)[single]
        after = np.arange(nodes, dtype=np.int32)
        after[single] = end[arc]
        miles = np.zeros(nodes)
        miles[single] = length_nm[arc]
        reached = _followed(after, miles, has_one)
        number = np.cumsum(~has_one, dtype=np.int32) - 1
        mouth = number[reached]
        rest = np.flatnonzero(~has_one[start])
        start, end, length_nm = start[rest], end[rest], length_nm[rest]
        onto = mouth[end]
        order = np.argsort(onto, kind="stable")
        rows = np.searchsorted(onto[order], np.arange(number[-1] + 2))
        backwards = csr_array(
            ((length_nm + miles[end])[order], number[start][order], rows), shape=(number[-1] + 1,) * 2
        )
        return cls(after, mouth, miles, start, end, length_nm, backwards)

    def tree(self, harbour: int) -> FunnelTree:
        """The ways along signs from everywhere to one harbour."""
        return FunnelTree(self, harbour, dijkstra(self.backwards, indices=int(self.mouth[harbour])))


@dataclass(frozen=True, slots=True)
class FunnelTree:
    """The ways of a funnel to one harbour; `cost` is what each mouth is from it, in miles."""

    funnel: Funnel
    harbour: int
    cost: Floats

    def miles_to(self, nodes: Ints) -> Floats:
        """How far some nodes are; infinite where no sign leads to the harbour."""
        return self.cost[self.funnel.mouth[nodes]] + self.funnel.miles[nodes]

    def back_from(self, node: int) -> list[int]:
        """Nodes from one, that a sign leads from, to the harbour."""
        path = [node]
        while path[-1] != self.harbour:
            here = path[-1]
            ahead = int(self.funnel.after[here])
            path.append(ahead if ahead != here else self._nearest_from(here))
        return path

    def _nearest_from(self, mouth: int) -> int:
        """Of the nodes that the signs of a mouth lead to, the one on the shortest way."""
        first, last = np.searchsorted(self.funnel.start, [mouth, mouth + 1])
        ends = self.funnel.end[first:last]
        return int(ends[(self.funnel.length_nm[first:last] + self.miles_to(ends)).argmin()])


def _followed(after: NDArray[np.int32], miles: Floats, has_one: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Where the only signs lead at last; the miles there are summed up in place, twice as far each time."""
    reached = after.astype(np.int64)  # as NumPy counts: other numbers are turned into these at every step
    moving = np.flatnonzero(has_one)
    there = reached[moving]
    while len(moving):
        miles[moving] = miles.take(moving) + miles.take(there)
        there = reached.take(there)
        reached[moving] = there
        still = np.flatnonzero(has_one.take(there))
        moving, there = moving.take(still), there.take(still)
    return reached
