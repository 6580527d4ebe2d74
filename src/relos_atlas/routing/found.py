"""A way before anything is said about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from relos_atlas.model import Position
    from relos_atlas.routing.places import Mooring

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """The ends of a way, its miles and its turning points."""

    start: Position
    end: Position
    distance_nm: float
    line: Floats


def line_between(here: Mooring, there: Mooring, path: Floats) -> Floats:
    """Turning points from end to end, each once."""
    parts = [path]
    if not here.is_node:
        parts.insert(0, here.lead)
    if not there.is_node:
        parts.append(there.lead[::-1])
    line = np.vstack(parts)
    moved = np.abs(np.diff(line, axis=0)).max(axis=1) > 0
    line = line[np.concatenate([[True], moved])]
    return line if len(line) > 1 else np.vstack([line, line])
