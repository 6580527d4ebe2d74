"""Land and borders made small for a file that carries them: differences of whole numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

# A thousandth of a degree is the finest step of the layer files.
STEPS_PER_DEGREE = 1000


def packed_layer(path: Path) -> dict[str, Any]:
    """
    Return a GeoJSON file of lines or areas as `{"kind", "steps", "parts"}`.

    `parts` holds, for each polygon or line, its rings; a ring is its first vertex and the step from
    each vertex to the next, as whole numbers of 1/`steps` degrees: x, y, dx, dy, dx, dy, ...
    """
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    geometries = [feature["geometry"] for feature in features]
    is_area = any(geometry["type"].endswith("Polygon") for geometry in geometries)
    parts = [part for geometry in geometries for part in _parts(geometry)]
    return {
        "kind": "MultiPolygon" if is_area else "MultiLineString",
        "steps": STEPS_PER_DEGREE,
        "parts": [[_ring(ring) for ring in (part if is_area else [part])] for part in parts],
    }


def _parts(geometry: dict[str, Any]) -> list[Any]:
    coordinates: list[Any] = geometry["coordinates"]
    return coordinates if geometry["type"].startswith("Multi") else [coordinates]


def _ring(ring: list[list[float]]) -> list[int]:
    whole = np.rint(np.asarray(ring, dtype=np.float64)[:, :2] * STEPS_PER_DEGREE).astype(np.int64)
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    flat: list[int] = steps.ravel().tolist()
    return flat
