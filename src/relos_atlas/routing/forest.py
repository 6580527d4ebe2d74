"""Search trees of a network with closed edges; the last that began at one node are kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Legs = tuple[Ints, Floats]

#: A tree takes some 0.4 MB; scenarios that close the same edges share a forest.
_KEPT: Final = 32
_BLOCK: Final = 16


@dataclass(frozen=True)
class Tree:
    """Cost of each node, and the node before it: negative where the tree began."""

    cost: Floats
    before: NDArray[np.int32]

    def miles_to(self, nodes: Ints) -> Floats:
        """Cost of some nodes."""
        return self.cost[nodes]

    def back_from(self, node: int) -> list[int]:
        """Nodes from one back to where the tree began."""
        path = [node]
        while self.before[path[-1]] >= 0:
            path.append(int(self.before[path[-1]]))
        return path


class Forest:
    """Grows trees."""

    def __init__(self, make_matrix: Callable[[], csr_array]) -> None:
        self._make_matrix = make_matrix
        self._kept: dict[int, Tree] = {}

    @cached_property
    def _matrix(self) -> csr_array:
        """Put together when the first tree is grown: mostly signs are enough."""
        return self._make_matrix()

    def has(self, legs: Legs) -> bool:
        """Whether the tree from one node is at hand."""
        return len(legs[0]) == 1 and int(legs[0][0]) in self._kept

    def tree(self, legs: Legs) -> Tree:
        """The tree from nodes that cost some miles to reach."""
        nodes, legs_nm = legs
        if len(nodes) != 1:
            return self._grow(nodes, legs_nm)
        tree = self.tree_of(int(nodes[0]))
        return tree if legs_nm[0] == 0 else Tree(tree.cost + legs_nm[0], tree.before)

    def tree_of(self, node: int) -> Tree:
        """The tree from one node; the one asked for last is kept longest."""
        tree = self._kept.pop(node, None)
        if tree is None:
            tree = Tree(*dijkstra(self._matrix, indices=node, return_predecessors=True))
        self._kept[node] = tree
        if len(self._kept) > _KEPT:
            self._kept.pop(next(iter(self._kept)))
        return tree

    def costs(self, roots: Ints, nodes: Ints) -> Floats:
        """Miles from each root (rows) to some nodes (columns); no tree is kept."""
        blocks = np.array_split(roots, -(-len(roots) // _BLOCK))
        return np.vstack([dijkstra(self._matrix, indices=block)[:, nodes] for block in blocks])

    def _grow(self, nodes: Ints, legs_nm: Floats) -> Tree:
        matrix, count = self._matrix, self._matrix.shape[0]
        joined = csr_array(
            (
                np.concatenate([matrix.data, legs_nm]),
                np.concatenate([matrix.indices, nodes.astype(np.int32)]),
                np.concatenate([matrix.indptr, [len(matrix.data) + len(nodes)]]).astype(np.int32),
            ),
            shape=(count + 1, count + 1),
        )
        cost, before = dijkstra(joined, indices=count, return_predecessors=True)
        return Tree(cost[:-1], np.where(before[:-1] == count, -1, before[:-1]))


def unwound(came: Mapping[int, int], end: int) -> Ints:
    """The path to a node, from the node before each."""
    path = [end]
    while path[-1] in came:
        path.append(came[path[-1]])
    return np.array(path[::-1], dtype=np.int64)
