"""Trees of ways to the harbours of a group along signs, most of which leave no choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Small = NDArray[np.int32]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Funnel:
    """
    The signed arcs towards one group, with each stretch along which there is one sign drawn together.

    Parameters
    ----------
    end, length_nm, first
        The signed arcs in the order of their starts, and where those of each node begin.
    is_mouth
        Nodes without a sign or with a choice, and the harbours of the group.
    mouth, miles
        Number of the mouth that each node comes to, and how far it is.
    backwards
        Miles between mouths, against the signs.
    """

    end: Small
    length_nm: Floats
    first: Ints
    is_mouth: Bools
    mouth: Small
    miles: Floats
    backwards: csr_array

    @classmethod
    def of(cls, start: Small, end: Small, length_nm: Floats, harbours: Bools) -> Funnel:
        """From signed arcs in the order of their starts; `harbours` says which nodes are of the group."""
        nodes = len(harbours)
        signs = np.bincount(start, minlength=nodes)
        first = np.concatenate([[0], np.cumsum(signs)])
        has_one = (signs == 1) & ~harbours
        single = np.flatnonzero(has_one)
        arc = first[single]
        after = np.arange(nodes)
        after[single] = end[arc]
        miles = np.zeros(nodes)
        miles[single] = length_nm[arc]
        reached = _followed(after, miles, has_one)
        is_mouth = ~has_one
        number = np.cumsum(is_mouth, dtype=np.int32) - np.int32(1)
        mouth = number[reached]
        rest = np.flatnonzero(is_mouth[start])
        onto = mouth[end[rest]]
        order = np.argsort(onto, kind="stable")
        rest, onto = rest[order], onto[order]
        rows = np.searchsorted(onto, np.arange(number[-1] + 2))
        between_nm = length_nm[rest] + miles[end[rest]]
        backwards = csr_array((between_nm, number[start[rest]], rows), shape=(number[-1] + 1,) * 2)
        return cls(end, length_nm, first, is_mouth, mouth, miles, backwards)

    def tree(self, harbour: int) -> FunnelTree:
        """The ways along signs from everywhere to one harbour."""
        cost = dijkstra(self.backwards, indices=int(self.mouth[harbour]))
        return FunnelTree(self, harbour, cost[self.mouth] + self.miles)


@dataclass(frozen=True, slots=True)
class FunnelTree:
    """The ways of a funnel to one harbour; `cost` is how far each node is, infinite where no sign leads."""

    funnel: Funnel
    harbour: int
    cost: Floats

    def back_from(self, node: int) -> list[int]:
        """Numbers of the signed arcs from a node, that a sign leads from, to the harbour."""
        arcs, here = [], node
        while here != self.harbour:
            arcs.append(
                self._nearest_from(here) if self.funnel.is_mouth[here] else int(self.funnel.first[here])
            )
            here = int(self.funnel.end[arcs[-1]])
        return arcs

    def _nearest_from(self, mouth: int) -> int:
        """Of the signed arcs of a mouth, the one on the shortest way."""
        first, last = self.funnel.first[mouth : mouth + 2].tolist()
        miles = self.funnel.length_nm[first:last] + self.cost[self.funnel.end[first:last]]
        return first + int(miles.argmin())


def _followed(after: Ints, miles: Floats, has_one: Bools) -> Ints:
    """Where the only signs lead at last; the miles there are summed up in place, twice as far each time."""
    reached = after.copy()  # as NumPy counts: other numbers are turned into these at every step
    moving = np.flatnonzero(has_one)
    there = reached[moving]
    while len(moving):
        miles[moving] = miles.take(moving) + miles.take(there)
        there = reached.take(there)
        reached[moving] = there
        still = np.flatnonzero(has_one.take(there))
        moving, there = moving.take(still), there.take(still)
    return reached
