"""Searches that make for their goal: few nodes are looked at where the way is not far round."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from math import acos
from typing import TYPE_CHECKING, Final

import numpy as np

from relos_atlas.routing.forest import unwound
from relos_atlas.routing.sphere import EARTH_RADIUS_NM, distances_nm

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from relos_atlas.routing.crossings import Way
    from relos_atlas.routing.forest import Legs

    Floats = NDArray[np.float64]

#: After so many nodes, a sixth of the time that a tree of all takes, the way is likely to lead far round.
_MOST_NODES: Final = 1_000
#: Great circles are taken to be shorter by this share, so that rounding never makes one the longer way.
_SURE: Final = 1.0 - 1e-7


class TooFarRoundError(Exception):
    """The search was given up: the way leads so far round that a whole tree is as quick."""


def way_by_beeline(matrix: csr_array, vectors: Floats, starts: Legs, ends: Legs, goal: Floats) -> Way | None:
    """
    The shortest way from any start to any end, by A* with great circles to a goal.

    Parameters
    ----------
    matrix, vectors
        Adjacency in nm, and the nodes on the unit sphere.
    starts, ends
        Nodes and the miles that reaching each costs from outside the network.
    goal
        The place that the ends lead to, on the unit sphere.

    Raises
    ------
    TooFarRoundError
        If more nodes than are worth it were looked at.
    """
    first, after, miles = matrix.indptr.data, matrix.indices.data, matrix.data.data
    cosines = (vectors @ goal).data
    nodes, legs_nm = ends
    # no end is nearer to the goal than its great circle, but for what is not drawn
    slack = max(float((distances_nm(vectors[nodes], goal) - legs_nm).max(initial=0.0)), 0.0)
    last_miles = dict(zip(nodes.tolist(), legs_nm.tolist(), strict=True))
    cost = dict(zip(starts[0].tolist(), starts[1].tolist(), strict=True))
    came: dict[int, int] = {}
    best, end = np.inf, -1

    def hoped(node: int) -> float:
        return acos(max(-1.0, min(1.0, cosines[node]))) * EARTH_RADIUS_NM * _SURE - slack

    heap = [(spent + hoped(node), node) for node, spent in cost.items()]
    heapify(heap)
    done: set[int] = set()
    while heap:
        least, here = heappop(heap)
        if least >= best:
            break
        if here in done:
            continue
        done.add(here)
        if len(done) > _MOST_NODES:
            raise TooFarRoundError
        spent = cost[here]
        whole = spent + last_miles.get(here, np.inf)
        if whole < best:
            best, end = whole, here
        for arc in range(first[here], first[here + 1]):
            there, total = after[arc], spent + miles[arc]
            if there not in cost or total < cost[there]:
                cost[there] = total
                came[there] = here
                heappush(heap, (total + hoped(there), there))
    return (best, unwound(came, end)) if end >= 0 else None
