"""Ways through several passages in turn, for a great many ships: tables lead from passage to passage."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from relos_atlas.routing.crossings import Crossing, Way
    from relos_atlas.routing.forest import Forest, Tree

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


class Chains:
    """Miles between the nodes of passages in one network."""

    def __init__(self, forest: Forest, way_between: Callable[[int, int], list[int]]) -> None:
        self._forest = forest
        self._way_between = way_between
        self._links: dict[tuple[bytes, bytes], Floats] = {}

    def way(self, here: Tree, there: Tree, stages: Sequence[Crossing]) -> Way | None:
        """The shortest way from one end to the other through the crossings in turn."""
        spent = [here.miles_to(stages[0].before) + stages[0].length_nm]
        for stage, onward in pairwise(stages):
            cost = _least(spent[-1], stage)[:, None] + self._link(stage, onward)
            before = np.searchsorted(onward.nodes, onward.before)
            spent.append(cost.min(axis=0)[before] + onward.length_nm)
        total = spent[-1] + there.miles_to(stages[-1].after)
        best = int(total.argmin())
        if not np.isfinite(total[best]):
            return None
        return float(total[best]), self._unwound(here, there, stages, spent, best)

    def _unwound(
        self, here: Tree, there: Tree, stages: Sequence[Crossing], spent: list[Floats], arc: int
    ) -> Ints:
        parts = [there.back_from(int(stages[-1].after[arc]))]
        for k in range(len(stages) - 1, 0, -1):
            entry, stage = int(stages[k].before[arc]), stages[k - 1]
            column = self._link(stage, stages[k])[:, np.searchsorted(stages[k].nodes, entry)]
            arc = int((spent[k - 1] + column[np.searchsorted(stage.nodes, stage.after)]).argmin())
            parts.append(self._way_between(int(stage.after[arc]), entry))
        parts.append(here.back_from(int(stages[0].before[arc]))[::-1])
        return np.array([node for part in parts[::-1] for node in part], dtype=np.int64)

    def _link(self, stage: Crossing, onward: Crossing) -> Floats:
        """Miles from each node of a crossing (rows) to each of the next."""
        key = (stage.edges.tobytes(), onward.edges.tobytes())
        if key not in self._links:
            self._links[key] = self._forest.costs(stage.nodes, onward.nodes)
        return self._links[key]


def _least(spent: Floats, stage: Crossing) -> Floats:
    """The least miles at each node that the arcs of a crossing lead to."""
    least = np.full(len(stage.nodes), np.inf)
    np.minimum.at(least, np.searchsorted(stage.nodes, stage.after), spent)
    return least
