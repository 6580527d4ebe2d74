"""Search trees of a network with closed edges; the last that began at one node are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from relos_atlas.routing.junctions import Junctions
    from relos_atlas.routing.network import SeaNetwork

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Legs = tuple[Ints, Floats]

#: A tree takes some 0.5 MB; scenarios that close the same edges share a forest.
_KEPT: Final = 32
_BLOCK: Final = 16


class Tree(Protocol):
    """Ways from where it began to everywhere."""

    def miles_to(self, nodes: Ints) -> Floats:
        """What each of some nodes costs to reach."""

    def back_from(self, node: int) -> list[int]:
        """Nodes from one back to where the tree began."""


@dataclass(frozen=True)
class _JunctionTree:
    """The tree from a junction: the cost of each other one, and the one before it, negative at the root."""

    junctions: Junctions
    closed: Bools
    cost: Floats
    before: NDArray[np.int32]

    def miles_to(self, nodes: Ints) -> Floats:
        return self.junctions.miles_to(nodes, self.cost)

    def back_from(self, node: int) -> list[int]:
        side = self.junctions.side_to(node, self.cost)
        passed = [int(self.junctions.sides[node, side])]
        while self.before[passed[-1]] >= 0:
            passed.append(int(self.before[passed[-1]]))
        stretches = (self.junctions.stretch_between(a, b, self.closed) for a, b in pairwise(passed))
        path: list[int] = self.junctions.path(node, side, stretches).tolist()
        return path


@dataclass(frozen=True)
class _NodeTree:
    """The tree from any nodes: the cost of each other one, and the one before it, negative at a root."""

    cost: Floats
    before: NDArray[np.int32]

    def miles_to(self, nodes: Ints) -> Floats:
        return self.cost[nodes]

    def back_from(self, node: int) -> list[int]:
        path = [node]
        while self.before[path[-1]] >= 0:
            path.append(int(self.before[path[-1]]))
        return path


class Forest:
    """Grows trees; what they are grown in is put together when the first is, as mostly signs are enough."""

    def __init__(self, network: SeaNetwork, closed: Bools) -> None:
        self._network = network
        self._closed = closed
        self._kept: dict[int, _JunctionTree | _NodeTree] = {}

    @cached_property
    def matrix(self) -> csr_array:
        """Adjacency of the nodes in nm."""
        return self._network.matrix(self._closed)

    @cached_property
    def _stretches(self) -> csr_array:
        """Adjacency of the junctions in nm: fewer than the nodes by two fifths."""
        return self._network.junctions.matrix(self._closed)

    def has(self, legs: Legs) -> bool:
        """Whether the tree from one node is at hand."""
        return len(legs[0]) == 1 and int(legs[0][0]) in self._kept

    def tree(self, legs: Legs) -> Tree:
        """The tree from nodes that cost some miles to reach."""
        nodes, legs_nm = legs
        if len(nodes) != 1:
            return grown_from(self.matrix, legs)
        tree = self.tree_of(int(nodes[0]))
        return tree if legs_nm[0] == 0 else replace(tree, cost=tree.cost + legs_nm[0])

    def tree_of(self, node: int) -> _JunctionTree | _NodeTree:
        """The tree from one node; the one asked for last is kept longest."""
        tree = self._kept.pop(node, None)
        if tree is None:
            tree = self._tree_from(node)
        self._kept[node] = tree
        if len(self._kept) > _KEPT:
            self._kept.pop(next(iter(self._kept)))
        return tree

    def costs(self, roots: Ints, nodes: Ints) -> Floats:
        """Miles from each root, a junction (rows), to some nodes (columns); no tree is kept."""
        junctions = self._network.junctions
        blocks = np.array_split(junctions.number[roots], -(-len(roots) // _BLOCK))
        found = (dijkstra(self._stretches, indices=block) for block in blocks)
        return np.vstack([junctions.miles_to(nodes, cost) for cost in found])

    def _tree_from(self, node: int) -> _JunctionTree | _NodeTree:
        junctions = self._network.junctions
        root = int(junctions.number[node])
        if root < 0:
            return _NodeTree(*dijkstra(self.matrix, indices=node, return_predecessors=True))
        found = dijkstra(self._stretches, indices=root, return_predecessors=True)
        return _JunctionTree(junctions, self._closed, *found)


def grown_from(matrix: csr_array, starts: Legs) -> Tree:
    """The tree from nodes that cost some miles to reach."""
    (nodes, legs_nm), count = starts, matrix.shape[0]
    joined = csr_array(
        (
            np.concatenate([matrix.data, legs_nm]),
            np.concatenate([matrix.indices, nodes.astype(np.int32)]),
            np.concatenate([matrix.indptr, [len(matrix.data) + len(nodes)]]).astype(np.int32),
        ),
        shape=(count + 1, count + 1),
    )
    cost, before = dijkstra(joined, indices=count, return_predecessors=True)
    return _NodeTree(cost[:-1], np.where(before[:-1] == count, -1, before[:-1]))
