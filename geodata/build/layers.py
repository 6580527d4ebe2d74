"""How a derived layer is written: compact GeoJSON, rounded, the same bytes for the same input."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from shapely.geometry import mapping

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from shapely import Geometry

Properties = dict[str, str]


def write_layer(path: Path, features: Iterable[tuple[Geometry, Properties]], decimals: int) -> None:
    """Write (geometry, properties) pairs, in the order given."""
    document = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": properties, "geometry": _rounded(mapping(geometry), decimals)}
            for geometry, properties in features
        ],
    }
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def _rounded(geometry: dict[str, Any], decimals: int) -> dict[str, Any]:
    def walk(node: Any) -> Any:
        return round(float(node), decimals) if isinstance(node, float | int) else [walk(n) for n in node]

    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"])}
