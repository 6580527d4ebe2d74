"""Whether a place lies in the country that its row states, held against coarse country polygons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely.geometry import shape

from relos_atlas.data.fault import Fault
from relos_atlas.data.map_files import COUNTRY_AREAS, read_features
from relos_atlas.data.reading import Raw

_TOLERANCE_KM = 20.0
_KM_PER_DEGREE = 111.0
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, shapely.errors.ShapelyError)
_GEOD = Geod(ellps="WGS84")
Objects = NDArray[np.object_]
Areas = tuple[Objects, Objects]


def country_faults(geodata: Path, raws: Mapping[str, Raw]) -> list[Fault]:
    """Faults of facilities and agreement places; none if the folder has no country polygons."""
    if not (geodata / COUNTRY_AREAS).exists():
        return []
    areas, faults = _read_areas(geodata / COUNTRY_AREAS)
    if areas is None:
        return faults
    tables = [raws[name] for name in ("facilities", "agreement-places") if name in raws]
    return [fault for raw in tables for fault in _stray_faults(raw, areas)]


def _read_areas(path: Path) -> tuple[Areas | None, list[Fault]]:
    features, fault = read_features(path)
    if fault is not None:
        return None, [fault]
    try:
        return _areas(features), []
    except _UNREADABLE as error:
        expectation = f"expected polygons with a country code each ({type(error).__name__})"
        return None, [Fault(path.name, None, "", None, expectation)]


def _areas(features: list[dict[str, Any]]) -> Areas:
    """Codes and polygons, one polygon an entry."""
    codes, polygons = [], []
    for feature in features:
        for polygon in shapely.get_parts(shape(feature["geometry"])):
            codes.append(str(feature["properties"]["code"]))
            polygons.append(polygon)
    return np.array(codes, dtype=object), np.array(polygons, dtype=object)


def _stray_faults(raw: Raw, areas: Areas) -> Iterator[Fault]:
    frame = raw.frame
    lon, lat = (pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=float) for name in ("lon", "lat"))
    on_globe = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    open_rows = np.flatnonzero(on_globe & (frame["position_note"] == "").to_numpy())
    codes = frame["country"].to_numpy(dtype=object)[open_rows]
    points = shapely.points(lon[open_rows], lat[open_rows])
    for row in open_rows[_is_stray(points, codes, areas)]:
        expectation = f"expected a point within {_TOLERANCE_KM:g} km of it, or a position_note"
        yield raw.fault(int(row), "country", expectation)


def _is_stray(points: Objects, codes: Objects, areas: Areas) -> NDArray[np.bool_]:
    area_codes, polygons = areas
    near = np.zeros(len(points), dtype=bool)
    inside, area = shapely.STRtree(polygons).query(points, predicate="intersects")
    near[inside[codes[inside] == area_codes[area]]] = True
    near[~near] = _is_near_border(points[~near], codes[~near], areas)
    return ~near


def _is_near_border(points: Objects, codes: Objects, areas: Areas) -> NDArray[np.bool_]:
    """Measure on the ellipsoid to the edges in a box around each point, not to whole countries."""
    if not len(points):
        return np.zeros(0, dtype=bool)
    edges, owners = _edges(areas)
    at, edge = shapely.STRtree(edges).query(_boxes(points))
    mine = codes[at] == owners[edge]
    at, edge = at[mine], edge[mine]
    near = np.zeros(len(points), dtype=bool)
    near[at[_distances_km(points[at], edges[edge]) <= _TOLERANCE_KM]] = True
    return near


def _edges(areas: Areas) -> Areas:
    codes, polygons = areas
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    segments = np.stack([coordinates[:-1][same], coordinates[1:][same]], axis=1)
    return shapely.linestrings(segments), codes[polygon[ring[1:][same]]]


def _boxes(points: Objects) -> Objects:
    lon, lat = shapely.get_x(points), shapely.get_y(points)
    high = _TOLERANCE_KM / _KM_PER_DEGREE
    wide = high / np.maximum(np.cos(np.radians(np.minimum(np.abs(lat) + high, 90))), high / 180)
    boxes: Objects = shapely.box(lon - wide, lat - high, lon + wide, lat + high)
    return boxes


def _distances_km(points: Objects, edges: Objects) -> NDArray[np.float64]:
    """Distance of each point to its edge; the nearest place is found on a plane true at the point."""
    lon, lat = shapely.get_x(points), shapely.get_y(points)
    start, end = (shapely.get_coordinates(shapely.get_point(edges, at)) for at in (0, 1))
    scale = np.column_stack([np.cos(np.radians(lat)), np.ones_like(lat)])
    way, offset = (end - start) * scale, (np.column_stack([lon, lat]) - start) * scale
    length = np.maximum((way**2).sum(axis=1), np.finfo(float).tiny)
    share = np.clip((way * offset).sum(axis=1) / length, 0, 1)
    foot = start + (end - start) * share[:, None]
    metres: NDArray[np.float64] = _GEOD.inv(lon, lat, foot[:, 0], foot[:, 1])[2]
    return metres / 1000
