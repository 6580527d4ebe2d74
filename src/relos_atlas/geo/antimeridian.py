"""Lines and areas that cross 180 degrees of longitude: made continuous, or cut there."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.affinity import translate

from relos_atlas.model import GeometryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Vertices = NDArray[np.float64]


def wrap_longitude(lon: float, west: float = -180.0) -> float:
    """
    Bring a longitude into the half-open range [west, west + 360[.

    Examples
    --------
    >>> wrap_longitude(190)
    -170.0
    >>> wrap_longitude(180), wrap_longitude(-170, west=0)
    (-180.0, 190.0)
    """
    wrapped = west + (lon - west) % 360.0
    # A tiny negative remainder rounds up to a full turn.
    return wrapped if wrapped < west + 360.0 else float(west)


def unwrap(line: LineString) -> LineString:
    """
    Make the longitudes of a line continuous.

    Parameters
    ----------
    line
        Vertices as (lon, lat) in degrees, EPSG:4326. Two neighbours more than 180 degrees apart
        are read as crossing the antimeridian.

    Returns
    -------
    line
        The same vertices, the first unchanged, later longitudes beyond +-180 where needed.

    Raises
    ------
    GeometryError
        If `line` is empty or has a vertex that is not finite.

    Examples
    --------
    >>> unwrap(LineString([(178, 69), (-178, 70)])).wkt
    'LINESTRING (178 69, 182 70)'
    """
    return LineString(_unwrap_vertices(_vertices(line)))


def split_at_antimeridian(line: LineString) -> MultiLineString:
    """
    Split a line into parts that each stay within [-180, 180].

    Parameters
    ----------
    line
        Vertices as (lon, lat) in degrees, EPSG:4326, wrapped or continuous. Two neighbours more than
        180 degrees apart are read as crossing the antimeridian.

    Returns
    -------
    parts
        In the order of travel; one part if nothing crosses. Parts meet exactly at +180 and -180, at
        the latitude of the straight (lon, lat) segment: densify long legs first.

    Raises
    ------
    GeometryError
        If `line` is empty or has a vertex that is not finite.

    Examples
    --------
    >>> split_at_antimeridian(LineString([(178, 69), (-178, 69)])).wkt
    'MULTILINESTRING ((178 69, 180 69), (-180 69, -178 69))'
    >>> len(split_at_antimeridian(LineString([(33, 69), (178, 69)])).geoms)
    1
    """
    vertices = _with_crossings(_unwrap_vertices(_vertices(line)))
    turns = _turns(vertices)
    edges = np.flatnonzero(np.diff(turns)) + 1
    starts, ends = [0, *edges], [*edges, len(turns)]
    return MultiLineString(
        [
            vertices[start : end + 1] - (360.0 * turns[start], 0.0)
            for start, end in zip(starts, ends, strict=True)
        ]
    )


def unwrap_polygon(polygon: Polygon) -> Polygon:
    """
    Make the longitudes of an area's rings continuous, holes beside their shell.

    Parameters
    ----------
    polygon
        Rings of (lon, lat) in degrees, EPSG:4326, as stitched across the antimeridian. A shell that
        runs once round the globe is closed over the pole that is nearer to it.

    Returns
    -------
    polygon
        West end of the shell in [-180, 180[; the east end may be up to 360 degrees further.

    Raises
    ------
    GeometryError
        If `polygon` is empty or has a vertex that is not finite.

    Examples
    --------
    >>> unwrap_polygon(Polygon([(178, 70), (-178, 70), (-178, 72)])).bounds
    (178.0, 70.0, 182.0, 72.0)
    """
    shell = _close_over_pole(_unwrap_vertices(_vertices(polygon.exterior)))
    shell[:, 0] -= 360.0 * math.floor((shell[:, 0].min() + 180.0) / 360.0)
    holes = [_beside(shell, _unwrap_vertices(_vertices(hole))) for hole in polygon.interiors]
    return Polygon(shell, holes)


def cut_polygon_at_antimeridian(polygon: Polygon) -> MultiPolygon:
    """
    Cut an area into parts that each stay within [-180, 180].

    Parameters
    ----------
    polygon
        As for `unwrap_polygon`.

    Returns
    -------
    parts
        Valid; one part if nothing crosses. Parts meet exactly at +180 and -180.

    Raises
    ------
    GeometryError
        If `polygon` is empty or has a vertex that is not finite.

    Examples
    --------
    >>> parts = cut_polygon_at_antimeridian(Polygon([(178, 70), (-178, 70), (-178, 72)]))
    >>> sorted(part.bounds for part in parts.geoms)
    [(-180.0, 70.0, -178.0, 72.0), (178.0, 70.0, 180.0, 71.0)]
    """
    continuous = shapely.make_valid(unwrap_polygon(polygon))
    _, _, east, _ = continuous.bounds
    copies = range(math.floor((east + 180.0) / 360.0) + 1)
    return MultiPolygon([part for copy in copies for part in _window(continuous, copy)])


def _vertices(line: LineString) -> Vertices:
    vertices = shapely.get_coordinates(line)
    if len(vertices) == 0:
        raise GeometryError("line: empty; expected vertices")
    if not np.isfinite(vertices).all():
        raise GeometryError(f"line {line.wkt[:60]}: expected finite degrees")
    return np.asarray(vertices, dtype=np.float64)


def _unwrap_vertices(vertices: Vertices) -> Vertices:
    continuous = vertices.copy()
    continuous[:, 0] = np.unwrap(vertices[:, 0], period=360.0)
    return continuous


def _turns(vertices: Vertices) -> NDArray[np.int64]:
    """Which copy of the globe each segment lies on: 0 for [-180, 180]."""
    middles = (vertices[:-1, 0] + vertices[1:, 0]) / 2
    turns = np.floor((middles + 180.0) / 360.0).astype(np.int64)
    # A segment along +180 itself belongs to neither side; it stays where it was given.
    turns[(middles == 180.0) & (vertices[:-1, 0] == 180.0)] = 0
    return turns


def _with_crossings(vertices: Vertices) -> Vertices:
    """Add a vertex at each odd multiple of 180 degrees between two neighbours."""
    woven = [vertices[0]]
    for start, end in itertools.pairwise(vertices):
        woven.extend(_crossings(start, end))
        woven.append(end)
    return np.array(woven)


def _crossings(start: Vertices, end: Vertices) -> Iterator[Vertices]:
    """Yield the points strictly between two vertices that lie on the antimeridian, in order of travel."""
    low, high = sorted((start[0], end[0]))
    turns = np.arange(math.ceil((low - 180.0) / 360.0), math.floor((high - 180.0) / 360.0) + 1)
    lons = [lon for lon in 180.0 + 360.0 * turns if low < lon < high]
    for lon in lons if start[0] < end[0] else lons[::-1]:
        share = (lon - start[0]) / (end[0] - start[0])
        yield np.array([lon, start[1] + share * (end[1] - start[1])])


def _close_over_pole(ring: Vertices) -> Vertices:
    if abs(ring[-1, 0] - ring[0, 0]) < 180.0:
        return ring
    pole = math.copysign(90.0, ring[:, 1].mean())
    return np.concatenate([ring, [(ring[-1, 0], pole), (ring[0, 0], pole)]])


def _beside(shell: Vertices, hole: Vertices) -> Vertices:
    """Move a hole by whole turns to where its shell is."""
    centre = (shell[:, 0].min() + shell[:, 0].max()) / 2
    hole[:, 0] += 360.0 * np.round((centre - hole[:, 0].mean()) / 360.0)
    return hole


def _window(area: Polygon | MultiPolygon, copy: int) -> list[Polygon]:
    west = -180.0 + 360.0 * copy
    inside = shapely.intersection(area, shapely.box(west, -90.0, west + 360.0, 90.0))
    shifted = translate(inside, xoff=-360.0 * copy)
    return [part for part in shapely.get_parts(shifted) if part.geom_type == "Polygon"]
