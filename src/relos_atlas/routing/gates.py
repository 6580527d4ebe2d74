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
        arcs, gates = np.nonzero(from_side * to_side <= 0)
        moved = from_side[arcs, gates] != to_side[arcs, gates]
        arcs, gates = arcs[moved], gates[moved]
        a, b = starts[arcs], ends[arcs]
        # the gate's ends lie on different sides of the arc, or one on it
        splits = _side(a, b, self._a[gates]) * _side(a, b, self._b[gates]) <= 0
        arcs, gates, a, b = arcs[splits], gates[splits], a[splits], b[splits]
        start_side, end_side = from_side[arcs, gates], to_side[arcs, gates]
        share = start_side / (start_side - end_side)
        meeting = a + (b - a) * share[:, None]
        same_half = (meeting * self._middle[gates]).sum(axis=1) > 0
        rows = zip(
            arcs[same_half].tolist(), share[same_half].tolist(), gates[same_half].tolist(), strict=True
        )
        return [(arc, along, self._slugs[gate]) for arc, along, gate in sorted(rows)]


def _side(a: Floats, b: Floats, points: Floats) -> Floats:
    """Positive to the left of an arc from a to b; one row an answer."""
    return (
        (a[:, 1] * b[:, 2] - a[:, 2] * b[:, 1]) * points[:, 0]
        + (a[:, 2] * b[:, 0] - a[:, 0] * b[:, 2]) * points[:, 1]
        + (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]) * points[:, 2]
    )
