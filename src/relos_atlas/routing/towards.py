"""Searches that make for a goal: where the way is not far round little of the sea is searched."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array

from relos_atlas.routing.forest import grown_from
from relos_atlas.routing.sphere import LEAST_RADIUS_NM, distances_nm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from relos_atlas.routing.forest import Legs, Tree

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: Ways are looked for that are by so much longer than the shortest that can be hoped for; then by more.
_SHARES: Final = (0.03, 0.15, 0.5, np.inf)
#: Of shorter hopes than this the shares are of this, in nm.
_SHORT_NM: Final = 200.0


class Heading:
    """
    The great circle to a goal says how far off each node is at least; each edge is counted by what it loses.

    Parameters
    ----------
    matrix
        Adjacency in nm.
    vectors, goal
        The nodes and the goal on the unit sphere.
    ends
        Nodes that the goal may be reached from; their miles may be fewer than the great circle, by what is
        not drawn.
    """

    def __init__(self, matrix: csr_array, vectors: Floats, goal: Floats, ends: Legs) -> None:
        self._matrix = matrix
        nodes, legs_nm = ends
        undrawn_nm = max(float((distances_nm(vectors[nodes], goal) - legs_nm).max(initial=0.0)), 0.0)
        #: What is left from each node at least.
        self.left_nm: Floats = np.arccos(np.clip(vectors @ goal, -1.0, 1.0)) * LEAST_RADIUS_NM - undrawn_nm

    @cached_property
    def _losses(self) -> csr_array:
        """What each edge is longer than the way by which it comes nearer to the goal."""
        matrix = self._matrix
        loss = matrix.data - np.repeat(self.left_nm, np.diff(matrix.indptr))
        loss += self.left_nm.take(matrix.indices)
        return csr_array((np.maximum(loss, 0.0, out=loss), matrix.indices, matrix.indptr), shape=matrix.shape)

    def tree(self, starts: Legs, within_nm: float) -> Tree:
        """Ways from nodes that cost some miles to reach, by which the goal may be reached within so many."""
        nodes, legs_nm = starts
        hoped = legs_nm + self.left_nm[nodes]
        least_nm = float(hoped.min())
        return grown_from(
            self._losses, (nodes, hoped - least_nm), within_nm - least_nm, least_nm - self.left_nm
        )


def sought(
    heading: Heading,
    least_nm: float,
    starts_within: Callable[[float], Legs],
    below_nm: float = np.inf,
) -> Iterator[tuple[float, Tree]]:
    """
    Trees that make for a goal, each wider than the one before: whoever finds a way within its miles may stop.

    Parameters
    ----------
    least_nm
        The fewest miles that can be hoped for.
    starts_within
        The starts from which the goal may be reached within some miles.
    below_nm
        Only shorter ways are of interest.

    Yields
    ------
    within_nm, tree
        No way that is shorter than these miles is missing in the tree.
    """
    for share in _SHARES:
        if least_nm >= below_nm:
            return
        within_nm = min(least_nm + share * max(least_nm, _SHORT_NM), below_nm)
        starts = starts_within(within_nm)
        if len(starts[0]):
            yield within_nm, heading.tree(starts, within_nm)
        if within_nm >= below_nm:
            return
