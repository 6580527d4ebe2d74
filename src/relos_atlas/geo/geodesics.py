"""Distances, bearings and shortest lines on the WGS 84 ellipsoid."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from pyproj import Geod
from shapely import LineString

from relos_atlas.geo.antimeridian import unwrap

if TYPE_CHECKING:
    from relos_atlas.model import Position

_ELLIPSOID: Final = Geod(ellps="WGS84")
_METRES_PER_NM: Final = 1852.0


def distance_nm(start: Position, end: Position) -> float:
    """
    Return the length of the geodesic between two places, in nautical miles of 1,852 m.

    Examples
    --------
    >>> from relos_atlas.model import Position
    >>> round(distance_nm(Position(lon=0, lat=89), Position(lon=180, lat=89)), 1)
    120.6
    """
    return float(_ELLIPSOID.inv(start.lon, start.lat, end.lon, end.lat)[2]) / _METRES_PER_NM


def bearing_deg(start: Position, end: Position) -> float:
    """
    Return the bearing at `start` of the geodesic to `end`: degrees from true north, clockwise, in [0, 360[.

    Examples
    --------
    >>> from relos_atlas.model import Position
    >>> bearing_deg(Position(lon=0, lat=0), Position(lon=-10, lat=0))
    270.0
    """
    return float(_ELLIPSOID.inv(start.lon, start.lat, end.lon, end.lat)[0]) % 360.0


def geodesic_line(start: Position, end: Position, step_km: float = 50.0) -> LineString:
    """
    Draw the geodesic between two places as a line that may be drawn straight from vertex to vertex.

    Parameters
    ----------
    start, end
        Both ends stand in the line as they are given, the second perhaps a full turn further.
    step_km
        Longest distance between two neighbours.

    Returns
    -------
    line
        Vertices as (lon, lat) in degrees, EPSG:4326, longitudes continuous (see `unwrap`). Over a pole,
        the longitude changes by up to 180 degrees in one step. Two vertices if both places are one.

    Raises
    ------
    ValueError
        If `step_km` is not above 0.

    Examples
    --------
    >>> from relos_atlas.model import Position
    >>> line = geodesic_line(Position(lon=170, lat=60), Position(lon=-170, lat=60))
    >>> line.coords[0], line.coords[-1]
    ((170.0, 60.0), (190.0, 60.0))
    """
    if not step_km > 0:
        raise ValueError(f"step_km={step_km}: expected above 0")
    length_km = distance_nm(start, end) * _METRES_PER_NM / 1000.0
    steps = max(1, math.ceil(length_km / step_km))
    between = _ELLIPSOID.npts(start.lon, start.lat, end.lon, end.lat, steps - 1) if steps > 1 else []
    return unwrap(LineString([(start.lon, start.lat), *between, (end.lon, end.lat)]))
