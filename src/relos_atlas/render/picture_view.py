"""Where a picture looks: degrees to page units for the part of the world that its frame shows."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.typing import ArrayLike

from relos_atlas.geo.crs import POLAR_TRUE_SCALE_DEG
from relos_atlas.model import Projection
from relos_atlas.render.drawing import Box
from relos_atlas.render.framing import framing
from relos_atlas.render.projecting import (
    MEANT_HEIGHT,
    MEANT_WIDTH,
    POLAR_EXTENT_M,
    WORLD,
    mercator_latitude,
    to_world,
)
from relos_atlas.scene.scenes import Camera, MapScene

_EQUATOR_M = 40075016.686
_FLAT_SOUTH_DEG, _FLAT_NORTH_DEG = -72.0, 84.5


@dataclass(frozen=True, slots=True)
class View:
    """
    A frame on the page and what it shows.

    Parameters
    ----------
    west
        Where the flat map begins: smaller longitudes are drawn one turn further east.
    zoom
        The camera's zoom, which says how much is written; `scale` says how large it is drawn.
    scale
        Page units for each unit of the world of `WORLD` units.
    left, top
        World units at the frame's corner.
    """

    frame: Box
    projection: Projection
    west: float
    zoom: float
    scale: float
    left: float
    top: float

    def place(self, lon: ArrayLike, lat: ArrayLike) -> npt.NDArray[np.float64]:
        """Return page units, shape (n, 2), of degrees that may run on over 180."""
        return self.place_world(to_world(self.projection, lon, lat))

    def place_world(self, world: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return page units of world units."""
        corner = np.array([self.left, self.top])
        return (world - corner) * self.scale + (self.frame.left, self.frame.top)

    def turned(self, lon: ArrayLike) -> npt.NDArray[np.float64]:
        """Return longitudes as this map counts them: on the flat one from `west` on."""
        lon = np.asarray(lon, dtype=np.float64)
        return np.where(lon < self.west, lon + 360, lon)

    @property
    def window(self) -> tuple[float, float, float, float]:
        """The frame in world units: left, top, right, bottom."""
        width, height = self.frame.width / self.scale, self.frame.height / self.scale
        return self.left, self.top, self.left + width, self.top + height

    def centre(self) -> tuple[float, float]:
        """Return world units in the middle of the frame."""
        left, top, right, bottom = self.window
        return (left + right) / 2, (top + bottom) / 2


def view_of(scene: MapScene, frame: Box) -> View:
    """Return how `frame` shows a scene: its camera, else what it is about, else the home of its map."""
    base = scene.base
    camera = scene.camera or framing(scene.subject, base) or base.home
    low, high = base.zoom_range
    zoom = min(max(camera.zoom, low), high)
    shrink = min(frame.width / MEANT_WIDTH, frame.height / MEANT_HEIGHT)
    scale = max(2.0**zoom * shrink, _least_scale(base.projection, frame))
    x, y = _centre(base.projection, base.west, camera)
    width, height = frame.width / scale, frame.height / scale
    if base.projection is Projection.FLAT:
        x, y = _kept_inside(base.west, x, y, width, height)
    return View(frame, base.projection, base.west, zoom, scale, x - width / 2, y - height / 2)


def units_per_km(view: View) -> tuple[float, float]:
    """Return page units for a kilometre, and the latitude at which that is so."""
    if view.projection is Projection.POLAR:
        return view.scale * WORLD / (2 * POLAR_EXTENT_M) * 1000, POLAR_TRUE_SCALE_DEG
    latitude = round(mercator_latitude(view.centre()[1]))
    per_metre = view.scale * WORLD / (_EQUATOR_M * math.cos(math.radians(latitude)))
    return per_metre * 1000, float(latitude)


def _centre(projection: Projection, west: float, camera: Camera) -> tuple[float, float]:
    lon = camera.centre.lon
    turned = lon + 360 if projection is Projection.FLAT and lon < west else lon
    x, y = to_world(projection, [turned], [camera.centre.lat])[0]
    return float(x), float(y)


def _least_scale(projection: Projection, frame: Box) -> float:
    """Return the scale below which a frame would show what lies beyond the map."""
    if projection is Projection.POLAR:
        return 0.0
    return max(frame.width / WORLD, frame.height / (_flat_end(_FLAT_SOUTH_DEG) - _flat_end(_FLAT_NORTH_DEG)))


def _kept_inside(west: float, x: float, y: float, width: float, height: float) -> tuple[float, float]:
    seam = (west + 180) / 360 * WORLD
    north, south = _flat_end(_FLAT_NORTH_DEG), _flat_end(_FLAT_SOUTH_DEG)
    return (
        min(max(x, seam + width / 2), seam + WORLD - width / 2),
        min(max(y, north + height / 2), south - height / 2),
    )


def _flat_end(lat: float) -> float:
    return float(to_world(Projection.FLAT, [0.0], [lat])[0][1])
