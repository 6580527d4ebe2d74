"""The worlds of both maps as Leaflet counts them, degrees to units and back, and the size a camera means."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt
from numpy.typing import ArrayLike

from relos_atlas.geo.polar import project_polar, unproject_polar
from relos_atlas.model import Position, Projection

WORLD: Final = 256.0
"""Width of the world at zoom 0, in page units."""

MERCATOR_END_DEG: Final = 85.05
#: Half the width of the polar world in metres, as in 1-projection.js: the equator just fits.
POLAR_EXTENT_M: Final = 12367396.0
#: A camera is meant for a map of this size, in pixels (3-map.js); a smaller frame stands further off.
MEANT_WIDTH: Final = 1100.0
MEANT_HEIGHT: Final = 640.0


def to_world(projection: Projection, lon: ArrayLike, lat: ArrayLike) -> npt.NDArray[np.float64]:
    """Return world units, shape (n, 2), x to the right and y downwards, as Leaflet counts them at zoom 0."""
    lon, lat = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    if projection is Projection.POLAR:
        x, y = project_polar(lon, np.maximum(lat, -60))
        half = 2 * POLAR_EXTENT_M
        return np.stack([(0.5 + x / half) * WORLD, (0.5 - y / half) * WORLD], axis=-1)
    latitude = np.radians(np.clip(lat, -MERCATOR_END_DEG, MERCATOR_END_DEG))
    rise = np.log(np.tan(np.pi / 4 + latitude / 2)) / (2 * np.pi)
    return np.stack([(lon + 180) / 360 * WORLD, (0.5 - rise) * WORLD], axis=-1)


def from_world(projection: Projection, x: float, y: float) -> Position:
    """Return the point at some world units."""
    if projection is Projection.POLAR:
        half = 2 * POLAR_EXTENT_M
        lon, lat = unproject_polar((x / WORLD - 0.5) * half, (0.5 - y / WORLD) * half)
        return Position(lon=float(lon), lat=float(lat))
    return Position(lon=(x / WORLD * 360) % 360 - 180, lat=mercator_latitude(y))


def mercator_latitude(y: float) -> float:
    """Return the latitude at some world units from the top of the flat map."""
    return math.degrees(2 * math.atan(math.exp((0.5 - y / WORLD) * 2 * math.pi)) - math.pi / 2)
