"""Thins the visibility graph: only edges that a shortest way between ports uses are kept."""

# ruff: noqa: ANN001, ANN202, PLR0913  # numba infers the types of its functions

from __future__ import annotations

import heapq
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numba as nb
import numpy as np
from sight import Edges

#: So many ports have their ways looked at before what they add counts as kept.
SHORTENED_AT_ONCE = 64
#: What is kept already is cheaper by this share: ways that are as good as the same then share their lanes.
REUSE_DISCOUNT = 0.005


@dataclass(frozen=True, slots=True)
class Graph:
    """Compressed adjacency of an undirected graph: both directions of each edge, with its number."""

    first: np.ndarray
    neighbour: np.ndarray
    edge: np.ndarray

    @classmethod
    def of(cls, nodes: int, edges: Edges) -> Graph:
        """Sort both directions by their start."""
        start = np.concatenate([edges.tail, edges.head])
        end = np.concatenate([edges.head, edges.tail])
        number = np.tile(np.arange(len(edges.tail), dtype=np.int32), 2)
        order = np.argsort(start, kind="stable")
        first = np.searchsorted(start[order], np.arange(nodes + 1))
        return cls(first.astype(np.int64), end[order].astype(np.int32), number[order])

    def priced(self, price: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """As compiled functions take it: with the price of each direction."""
        return self.first, self.neighbour, self.edge, price.astype(np.float32)[self.edge]


@nb.njit(cache=True, nogil=True)
def _grow_tree(first, neighbour, edge, miles, source, limit):
    """Dijkstra from a source as far as a limit: costs, the node and the edge before each, which are done."""
    count = len(first) - 1
    cost = np.full(count, np.inf)
    came_node = np.full(count, -1, np.int32)
    came_edge = np.full(count, -1, np.int32)
    done = np.zeros(count, np.bool_)
    cost[source] = 0.0
    heap = [(0.0, source)]
    while len(heap) > 0:
        spent, here = heapq.heappop(heap)
        if done[here]:
            continue
        if spent > limit:
            break
        done[here] = True
        for k in range(first[here], first[here + 1]):
            there = neighbour[k]
            if done[there]:
                continue
            total = spent + miles[k]
            if total < cost[there]:
                cost[there] = total
                came_node[there] = here
                came_edge[there] = edge[k]
                heapq.heappush(heap, (total, np.int64(there)))
    return cost, came_node, came_edge, done


@nb.njit(cache=True, nogil=True)
def _mark_tree(graph, targets, limit, used, source):
    """Marks the edges of the cheapest ways from a source to all targets within a limit."""
    first, neighbour, edge, miles = graph
    _, came_node, came_edge, done = _grow_tree(first, neighbour, edge, miles, source, limit)
    marked = np.zeros(len(done), np.bool_)
    for target in targets:
        here = target
        if not done[here]:
            continue
        while came_edge[here] >= 0 and not marked[here]:
            marked[here] = True
            used[came_edge[here]] = 1
            here = came_node[here]


@nb.njit(cache=True, nogil=True)
def _mark_shorter(whole, lanes, length, targets, limit, share, added, source):
    """
    Marks the cheapest ways of the whole graph to those targets to which the lanes lead by too long a way.

    The graphs are first, neighbour and edge of `Graph`, and the price of each direction.
    """
    first, neighbour, edge, price = whole
    _, came_node, came_edge, done = _grow_tree(first, neighbour, edge, price, source, limit)
    first, neighbour, edge, price = lanes
    have, _, _, _ = _grow_tree(first, neighbour, edge, price, source, 2 * limit)
    for target in targets:
        if not done[target] or target == source:
            continue
        miles, here = 0.0, target
        while came_edge[here] >= 0:
            miles += length[came_edge[here]]
            here = came_node[here]
        if have[target] <= miles * share:
            continue
        here = target
        while came_edge[here] >= 0:
            added[came_edge[here]] = 1
            here = came_node[here]


class Thinning:
    """The edges that are kept so far: `used` is 1 for those."""

    def __init__(self, nodes: int, edges: Edges, fixed: np.ndarray) -> None:
        self._nodes = nodes
        self._edges = edges
        self._graph = Graph.of(nodes, edges)
        self._length_nm = edges.length_nm.astype(np.float32)
        self.used = fixed.astype(np.uint8)

    def keep(
        self, price: np.ndarray, sources: np.ndarray, targets: np.ndarray, limit: float = np.inf
    ) -> None:
        """
        Keep every edge on a cheapest way, no dearer than a limit, from a source to a target.

        A price may be infinite, for what is closed. The discount is that of before the call, so that the
        order in which two processors take the sources does not matter.
        """
        discounted = np.where(self.used > 0, price * (1.0 - REUSE_DISCOUNT), price)
        one = partial(_mark_tree, self._graph.priced(discounted), targets, limit, self.used)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(one, np.unique(sources).astype(np.int64)))

    def shorten(self, price: np.ndarray, ports: np.ndarray, limit: float, most_longer: float) -> None:
        """
        Keep cheapest ways between ports, up to a limit, where what is kept is longer by more than a share.

        Ports are taken in lots, each of ports that lie far apart, and what one lot adds serves the next.
        """
        ports = np.unique(ports).astype(np.int64)
        lots = -(-len(ports) // SHORTENED_AT_ONCE)
        for lot in range(lots):
            kept = (self.used > 0) & np.isfinite(price)
            discounted = np.where(kept, price * (1.0 - REUSE_DISCOUNT), price)
            whole = self._graph.priced(discounted)
            lanes = Graph.of(self._nodes, self._edges.chosen(kept)).priced(self._edges.length_nm[kept])
            added = np.zeros_like(self.used)
            one = partial(
                _mark_shorter, whole, lanes, self._length_nm, ports, limit, 1.0 + most_longer, added
            )
            with ThreadPoolExecutor(2) as pool:
                list(pool.map(one, ports[lot::lots]))
            self.used |= added


def price_of(edges: Edges, inshore: float, coastal: float, hugging: float) -> np.ndarray:
    """
    Length, with inshore miles counted so many times, and coastal ones that are not inshore.

    `hugging` is what a mile that hugs the land costs beyond that.
    """
    offshore = (coastal - 1.0) * (edges.coastal_nm - edges.inshore_nm)
    return edges.length_nm + (inshore - 1.0) * edges.inshore_nm + offshore + hugging * edges.hugging_nm


def one_of_each_cell(lonlat: np.ndarray, cell_degrees: float) -> np.ndarray:
    """Indices of one point in each cell of a grid (wider towards the poles)."""
    lat = np.floor(lonlat[:, 1] / cell_degrees)
    stretch = np.maximum(np.cos(np.radians((lat + 0.5) * cell_degrees)), 0.05)
    lon = np.floor(lonlat[:, 0] * stretch / cell_degrees)
    _, index = np.unique(np.column_stack([lat, lon]), axis=0, return_index=True)
    return np.sort(index)
