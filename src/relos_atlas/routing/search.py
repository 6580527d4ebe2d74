"""Shortest ways in the network: from moorings to moorings, through passages in turn."""

from __future__ import annotations

from array import array
from functools import cached_property, partial
from itertools import permutations
from typing import TYPE_CHECKING, Final

import numpy as np

from relos_atlas.routing.between import Between, shortest_between
from relos_atlas.routing.chains import Chains
from relos_atlas.routing.crossings import Crossing, way_through
from relos_atlas.routing.forest import Forest
from relos_atlas.routing.tolls import TollCounter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from relos_atlas.routing.crossings import Way
    from relos_atlas.routing.forest import Legs, Tree
    from relos_atlas.routing.network import SeaNetwork
    from relos_atlas.routing.signs import Signposts

    Floats = NDArray[np.float64]
    Singles = NDArray[np.float32]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]


_KEPT_WAYS: Final = 50_000


class Searcher:
    """
    Searches what is left of a network when some edges are closed.

    Where signs lead to an end they are followed; otherwise whole trees are grown, and the last are kept.
    """

    def __init__(self, network: SeaNetwork, closed: Bools, signposts: Signposts | None = None) -> None:
        self._network = network
        self._closed = closed
        self._signposts = signposts
        #: How many ways were sought.
        self.asked = 0
        self._ways_back: dict[tuple[int, int], array[int]] = {}
        self._counters: dict[bytes, TollCounter] = {}

    @property
    def matrix(self) -> csr_array:
        """Adjacency in nm."""
        return self._forest.matrix

    @cached_property
    def _forest(self) -> Forest:
        return Forest(self._network, self._closed)

    @cached_property
    def _signs(self) -> tuple[Signposts, Bools] | None:
        """The signposts and which of their signs can be used."""
        posts = self._signposts
        return (posts, posts.usable(self._closed)) if posts is not None else None

    def shortest(
        self,
        starts: Legs,
        ends: Legs,
        stages: Sequence[Crossing] = (),
        *,
        wholesale: bool = False,
        points: tuple[Floats, Floats] | None = None,
    ) -> Way | None:
        """
        The shortest way from any start to any end through the crossings, in whichever order is shorter.

        Parameters
        ----------
        starts, ends
            Nodes and the miles that reaching each costs from outside the network.
        wholesale
            Whether a great many others are to follow through the same crossings.
        points
            The places of the starts and the ends on the unit sphere: a search for one voyage keeps to the
            part of the sea between them.

        Returns
        -------
        way
            Miles (those outside included) and the nodes; None if there is no way.
        """
        self.asked += 1
        signed = self._by_signs(starts, ends)
        if signed is not None and self._crosses(signed[1], stages):
            return signed  # what is shortest of all is shortest of those that cross
        if not stages:
            return (
                self._by_tree(starts, ends)
                if points is None or wholesale
                else self._between(starts, ends, points)
            )
        through = self._through_tables if wholesale else partial(way_through, self._forest)
        orders = (through(starts, ends, order) for order in permutations(stages))
        return min((way for way in orders if way is not None), key=lambda way: way[0], default=None)

    def _through_tables(self, starts: Legs, ends: Legs, stages: Sequence[Crossing]) -> Way | None:
        """As `way_through`; what is wide is crossed by tables, and no tree is grown for an end."""
        if all(stage.is_narrow for stage in stages) or not all(len(stage.edges) for stage in stages):
            return way_through(self._forest, starts, ends, stages)
        return self._chains.way(self._tolled(starts, stages[0]), self._tolled(ends, stages[-1]), stages)

    @cached_property
    def _chains(self) -> Chains:
        return Chains(self._forest, self._way_back)

    def _tolled(self, legs: Legs, stage: Crossing) -> Tree:
        """What leads from an end to a wide crossing: its tree, or the table of the crossing once it pays."""
        if self._forest.has(legs) or len(legs[0]) != 1:
            return self._forest.tree(legs)
        key = stage.edges.tobytes()
        if key not in self._counters:
            self._counters[key] = TollCounter(stage, self._network)
        return self._counters[key].reach(legs, self._forest, self._way_back) or self._forest.tree(legs)

    def _way_back(self, node: int, to: int) -> list[int]:
        """Nodes from one to another by the shortest way; most ships of a port meet a passage at one node."""
        if (node, to) not in self._ways_back:
            if len(self._ways_back) >= _KEPT_WAYS:
                self._ways_back.clear()
            way = self.shortest((np.array([node]), np.zeros(1)), (np.array([to]), np.zeros(1)))
            self._ways_back[node, to] = array("i", [] if way is None else way[1].tolist())
        return self._ways_back[node, to].tolist()

    def trees_to(self, harbour: int) -> Iterator[Tree]:
        """Trees of ways to a harbour: along signs, which may lead over closed edges, and at last grown."""
        if self._signs is not None and not self._forest.has((np.array([harbour]), np.zeros(1))):
            posts, usable = self._signs
            yield from posts.trees(harbour, usable)
        yield self._forest.tree_of(harbour)

    def are_junctions(self, nodes: Ints) -> Bools:
        """Which of some numbers are nodes where searches may begin that pass whole stretches; -1 is none."""
        return np.asarray((nodes >= 0) & (self._network.junctions.number[nodes] >= 0))

    def signed_groups(self, nodes: Ints) -> Ints:
        """The group of each harbour to which signs stand for just these terms; -1 for other nodes."""
        if self._signposts is None:
            return np.full(len(nodes), -1)
        group, same = self._signposts.groups_of(nodes), self._signposts.same(self._closed)
        return np.where((group >= 0) & same[:, group].any(axis=0), group, -1)

    def miles_from(self, harbour: int, nodes: Ints) -> Floats:
        """Miles from one of those harbours to some nodes, by the first tree at hand."""
        return next(self.trees_to(harbour)).miles_to(nodes)

    def costs(self, junctions: Ints, nodes: Ints) -> Floats:
        """Miles from nodes that are junctions (rows) to some nodes (columns)."""
        return self._forest.costs(junctions, nodes)

    def share_a_sea(self, nodes: Ints, others: Ints) -> bool:
        """Whether any of some nodes lies in the same water as any of others."""
        return bool(np.isin(self._network.sea[nodes], self._network.sea[others]).any())

    def is_open(self, path: Ints) -> bool:
        """Whether no edge of a path of nodes is closed."""
        return not self._closed[self._network.edges_of(path)].any()

    def _by_signs(self, starts: Legs, ends: Legs) -> Way | None:
        """The way to whichever end is a harbour, along signs; None if they do not lead there."""
        if self._signs is None:
            return None
        posts, usable = self._signs
        for here, there, step in ((starts, ends, 1), (ends, starts, -1)):
            if len(there[0]) == 1:
                found = posts.way(here, int(there[0][0]), self._closed, usable)
                if found is not None:
                    return found[0] + float(there[1][0]), found[1][::step]
        return None

    def _crosses(self, path: Ints, stages: Sequence[Crossing]) -> bool:
        if not stages:
            return True
        edges = self._network.edges_of(path)
        return all(np.isin(edges, stage.edges).any() for stage in stages)

    def between(self, points: tuple[Floats, Floats], ends: tuple[Legs, Legs]) -> Between:
        """What is known of ways between two ends: where they are on the unit sphere, and their nodes."""
        return Between(self.matrix, self._network.vectors, self._beacons_nm, points, ends)

    @cached_property
    def _beacons_nm(self) -> Singles:
        if self._signposts is None:
            return np.empty((0, len(self._network.lonlat)), np.float32)
        return self._signposts.beacons_nm(self._closed)

    def _between(self, starts: Legs, ends: Legs, points: tuple[Floats, Floats]) -> Way | None:
        """As `_by_tree`, and mostly quicker where no tree is at hand."""
        if self._forest.has(starts) or self._forest.has(ends):
            return self._by_tree(starts, ends)
        if not self.share_a_sea(starts[0], ends[0]):
            return None
        between = self.between(points, (starts, ends))
        hoped = starts[1] + between.to_there(starts[0])

        def starts_within(within_nm: float) -> Legs:
            return starts[0][hoped <= within_nm], starts[1][hoped <= within_nm]

        def nearest_end(tree: Tree, _below_nm: float) -> tuple[int, float] | None:
            return _nearest_in(tree, ends)

        found = shortest_between(between, float(hoped.min()), starts_within, nearest_end)
        return found and (found[1], _path(found[2], int(ends[0][found[0]])))

    def _by_tree(self, starts: Legs, ends: Legs) -> Way | None:
        """The way in the tree of whichever end has one at hand."""
        if self._forest.has(ends) and not self._forest.has(starts):
            found = self._by_tree(ends, starts)
            return found and (found[0], found[1][::-1])
        return _in_tree(self._forest.tree(starts), ends)


def _in_tree(tree: Tree, ends: Legs) -> Way | None:
    """The way of a tree to whichever end is nearest."""
    found = _nearest_in(tree, ends)
    return found and (found[1], _path(tree, int(ends[0][found[0]])))


def _nearest_in(tree: Tree, ends: Legs) -> tuple[int, float] | None:
    """Which end a tree reaches with the fewest miles, and these; None if it reaches none."""
    nodes, legs_nm = ends
    total = tree.miles_to(nodes) + legs_nm
    nearest = int(total.argmin())
    return (nearest, float(total[nearest])) if np.isfinite(total[nearest]) else None


def _path(tree: Tree, node: int) -> Ints:
    """The nodes from where a tree began to one."""
    return np.array(tree.back_from(node)[::-1], dtype=np.int64)
