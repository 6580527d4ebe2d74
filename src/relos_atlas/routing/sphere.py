"""Great circles on the sphere, vectorised; longitude before latitude, degrees, nautical miles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EARTH_RADIUS_NM: Final = 3440.065
#: Miles of a radian, a little less than they are, so that rounding never makes a great circle the longer way.
LEAST_RADIUS_NM: Final = EARTH_RADIUS_NM * (1.0 - 1e-7)
#: How far a drawn line, straight in longitude and latitude, may stray from its great circle.
_SAGITTA_NM: Final = 0.05


def unit_vectors(lonlat: Floats) -> Floats:
    """Points of the unit sphere, one a row."""
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def lonlat_of(vectors: Floats) -> Floats:
    """Degrees of points near the unit sphere."""
    flat = np.hypot(vectors[:, 0], vectors[:, 1])
    return np.degrees(
        np.column_stack([np.arctan2(vectors[:, 1], vectors[:, 0]), np.arctan2(vectors[:, 2], flat)])
    )


def chord_to_nm(chord: Floats) -> Floats:
    """Length of the arc over a chord of the unit sphere."""
    return 2.0 * EARTH_RADIUS_NM * np.arcsin(np.minimum(chord / 2.0, 1.0))


def lengths_nm(vectors: Floats, tail: NDArray[np.int64], head: NDArray[np.int64]) -> Floats:
    """Length of the arcs between pairs of points."""
    gap = vectors[tail] - vectors[head]
    return chord_to_nm(np.sqrt((gap * gap).sum(axis=1)))


def distances_nm(vectors: Floats, point: Floats) -> Floats:
    """Distance of each point to one point."""
    gap = vectors - point
    return chord_to_nm(np.sqrt((gap * gap).sum(axis=1)))


def bearings(point: Floats, vectors: Floats) -> Floats:
    """Bearing of each point from one point, in radians from north by east."""
    east = np.array([-point[1], point[0], 0.0])
    north = np.cross(point, east)
    return np.arctan2(vectors @ east, vectors @ north)


def along(start: Floats, end: Floats, share: Floats) -> Floats:
    """Points of arcs; all arguments have one row an answer."""
    angle = 2.0 * np.arcsin(np.minimum(np.linalg.norm(start - end, axis=1) / 2.0, 1.0))
    sine = np.maximum(np.sin(angle), 1e-12)
    near = np.where(angle < 1e-9, 1.0 - share, np.sin((1.0 - share) * angle) / sine)
    far = np.where(angle < 1e-9, share, np.sin(share * angle) / sine)
    return near[:, None] * start + far[:, None] * end


def drawn(lonlat: Floats) -> Floats:
    """
    Put points into each great circle so that straight lines in longitude and latitude follow it.

    Returns
    -------
    line
        Longitudes are continuous: they run past +-180 where the line does.
    """
    vectors = unit_vectors(lonlat)
    start, end = vectors[:-1], vectors[1:]
    angle = 2.0 * np.arcsin(np.minimum(np.linalg.norm(start - end, axis=1) / 2.0, 1.0))
    # off a straight line in (lon, lat) a great circle strays by about angle^2 / 8 * tan(lat)
    steep = np.tan(
        np.radians(np.minimum(np.maximum(np.abs(lonlat[:-1, 1]), np.abs(lonlat[1:, 1])) + 1.0, 89.0))
    )
    pieces = np.ceil(angle * np.sqrt(steep * EARTH_RADIUS_NM / 8.0 / _SAGITTA_NM)).astype(np.int64)
    pieces = np.maximum(np.maximum(pieces, np.ceil(angle / np.radians(5.0)).astype(np.int64)), 1)
    which = np.repeat(np.arange(len(pieces)), pieces)
    step = np.arange(len(which)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    points = lonlat_of(along(start[which], end[which], step / pieces[which]))
    points[step == 0] = lonlat[:-1]
    line = np.vstack([points, lonlat[-1:]])
    line[:, 0] = np.unwrap(line[:, 0], period=360.0)
    return line
