"""Trees of ways to the harbours of a group along signs, most of which leave no choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from relos_atlas.routing.forest import Tree

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


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
        has_one = (np.bincount(start, minlength=nodes) == 1) & ~harbours
        only = has_one[start]
        after = np.arange(nodes, dtype=np.int32)
        after[start[only]] = end[only]
        miles = np.zeros(nodes)
        miles[start[only]] = length_nm[only]
        reached = _followed(after, miles, has_one)
        number = np.cumsum(~has_one, dtype=np.int32) - 1
        mouth = number[reached]
        start, end, length_nm = start[~only], end[~only], length_nm[~only]
        order = np.argsort(mouth[end], kind="stable")
        rows = np.searchsorted(mouth[end][order], np.arange(number[-1] + 2))
        backwards = csr_array(
            ((length_nm + miles[end])[order], number[start][order], rows), shape=(number[-1] + 1,) * 2
        )
        return cls(after, mouth, miles, start, end, length_nm, backwards)

    def tree(self, harbour: int) -> Tree:
        """The tree of the ways along signs from everywhere to one harbour."""
        cost = dijkstra(self.backwards, indices=int(self.mouth[harbour]))[self.mouth] + self.miles
        before = self.after.copy()
        whole = self.length_nm + cost[self.end]
        longest_first = np.argsort(-whole, kind="stable")
        before[self.start[longest_first]] = self.end[longest_first]  # the last, so the shortest, stays
        before[harbour] = -1
        return Tree(cost, before)


def _followed(after: NDArray[np.int32], miles: Floats, has_one: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Where the only signs lead at last; the miles there are summed up in place, twice as far each time."""
    reached = after.copy()
    moving = np.flatnonzero(has_one)
    while len(moving):
        there = reached[moving]
        miles[moving] += miles[there]
        reached[moving] = reached[there]
        moving = moving[has_one[reached[moving]]]
    return reached
