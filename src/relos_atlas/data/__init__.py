"""
Geodata at the door: CSV tables become a checked, typed `Atlas`, or a list of faults.

`load_atlas(folder)` gives an `Atlas` or raises `GeodataError` with every fault; `inspect(folder)`
gives counts and faults and never raises; `default_geodata()` is the folder to use. Dates stay text
(`YYYY`, `YYYY-MM` or `YYYY-MM-DD`, "" if unknown): parse them with `model.PartialDate`. Lists are
tuples. An `Atlas` is compared by identity, so it can be the key of a cache.
"""

from relos_atlas.data.atlas import Atlas, default_geodata, load_atlas
from relos_atlas.data.corrections import Correction, corrections
from relos_atlas.data.fault import Fault, GeodataError
from relos_atlas.data.history import Version, recorded_on, rows_at, versions
from relos_atlas.data.inspection import Inspection, inspect, validate
from relos_atlas.data.row_hashes import RowChange, RowHashes, changes_between
from relos_atlas.data.schema import Column, Kind, Table
from relos_atlas.data.schemas import TABLES
from relos_atlas.data.waypoints import Waypoint

__all__ = [
    "TABLES",
    "Atlas",
    "Column",
    "Correction",
    "Fault",
    "GeodataError",
    "Inspection",
    "Kind",
    "RowChange",
    "RowHashes",
    "Table",
    "Version",
    "Waypoint",
    "changes_between",
    "corrections",
    "default_geodata",
    "inspect",
    "load_atlas",
    "recorded_on",
    "rows_at",
    "validate",
    "versions",
]
