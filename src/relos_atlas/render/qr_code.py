"""The QR code of a link, in modules of whole pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import segno

from relos_atlas.render.drawing import Points, Shape

_QUIET_MODULES = 4
_LEAST_PIXELS = 2
# A short link's code survives a smudge; a long one's must stay small enough to print.
_SHORT_LINK = 200


@dataclass(frozen=True, slots=True, eq=False)
class QrCode:
    """A code about its upper left corner; `size` is its side, `quiet` the blank that it needs all round."""

    shape: Shape
    size: float
    quiet: float


def qr_code(link: str, size: float, most: float, pixels_per_unit: float) -> QrCode | None:
    """
    Return the code of a link about `size` page units wide, or None if `most` units cannot hold it.

    Each module covers the same whole number of pixels, two at least, as cameras want it.
    """
    try:
        level = "m" if len(link) <= _SHORT_LINK else "l"
        matrix = segno.make(link, error=level, micro=False, boost_error=False).matrix
    except segno.DataOverflowError:
        return None
    unit = max(_LEAST_PIXELS, int(min(size, most) * pixels_per_unit / len(matrix))) / pixels_per_unit
    if len(matrix) * unit > most:
        return None
    shape = Shape(
        tuple(ring * unit for y, row in enumerate(matrix) for ring in _bars(row, y)), fill="#000000"
    )
    return QrCode(shape, len(matrix) * unit, _QUIET_MODULES * unit)


def _bars(row: bytes | bytearray, y: int) -> list[Points]:
    """Return the stretches of dark modules of a row as rectangles."""
    dark = np.frombuffer(bytes(row), dtype=np.int8) & 1
    edges = np.flatnonzero(np.diff(np.concatenate([[0], dark, [0]])))
    return [
        np.array([(a, y), (b, y), (b, y + 1), (a, y + 1), (a, y)], dtype=np.float64)
        for a, b in edges.reshape(-1, 2)
    ]
