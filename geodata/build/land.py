"""The two land layers: cut at 180 degrees for the flat map, continuous for the polar one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from coast import FINE_DECIMALS, Thinning, thin_polygon
from pyproj import CRS
from shapely import MultiPolygon, Polygon
from shapely.affinity import translate

from relos_atlas.geo import ARCTIC_STEREOGRAPHIC, cut_polygon_at_antimeridian, unwrap_polygon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coast import Window

#: Web Mercator that does not wrap at 180 degrees: a coast that crosses must not jump while it is thinned.
CONTINUOUS_MERCATOR = CRS.from_proj4("+proj=webmerc +datum=WGS84 +units=m +over +type=crs")

#: Half a pixel of a screen at zoom 4 is 4,900 m; the fine tolerance is below the grid of the source.
FLAT = Thinning(CONTINUOUS_MERCATOR, coarse_m=4500.0, fine_m=200.0)
POLAR = Thinning(ARCTIC_STEREOGRAPHIC, coarse_m=3000.0, fine_m=200.0)

#: Two coasts nearer than this to 180 degrees (10 cm) end there.
_TOUCHING_DEG = 1e-6

#: Web Mercator ends at 85.05 and has no finite place for the South Pole, which is land.
MERCATOR_SOUTH_DEG = -85.06

#: The polar map is never zoomed out beyond it.
POLAR_SOUTH_DEG = 0.0


def flat_land(stitched: Iterable[Polygon], windows: list[Window]) -> MultiPolygon:
    """Return the world's land within [-180, 180]."""
    thinned = [thin_polygon(unwrap_polygon(polygon), windows, FLAT) for polygon in stitched]
    cut = [cut_polygon_at_antimeridian(polygon) for polygon in thinned]
    return _clean(shapely.intersection(cut, shapely.box(-180.0, MERCATOR_SOUTH_DEG, 180.0, 90.0)))


def polar_land(stitched: Iterable[Polygon], windows: list[Window]) -> MultiPolygon:
    """Return the land north of the equator, longitudes continuous up to 540 degrees."""
    whole = _joined_across_180([unwrap_polygon(polygon) for polygon in stitched])
    northern = [part for polygon in whole for part in _northern(polygon)]
    return _clean(shapely.make_valid(thin_polygon(polygon, windows, POLAR)) for polygon in northern)


def _joined_across_180(polygons: list[Polygon]) -> list[Polygon]:
    """Join halves that the source left cut at 180 degrees (Chukotka): they would show a seam."""
    eastward = [translate(p, xoff=360.0) if p.bounds[0] < -180.0 + _TOUCHING_DEG else p for p in polygons]
    cut = [p for p in eastward if _touches_180(p)]
    joined = shapely.union_all(shapely.make_valid(cut), grid_size=_TOUCHING_DEG)
    return [p for p in eastward if not _touches_180(p)] + _polygons(joined)


def _touches_180(polygon: Polygon) -> bool:
    west, _, east, _ = polygon.bounds
    return min(abs(west - 180.0), abs(east - 180.0)) < _TOUCHING_DEG


def _northern(polygon: Polygon) -> list[Polygon]:
    """Clip at the southern limit; that edge is a parallel, which only many vertices draw as an arc."""
    limit = shapely.box(-180.0, POLAR_SOUTH_DEG, 540.0, 90.0)
    clipped = shapely.intersection(shapely.make_valid(polygon), limit)
    return _polygons(shapely.segmentize(clipped, 1.0))


def _clean(parts: Iterable[shapely.Geometry]) -> MultiPolygon:
    """Join what overlaps after thinning, on the grid of the finest decimals, in a fixed order."""
    joined = shapely.union_all(list(parts), grid_size=10.0**-FINE_DECIMALS)
    rounded = shapely.set_precision(joined, 10.0**-FINE_DECIMALS)
    return shapely.normalize(MultiPolygon(_polygons(rounded)))


def _polygons(geometry: shapely.Geometry) -> list[Polygon]:
    """Flatten nested collections and leave lines and points behind."""
    parts = shapely.get_parts(geometry)
    if any(part.geom_type.startswith(("Multi", "Geometry")) for part in parts):
        return [polygon for part in parts for polygon in _polygons(part)]
    return [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]
