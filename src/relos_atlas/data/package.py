"""The Frictionless data package of geodata, derived from the schemas and the files themselves."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from relos_atlas.data.atlas import load_atlas
from relos_atlas.data.cells import PATTERNS
from relos_atlas.data.history import record
from relos_atlas.data.schema import Column, Kind, Table
from relos_atlas.data.schemas import TABLES

DATAPACKAGE = "datapackage.json"
LICENCE = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
"""Licence of our tables."""

_NATURAL_EARTH = {"title": "Public domain", "path": "https://www.naturalearthdata.com/about/terms-of-use/"}
# The sea network holds no coastline, but was derived from one that is under the LGPL, and holds where
# harbours of a port list and of a list of towns lie.
_GSHHG = {"name": "LGPL-3.0-or-later", "path": "https://www.soest.hawaii.edu/pwessel/gshhg/"}
_SEAROUTE = {"name": "Apache-2.0", "path": "https://github.com/genthalili/searoute-py"}
_GEONAMES = {"name": "CC-BY-4.0", "path": "https://www.geonames.org/"}
_MEDIA_TYPES = {".csv": "text/csv", ".geojson": "application/geo+json", ".npz": "application/zip"}


def build_datapackage(geodata: Path) -> dict[str, Any]:
    """Describe every table and every derived file of the folder, with its size and hash."""
    tables = [_table_resource(geodata, table) for table in TABLES.values()]
    known = {table.file for table in TABLES.values()}
    others = sorted(p for p in geodata.iterdir() if p.suffix in _MEDIA_TYPES and p.name not in known)
    return {
        "profile": "data-package",
        "name": "relos-atlas-geodata",
        "title": "RELOS Atlas: reciprocal military access and Arctic corridors, traced to sources",
        "licenses": [LICENCE],
        "sources": [
            {"title": "The pages and documents listed in sources.csv", "path": "sources.csv"},
            {"title": "Natural Earth, for land and borders", "path": "https://www.naturalearthdata.com"},
        ],
        "resources": [*tables, *(_map_resource(path) for path in others)],
    }


def write_datapackage(geodata: Path) -> None:
    """Write `datapackage.json` beside the tables."""
    text = json.dumps(build_datapackage(geodata), ensure_ascii=False, indent=2)
    (geodata / DATAPACKAGE).write_text(f"{text}\n", encoding="utf-8")


def _table_resource(geodata: Path, table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        **_file(geodata / table.file),
        "encoding": "utf-8",
        "schema": _schema(table),
    }


def _map_resource(path: Path) -> dict[str, Any]:
    of_network = [_GSHHG, _SEAROUTE, _GEONAMES] if path.suffix == ".npz" else []
    licences = [_NATURAL_EARTH, *of_network]
    return {"profile": "data-resource", "name": path.stem, **_file(path), "licenses": licences}


def _file(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    return {
        "path": path.name,
        "format": path.suffix.removeprefix("."),
        "mediatype": _MEDIA_TYPES[path.suffix],
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    keys = [_foreign_key(table, column) for column in table.columns if column.refers_to and not column.many]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column) -> dict[str, Any]:
    field = {"name": column.name, "type": _type(column), "description": column.description}
    constraints = _constraints(column)
    return field | ({"constraints": constraints} if constraints else {})


def _type(column: Column) -> str:
    if column.kind is Kind.INTEGER:
        return "integer"
    return "number" if column.kind.is_numeric else "string"


def _constraints(column: Column) -> dict[str, Any]:
    pattern = PATTERNS.get(column.kind)
    if pattern and column.many:
        pattern = f"({pattern})(;({pattern}))*"
    found = {
        "required": column.required or None,
        "enum": list(column.choices) or None,
        "pattern": pattern,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    return {name: value for name, value in found.items() if value is not None}


def _foreign_key(table: Table, column: Column) -> dict[str, Any]:
    target = TABLES[column.refers_to]
    resource = "" if target is table else target.name
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [target.key[0]]}}


def main(geodata: Path) -> None:
    """Write what is derived from the tables: their description, and their history if they changed."""
    write_datapackage(geodata)
    atlas = load_atlas(geodata)
    today = dt.datetime.now(dt.UTC).date().isoformat()
    record(geodata, atlas.fingerprint, atlas.row_hashes, today)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
