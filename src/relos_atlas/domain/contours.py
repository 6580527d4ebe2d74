"""Lines of equal value over triangles on the sphere: no seam at 180 degrees, no hole at the pole."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from relos_atlas.routing.sphere import along, lonlat_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_Edge = tuple[int, int]


def contour(vectors: Floats, triangles: Ints, values: Floats, level: float) -> list[Floats]:
    """
    Return the lines on which a value is reached.

    Parameters
    ----------
    vectors
        Points on the unit sphere.
    triangles
        Rows of three point numbers.
    values
        One a point; triangles with an infinite one hold no line.
    level
        The value of the lines.

    Returns
    -------
    lines
        Points as rows (lon, lat); a closed line ends where it began. None where nothing is reached.
    """
    pieces = _pieces(triangles, values, level)
    edges = np.array(sorted({edge for piece in pieces for edge in piece}), dtype=np.int64).reshape(-1, 2)
    if not len(edges):
        return []
    low, high = values[edges[:, 0]], values[edges[:, 1]]
    points = lonlat_of(along(vectors[edges[:, 0]], vectors[edges[:, 1]], (level - low) / (high - low)))
    where = {(int(a), int(b)): k for k, (a, b) in enumerate(edges)}
    return [points[[where[edge] for edge in chain]] for chain in _chains(pieces)]


def _pieces(triangles: Ints, values: Floats, level: float) -> list[tuple[_Edge, _Edge]]:
    """Return one piece of line a triangle that the level passes through: the two edges that it crosses."""
    corner = values[triangles]
    above = corner > level
    mixed = np.isfinite(corner).all(axis=1) & above.any(axis=1) & ~above.all(axis=1)
    pieces = []
    for (a, b, c), (up_a, up_b, up_c) in zip(triangles[mixed].tolist(), above[mixed].tolist(), strict=True):
        crossed = [
            (min(p, q), max(p, q))
            for p, q, up_p, up_q in ((a, b, up_a, up_b), (b, c, up_b, up_c), (c, a, up_c, up_a))
            if up_p != up_q
        ]
        pieces.append((crossed[0], crossed[1]))
    return pieces


def _chains(pieces: list[tuple[_Edge, _Edge]]) -> list[list[_Edge]]:
    """Join pieces that meet on an edge into lines."""
    meets: dict[_Edge, list[_Edge]] = {}
    for a, b in pieces:
        meets.setdefault(a, []).append(b)
        meets.setdefault(b, []).append(a)
    chains = []
    # Open lines first, from one of their ends; what is left are rings.
    for start in [*(edge for edge, others in meets.items() if len(others) == 1), *meets]:
        chain = [start]
        while meets[chain[-1]]:
            following = meets[chain[-1]].pop()
            meets[following].remove(chain[-1])
            chain.append(following)
        if len(chain) > 1:
            chains.append(chain)
    return chains
