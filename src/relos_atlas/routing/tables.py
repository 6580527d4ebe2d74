"""Distances from many places to many, a block of sources at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from relos_atlas.routing.places import Mooring
    from relos_atlas.routing.scenario import Scenario

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Legs = Callable[[Mooring, Scenario], tuple[Ints, Floats]]

#: Sources searched in one call: enough to spread its cost, few enough to fit in memory.
_SOURCES: Final = 64


def distance_table(
    sources: Sequence[Mooring], targets: Sequence[Mooring], scenario: Scenario, legs: Legs
) -> Floats:
    """Miles from each source to each target; infinite where there is no way, 0 from a place to itself."""
    arrivals = [legs(target, scenario) for target in targets]
    table = np.full((len(sources), len(targets)), np.inf)
    departures = [legs(source, scenario) for source in sources]
    for first in range(0, len(sources), _SOURCES):
        block = departures[first : first + _SOURCES]
        table[first : first + len(block)] = _rows(block, arrivals, scenario)
    for row, source in enumerate(sources):
        table[row, [target.position == source.position for target in targets]] = 0.0
    return table


def _rows(
    departures: list[tuple[Ints, Floats]], arrivals: list[tuple[Ints, Floats]], scenario: Scenario
) -> Floats:
    nodes, back = np.unique(np.concatenate([nodes for nodes, _ in departures]), return_inverse=True)
    if not len(nodes):
        return np.full((len(departures), len(arrivals)), np.inf)
    trees = np.atleast_2d(dijkstra(scenario.searcher.matrix, indices=nodes))
    bounds = np.cumsum([0, *(len(nodes) for nodes, _ in departures)])
    rows = []
    for k, (_, costs) in enumerate(departures):
        mine = back[bounds[k] : bounds[k + 1]].ravel()
        cost = (trees[mine] + costs[:, None]).min(axis=0) if len(mine) else np.full(trees.shape[1], np.inf)
        rows.append(cost)
    return _at_arrivals(np.array(rows), arrivals)


def _at_arrivals(cost: Floats, arrivals: list[tuple[Ints, Floats]]) -> Floats:
    """The least miles over the legs of each arrival."""
    table = np.full((len(cost), len(arrivals)), np.inf)
    single = np.array([len(nodes) == 1 for nodes, _ in arrivals])
    if single.any():
        nodes = np.array([arrivals[k][0][0] for k in np.flatnonzero(single)])
        table[:, single] = cost[:, nodes] + np.array([arrivals[k][1][0] for k in np.flatnonzero(single)])
    for k in np.flatnonzero(~single):
        nodes, legs_nm = arrivals[k]
        if len(nodes):
            table[:, k] = (cost[:, nodes] + legs_nm).min(axis=1)
    return table
