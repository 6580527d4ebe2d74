"""Signposts: for each group of harbours, the edges on shortest ways there from every node of the network."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush
from math import acos, inf, pi
from typing import TYPE_CHECKING, Final

import numpy as np

from relos_atlas.routing.errors import NetworkError
from relos_atlas.routing.funnels import Funnel
from relos_atlas.routing.network import FILE as NETWORK_FILE
from relos_atlas.routing.sphere import LEAST_RADIUS_NM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from relos_atlas.routing.forest import Tree
    from relos_atlas.routing.funnels import FunnelTree
    from relos_atlas.routing.junctions import Junctions
    from relos_atlas.routing.network import SeaNetwork

    Floats = NDArray[np.float64]
    Singles = NDArray[np.float32]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

FILE: Final = "sea-network-signs.npz"
#: A funnel takes some 1.5 MB.
_KEPT_FUNNELS: Final = 32
#: Each takes 0.3 MB, and some 13 ms when the first is asked for.
_BEACONS: Final = 16


@dataclass(frozen=True)
class Signs:
    """
    One set of signposts.

    Parameters
    ----------
    closed
        One row for each of the terms on which signs were put up: the edges closed then, packed.
    terms
        The row for each group: signs to it were put up on those terms.
    bits
        One column a stretch of `SeaNetwork.junctions`, one bit a group: set where it leads on towards it.
    """

    closed: NDArray[np.uint8]
    terms: Ints
    bits: NDArray[np.uint8]


class Signposts:
    """
    Finds ways to harbours by following signs: few junctions are looked at, and the way is the shortest.

    `group` has the number of the group of each node, -1 for nodes that no sign points to.
    """

    def __init__(self, network: SeaNetwork, group: NDArray[np.int16], sets: Iterable[Signs]) -> None:
        self._network = network
        self._junctions = network.junctions
        self._group = group[self._junctions.node]
        self._sets = tuple(sets)
        x, y, z = np.ascontiguousarray(network.vectors[self._junctions.node].T)
        self._places = x.data, y.data, z.data
        self._roads: dict[tuple[int, int], _Roads] = {}
        self._funnels: dict[tuple[int, int], tuple[Ints, Funnel]] = {}

    @classmethod
    def load(cls, geodata: Path, network: SeaNetwork) -> Signposts:
        """
        Read `sea-network-signs.npz` of a folder.

        Raises
        ------
        NetworkError
            If the signs were put up in another network.
        """
        with np.load(geodata / FILE) as file:
            if str(file["network"]) != fingerprint(geodata):
                raise NetworkError(
                    f"{FILE} network={file['network']}: expected {fingerprint(geodata)}, that of "
                    f"{NETWORK_FILE}; run geodata/build/sea_network/build_signs.py"
                )
            # a sign at the beginning of a stretch stands at all of it
            arcs, chosen = 2 * len(network.tail), network.junctions.arc
            first = np.zeros((file["bits_0"].shape[1], len(chosen)), np.uint8)
            sets: list[Signs] = []
            for k in range(int(file["sets"])):
                bits = first.copy() if sets else first  # the others hold what differs from the first
                differs = np.unpackbits(file[f"differs_{k}"], count=arcs)
                row = (np.cumsum(differs, dtype=np.int32) - 1)[chosen]
                some = np.flatnonzero(differs[chosen])
                bits[:, some] ^= file[f"bits_{k}"].T[:, row[some]]
                sets.append(Signs(file[f"closed_{k}"], file[f"terms_{k}"], bits))
            return cls(network, file["group"], sets)

    def usable(self, closed: Bools) -> Bools:
        """
        Which signs know every edge open in a scenario: a row for each set, a column for each group.

        Of those to one group that know no other edge the first is enough.
        """
        packed = np.packbits(closed)
        same = self.same(closed)
        known = np.array([np.all(signs.closed & ~packed == 0, axis=1)[signs.terms] for signs in self._sets])
        number = np.arange(len(self._sets))[:, None]
        return np.where(same.any(axis=0), number == same.argmax(axis=0), known)

    def same(self, closed: Bools) -> Bools:
        """Which signs know every edge open in a scenario and no other: rows and columns as of `usable`."""
        packed = np.packbits(closed)
        return np.array([np.all(signs.closed == packed, axis=1)[signs.terms] for signs in self._sets])

    def way(
        self, starts: tuple[Ints, Floats], goal: int, closed: Bools, usable: Bools
    ) -> tuple[float, Ints] | None:
        """
        The shortest way from any start to a harbour.

        Parameters
        ----------
        starts
            Nodes and the miles that reaching each costs from outside the network.
        closed, usable
            Edges closed in the scenario, and which signs know all the others.

        Returns
        -------
        way
            Miles and nodes; None if no sign points to the goal, or if the signs lead over closed edges.
        """
        group = int(self.groups_of(np.array([goal]))[0])
        numbers = _sets_to(group, usable)
        if not numbers:
            return None
        end = int(self._junctions.number[goal])
        origin, cost = self._by_junction(*starts)
        for number in numbers:
            found = self._roads_to(number, group).follow(cost, end, self._places)
            if found is None:
                return None  # in the wider network there is no way either, or only one that leads elsewhere
            miles, begin, stretches = found
            path = self._junctions.path(*origin[begin], stretches)
            if not closed[self._network.edges_of(path)].any():
                return miles, path
        return None

    def trees(self, goal: int, usable: Bools) -> Iterator[Tree]:
        """For each usable set, the tree of the ways to a harbour along its signs from everywhere."""
        group = int(self.groups_of(np.array([goal]))[0])
        for number in _sets_to(group, usable):
            signed, funnel = self._funnel_to(number, group)
            tree = funnel.tree(int(self._junctions.number[goal]))
            yield _SignedTree(self._junctions, signed, tree)

    def beacons_nm(self, closed: Bools) -> Singles:
        """
        Miles from a few harbours far apart (rows) to every node, over at least the edges open in a scenario.

        There are none for a scenario that opens more than the terms on which most signs were put up.
        """
        terms = self._common_terms
        known = self._sets[0].closed[terms]
        if np.any(known & ~np.packbits(closed)):
            return np.empty((0, len(self._network.lonlat)), np.float32)
        return self._beacons_nm

    @cached_property
    def _common_terms(self) -> int:
        """The terms on which most signs of the first set were put up."""
        return int(np.bincount(self._sets[0].terms).argmax())

    @cached_property
    def _beacons_nm(self) -> Singles:
        """The harbours are taken in turn, each the farthest from those before."""
        sea = np.bincount(self._network.sea).argmax()
        is_ocean = self._network.sea[self._junctions.node] == sea
        on_terms = self._sets[0].terms[self._group] == self._common_terms
        harbours = np.flatnonzero((self._group >= 0) & on_terms & is_ocean)
        nodes = np.arange(len(self._network.lonlat))
        found: list[Floats] = []
        nearest_nm = np.arange(len(harbours), 0.0, -1.0)  # the first is the first
        while len(found) < _BEACONS:
            harbour = int(harbours[nearest_nm.argmax()])
            tree = self._funnel_to(0, int(self._group[harbour]))[1].tree(harbour)
            found.append(self._junctions.miles_to(nodes, tree.cost))
            reached_nm = np.nan_to_num(tree.cost[harbours], posinf=0.0)
            nearest_nm = reached_nm if len(found) == 1 else np.minimum(nearest_nm, reached_nm)
        return np.array(found, dtype=np.float32)

    def groups_of(self, goals: Ints) -> Ints:
        """Number of the group that each of some nodes belongs to, -1 for those that are no harbours."""
        junction = self._junctions.number[goals]
        return np.where(junction >= 0, self._group[junction], -1)

    def _by_junction(self, nodes: Ints, costs: Floats) -> tuple[dict[int, tuple[int, int]], dict[int, float]]:
        """For each junction that ends a stretch of some nodes: the node, on which side of it, the miles."""
        origin: dict[int, tuple[int, int]] = {}
        cost: dict[int, float] = {}
        sides, miles = self._junctions.sides[nodes], self._junctions.sides_nm[nodes] + costs[:, None]
        for node, junctions, reached in zip(nodes.tolist(), sides.tolist(), miles.tolist(), strict=True):
            for side, (junction, spent) in enumerate(zip(junctions, reached, strict=True)):
                if spent < cost.get(junction, inf):
                    cost[junction], origin[junction] = spent, (node, side)
        return origin, cost

    def _funnel_to(self, number: int, group: int) -> tuple[Ints, Funnel]:
        """The numbers of the stretches with a sign to a group, and their funnel."""
        key = (number, group)
        found = self._funnels.pop(key, None)
        if found is None:
            junctions, signed = self._junctions, _signed(self._sets[number].bits, group)
            arcs = junctions.start[signed], junctions.end[signed], junctions.length_nm[signed]
            found = signed, Funnel.of(*arcs, self._group == group)
        self._funnels[key] = found
        if len(self._funnels) > _KEPT_FUNNELS:
            self._funnels.pop(next(iter(self._funnels)))
        return found

    def _roads_to(self, number: int, group: int) -> _Roads:
        if (number, group) not in self._roads:
            self._roads[number, group] = _Roads.of(self._junctions, self._sets[number].bits, group)
        return self._roads[number, group]


@dataclass(frozen=True, slots=True)
class _SignedTree:
    """The ways along signs from everywhere to a harbour; `signed` has the stretch of each arc of the tree."""

    junctions: Junctions
    signed: Ints
    tree: FunnelTree

    def miles_to(self, nodes: Ints) -> Floats:
        """How far some nodes are; infinite where no sign leads to the harbour."""
        return self.junctions.miles_to(nodes, self.tree.cost)

    def back_from(self, node: int) -> list[int]:
        """Nodes from one, that a sign leads from, to the harbour."""
        side = self.junctions.side_to(node, self.tree.cost)
        arcs = self.tree.back_from(int(self.junctions.sides[node, side]))
        path: list[int] = self.junctions.path(node, side, self.signed[arcs].tolist()).tolist()
        return path


@dataclass(frozen=True, slots=True)
class _Roads:
    """The stretches that lead to one group: little more than one from each junction."""

    first: memoryview
    end: memoryview
    miles: memoryview
    stretch: memoryview
    start: memoryview

    @classmethod
    def of(cls, junctions: Junctions, bits: NDArray[np.uint8], group: int) -> _Roads:
        signed = _signed(bits, group).astype(np.int32)
        first = np.searchsorted(signed, junctions.leaving).astype(np.int32)
        return cls(
            first.data,
            junctions.end[signed].data,
            junctions.length_nm[signed].data,
            signed.data,
            junctions.start[signed].data,
        )

    def follow(
        self, costs: dict[int, float], goal: int, places: tuple[memoryview, memoryview, memoryview]
    ) -> tuple[float, int, list[int]] | None:
        """
        A* over the signed stretches from some junctions to one; one with one sign leads on at once.

        Parameters
        ----------
        costs
            Where it begins, and what each costs to reach.
        places
            Where all junctions are on the unit sphere, a coordinate each.

        Returns
        -------
        way
            Miles, the junction where it begins, and the stretches.
        """
        first, end, miles = self.first, self.end, self.miles

        x, y, z = places
        a, b, c = x[goal], y[goal], z[goal]

        def hoped(junction: int) -> float:
            cosine = a * x[junction] + b * y[junction] + c * z[junction]
            return (
                acos(cosine) * LEAST_RADIUS_NM
                if -1.0 < cosine < 1.0
                else (0.0 if cosine > 0 else pi * LEAST_RADIUS_NM)
            )

        cost = costs.copy()
        came: dict[int, int] = {}
        heap = [(spent + hoped(junction), junction) for junction, spent in cost.items()]
        heapify(heap)
        done: set[int] = set()
        while heap:
            _, here = heappop(heap)
            if here == goal:
                return cost[goal], *self._unwound(came, goal)
            if here in done:
                continue
            done.add(here)
            spent = cost[here]
            for k in range(first[here], first[here + 1]):
                road, there, total = k, end[k], spent + miles[k]
                while there not in cost or total < cost[there]:
                    cost[there] = total
                    came[there] = road
                    only = first[there]
                    if there == goal or first[there + 1] - only != 1:
                        heappush(heap, (total + hoped(there), there))
                        break
                    road, there, total = only, end[only], total + miles[only]
        return None

    def _unwound(self, came: dict[int, int], goal: int) -> tuple[int, list[int]]:
        """Where a way began, and its stretches."""
        here, stretches = goal, []
        while here in came:
            stretches.append(self.stretch[came[here]])
            here = self.start[came[here]]
        return here, stretches[::-1]


def _sets_to(group: int, usable: Bools) -> list[int]:
    """Numbers of the usable sets with signs to a group; none where there is no group."""
    return np.flatnonzero(usable[:, group]).tolist() if group >= 0 else []


def _signed(bits: NDArray[np.uint8], group: int) -> Ints:
    """Numbers of the stretches that lead on towards a group."""
    leads = (bits[group >> 3] & np.uint8(128 >> (group & 7))) != 0
    return np.flatnonzero(leads)  # of truth values: four times as fast as of numbers


def fingerprint(geodata: Path) -> str:
    """Of the network that signs belong to."""
    return hashlib.sha256((geodata / NETWORK_FILE).read_bytes()).hexdigest()[:12]
