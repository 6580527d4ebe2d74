"""The polar map's projection in plain formulas, which its JavaScript twin computes too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from pyproj import Geod

from relos_atlas.geo.crs import POLAR_MERIDIAN_DEG, POLAR_TRUE_SCALE_DEG

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_ELLIPSOID: Final = Geod(ellps="WGS84")
_ECCENTRICITY: Final = float(np.sqrt(_ELLIPSOID.es))
#: Each round of the inverse shrinks the error of latitude by about 300; six reach the last digit of a float.
_ROUNDS: Final = 6


def project_polar(lon: ArrayLike, lat: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """
    Project degrees to the polar map.

    Parameters
    ----------
    lon, lat
        Degrees, EPSG:4326; longitudes may be continuous. The South Pole goes to infinity.

    Returns
    -------
    x, y
        Metres from the North Pole (`ARCTIC_STEREOGRAPHIC`), y growing away from the central meridian's side.

    Examples
    --------
    >>> x, y = project_polar([0, 100], [90, 70])
    >>> [round(float(value) / 1000) + 0 for value in (*x, *y)]
    [0, 0, 0, -2188]
    """
    angle = np.radians(np.asarray(lon, dtype=np.float64) - POLAR_MERIDIAN_DEG)
    radius = _radius_factor() * _conformal(np.radians(np.asarray(lat, dtype=np.float64)))
    return radius * np.sin(angle), -radius * np.cos(angle)


def unproject_polar(x: ArrayLike, y: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """
    Turn metres on the polar map back into degrees.

    Parameters
    ----------
    x, y
        Metres (`ARCTIC_STEREOGRAPHIC`).

    Returns
    -------
    lon, lat
        Degrees, EPSG:4326, longitude in [-180, 180[. The pole has every longitude; it gets the central one.

    Examples
    --------
    >>> lon, lat = unproject_polar(0, 0)
    >>> float(lon), float(lat)
    (100.0, 90.0)
    """
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    # Adding 0.0 turns -0.0 into 0.0, whose direction is the central meridian's.
    angle = np.degrees(np.arctan2(x + 0.0, -y + 0.0))
    lon = (angle + POLAR_MERIDIAN_DEG + 180.0) % 360.0 - 180.0
    return lon, np.degrees(_latitude(np.hypot(x, y) / _radius_factor()))


def _conformal(latitude: NDArray[np.float64]) -> NDArray[np.float64]:
    """Tangent of half the colatitude on the sphere that keeps the ellipsoid's angles."""
    squeeze = _ECCENTRICITY * np.sin(latitude)
    return np.tan(np.pi / 4 - latitude / 2) * ((1 + squeeze) / (1 - squeeze)) ** (_ECCENTRICITY / 2)


def _latitude(conformal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Invert `_conformal` by repeated substitution."""
    latitude = np.pi / 2 - 2 * np.arctan(conformal)
    for _ in range(_ROUNDS):
        squeeze = _ECCENTRICITY * np.sin(latitude)
        stretch = ((1 - squeeze) / (1 + squeeze)) ** (_ECCENTRICITY / 2)
        latitude = np.pi / 2 - 2 * np.arctan(conformal * stretch)
    return latitude


def _radius_factor() -> float:
    """Metres on the map for each unit of `_conformal`, so that the scale is true where it should be."""
    true_scale = np.radians(POLAR_TRUE_SCALE_DEG)
    parallel_m = _ELLIPSOID.a * np.cos(true_scale) / np.sqrt(1 - _ELLIPSOID.es * np.sin(true_scale) ** 2)
    return float(parallel_m / _conformal(true_scale))
