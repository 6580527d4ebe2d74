"""Where a map looks that is about something too small, or out of sight, in the view that it opens with."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from relos_atlas.model import Projection
from relos_atlas.render.projecting import MEANT_HEIGHT, MEANT_WIDTH, from_world, to_world
from relos_atlas.scene.scenes import BaseMap, Camera, Subject

#: What takes less of the map than this is too small; brought into view it takes so much of it.
_TOO_SMALL: Final = 0.25
_WANTED: Final = 0.55
#: Land is not drawn finely enough to look closer at it.
_CLOSEST_ZOOM: Final = 7.0

_Points = npt.NDArray[np.float64]


def framing(subject: Subject | None, base: BaseMap) -> Camera | None:
    """Return the camera that brings a subject into view; None if the map's home shows it well enough."""
    if subject is None or not subject.points:
        return None
    world = _world_of(subject, base)
    low, high = world.min(axis=0), world.max(axis=0)
    home_low, home_high = _home_frame(base)
    share = ((high - low) / (home_high - home_low)).max()
    if share >= _TOO_SMALL and (low <= home_high).all() and (high >= home_low).all():
        return None
    closer = math.log2(_WANTED / max(share, 1e-6))
    zoom = min(max(base.home.zoom + math.floor(closer * 2) / 2, base.zoom_range[0]), _CLOSEST_ZOOM)
    return Camera(from_world(base.projection, *((low + high) / 2).tolist()), zoom)


def _world_of(subject: Subject, base: BaseMap) -> _Points:
    lon, lat = np.array(subject.points).T
    if base.projection is Projection.FLAT:
        lon = (lon - base.west) % 360 + base.west
    return to_world(base.projection, lon, lat)


def _home_frame(base: BaseMap) -> tuple[_Points, _Points]:
    """Return the corners of what the home of a map shows, in world units."""
    centre = to_world(base.projection, [base.home.centre.lon], [base.home.centre.lat])[0]
    half = np.array([MEANT_WIDTH, MEANT_HEIGHT]) / 2 / 2**base.home.zoom
    return centre - half, centre + half
