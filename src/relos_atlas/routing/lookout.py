"""Ways between a place afloat and a harbour, for which only nodes that may matter are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from relos_atlas.routing.moorings import Mooring
from relos_atlas.routing.sphere import unit_vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from relos_atlas.model import Position
    from relos_atlas.routing.approaches import Approaches
    from relos_atlas.routing.land import LandMask
    from relos_atlas.routing.scenario import Scenario

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

#: Of so many nodes at a time, and then of twice as many each time, those are dropped that a few samples show
#: to be behind land, which are most; then, a few at a time, those that many samples show, before the others
#: are looked at one by one.
_FIRST_LOT: Final = 64
_FEW_SAMPLES: Final = 6
_AT_A_TIME: Final = 24
_MANY_SAMPLES: Final = 40
#: More than so many are looked at together.
_MANY: Final = 64


@dataclass(frozen=True)
class Outlook:
    """
    Nodes that a place may see, before anybody looked.

    Parameters
    ----------
    leads
        Ways from the place to points that look out; one of a single point if the place does so itself.
    nodes, lead_of, vectors, legs_nm
        The nodes, each perhaps from several leads: where they are on the unit sphere, and the miles to each.
    is_sure, is_near
        Which are reached for certain, and which are so near that they are looked for on the fine mask.
    ashore_nm
        Miles between the place and the leads, that are in `legs_nm` too.
    """

    position: Position
    leads: tuple[Floats, ...]
    nodes: Ints
    lead_of: Ints
    vectors: Floats
    legs_nm: Floats
    is_sure: Bools
    is_near: Bools
    ashore_nm: float
    land: LandMask

    @cached_property
    def ends(self) -> Floats:
        """Where each lead ends, in degrees."""
        return np.array([lead[-1] for lead in self.leads])

    @cached_property
    def _starts(self) -> Floats:
        return unit_vectors(self.ends)

    def moored(self) -> Mooring:
        """The mooring by all that is in sight, each node from the lead that is shortest."""
        seen = np.flatnonzero(self.are_in_sight(np.arange(len(self.nodes))))
        seen = seen[np.lexsort((self.legs_nm[seen], self.nodes[seen]))]
        seen = seen[np.unique(self.nodes[seen], return_index=True)[1]]
        found = self.nodes[seen], self.legs_nm[seen], self.lead_of[seen]
        return Mooring(self.position, self.leads, *found, self.ashore_nm)

    def not_behind_land(self) -> Ints:
        """Those that a few samples do not show to be out of sight."""
        return self._not_behind_land(np.arange(len(self.nodes)), _FEW_SAMPLES)

    def are_in_sight(self, some: Ints) -> Bools:
        """Which of some are seen."""
        sight = self.is_sure[some]
        rays = some[~sight]
        if len(rays) > _MANY:
            starts = self._starts[self.lead_of[rays]]
            sight[~sight] = self.land.in_sight(starts, self.vectors[rays], self.is_near[rays])
            return sight
        rest = self._not_behind_land(some, _MANY_SAMPLES)
        sight[np.isin(some, rest)] = [self._sees(k) for k in rest.tolist()]
        return sight

    def in_turn(
        self, beyond_nm: Floats, is_closed: Callable[[Ints], Bools]
    ) -> Iterator[tuple[float, int, int]]:
        """Miles, node and lead of what is in sight, in order of the miles if so many follow each."""
        total = self.legs_nm + beyond_nm
        order = np.argsort(total, kind="stable")[: np.count_nonzero(np.isfinite(total))]
        first, size = 0, _FIRST_LOT
        while first < len(order):
            lot = order[first : first + size]
            first, size = first + size, 2 * size
            lot = self._not_behind_land(lot, _FEW_SAMPLES)
            for few in (lot[k : k + _AT_A_TIME] for k in range(0, len(lot), _AT_A_TIME)):
                rest = self._not_behind_land(few, _MANY_SAMPLES)
                for k in rest[~is_closed(rest)].tolist():
                    if self._sees(k):
                        yield float(total[k]), int(self.nodes[k]), int(self.lead_of[k])

    def _not_behind_land(self, some: Ints, samples: int) -> Ints:
        """Those of some that so many samples do not show to be out of sight."""
        keep = self.is_sure[some]
        rays = some[~keep]
        keep[~keep] = ~self.land.is_behind_land(self._starts[self.lead_of[rays]], self.vectors[rays], samples)
        return some[keep]

    def _sees(self, which: int) -> bool:
        if self.is_sure[which]:
            return True
        start, end = self._starts[self.lead_of[which]], self.vectors[which]
        return self.land.sees(start, end, fine=bool(self.is_near[which]))


def way_to_harbour(
    outlook: Outlook, harbour: int, scenario: Scenario, approaches: Approaches
) -> tuple[float, Ints, Floats] | None:
    """
    The shortest way from a place afloat to the node of a harbour, the same as if all it sees were known.

    Returns
    -------
    way
        Miles, nodes and the lead to the first of them; None if nothing is in sight, or all ways from there
        are closed.
    """
    if not scenario.searcher.share_a_sea(outlook.nodes, np.array([harbour])):
        return None
    is_closed = approaches.closed(outlook, scenario)
    for tree in scenario.searcher.trees_to(harbour):
        beyond_nm = tree.miles_to(outlook.nodes)
        found = next(outlook.in_turn(beyond_nm, is_closed), None)
        if found is None:
            return None  # the trees after this one know no more ways
        miles, node, lead = found
        path = np.array(tree.back_from(node), dtype=np.int64)
        if scenario.searcher.is_open(path):
            return miles, path, outlook.leads[lead]
    return None
