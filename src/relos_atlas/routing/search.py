"""Shortest ways in the network: from moorings to moorings, through passages in turn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from relos_atlas.routing.network import SeaNetwork
    from relos_atlas.routing.signs import Signposts

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Crossing:
    """Ways across a passage: from `before` to `after` over `length_nm`; both directions are listed."""

    edges: Ints
    before: Ints
    after: Ints
    length_nm: Floats

    @classmethod
    def of(cls, network: SeaNetwork, edges: Ints) -> Crossing:
        """Both directions of some edges."""
        tail, head, length_nm = network.tail[edges], network.head[edges], network.length_nm[edges]
        return cls(
            edges,
            np.concatenate([tail, head]),
            np.concatenate([head, tail]),
            np.concatenate([length_nm, length_nm]),
        )


@dataclass(frozen=True)
class _Tree:
    """Cost of each node, and the node before it: negative where the tree began."""

    cost: Floats
    before: NDArray[np.int32]


class Searcher:
    """
    Searches what is left of a network when some edges are closed.

    Where signs lead to an end they are followed. Otherwise whole trees are grown, and the last ones that
    began at one node are kept, for ways that share an end.
    """

    _KEPT = 24

    def __init__(self, network: SeaNetwork, closed: Bools, signposts: Signposts | None = None) -> None:
        self._network = network
        self._closed = closed
        self._signposts = signposts
        self._trees: dict[int, _Tree] = {}

    @cached_property
    def matrix(self) -> csr_array:
        """Adjacency in nm."""
        return self._network.matrix(self._closed)

    @cached_property
    def _usable_signs(self) -> tuple[int, ...]:
        return self._signposts.usable(self._closed) if self._signposts is not None else ()

    def shortest(
        self, starts: tuple[Ints, Floats], ends: tuple[Ints, Floats], stages: Sequence[Crossing] = ()
    ) -> tuple[float, Ints] | None:
        """
        The shortest way from any start to any end through the crossings, in whichever order is shorter.

        Parameters
        ----------
        starts, ends
            Nodes and the miles that reaching each costs from outside the network.

        Returns
        -------
        way
            Miles (those outside included) and the nodes; None if there is no way.
        """
        signed = self._by_signs(starts, ends)
        if signed is not None and self._crosses(signed[1], stages):
            return signed  # what is shortest of all is shortest of those that cross
        if not stages and not self._is_kept(starts) and self._is_kept(ends):
            found = self.shortest(ends, starts)
            return found and (found[0], found[1][::-1])
        if len(stages) == 1:
            return self._through(starts, ends, stages[0])
        best: tuple[float, Ints] | None = None
        for order in permutations(stages):
            way = self._in_order(starts, ends, order)
            if way is not None and (best is None or way[0] < best[0] - 1e-9):
                best = way
        return best

    def _by_signs(self, starts: tuple[Ints, Floats], ends: tuple[Ints, Floats]) -> tuple[float, Ints] | None:
        """The way to whichever end is a harbour, along signs; None if they do not lead there."""
        if self._signposts is None or not self._usable_signs:
            return None
        for here, there, step in ((starts, ends, 1), (ends, starts, -1)):
            if len(there[0]) == 1:
                found = self._signposts.way(here, int(there[0][0]), self._closed, self._usable_signs)
                if found is not None:
                    return found[0] + float(there[1][0]), found[1][::step]
        return None

    def _crosses(self, path: Ints, stages: Sequence[Crossing]) -> bool:
        if not stages:
            return True
        edges = self._network.edges_of(path)
        return all(np.isin(edges, stage.edges).any() for stage in stages)

    def _is_kept(self, ends: tuple[Ints, Floats]) -> bool:
        return len(ends[0]) == 1 and int(ends[0][0]) in self._trees

    def _through(
        self, starts: tuple[Ints, Floats], ends: tuple[Ints, Floats], stage: Crossing
    ) -> tuple[float, Ints] | None:
        """The way through one crossing: the trees of both ends meet at it."""
        there, back = self._tree(*starts), self._tree(*ends)
        total = there.cost[stage.before] + stage.length_nm + back.cost[stage.after]
        if not len(total) or not np.isfinite(total.min()):
            return None
        best = int(total.argmin())
        first = _unwind([there], [], int(stage.before[best]))
        last = _unwind([back], [], int(stage.after[best]))[::-1]
        return float(total[best]), np.concatenate([first, last])

    def _in_order(
        self, starts: tuple[Ints, Floats], ends: tuple[Ints, Floats], stages: Sequence[Crossing]
    ) -> tuple[float, Ints] | None:
        trees = [self._tree(*starts)]
        entries: list[tuple[Ints, Ints]] = []
        for stage in stages:
            cost = trees[-1].cost[stage.before] + stage.length_nm
            order = np.argsort(cost, kind="stable")
            after, first = np.unique(stage.after[order], return_index=True)
            chosen = order[first]
            alive = np.isfinite(cost[chosen])
            if not alive.any():
                return None
            entries.append((after[alive], stage.before[chosen[alive]]))
            trees.append(_grow(self.matrix, after[alive], cost[chosen[alive]]))
        nodes, legs_nm = ends
        total = trees[-1].cost[nodes] + legs_nm
        nearest = int(total.argmin())
        if not np.isfinite(total[nearest]):
            return None
        return float(total[nearest]), _unwind(trees, entries, int(nodes[nearest]))

    def _tree(self, nodes: Ints, legs_nm: Floats) -> _Tree:
        if len(nodes) != 1:
            return _grow(self.matrix, nodes, legs_nm)
        node = int(nodes[0])
        if node not in self._trees:
            if len(self._trees) >= self._KEPT:
                self._trees.pop(next(iter(self._trees)))
            self._trees[node] = _grow(self.matrix, nodes, np.zeros(1))
        kept = self._trees[node]
        return kept if legs_nm[0] == 0 else _Tree(kept.cost + legs_nm[0], kept.before)


def _grow(matrix: csr_array, nodes: Ints, costs: Floats) -> _Tree:
    if len(nodes) == 1 and costs[0] == 0:
        cost, before = dijkstra(matrix, indices=int(nodes[0]), return_predecessors=True)
        return _Tree(cost, before)
    count = matrix.shape[0]
    joined = csr_array(
        (
            np.concatenate([matrix.data, costs]),
            np.concatenate([matrix.indices, nodes.astype(np.int32)]),
            np.concatenate([matrix.indptr, [len(matrix.data) + len(nodes)]]).astype(np.int32),
        ),
        shape=(count + 1, count + 1),
    )
    cost, before = dijkstra(joined, indices=count, return_predecessors=True)
    before = np.where(before == count, -1, before)
    return _Tree(cost[:-1], before[:-1])


def _unwind(trees: list[_Tree], entries: list[tuple[Ints, Ints]], node: int) -> Ints:
    path = [node]
    for stage in range(len(trees) - 1, -1, -1):
        while trees[stage].before[path[-1]] >= 0:
            path.append(int(trees[stage].before[path[-1]]))
        if stage > 0:
            after, before = entries[stage - 1]
            path.append(int(before[np.searchsorted(after, path[-1])]))
    return np.array(path[::-1], dtype=np.int64)
