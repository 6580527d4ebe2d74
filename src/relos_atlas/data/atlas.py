"""The atlas: all of geodata, checked and typed, as one value that is never changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import geopandas as gpd
import pandas as pd

from relos_atlas.data.fault import GeodataError
from relos_atlas.data.inspection import inspect
from relos_atlas.data.reading import Raw
from relos_atlas.data.row_hashes import RowHashes, row_hashes
from relos_atlas.data.typed import keyed, typed, with_points, with_shapes

_FINGERPRINT_LENGTH = 12
_OWN_ATTRIBUTE = frozenset(
    {
        "facilities", "facility-names", "agreements", "agreement-places", "claims", "questions", "sources",
        "events", "countries", "regions", "disputed-stretches", "corridors", "straits", "sea-areas",
    }
)  # fmt: skip


# two atlases are the same if they are the same object: frames have no equality that a cache could use
@dataclass(frozen=True, eq=False)
class Atlas:
    """
    All tables of geodata. Treat every frame as read-only; a filter returns a new frame.

    Columns are those of the schemas (docs/data-dictionary.md). Geometry is EPSG:4326.

    Parameters
    ----------
    facilities
        Index facility_id; points.
    facility_names
        One row a name.
    agreements
        Index agreement_id.
    agreement_places
        One row for each pair of agreement and place; points.
    claims
        Index claim_id; `facility_ids` and `source_ids` are tuples, dates are text, "" if unknown.
    questions
        Index question_id.
    sources
        Index source_id.
    events
        Index event_id; points, empty where no place is known.
    countries
        Index code.
    regions
        Index slug.
    disputed
        Index stretch_id; lines and points.
    corridors
        Index corridor_id; `waypoints` is a tuple of `Waypoint`.
    straits
        Index strait_id; points.
    sea_areas
        Index sea_area_id; label points.
    tables
        All other tables by file stem, such as "nsr-season".
    fingerprint
        12 hex digits of the names and bytes of the CSV files.
    row_hashes
        A short hash of every row, by table and id.
    geodata
        The folder that was read.
    """

    facilities: gpd.GeoDataFrame
    facility_names: pd.DataFrame
    agreements: pd.DataFrame
    agreement_places: gpd.GeoDataFrame
    claims: pd.DataFrame
    questions: pd.DataFrame
    sources: pd.DataFrame
    events: gpd.GeoDataFrame
    countries: pd.DataFrame
    regions: pd.DataFrame
    disputed: gpd.GeoDataFrame
    corridors: pd.DataFrame
    straits: gpd.GeoDataFrame
    sea_areas: gpd.GeoDataFrame
    tables: Mapping[str, pd.DataFrame]
    fingerprint: str
    row_hashes: RowHashes
    geodata: Path


def load_atlas(geodata: Path) -> Atlas:
    """
    Read, check and type every table.

    Raises
    ------
    GeodataError
        If anything is not as the tables promise; it carries every fault, and nothing is loaded.
    """
    inspection = inspect(geodata)
    if inspection.faults:
        raise GeodataError(inspection.faults)
    return _built(inspection.raws, geodata)


def default_geodata() -> Path:
    """The folder named by the environment variable RELOS_GEODATA, else that of this repository."""
    named = os.environ.get("RELOS_GEODATA")
    return Path(named) if named else Path(__file__).resolve().parents[3] / "geodata"


def fingerprint_of(geodata: Path) -> str:
    """12 hex digits that change whenever a CSV file of geodata does."""
    digest = hashlib.sha256()
    for path in sorted(geodata.glob("*.csv")):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:_FINGERPRINT_LENGTH]


def _built(raws: Mapping[str, Raw], geodata: Path) -> Atlas:
    return Atlas(
        facilities=with_points(keyed(raws["facilities"])),
        facility_names=typed(raws["facility-names"]),
        agreements=keyed(raws["agreements"]),
        agreement_places=with_points(typed(raws["agreement-places"])),
        claims=keyed(raws["claims"]),
        questions=keyed(raws["questions"]),
        sources=keyed(raws["sources"]),
        events=with_points(keyed(raws["events"])),
        countries=keyed(raws["countries"]),
        regions=keyed(raws["regions"]),
        disputed=with_shapes(keyed(raws["disputed-stretches"])),
        corridors=keyed(raws["corridors"]),
        straits=with_points(keyed(raws["straits"])),
        sea_areas=with_points(keyed(raws["sea-areas"])),
        tables=MappingProxyType(
            {name: typed(raw) for name, raw in raws.items() if name not in _OWN_ATTRIBUTE}
        ),
        fingerprint=fingerprint_of(geodata),
        row_hashes=row_hashes(raws),
        geodata=geodata,
    )
