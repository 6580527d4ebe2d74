"""Shown rows as files: CSV, GeoJSON, JSON and GeoPackage, the same rows in each."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from relos_atlas.model import AtlasError

FORMATS = ("csv", "geojson", "json", "gpkg")

# A spreadsheet runs a text cell that starts with one of these signs; a quote before it makes it text again.
# A cell that has quotes there already gets one more, so that the guard can be taken off without a doubt.
_GUARDED = re.compile(r"'*[=+\-@\t\r\0]")
# GeoPackage notes when it was written; the same rows are to be the same bytes.
_NO_DATE = {"OGR_CURRENT_DATE": "1970-01-01T00:00:00.000Z"}


class FormatError(AtlasError, ValueError):
    """A format that cannot be written where it was asked for."""


def flat_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows as plain columns: lon and lat for points, lists joined by semicolons."""
    is_located = isinstance(rows, gpd.GeoDataFrame)
    flat = pd.DataFrame(rows.drop(columns=rows.geometry.name) if is_located else rows.copy())
    for column in flat.columns:
        flat[column] = flat[column].map(lambda cell: ";".join(cell) if isinstance(cell, tuple) else cell)
    return flat.assign(lon=rows.geometry.x, lat=rows.geometry.y) if is_located else flat


def to_csv(rows: pd.DataFrame) -> str:
    """
    Return CSV whose text cells no spreadsheet runs as a formula; numbers stay as they are.

    Lines end as RFC 4180 has it; with a bare line feed, a cell with a carriage return would not be quoted.
    """
    flat = flat_table(rows).reset_index()
    for column in flat.columns:
        if not pd.api.types.is_numeric_dtype(flat[column]):
            flat[column] = flat[column].map(_guard)
    return str(flat.to_csv(index=False, lineterminator="\r\n", float_format=_number))


def from_csv(text: str) -> list[dict[str, str]]:
    """Read what `to_csv` wrote: one dictionary a row, every cell as text, the guard of formulas taken off."""
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    return [{name: unguarded(cell) for name, cell in row.items()} for row in rows]


def unguarded(cell: str) -> str:
    """
    Return a text cell without the quote that keeps a spreadsheet from running it.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("''=1"), unguarded("'quoted'"), unguarded("-169.65")
    ('=1+1', "'=1", "'quoted'", '-169.65')
    """
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell


def to_geojson(rows: gpd.GeoDataFrame) -> str:
    """Return a GeoJSON feature collection, one feature a row, ids in `id`; without a place, no geometry."""
    flat = flat_table(rows).drop(columns=["lon", "lat"])
    features = [
        {
            "type": "Feature",
            "id": row_id,
            "geometry": None if point.is_empty else {"type": "Point", "coordinates": [point.x, point.y]},
            "properties": _plain(properties),
        }
        for row_id, point, properties in zip(rows.index, rows.geometry, flat.to_dict("records"), strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def to_json(rows: pd.DataFrame) -> str:
    """Return a JSON list of objects, one a row."""
    flat = flat_table(rows).reset_index()
    return json.dumps([_plain(row) for row in flat.to_dict("records")], ensure_ascii=False)


def to_gpkg(rows: gpd.GeoDataFrame, layer: str) -> bytes:
    """Return a GeoPackage with one layer, the same bytes for the same rows."""
    flat = flat_table(rows).drop(columns=["lon", "lat"])
    located = gpd.GeoDataFrame(flat, geometry=rows.geometry, crs=rows.crs).reset_index()
    pyogrio.set_gdal_config_options(_NO_DATE)
    target = io.BytesIO()
    pyogrio.write_dataframe(located, target, layer=layer, driver="GPKG", geometry_type="Point")
    return target.getvalue()


def write_gpkg(rows: gpd.GeoDataFrame, path: Path, layer: str) -> None:
    """Write a GeoPackage with one layer."""
    path.write_bytes(to_gpkg(rows, layer))


def _guard(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and _GUARDED.match(cell) else cell


def _number(value: float) -> str:
    """Return a number with no more digits than it has: 2743 metres were not measured to a decimetre."""
    return str(int(value)) if value.is_integer() else str(value)


def _plain(row: dict[str, object]) -> dict[str, object]:
    """Return a row that JSON can hold: a missing number is null."""
    return {name: None if isinstance(cell, float) and cell != cell else cell for name, cell in row.items()}  # noqa: PLR0124 - NaN
