"""Text tables become typed frames: numbers, tuples, and geometry where there is any."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from relos_atlas.data.reading import Raw
from relos_atlas.data.schema import Column, Kind
from relos_atlas.data.waypoints import parse_waypoints
from relos_atlas.geo.crs import WGS84


def typed(raw: Raw) -> pd.DataFrame:
    """
    The table with a value in each cell.

    Numbers are float64 with NaN for unknown (int64 where the column is required and whole), lists
    are tuples of text, all else stays text with "" for unknown: also dates, which are partial.
    """
    return pd.DataFrame(
        {column.name: _values(raw.frame[column.name], column) for column in raw.table.columns}
    )


def keyed(raw: Raw) -> pd.DataFrame:
    """The typed table with its one key column as index."""
    (key,) = raw.table.key
    return typed(raw).set_index(key)


def with_points(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """Add points from `lon` and `lat`, EPSG:4326; a row without a position gets an empty point."""
    lon, lat = frame["lon"].to_numpy(dtype=float), frame["lat"].to_numpy(dtype=float)
    points = shapely.points(lon, lat)
    points[np.isnan(lon) | np.isnan(lat)] = shapely.Point()
    return gpd.GeoDataFrame(frame, geometry=points, crs=WGS84)


def with_shapes(frame: pd.DataFrame) -> gpd.GeoDataFrame:
    """Turn the WKT in `geometry` into geometry, EPSG:4326."""
    return gpd.GeoDataFrame(frame.assign(geometry=shapely.from_wkt(frame["geometry"].to_numpy())), crs=WGS84)


def _values(cells: pd.Series, column: Column) -> pd.Series:
    if column.many:
        return pd.Series([tuple(text.split(";")) if text else () for text in cells], dtype=object)
    if column.kind is Kind.WAYPOINTS:
        return pd.Series([parse_waypoints(text) for text in cells], dtype=object)
    if column.kind is Kind.INTEGER and column.required:
        return cells.astype("int64")
    return pd.to_numeric(cells.replace("", None)).astype("float64") if column.kind.is_numeric else cells
