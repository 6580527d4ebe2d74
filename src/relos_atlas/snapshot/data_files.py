"""The rows of a view as data: CSV, GeoJSON and GeoPackage, and a data package that describes them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import geopandas as gpd
import pandas as pd

from relos_atlas.data import TABLES, Column
from relos_atlas.data.package import LICENCE
from relos_atlas.render.tables import flat_table, to_csv, to_geojson, to_gpkg
from relos_atlas.snapshot.shown import Shown
from relos_atlas.text import Catalogue

DATAPACKAGE = "datapackage.json"
MEDIA_TYPES = {
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
}


def table_files(shown: Shown) -> dict[str, bytes]:
    """Return every table as CSV and, where its rows have places, as GeoJSON and GeoPackage, by file name."""
    files: dict[str, bytes] = {}
    for name, rows in shown.tables.items():
        files[f"{name}.csv"] = to_csv(rows).encode()
        if isinstance(rows, gpd.GeoDataFrame):
            files[f"{name}.geojson"] = to_geojson(rows).encode()
            files[f"{name}.gpkg"] = to_gpkg(rows, name)
    return files


def data_files(shown: Shown, fingerprint: str, link: str, words: Catalogue) -> dict[str, bytes]:
    """Return the tables and, under `DATAPACKAGE`, what describes them, by file name."""
    files = table_files(shown)
    package = {
        "profile": "data-package",
        "name": f"relos-atlas-{shown.page}-{fingerprint}",
        "title": words.say("snapshot.package-title", page=words.say(f"nav.{shown.page}")),
        "description": f"{shown.sentence} {words.say('snapshot.package-note')}",
        "version": fingerprint,
        **({"homepage": link} if "://" in link else {}),
        "licenses": [LICENCE],
        "sources": [{"title": words.say("snapshot.package-sources"), "path": "sources.csv"}],
        "resources": [_resource(name, content, shown.tables, words) for name, content in files.items()],
    }
    return files | {DATAPACKAGE: _json(package)}


def _resource(
    name: str, content: bytes, tables: Mapping[str, pd.DataFrame], words: Catalogue
) -> dict[str, Any]:
    stem, _, suffix = name.rpartition(".")
    described = {
        "name": stem if suffix == "csv" else f"{stem}-{suffix}",
        "path": name,
        "format": suffix,
        "mediatype": MEDIA_TYPES[suffix],
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if suffix != "csv":
        return {"profile": "data-resource", **described}
    table = {"profile": "tabular-data-resource", **described, "encoding": "utf-8"}
    return table | {"schema": _schema(stem, tables[stem], words)}


def _schema(name: str, rows: pd.DataFrame, words: Catalogue) -> dict[str, Any]:
    flat = flat_table(rows).reset_index()
    return {
        "fields": [
            {"name": column, "type": _type(flat[column]), "description": describe(name, column, words)}
            for column in flat.columns
        ],
        "primaryKey": [flat.columns[0]],
        "missingValues": [""],
    }


def describe(table: str, column: str, words: Catalogue) -> str:
    """Return what a column of an exported table holds: the words of the schema, or those of this export."""
    if f"column.{column}" in words.keys():  # noqa: SIM118 - a catalogue is no mapping
        return words.say(f"column.{column}")
    own = _columns(table).get(column) or next(
        found[column] for found in map(_columns, TABLES) if column in found
    )
    return own.description


@cache
def _columns(table: str) -> dict[str, Column]:
    return {column.name: column for column in TABLES[table].columns} if table in TABLES else {}


def _type(cells: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(cells):
        return "boolean"
    if pd.api.types.is_integer_dtype(cells):
        return "integer"
    return "number" if pd.api.types.is_numeric_dtype(cells) else "string"


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
