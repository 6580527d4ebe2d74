"""Thins the visibility graph: only edges that a shortest way between ports uses are kept."""

# ruff: noqa: ANN001, ANN202, PLR0913  # numba infers the types of its functions

from __future__ import annotations

import heapq
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numba as nb
import numpy as np
from sight import Edges

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


@nb.njit(cache=True, nogil=True)
def _mark_tree(first, neighbour, edge, miles, source, targets, limit, used):
    """Dijkstra from a source as far as a limit; marks the edges of the ways to all targets within."""
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
    marked = np.zeros(count, np.bool_)
    for target in targets:
        here = target
        if not done[here]:
            continue
        while came_edge[here] >= 0 and not marked[here]:
            marked[here] = True
            used[came_edge[here]] = 1
            here = came_node[here]


class Thinning:
    """The edges that are kept so far: `used` is 1 for those."""

    def __init__(self, graph: Graph, fixed: np.ndarray) -> None:
        self._graph = graph
        self.used = fixed.astype(np.uint8)

    def keep(
        self, price: np.ndarray, sources: np.ndarray, targets: np.ndarray, limit: float = np.inf
    ) -> None:
        """
        Keep every edge on a cheapest way, no dearer than a limit, from a source to a target.

        A price may be infinite, for what is closed. The discount is that of before the call, so that the
        order in which two processors take the sources does not matter.
        """
        graph, used = self._graph, self.used
        discounted = np.where(used > 0, price * (1.0 - REUSE_DISCOUNT), price)
        miles = discounted.astype(np.float32)[graph.edge]

        def one(source: int) -> None:
            _mark_tree(
                graph.first, graph.neighbour, graph.edge, miles, np.int64(source), targets, limit, used
            )

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(one, np.unique(sources)))


def price_of(edges: Edges, inshore: float) -> np.ndarray:
    """Length, with inshore miles counted so many times."""
    return edges.length_nm + (inshore - 1.0) * edges.inshore_nm


def one_of_each_cell(lonlat: np.ndarray, cell_degrees: float) -> np.ndarray:
    """Indices of one point in each cell of a grid (wider towards the poles)."""
    lat = np.floor(lonlat[:, 1] / cell_degrees)
    stretch = np.maximum(np.cos(np.radians((lat + 0.5) * cell_degrees)), 0.05)
    lon = np.floor(lonlat[:, 0] * stretch / cell_degrees)
    _, index = np.unique(np.column_stack([lat, lon]), axis=0, return_index=True)
    return np.sort(index)
