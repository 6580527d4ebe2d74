"""Ways between two places afloat, from which nobody looked round yet: both look only where it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from relos_atlas.routing.between import shortest_between
from relos_atlas.routing.sphere import unit_vectors

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from relos_atlas.routing.approaches import Approaches
    from relos_atlas.routing.forest import Legs, Tree
    from relos_atlas.routing.lookout import Outlook
    from relos_atlas.routing.scenario import Scenario

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    #: Miles, nodes, and the leads from both ends; straight from lead to lead if there are no nodes.
    Afloat = tuple[float, Ints, Floats, Floats]


#: So many are looked at before all others: mostly one of them is in sight.
_FIRST_LOT: Final = 24
#: Less than no way at all.
_MOST_NM: Final = float(np.finfo(np.float64).max)


def way_afloat(here: Outlook, there: Outlook, scenario: Scenario, approaches: Approaches) -> Afloat | None:
    """The shortest way between two places afloat, as if all that they see were known; None without one."""
    straight_nm = float(approaches.straights(here, [there], scenario)[0])
    if not scenario.searcher.share_a_sea(here.nodes, there.nodes):
        return None
    found = _by_nodes(here, there, scenario, approaches, straight_nm)
    if found is not None or not np.isfinite(straight_nm):
        return found
    return straight_nm, np.empty(0, np.int64), here.leads[0], there.leads[0]


def _by_nodes(
    here: Outlook, there: Outlook, scenario: Scenario, approaches: Approaches, below_nm: float
) -> Afloat | None:
    """The shortest way over nodes, if it is shorter than some miles."""
    near, far = (_View(outlook, approaches.closed(outlook, scenario)) for outlook in (here, there))
    places = unit_vectors(np.array([[end.position.lon, end.position.lat] for end in (here, there)]))
    between = scenario.searcher.between((places[0], places[1]), (near.perhaps, far.perhaps))
    hoped_nm = here.legs_nm + between.to_there(here.nodes)
    nearest = near.nearest(hoped_nm, np.inf)
    if nearest is None:
        return None

    def starts_within(within_nm: float) -> Legs:
        some = near.seen_within(hoped_nm, within_nm)
        return here.nodes[some], here.legs_nm[some]

    def nearest_end(tree: Tree, within_nm: float) -> tuple[int, float] | None:
        total_nm = there.legs_nm + tree.miles_to(there.nodes)
        end = far.nearest(total_nm, within_nm)
        return None if end is None else (end, float(total_nm[end]))

    found = shortest_between(between, float(hoped_nm[nearest]), starts_within, nearest_end, below_nm)
    if found is None:
        return None
    end, total_nm, tree = found
    path = np.array(tree.back_from(int(there.nodes[end]))[::-1], dtype=np.int64)
    return total_nm, path, near.lead_to(int(path[0])), there.leads[int(there.lead_of[end])]


class _View:
    """What a place sees, of what was asked for; each is looked at once."""

    def __init__(self, outlook: Outlook, is_closed: Callable[[Ints], Bools]) -> None:
        self._outlook = outlook
        self._is_closed = is_closed
        self._is_seen = np.zeros(len(outlook.nodes), dtype=np.bool_)
        self._is_known = np.ones(len(outlook.nodes), dtype=np.bool_)
        some = outlook.not_behind_land()
        self._is_known[some] = False
        #: Nodes that may be in sight, and the miles to them.
        self.perhaps: Legs = outlook.nodes[some], outlook.legs_nm[some]

    def nearest(self, total_nm: Floats, within_nm: float) -> int | None:
        """Which of what is in sight has the fewest miles, if it has no more than some."""
        order = np.argsort(total_nm, kind="stable")
        order = order[: np.searchsorted(total_nm[order], min(within_nm, _MOST_NM), side="right")]
        for lot in (order[:_FIRST_LOT], order[_FIRST_LOT:]):
            seen = self._seen_of(lot)
            if len(seen):
                return int(seen[0])
        return None

    def seen_within(self, total_nm: Floats, within_nm: float) -> Ints:
        """All in sight that have no more than some miles."""
        return self._seen_of(np.flatnonzero(total_nm <= within_nm))

    def lead_to(self, node: int) -> Floats:
        """The lead by which a node in sight is reached with the fewest miles."""
        some = np.flatnonzero(self._is_seen & (self._outlook.nodes == node))
        nearest = some[self._outlook.legs_nm[some].argmin()]
        return self._outlook.leads[int(self._outlook.lead_of[nearest])]

    def _seen_of(self, some: Ints) -> Ints:
        unknown = some[~self._is_known[some]]
        if 3 * len(unknown) > np.count_nonzero(~self._is_known):  # all take little longer
            unknown = np.flatnonzero(~self._is_known)
        if len(unknown):
            seen = unknown[self._outlook.are_in_sight(unknown)]
            self._is_seen[seen] = ~self._is_closed(seen)
            self._is_known[unknown] = True
        return some[self._is_seen[some]]
