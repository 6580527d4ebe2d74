"""The GeoJSON files of geodata: read as features, or a fault that says why not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from relos_atlas.data.fault import Fault
from relos_atlas.data.reading import read_text

#: Coarse country polygons, property `code`; held against the tables, never drawn.
COUNTRY_AREAS = "country-areas.geojson"


def read_features(path: Path) -> tuple[list[dict[str, Any]], Fault | None]:
    """The features of a GeoJSON feature collection, or why it has none."""
    text, fault = read_text(path)
    if fault is not None:
        return [], fault
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        return [], Fault(path.name, error.lineno, "", None, f"expected JSON: {error.msg}")
    except RecursionError:
        return [], Fault(path.name, None, "", None, "expected GeoJSON, found endless nesting")
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        return [], Fault(path.name, None, "", None, "expected a GeoJSON feature collection")
    return features, None


def map_faults(geodata: Path) -> list[Fault]:
    """Faults of the files that are drawn; the country polygons are judged where they are used."""
    paths = [path for path in sorted(geodata.glob("*.geojson")) if path.name != COUNTRY_AREAS]
    return [fault for _, fault in map(read_features, paths) if fault is not None]
