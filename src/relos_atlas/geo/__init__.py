"""Pure geometry: reference systems, the antimeridian, geodesics and the polar projection."""

from relos_atlas.geo.antimeridian import (
    cut_polygon_at_antimeridian,
    split_at_antimeridian,
    unwrap,
    unwrap_polygon,
    wrap_longitude,
)
from relos_atlas.geo.crs import ARCTIC_STEREOGRAPHIC, WEB_MERCATOR, WGS84
from relos_atlas.geo.geodesics import bearing_deg, distance_nm, geodesic_line
from relos_atlas.geo.polar import project_polar, unproject_polar

__all__ = [
    "ARCTIC_STEREOGRAPHIC",
    "WEB_MERCATOR",
    "WGS84",
    "bearing_deg",
    "cut_polygon_at_antimeridian",
    "distance_nm",
    "geodesic_line",
    "project_polar",
    "split_at_antimeridian",
    "unproject_polar",
    "unwrap",
    "unwrap_polygon",
    "wrap_longitude",
]
