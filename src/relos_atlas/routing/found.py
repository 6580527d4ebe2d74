"""A way before anything is said about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from relos_atlas.model import Position
    from relos_atlas.routing.moorings import Mooring

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Found:
    """The ends of a way, its turning points, and its miles: those ashore, which are not drawn, included."""

    start: Position
    end: Position
    distance_nm: float
    line: Floats
    ashore_nm: float = 0.0


def line_between(here: Mooring, there: Mooring, path: Ints, lonlat: Floats) -> Floats:
    """Turning points from end to end; `path` are nodes, at `lonlat`, or none."""
    parts = [lonlat[path]]
    if not here.is_node:
        parts.insert(0, here.lead_to(int(path[0])) if len(path) else here.leads[0])
    if not there.is_node:
        parts.append((there.lead_to(int(path[-1])) if len(path) else there.leads[0])[::-1])
    return line_of(parts)


def line_of(parts: Sequence[Floats]) -> Floats:
    """Turning points of parts end to end, each once."""
    line = np.vstack(parts)
    moved = np.abs(np.diff(line, axis=0)).max(axis=1) > 0
    line = line[np.concatenate([[True], moved])]
    return line if len(line) > 1 else np.vstack([line, line])
