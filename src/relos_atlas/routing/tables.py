"""Distances from many places to many, a block of sources at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from relos_atlas.routing.approaches import Approaches
    from relos_atlas.routing.moorings import Mooring
    from relos_atlas.routing.scenario import Scenario, Scenarios, Terms

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Legs = tuple[Ints, Floats]

#: Sources searched in one call: enough to spread its cost, few enough to fit in memory.
_SOURCES: Final = 64


def table_of(
    moorings: Sequence[Mooring], rows: slice, terms: Terms, scenarios: Scenarios, approaches: Approaches
) -> Floats:
    """
    Miles between places, the rows of some of them to all; each pair on the terms of its own voyage.

    Returns
    -------
    table
        Infinite where there is no way, 0 from a place to itself.
    """
    places = [mooring.position for mooring in moorings]
    opens = np.array([scenarios.opened_at(place, terms) for place in places], dtype=np.int64)
    needed = opens[rows][:, None] | opens[None, :]
    table = np.full(needed.shape, np.inf)
    for opened in np.unique(needed).tolist():
        scenario = scenarios.with_opened(terms, opened)
        legs = [approaches.legs(mooring, scenario) for mooring in moorings]
        of_rows = (opens[rows] & opened == opened)[:, None]
        for wanted in ((needed == opened) & of_rows, (needed == opened) & ~of_rows):
            _fill(table, wanted, legs[rows], legs, scenario.searcher.matrix)
        _put_straights(approaches, table, needed == opened, moorings[rows], moorings, scenario)
    number = {place: k for k, place in reversed(list(enumerate(places)))}
    same = np.array([number[place] for place in places])
    table[same[rows][:, None] == same] = 0.0
    return table


def _put_straights(  # noqa: PLR0913
    approaches: Approaches,
    table: Floats,
    wanted: NDArray[np.bool_],
    rows: Sequence[Mooring],
    columns: Sequence[Mooring],
    scenario: Scenario,
) -> None:
    """Shorten by great circles what is wanted between places at sea that see each other."""
    afloat = np.flatnonzero([not mooring.is_node for mooring in columns])
    for row, mooring in enumerate(rows):
        others = afloat[wanted[row, afloat]]
        if mooring.is_node or not len(others):
            continue
        miles = approaches.straights(mooring, [columns[k] for k in others], scenario)
        table[row, others] = np.minimum(table[row, others], miles)


def _fill(
    table: Floats, wanted: NDArray[np.bool_], rows: Sequence[Legs], columns: Sequence[Legs], matrix: csr_array
) -> None:
    """Put in the miles that are wanted, searched from whichever side has fewer places."""
    down, across = np.flatnonzero(wanted.any(axis=1)).tolist(), np.flatnonzero(wanted.any(axis=0)).tolist()
    some_rows, some_columns = [rows[k] for k in down], [columns[k] for k in across]
    if len(down) <= len(across):
        found = distance_table(some_rows, some_columns, matrix)
    else:
        found = distance_table(some_columns, some_rows, matrix).T
    part = np.ix_(down, across)
    table[part] = np.where(wanted[part], found, table[part])


def distance_table(departures: Sequence[Legs], arrivals: Sequence[Legs], matrix: csr_array) -> Floats:
    """
    Miles from each place to each other one; infinite where there is no way.

    Parameters
    ----------
    departures, arrivals
        For each place the nodes that it reaches, and the miles to them.
    matrix
        Adjacency of the network in nm.
    """
    table = np.full((len(departures), len(arrivals)), np.inf)
    for first in range(0, len(departures), _SOURCES):
        block = departures[first : first + _SOURCES]
        table[first : first + len(block)] = _at_arrivals(_costs(block, matrix), arrivals)
    return table


def _costs(departures: Sequence[Legs], matrix: csr_array) -> Floats:
    """
    Miles from each departure to every node.

    What lies on a single node begins there; other places become nodes of their own, which only lead away.
    """
    count = matrix.shape[0]
    afloat = [k for k, (nodes, _) in enumerate(departures) if len(nodes) != 1]
    legs = [departures[k] for k in afloat]
    bounds = len(matrix.data) + np.cumsum([0, *(len(nodes) for nodes, _ in legs)])
    joined = csr_array(
        (
            np.concatenate([matrix.data, *(costs for _, costs in legs)]),
            np.concatenate([matrix.indices, *(nodes.astype(np.int32) for nodes, _ in legs)]),
            np.concatenate([matrix.indptr, bounds[1:].astype(np.int32)]),
        ),
        shape=(count + len(legs),) * 2,
    )
    begins = np.array([nodes[0] if len(nodes) == 1 else -1 for nodes, _ in departures])
    begins[afloat] = count + np.arange(len(legs))
    source, back = np.unique(begins, return_inverse=True)
    trees = np.atleast_2d(dijkstra(joined, indices=source))[:, :count]
    ahead = np.array([costs[0] if len(nodes) == 1 else 0.0 for nodes, costs in departures])
    return np.asarray(trees[back.ravel()] + ahead[:, None])


def _at_arrivals(cost: Floats, arrivals: Sequence[Legs]) -> Floats:
    """The least miles over the legs of each arrival."""
    table = np.full((len(cost), len(arrivals)), np.inf)
    sizes = np.array([len(nodes) for nodes, _ in arrivals])
    reached = np.flatnonzero(sizes).tolist()
    if reached:
        nodes = np.concatenate([arrivals[k][0] for k in reached])
        legs_nm = np.concatenate([arrivals[k][1] for k in reached])
        begins = np.concatenate([[0], np.cumsum(sizes[reached])[:-1]])
        table[:, reached] = np.minimum.reduceat(cost[:, nodes] + legs_nm, begins, axis=1)
    return table
