"""Distances from many places to many, a block of sources at a time."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from relos_atlas.routing.approaches import Approaches
    from relos_atlas.routing.moorings import Mooring
    from relos_atlas.routing.scenario import Scenario, Scenarios, Terms
    from relos_atlas.routing.search import Searcher

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Legs = tuple[Ints, Floats]

#: Sources searched in one call: enough to spread its cost, few enough to fit in memory.
_SOURCES: Final = 64
#: To so few places each way is sought by itself, where no signs stand for just the terms asked for.
_FEW: Final = 32


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
    is_afloat = np.array([not mooring.is_node for mooring in moorings], dtype=np.bool_)
    table = np.full(needed.shape, np.inf)
    for opened in np.unique(needed).tolist():
        scenario = scenarios.with_opened(terms, opened)
        legs = partial(approaches.legs, scenario=scenario)
        of_rows = (opens[rows] & opened == opened)[:, None]
        for wanted in ((needed == opened) & of_rows, (needed == opened) & ~of_rows):
            _fill(table, wanted, moorings[rows], moorings, legs, scenario.searcher)
        straight = (needed == opened) & is_afloat[rows][:, None] & is_afloat
        _put_straights(approaches, table, straight, moorings[rows], moorings, scenario)
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
    for row in np.flatnonzero(wanted.any(axis=1)).tolist():
        others = np.flatnonzero(wanted[row]).tolist()
        miles = approaches.straights(rows[row], [columns[k] for k in others], scenario)
        table[row, others] = np.minimum(table[row, others], miles)


def _fill(  # noqa: PLR0913
    table: Floats,
    wanted: NDArray[np.bool_],
    rows: Sequence[Mooring],
    columns: Sequence[Mooring],
    legs: Callable[[Mooring], Legs],
    searcher: Searcher,
) -> None:
    """Put in the miles that are wanted, searched from whichever side has fewer places."""
    down, across = np.flatnonzero(wanted.any(axis=1)).tolist(), np.flatnonzero(wanted.any(axis=0)).tolist()
    if not down:
        return
    some_rows, some_columns = [legs(rows[k]) for k in down], [legs(columns[k]) for k in across]
    if len(down) <= len(across):
        found = distance_table(some_rows, some_columns, searcher)
    else:
        found = distance_table(some_columns, some_rows, searcher).T
    part = np.ix_(down, across)
    table[part] = np.where(wanted[part], found, table[part])


def distance_table(departures: Sequence[Legs], arrivals: Sequence[Legs], searcher: Searcher) -> Floats:
    """
    Miles from each place to each other one; infinite where there is no way.

    From a harbour they are found along its signs where those stand for just these terms, at a tenth of what a
    whole tree costs, and to a few places each by itself.

    Parameters
    ----------
    departures, arrivals
        For each place the nodes that it reaches, and the miles to them.
    """
    table = np.full((len(departures), len(arrivals)), np.inf)
    sizes = np.array([len(nodes) for nodes, _ in arrivals])
    reached = np.flatnonzero(sizes).tolist()
    if not departures or not reached:
        return table
    nodes = np.concatenate([arrivals[k][0] for k in reached])
    legs_nm = np.concatenate([arrivals[k][1] for k in reached])
    begins = np.concatenate([[0], np.cumsum(sizes[reached])[:-1]])

    def at_arrivals(miles: Floats) -> Floats:
        return np.minimum.reduceat(miles + legs_nm, begins, axis=-1)

    columns = np.array(reached)
    harbours = np.array([nodes[0] if len(nodes) == 1 else -1 for nodes, _ in departures])
    harbours = np.where(searcher.are_junctions(harbours), harbours, -1)
    group = np.where(harbours >= 0, searcher.signed_groups(harbours), -1)
    signed = np.flatnonzero(group >= 0)
    for k in signed[np.argsort(group[signed], kind="stable")].tolist():
        miles = searcher.miles_from(int(harbours[k]), nodes) + float(departures[k][1][0])
        table[k, reached] = at_arrivals(miles)
    others = np.flatnonzero(group < 0)
    if len(arrivals) <= _FEW:
        for row, column in product(others.tolist(), reached):
            way = searcher.shortest(departures[row], arrivals[column])
            table[row, column] = np.inf if way is None else way[0]
        return table
    for some in _lots(others[harbours[others] >= 0]):
        costs = searcher.costs(harbours[some], nodes) + np.array([departures[k][1] for k in some])
        table[np.ix_(some, columns)] = at_arrivals(costs)
    for some in _lots(others[harbours[others] < 0]):
        costs = _costs_afloat([departures[k] for k in some], searcher.matrix)
        table[np.ix_(some, columns)] = at_arrivals(costs[:, nodes])
    return table


def _lots(numbers: Ints) -> list[Ints]:
    return [numbers[first : first + _SOURCES] for first in range(0, len(numbers), _SOURCES)]


def _costs_afloat(departures: Sequence[Legs], matrix: csr_array) -> Floats:
    """Miles from places that reach several nodes to every node: they become nodes that only lead away."""
    count = matrix.shape[0]
    bounds = len(matrix.data) + np.cumsum([len(nodes) for nodes, _ in departures])
    joined = csr_array(
        (
            np.concatenate([matrix.data, *(costs for _, costs in departures)]),
            np.concatenate([matrix.indices, *(nodes.astype(np.int32) for nodes, _ in departures)]),
            np.concatenate([matrix.indptr, bounds.astype(np.int32)]),
        ),
        shape=(count + len(departures),) * 2,
    )
    return np.atleast_2d(dijkstra(joined, indices=count + np.arange(len(departures))))[:, :count]
