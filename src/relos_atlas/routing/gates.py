"""Which gates a line of great circles crosses, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from relos_atlas.routing.sphere import unit_vectors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from relos_atlas.routing.passages import Passage

    Floats = NDArray[np.float64]


class Gates:
    """The gates of some passages as arcs."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._slugs: list[str] = []
        starts, ends = [np.empty((0, 2))], [np.empty((0, 2))]
        for passage in passages:
            points = shapely.get_coordinates(shapely.segmentize(passage.gate, 1.0))
            starts.append(points[:-1])
            ends.append(points[1:])
            self._slugs += [passage.slug] * (len(points) - 1)
        self._a, self._b = unit_vectors(np.vstack(starts)), unit_vectors(np.vstack(ends))
        self._normal = np.cross(self._a, self._b)
        self._middle = self._a + self._b

    def crossed(self, starts: Floats, ends: Floats) -> list[tuple[int, float, str]]:
        """
        Every crossing of arcs (unit vectors) with gates.

        Returns
        -------
        crossings
            (number of the arc, how far along it from 0 to 1, slug), in order along the arcs.
        """
        if not len(starts) or not self._slugs:
            return []
        from_side, to_side = starts @ self._normal.T, ends @ self._normal.T
        arcs, gates = np.nonzero((from_side * to_side <= 0) & (from_side != to_side))
        a, b = starts[arcs], ends[arcs]
        normal = np.cross(a, b)
        splits = (normal * self._a[gates]).sum(axis=1) * (normal * self._b[gates]).sum(axis=1) <= 0
        arcs, gates, a, b = arcs[splits], gates[splits], a[splits], b[splits]
        start_side, end_side = from_side[arcs, gates], to_side[arcs, gates]
        share = start_side / (start_side - end_side)
        meeting = a + (b - a) * share[:, None]
        same_half = (meeting * self._middle[gates]).sum(axis=1) > 0
        rows = zip(
            arcs[same_half].tolist(), share[same_half].tolist(), gates[same_half].tolist(), strict=True
        )
        return [(arc, along, self._slugs[gate]) for arc, along, gate in sorted(rows)]
