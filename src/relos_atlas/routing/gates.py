"""Which gates a line of great circles crosses, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from relos_atlas.routing.sphere import unit_vectors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from relos_atlas.routing.passages import Passage

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: What rounding may take from the product of two middles.
_SURE: Final = 1e-9


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
        cosine = np.linalg.norm(self._middle, axis=1) / 2.0
        sine = np.linalg.norm(self._a - self._b, axis=1) / 2.0
        self._nearness = np.column_stack([self._middle, -4.0 * cosine * cosine, 4.0 * cosine * sine]).T

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
        arcs, gates = self._near(starts, ends)
        a, b = starts[arcs], ends[arcs]
        start_side = (a * self._normal[gates]).sum(axis=1)
        end_side = (b * self._normal[gates]).sum(axis=1)
        # the ends of each lie on different sides of the other, or one on it
        splits = (start_side * end_side <= 0) & (start_side != end_side)
        splits &= _side(a, b, self._a[gates]) * _side(a, b, self._b[gates]) <= 0
        arcs, gates, a, b = arcs[splits], gates[splits], a[splits], b[splits]
        share = (start_side / np.where(splits, start_side - end_side, 1.0))[splits]
        meeting = a + (b - a) * share[:, None]
        same_half = (meeting * self._middle[gates]).sum(axis=1) > 0
        rows = zip(
            arcs[same_half].tolist(), share[same_half].tolist(), gates[same_half].tolist(), strict=True
        )
        return [(arc, along, self._slugs[gate]) for arc, along, gate in sorted(rows)]

    def _near(self, starts: Floats, ends: Floats) -> tuple[Ints, Ints]:
        """Arcs and gates with middles no farther apart than half of both lengths: few of all pairs."""
        middle = starts + ends
        cosine = np.linalg.norm(middle, axis=1) / 2.0
        sine = np.linalg.norm(starts - ends, axis=1) / 2.0
        # cos(x + y) = cos x cos y - sin x sin y; a middle is as long as twice the cosine of half its length
        nearness = np.column_stack([middle, cosine * cosine, cosine * sine]) @ self._nearness
        arcs, gates = np.nonzero(nearness >= -_SURE)
        return arcs, gates


def _side(a: Floats, b: Floats, points: Floats) -> Floats:
    """Positive to the left of an arc from a to b; one row an answer."""
    return (
        (a[:, 1] * b[:, 2] - a[:, 2] * b[:, 1]) * points[:, 0]
        + (a[:, 2] * b[:, 0] - a[:, 0] * b[:, 2]) * points[:, 1]
        + (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]) * points[:, 2]
    )
