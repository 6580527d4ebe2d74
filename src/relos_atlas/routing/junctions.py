"""Junctions of the network, where ways meet or a harbour lies, and the stretches between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from relos_atlas.routing.network import SeaNetwork

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Small = NDArray[np.int32]
    Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Junctions:
    """
    Many nodes of the network only lead on: a search may pass a whole stretch of them at once.

    Edges that terms may close are stretches of their own: either all of a stretch is open or none.

    Parameters
    ----------
    node, number
        The node of each junction; the junction at each node, -1 at those between junctions.
    start, end, length_nm, arc, edge
        Each stretch in both directions, in the order of its start: its junctions, its miles, and the arc of
        `SeaNetwork.arcs` and the edge that it begins with.
    sides, sides_nm
        For each node the junctions at the ends of its stretch, and the miles to them; for a junction itself.
    first, between, stretch
        The nodes between the ends of all stretches in a row, where those of each begin, and which each is of.
    place
        Where in that row each node is, if it is there.
    """

    node: Ints
    number: Small
    start: Small
    end: Small
    length_nm: Floats
    arc: Ints
    edge: Ints
    sides: Small
    sides_nm: Floats
    first: Ints
    between: Small
    stretch: Small
    place: Small

    @classmethod
    def of(cls, network: SeaNetwork) -> Junctions:
        """Follow each arc that leaves a junction to the next."""
        first, end, edge = network.arcs
        is_junction = np.diff(first) != 2
        is_junction[network.berth_node] = True
        for edges in (
            network.crossing_edge,
            network.zone_edge,
        ):  # what may be closed, so that no stretch is half
            is_junction[network.tail[edges]] = is_junction[network.head[edges]] = True
        is_junction[np.unique(network.sea, return_index=True)[1]] = True  # a ring without harbours
        arc = np.flatnonzero(is_junction[network.arc_start])
        before, here, miles = network.arc_start[arc], end[arc], network.length_nm[edge[arc]]
        steps = [(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))]
        moving = np.flatnonzero(~is_junction[here])
        while len(moving):
            at = here[moving]
            steps.append((moving, at, miles[moving]))
            ahead = first[at]
            ahead = np.where(end[ahead] == before[moving], ahead + 1, ahead)
            before[moving], here[moving] = at, end[ahead]
            miles[moving] += network.length_nm[edge[ahead]]
            moving = moving[~is_junction[here[moving]]]
        stretch, between, so_far = (np.concatenate(column) for column in zip(*steps, strict=True))
        order = np.argsort(stretch, kind="stable")  # as they were met
        stretch, between, so_far = stretch[order], between[order], so_far[order]
        number = np.where(is_junction, np.cumsum(is_junction) - 1, -1).astype(np.int32)
        start, last = number[network.arc_start[arc]], number[here]
        place = np.zeros(len(number), np.int32)
        place[between] = np.arange(len(between))
        sides = np.column_stack([number, number])
        sides_nm = np.zeros((len(number), 2))
        inner = np.flatnonzero(~is_junction)
        of, at_nm = stretch[place[inner]], so_far[place[inner]]
        sides[inner] = np.column_stack([start[of], last[of]])
        sides_nm[inner] = np.column_stack([at_nm, miles[of] - at_nm])
        return cls(
            np.flatnonzero(is_junction),
            number,
            start,
            last,
            miles,
            arc,
            edge[arc],
            sides,
            sides_nm,
            np.searchsorted(stretch, np.arange(len(arc) + 1)),
            between.astype(np.int32),
            stretch.astype(np.int32),
            place,
        )

    @cached_property
    def leaving(self) -> Small:
        """Where the stretches that leave each junction begin, and their number."""
        return np.searchsorted(self.start, np.arange(len(self.node) + 1)).astype(np.int32)

    def matrix(self, closed: Bools) -> csr_array:
        """Miles between junctions over the stretches that are open; two of them may join the same two."""
        keep = np.flatnonzero(~closed[self.edge])
        rows = np.searchsorted(keep, self.leaving).astype(np.int32)
        return csr_array((self.length_nm[keep], self.end[keep], rows), shape=(len(self.node),) * 2)

    def miles_to(self, nodes: Ints, cost: Floats) -> Floats:
        """What some nodes cost (last axis) by what all junctions do: by whichever side is nearer."""
        return np.asarray((cost[..., self.sides[nodes]] + self.sides_nm[nodes]).min(axis=-1))

    def side_to(self, node: int, cost: Floats) -> int:
        """By which side a node is nearer."""
        return int((cost[self.sides[node]] + self.sides_nm[node]).argmin())

    def stretch_between(self, start: int, end: int, closed: Bools) -> int:
        """The shortest open stretch from one junction to the next."""
        some = np.arange(self.leaving[start], self.leaving[start + 1])
        some = some[(self.end[some] == end) & ~closed[self.edge[some]]]
        return int(some[self.length_nm[some].argmin()])

    def path(self, node: int, side: int, stretches: Iterable[int]) -> Ints:
        """The nodes from one to the junction on one of its two sides, and on along stretches."""
        path = self._out(node, side)
        first, between, nodes, end = self._first, self._between, self._nodes, self._end
        path.append(nodes[self.sides[node, side]])
        for stretch in stretches:
            a, b = first[stretch], first[stretch + 1]
            if a < b:
                path += between[a:b].tolist()
            path.append(nodes[end[stretch]])
        return np.array(path, dtype=np.int64)

    def _out(self, node: int, side: int) -> list[int]:
        """The nodes from one up to the junction on a side, that one not included; none from a junction."""
        if self.number[node] >= 0:
            return []
        place = int(self.place[node])
        stretch = int(self.stretch[place])
        if side:
            onward: list[int] = self.between[place : self.first[stretch + 1]].tolist()
            return onward
        back: list[int] = self.between[self.first[stretch] : place + 1][::-1].tolist()
        return back

    @cached_property
    def _nodes(self) -> memoryview:
        return self.node.data

    @cached_property
    def _first(self) -> memoryview:
        return self.first.data

    @cached_property
    def _between(self) -> memoryview:
        return self.between.data

    @cached_property
    def _end(self) -> memoryview:
        return self.end.data
