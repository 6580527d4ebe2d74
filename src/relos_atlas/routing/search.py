"""Shortest ways in the network: from moorings to moorings, through passages in turn."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Crossing:
    """Ways across a passage: from `before` to `after` over `length_nm`; both directions are listed."""

    before: Ints
    after: Ints
    length_nm: Floats


@dataclass(frozen=True)
class _Tree:
    """Cost of each node, and the node before it: negative where the tree began."""

    cost: Floats
    before: NDArray[np.int32]


class Searcher:
    """Searches one network; keeps the last trees that began at one node, for ways that share an end."""

    _KEPT = 160

    def __init__(self, matrix: csr_array) -> None:
        self.matrix = matrix
        self._trees: dict[int, _Tree] = {}

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
        if not stages and not self._is_kept(starts) and self._is_kept(ends):
            found = self.shortest(ends, starts)
            return found and (found[0], found[1][::-1])
        best: tuple[float, Ints] | None = None
        for order in permutations(stages):
            way = self._in_order(starts, ends, order)
            if way is not None and (best is None or way[0] < best[0] - 1e-9):
                best = way
        return best

    def _is_kept(self, ends: tuple[Ints, Floats]) -> bool:
        return len(ends[0]) == 1 and int(ends[0][0]) in self._trees

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
