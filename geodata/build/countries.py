"""Which area of Natural Earth is which country of countries.csv; its coarse outline and its anchor."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from typing import TYPE_CHECKING

import shapely
from babel.core import get_global
from pyproj import Geod
from shapely import MultiPolygon, Point, Polygon
from shapely.affinity import scale

from relos_atlas.geo import cut_polygon_at_antimeridian

if TYPE_CHECKING:
    from pathlib import Path

    from topology import Area, Topology

_ELLIPSOID = Geod(ellps="WGS84")

#: Well below the 20 km that a place may lie from its country.
_OUTLINE_TOLERANCE_DEG = 0.12
_OUTLINE_GRID_DEG = 0.01


def read_country_names(path: Path) -> dict[str, str]:
    """Read English name -> code of the countries that the atlas knows."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["label_en"]: row["code"] for row in csv.DictReader(file)}


def country_code(area: Area, code_by_name: dict[str, str]) -> str | None:
    """
    Return the alpha-2 code of an area.

    An ISO number is turned by the Unicode territory aliases that Babel carries. An area with no number
    has the code of the country that bears its name, or None: a lease, a reef, a buffer zone.
    """
    if area.code is not None:
        return str(get_global("territory_aliases")[area.code][0])
    return code_by_name.get(area.name.replace("N. ", "Northern "))


def country_parts(topology: Topology, code_by_name: dict[str, str]) -> dict[str, list[Polygon]]:
    """Return the parts of every area with a code, cut at 180 degrees, in the order of codes."""
    parts: dict[str, list[Polygon]] = defaultdict(list)
    for area in topology.areas:
        code = country_code(area, code_by_name)
        if code is not None:
            cut = [cut_polygon_at_antimeridian(polygon) for polygon in topology.polygons(area)]
            parts[code] += [part for polygon in cut for part in polygon.geoms]
    return {code: parts[code] for code in sorted(parts)}


def anchor(parts: list[Polygon]) -> Point:
    """Return the centre of the largest circle in the largest part, as it looks at that latitude."""
    largest = max(parts, key=lambda part: abs(_ELLIPSOID.geometry_area_perimeter(part)[0]))
    narrowing = math.cos(math.radians(largest.centroid.y))
    circle = shapely.maximum_inscribed_circle(scale(largest, xfact=narrowing, origin=(0, 0)), tolerance=0.001)
    lon, lat = circle.coords[0]
    return Point(round(lon / narrowing, 3), round(lat, 3))


def outline(parts: list[Polygon]) -> MultiPolygon:
    """Thin, join what overlaps, and round; a speck rounds away to nothing."""
    thinned = shapely.make_valid(shapely.simplify(parts, _OUTLINE_TOLERANCE_DEG))
    rounded = shapely.set_precision(shapely.union_all(thinned), _OUTLINE_GRID_DEG)
    return shapely.normalize(
        MultiPolygon([p for p in shapely.get_parts(rounded) if p.geom_type == "Polygon"])
    )
