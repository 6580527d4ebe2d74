"""What lies below the marks of a picture: land, coasts, borders, graticule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from relos_atlas.model import Layer, Projection
from relos_atlas.render.assets import Assets
from relos_atlas.render.drawing import DrawnLayer, Pen, Points, Shape
from relos_atlas.render.picture_inks import BORDER, COAST, DISPUTED, GRATICULE, LAND, SEA
from relos_atlas.render.picture_view import View
from relos_atlas.render.projecting import WORLD, to_world
from relos_atlas.scene.scenes import Graticule, MapScene

DISPUTED_PEN = Pen(DISPUTED, 1.1, (3, 3))
# Finer detail than this could not be seen, but would be carried along.
_DETAIL = 0.3
_EQUATOR_STEPS = 361
# More degrees of longitude than any line of the layer files reaches.
_FAR = 720
_STEP_DEG = 2.0
# Distances between lines of the graticule, in degrees, and the least room between two on the page.
_STEPS = (1, 2, 5, 10)
_APART = 120.0


def base_layers(scene: MapScene, view: View, assets: Assets) -> tuple[DrawnLayer, ...]:
    """Return sea, land and lines below everything else, the layers that the reader switched off left out."""
    frame = view.frame
    land = assets.folder / assets.layers[scene.base.land]
    layers = [
        DrawnLayer("sea", (_sea(view),), frame),
        DrawnLayer("land", (_areas(_land(land, view.projection), view),), frame),
    ]
    if Layer.GRATICULE in scene.layers:
        layers.append(DrawnLayer("graticule", (_graticule(scene, view),), frame))
    layers.append(DrawnLayer("coast", (lines(_coast(land, view.projection), view, Pen(COAST, 0.6)),), frame))
    if Layer.BORDERS in scene.layers:
        borders = assets.folder / assets.layers[scene.base.borders]
        layers.append(
            DrawnLayer("borders", (lines(_borders(borders, view.projection), view, Pen(BORDER, 0.7)),), frame)
        )
        layers.append(DrawnLayer("disputed-borders", (_disputed(scene, view),), frame))
    return tuple(layers)


def has_disputed(scene: MapScene, view: View) -> bool:
    """Whether a disputed stretch of a border is seen."""
    return Layer.BORDERS in scene.layers and bool(_disputed(scene, view).rings)


def lines(shapes: list[BaseGeometry], view: View, pen: Pen) -> Shape:
    """Return lines in world units as far as the frame shows them, no finer than can be seen."""
    return Shape(tuple(_clipped(shapes, view)), is_closed=False, pen=pen)


def _clipped(shapes: list[BaseGeometry], view: View) -> list[Points]:
    seen = shapely.clip_by_rect(np.asarray(shapes, dtype=object), *_window(view))
    parts = shapely.get_parts(seen[~shapely.is_empty(seen)]) if len(seen) else seen
    thinned = shapely.simplify(parts, _DETAIL / view.scale, preserve_topology=False)
    rings = [ring for part in thinned for ring in _rings(part)]
    return [view.place_world(ring) for ring in rings]


def _areas(shapes: list[BaseGeometry], view: View) -> Shape:
    return Shape(tuple(_clipped(shapes, view)), fill=LAND)


def _rings(part: BaseGeometry) -> list[Points]:
    if part.is_empty:
        return []
    if part.geom_type == "Polygon":
        # Holes turn the other way: whoever fills by winding leaves them open too.
        turned = shapely.orient_polygons(part)
        return [shapely.get_coordinates(ring) for ring in (turned.exterior, *turned.interiors)]
    if hasattr(part, "geoms"):
        return [ring for inner in part.geoms for ring in _rings(inner)]
    return [shapely.get_coordinates(part)] if part.geom_type == "LineString" else []


def _window(view: View) -> tuple[float, float, float, float]:
    left, top, right, bottom = view.window
    rim = 4 / view.scale
    return left - rim, top - rim, right + rim, bottom + rim


def _sea(view: View) -> Shape:
    """Return the sea: the whole frame; on the polar map as far as the land is known, to the equator."""
    if view.projection is Projection.FLAT:
        frame = view.frame
        corners = [(frame.left, frame.top), (frame.right, frame.top), (frame.right, frame.bottom),
                   (frame.left, frame.bottom), (frame.left, frame.top)]  # fmt: skip
        return Shape((np.array(corners, dtype=np.float64),), fill=SEA)
    lons = np.linspace(-180, 180, _EQUATOR_STEPS)
    return Shape((view.place(lons, np.zeros(_EQUATOR_STEPS)),), fill=SEA)


def graticule_of(scene: MapScene, view: View) -> Graticule:
    """Return the graticule to draw: the base map's, finer on the flat map where the frame shows little."""
    spec = scene.base.graticule
    per_degree = view.scale * WORLD / 360
    step = next((step for step in _STEPS if step * per_degree >= _APART), None)
    if view.projection is Projection.POLAR or step is None:
        return spec
    return replace(
        spec,
        parallels=tuple(range(spec.south // step * step, spec.north + 1, step)),
        meridians=tuple(range(spec.west // step * step, spec.east + 1, step)),
    )


def _graticule(scene: MapScene, view: View) -> Shape:
    spec = graticule_of(scene, view)
    lons = np.arange(spec.west, spec.east + 1.0, 2.0)
    lats = np.arange(spec.south, spec.north + 1.0, 2.0)
    across = [to_world(view.projection, lons, np.full(len(lons), lat)) for lat in spec.parallels]
    along = [to_world(view.projection, np.full(len(lats), lon), lats) for lon in spec.meridians]
    return lines([shapely.LineString(line) for line in (*across, *along)], view, Pen(GRATICULE, 0.6))


def _disputed(scene: MapScene, view: View) -> Shape:
    shapes = []
    for line in scene.base.disputed:
        lon, lat = np.asarray(line.coords)[:, :2].T
        shapes.append(shapely.LineString(to_world(view.projection, view.turned(lon), lat)))
    return lines(list(shapes), view, DISPUTED_PEN)


@lru_cache(maxsize=4)
def _land(path: Path, projection: Projection) -> list[BaseGeometry]:
    """Return land as polygons in world units; the flat map has each twice, a turn apart."""
    return _projected(path, projection)


@lru_cache(maxsize=4)
def _borders(path: Path, projection: Projection) -> list[BaseGeometry]:
    return _projected(path, projection)


@lru_cache(maxsize=4)
def _coast(path: Path, projection: Projection) -> list[BaseGeometry]:
    """Return the outlines of land without the edges that only a cut has made."""
    rings = [ring for part in _parts(path) for ring in _rings(part)]
    pieces = [shapely.LineString(piece) for ring in rings for piece in _uncut(ring)]
    return _turns(_to_world(pieces, projection), projection)


def _uncut(ring: Points) -> list[Points]:
    start, end = ring[:-1], ring[1:]
    along_seam = (np.abs(start[:, 0]) >= 180) & (start[:, 0] == end[:, 0])
    along_end = (start[:, 1] == end[:, 1]) & ((start[:, 1] == 0) | (start[:, 1] <= -85))
    pieces = np.split(ring, np.flatnonzero(along_seam | along_end) + 1)
    return [piece for piece in pieces if len(piece) > 1]


def _projected(path: Path, projection: Projection) -> list[BaseGeometry]:
    parts = np.asarray(_parts(path), dtype=object)
    if projection is Projection.POLAR:
        # The polar map's land ends at the equator; borders beyond it would lie on nothing.
        parts = shapely.get_parts(shapely.clip_by_rect(parts, -_FAR, 0, _FAR, 90))
        # That end is a circle there.
        parts = shapely.segmentize(parts, _STEP_DEG)
    return _turns(_to_world(list(parts), projection), projection)


@lru_cache(maxsize=4)
def _parts(path: Path) -> tuple[BaseGeometry, ...]:
    """Return every polygon or line of a GeoJSON file."""
    parts = shapely.get_parts(shapely.from_geojson(path.read_text(encoding="utf-8")))
    return tuple(shapely.get_parts(parts))


def _to_world(shapes: Sequence[BaseGeometry], projection: Projection) -> list[BaseGeometry]:
    projected = shapely.transform(
        np.asarray(shapes, dtype=object), lambda at: to_world(projection, at[:, 0], at[:, 1])
    )
    return list(projected)


def _turns(shapes: list[BaseGeometry], projection: Projection) -> list[BaseGeometry]:
    if projection is Projection.POLAR:
        return shapes
    return [
        *shapes,
        *shapely.transform(np.asarray(shapes, dtype=object), lambda at: at + np.array([WORLD, 0.0])),
    ]
