"""How a coast is thinned: coarse for the world, fine in the detail windows, with no seam between the two."""

from __future__ import annotations

import csv
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import Transformer
from shapely import LineString, Polygon

from relos_atlas.geo import WGS84

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from pyproj import CRS

    Vertices = NDArray[np.float64]
    Window = tuple[float, float, float, float]

#: Decimals of a degree: about 1 km for the world, about 100 m in a window.
COARSE_DECIMALS, FINE_DECIMALS = 2, 3

#: Web Mercator has no poles; Leaflet stops here too.
_LAST_DRAWN_DEG = 85.05


@dataclass(frozen=True)
class Thinning:
    """The plane a layer is drawn in, and how far (metres there) a thinned coast may leave the true one."""

    crs: CRS
    coarse_m: float
    fine_m: float


def read_windows(path: Path) -> list[Window]:
    """Read the detail windows as (west, south, east, north)."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"]))
            for row in csv.DictReader(file)
        ]


def thin_polygon(polygon: Polygon, windows: list[Window], thinning: Thinning) -> Polygon:
    """
    Thin the rings of an area whose longitudes are continuous.

    Each ring is one coast throughout: where it enters or leaves a window its vertex is kept and only
    the tolerance changes. Two sources spliced at the window's edge would show a step there.
    """
    shell, *holes = (_thin_ring(ring, windows, thinning) for ring in (polygon.exterior, *polygon.interiors))
    return Polygon(shell, holes)


def _thin_ring(ring: LineString, windows: list[Window], thinning: Thinning) -> Vertices:
    degrees = shapely.get_coordinates(ring)
    runs = _runs(degrees, _inside(degrees, windows))
    thinned = [_thin_run(degrees[start : end + 1], is_fine, thinning) for start, end, is_fine in runs]
    return np.concatenate([*(run[:-1] for run in thinned), thinned[-1][-1:]])


def _inside(degrees: Vertices, windows: list[Window]) -> NDArray[np.bool_]:
    lon, lat = (degrees[:, 0] + 180) % 360 - 180, degrees[:, 1]
    hits = [(lon >= w) & (lon <= e) & (lat >= s) & (lat <= n) for w, s, e, n in windows]
    return np.logical_or.reduce(hits)


def _runs(degrees: Vertices, is_inside: NDArray[np.bool_]) -> list[tuple[int, int, bool]]:
    """List (first, last, is fine) of stretches wholly inside or outside; neighbours share a vertex."""
    changes = np.flatnonzero(np.diff(is_inside)) + 1
    bounds = [0, *changes.tolist(), len(degrees) - 1]
    return [(a, b, bool(is_inside[a])) for a, b in itertools.pairwise(bounds) if a < b]


def _thin_run(degrees: Vertices, is_fine: bool, thinning: Thinning) -> Vertices:
    is_ring = len(degrees) > 3 and bool((degrees[0] == degrees[-1]).all())
    kept = degrees[_kept(degrees, is_ring, thinning.crs, thinning.fine_m if is_fine else thinning.coarse_m)]
    rounded = np.round(kept, FINE_DECIMALS if is_fine else COARSE_DECIMALS)
    # An atoll that two decimals would flatten keeps a third.
    return np.round(kept, FINE_DECIMALS) if is_ring and Polygon(rounded).area == 0 else rounded


def _kept(degrees: Vertices, is_ring: bool, crs: CRS, tolerance_m: float) -> NDArray[np.int64]:
    """Return the numbers of the vertices to keep; a number travels through as its vertex's height."""
    lats = degrees[:, 1].clip(-_LAST_DRAWN_DEG, _LAST_DRAWN_DEG)
    plane = Transformer.from_crs(WGS84, crs, always_xy=True).transform(degrees[:, 0], lats)
    numbered = np.column_stack([*plane, np.arange(len(degrees))])
    shape = Polygon(numbered) if is_ring else LineString(numbered)
    thinned = shapely.simplify(shape, tolerance_m)
    return shapely.get_coordinates(thinned, include_z=True)[:, 2].astype(np.int64)
