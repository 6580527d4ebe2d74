"""Searches between two ends that keep to the part of the sea where a shortest way can lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from relos_atlas.routing.forest import grown_from
from relos_atlas.routing.sphere import LEAST_RADIUS_NM, distances_nm

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from relos_atlas.routing.forest import Legs, Tree

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Single = NDArray[np.float32]
    #: Which end is reached, the miles of the whole way, and the tree that it lies in.
    Reached = tuple[int, float, Tree]

#: Ways are looked for that are by so much longer than the shortest that can be hoped for; then by more.
_SHARES: Final = (0.015, 0.1, 0.4, np.inf)
#: Of shorter hopes than this the shares are of this, in nm.
_SHORT_NM: Final = 200.0
#: So many beacons beyond either end are asked about every node of the network, all of them about the starts.
_BEST: Final = 3
#: Miles in single precision are right to less than this, in nm.
_SLACK_NM: Final = 0.01


class Between:
    """
    How long a way from one end over a node to another end is at least.

    A great circle is one bound. Beacons are another: two nodes are at least as far from each other as their
    miles to one beacon differ.

    Parameters
    ----------
    matrix, vectors
        Adjacency in nm, and the nodes on the unit sphere.
    beacons_nm
        Miles from each beacon (rows) to each node, in a network with no fewer edges; there may be none.
    points, ends
        Both ends on the unit sphere, and the nodes from which each may be reached, with the miles; these may
        be fewer than the great circle, by what is not drawn.
    """

    def __init__(
        self,
        matrix: csr_array,
        vectors: Floats,
        beacons_nm: Single,
        points: tuple[Floats, Floats],
        ends: tuple[Legs, Legs],
    ) -> None:
        self._matrix = matrix
        self._vectors = vectors
        self._beacons_nm = beacons_nm
        here, there = (_Bounds.of(vectors, beacons_nm, *end) for end in zip(points, ends, strict=True))
        use = ~(here.have_none_for & there.have_none_for)
        ahead, astern = here.least_nm - there.most_nm, there.least_nm - here.most_nm
        ahead[~use] = astern[~use] = -np.inf
        self._known = np.flatnonzero(use)
        self._best = np.union1d(np.argsort(-ahead)[:_BEST], np.argsort(-astern)[:_BEST])
        self._best = self._best[use[self._best]]
        self._here, self._there = here, there

    def to_there(self, nodes: Ints) -> Floats:
        """What is left at least from each of some nodes to the second end."""
        return self._there.to_some(nodes, self._known, self._beacons_nm, self._vectors)

    def tree(self, starts: Legs, within_nm: float) -> Tree:
        """
        Ways from nodes that cost some miles to reach, over all nodes that may lie on a way of so many miles.

        It holds every way between both ends that is no longer, and some that are.
        """
        nodes = self._nodes_within(within_nm)
        number = np.full(len(self._vectors), -1, dtype=np.int64)
        number[nodes] = np.arange(len(nodes))
        begin = number[starts[0]]
        inside = begin >= 0
        part = self._matrix[nodes][:, nodes] if len(nodes) < len(number) else self._matrix
        return _PartTree(nodes, number, grown_from(part, (begin[inside], starts[1][inside])))

    def _nodes_within(self, within_nm: float) -> Ints:
        if not np.isfinite(within_nm):
            return np.arange(len(self._vectors))
        nodes = np.flatnonzero(self._least_nm <= within_nm)
        new = nodes[~self._is_told[nodes]]
        here_nm, there_nm = (
            end.to_some(new, self._best, self._beacons_nm, self._vectors) for end in (self._here, self._there)
        )
        self._least_nm[new] = here_nm + there_nm
        self._is_told[new] = True
        return nodes[self._least_nm[nodes] <= within_nm]

    @cached_property
    def _least_nm(self) -> Floats:
        """Miles over each node at least: by beacons, and by great circles too once those are told."""
        if not len(self._best):
            return np.zeros(len(self._vectors))
        best_nm = self._beacons_nm[self._best]
        here, there = (end.from_beacons(self._best, best_nm) for end in (self._here, self._there))
        return (here + there).astype(np.float64)

    @cached_property
    def _is_told(self) -> Bools:
        return np.zeros(len(self._vectors), dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class _Bounds:
    """
    How far an end is from its own place and from each beacon, at least and at most.

    Where some nodes of the end cannot be reached from a beacon and those of the other end can, the way leads
    over none of them; `have_none_for` says of each beacon whether there are such nodes.
    """

    point: Floats
    undrawn_nm: float
    least_nm: Floats
    most_nm: Floats
    have_none_for: NDArray[np.bool_]

    @classmethod
    def of(cls, vectors: Floats, beacons_nm: Single, point: Floats, ends: Legs) -> _Bounds:
        nodes, legs_nm = ends
        undrawn_nm = max(float((distances_nm(vectors[nodes], point) - legs_nm).max(initial=0.0)), 0.0)
        to_nodes = beacons_nm[:, nodes].astype(np.float64)
        is_reached = np.isfinite(to_nodes)
        most_nm = np.where(is_reached, to_nodes - legs_nm, -np.inf)
        return cls(
            point,
            undrawn_nm,
            (to_nodes + legs_nm).min(axis=1, initial=np.inf) - _SLACK_NM,
            most_nm.max(axis=1, initial=-np.inf) + _SLACK_NM,
            np.asarray(~is_reached.all(axis=1)),
        )

    def from_beacons(self, which: Ints, miles: Single) -> Single:
        """Miles to all nodes at least, by those of some beacons to them (rows)."""
        least, most = (row[which].astype(np.float32)[:, None] for row in (self.least_nm, self.most_nm))
        with np.errstate(invalid="ignore"):  # what no beacon reaches is no number, and within no miles
            found: Single = np.maximum(miles - most, least - miles).max(axis=0)
        return np.maximum(found - np.float32(_SLACK_NM), 0.0, out=found)

    def to_some(self, nodes: Ints, which: Ints, beacons_nm: Single, vectors: Floats) -> Floats:
        """Miles to some nodes at least, by some beacons and by the great circle."""
        cosines = np.clip(vectors[nodes] @ self.point, -1.0, 1.0)
        circle_nm = np.arccos(cosines) * LEAST_RADIUS_NM - self.undrawn_nm
        if not len(which) or not len(nodes):
            return circle_nm
        return np.maximum(circle_nm, self.from_beacons(which, beacons_nm[np.ix_(which, nodes)]))


@dataclass(frozen=True, slots=True)
class _PartTree:
    """A tree in a part of the network: its nodes, and the number of each node of the network in it or -1."""

    nodes: Ints
    number: Ints
    tree: Tree

    def miles_to(self, nodes: Ints) -> Floats:
        number = self.number[nodes]
        miles = np.full(len(nodes), np.inf)
        inside = number >= 0
        miles[inside] = self.tree.miles_to(number[inside])
        return miles

    def back_from(self, node: int) -> list[int]:
        way: list[int] = self.nodes[self.tree.back_from(int(self.number[node]))].tolist()
        return way


def shortest_between(
    between: Between,
    least_nm: float,
    starts_within: Callable[[float], Legs],
    nearest_end: Callable[[Tree, float], tuple[int, float] | None],
    below_nm: float = np.inf,
) -> Reached | None:
    """
    The shortest way between two ends, in ever larger parts of the sea.

    Parameters
    ----------
    least_nm
        The fewest miles that can be hoped for.
    starts_within
        The starts from which the second end may be reached within some miles.
    nearest_end
        Of what the second end may be reached from, which a tree reaches with the fewest miles, if with no
        more than some; and the miles.
    below_nm
        Only shorter ways are of interest.
    """
    for share in _SHARES:
        within_nm = min(least_nm + share * max(least_nm, _SHORT_NM), below_nm)
        while least_nm < below_nm:
            tree = between.tree(starts_within(within_nm), within_nm)
            found = nearest_end(tree, below_nm)
            if found is None:
                break
            if found[1] <= within_nm:
                return found[0], found[1], tree
            within_nm = found[1]  # there is a way, and no shorter one is missing in the next tree
        if within_nm >= below_nm:
            return None
    return None
