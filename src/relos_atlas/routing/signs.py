"""Signposts: for each group of harbours, the edges on shortest ways there from every node of the network."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Final

import numpy as np

from relos_atlas.routing.errors import NetworkError
from relos_atlas.routing.forest import unwound
from relos_atlas.routing.funnels import Funnel
from relos_atlas.routing.network import FILE as NETWORK_FILE
from relos_atlas.routing.sphere import distances_nm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from relos_atlas.routing.funnels import FunnelTree
    from relos_atlas.routing.network import SeaNetwork

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

FILE: Final = "sea-network-signs.npz"
#: A funnel takes some 2 MB.
_KEPT_FUNNELS: Final = 32


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
        One column an arc of `SeaNetwork.arcs`, one bit a group: set where the arc leads on towards it.
    """

    closed: NDArray[np.uint8]
    terms: Ints
    bits: NDArray[np.uint8]


class Signposts:
    """
    Finds ways to harbours by following signs: few nodes are looked at, and the way is the shortest.

    `group` has the number of the group of each node, -1 for nodes that no sign points to.
    """

    def __init__(self, network: SeaNetwork, group: NDArray[np.int16], sets: Iterable[Signs]) -> None:
        self._network = network
        self._group = group
        self._sets = tuple(sets)
        self._roads: dict[tuple[int, int], _Roads] = {}
        self._funnels: dict[tuple[int, int], Funnel] = {}

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
            edges = len(network.tail)
            first = np.zeros((file["bits_0"].shape[1], 2 * edges), np.uint8)
            sets: list[Signs] = []
            for k in range(int(file["sets"])):
                bits = first.copy() if sets else first  # the others hold what differs from the first
                differs = np.unpackbits(file[f"differs_{k}"], count=2 * edges).view(np.bool_)
                bits[:, differs] ^= file[f"bits_{k}"].T
                sets.append(Signs(file[f"closed_{k}"], file[f"terms_{k}"], bits))
            return cls(network, file["group"], sets)

    def usable(self, closed: Bools) -> Bools:
        """
        Which signs know every edge open in a scenario: a row for each set, a column for each group.

        Of those to one group that know no other edge the first is enough.
        """
        packed = np.packbits(closed)
        same = np.array([np.all(signs.closed == packed, axis=1)[signs.terms] for signs in self._sets])
        known = np.array([np.all(signs.closed & ~packed == 0, axis=1)[signs.terms] for signs in self._sets])
        number = np.arange(len(self._sets))[:, None]
        return np.where(same.any(axis=0), number == same.argmax(axis=0), known)

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
        group = int(self._group[goal])
        for number in _sets_to(group, usable):
            roads = self._roads_to(number, group)
            found = roads.follow(*self._promising(roads, starts, goal), goal)
            if found is None:
                return None  # in the wider network there is no way either, or only one that leads elsewhere
            if not closed[self._network.edges_of(found[1])].any():
                return found
        return None

    def trees(self, goal: int, usable: Bools) -> Iterator[FunnelTree]:
        """For each usable set, the tree of the ways to a harbour along its signs from everywhere."""
        group = int(self._group[goal])
        for number in _sets_to(group, usable):
            yield self._funnel_to(number, group).tree(goal)

    @cached_property
    def _arcs(self) -> tuple[NDArray[np.int32], NDArray[np.int32], Floats]:
        """Start, end and length of each arc, in small numbers: every funnel picks from all of them."""
        network = self._network
        _, end, edge = network.arcs
        return network.arc_start.astype(np.int32), end.astype(np.int32), network.length_nm[edge]

    def _funnel_to(self, number: int, group: int) -> Funnel:
        key = (number, group)
        funnel = self._funnels.pop(key, None)
        if funnel is None:
            start, end, length_nm = self._arcs
            signed = _signed(self._sets[number].bits, group)
            funnel = Funnel.of(start[signed], end[signed], length_nm[signed], self._group == group)
        self._funnels[key] = funnel
        if len(self._funnels) > _KEPT_FUNNELS:
            self._funnels.pop(next(iter(self._funnels)))
        return funnel

    def _promising(
        self, roads: _Roads, starts: tuple[Ints, Floats], goal: int
    ) -> tuple[list[int], list[float]]:
        """Of many starts those that a great circle to the goal does not rule out."""
        nodes, costs = starts
        if len(nodes) > 1:
            vectors = self._network.vectors
            least = costs + distances_nm(vectors[nodes], vectors[goal])
            best = int(least.argmin())
            found = roads.follow([int(nodes[best])], [float(costs[best])], goal)
            if found is not None:
                hopeful = least <= found[0]
                nodes, costs = nodes[hopeful], costs[hopeful]
        return nodes.tolist(), costs.tolist()

    def _roads_to(self, number: int, group: int) -> _Roads:
        if (number, group) not in self._roads:
            self._roads[number, group] = _Roads.of(self._network, self._sets[number].bits, group)
        return self._roads[number, group]


@dataclass(frozen=True, slots=True)
class _Roads:
    """The arcs that lead to one group: little more than one from each node."""

    first: memoryview
    end: memoryview
    miles: memoryview

    @classmethod
    def of(cls, network: SeaNetwork, bits: NDArray[np.uint8], group: int) -> _Roads:
        first, end, edge = network.arcs
        signed = _signed(bits, group)
        return cls(
            np.searchsorted(signed, first).data,
            np.ascontiguousarray(end[signed]).data,
            network.length_nm[edge[signed]].data,
        )

    def follow(self, nodes: list[int], costs: list[float], goal: int) -> tuple[float, Ints] | None:
        """Dijkstra over the signed arcs from some nodes to one; a node with one sign leads on at once."""
        first, end, miles = self.first, self.end, self.miles
        cost = dict(zip(nodes, costs, strict=True))
        came: dict[int, int] = {}
        heap = sorted((spent, node) for node, spent in cost.items())
        while heap:
            spent, here = heappop(heap)
            if here == goal:
                return spent, unwound(came, goal)
            if spent > cost[here]:
                continue
            for arc in range(first[here], first[here + 1]):
                before, there, total = here, end[arc], spent + miles[arc]
                while there not in cost or total < cost[there]:
                    cost[there] = total
                    came[there] = before
                    only = first[there]
                    if there == goal or first[there + 1] - only != 1:
                        heappush(heap, (total, there))
                        break
                    before, there, total = there, end[only], total + miles[only]
        return None


def _sets_to(group: int, usable: Bools) -> list[int]:
    """Numbers of the usable sets with signs to a group; none where there is no group."""
    return np.flatnonzero(usable[:, group]).tolist() if group >= 0 else []


def _signed(bits: NDArray[np.uint8], group: int) -> Ints:
    """Numbers of the arcs that lead on towards a group."""
    leads = (bits[group >> 3] & np.uint8(128 >> (group & 7))) != 0
    return np.flatnonzero(leads)  # of truth values: four times as fast as of numbers


def fingerprint(geodata: Path) -> str:
    """Of the network that signs belong to."""
    return hashlib.sha256((geodata / NETWORK_FILE).read_bytes()).hexdigest()[:12]
