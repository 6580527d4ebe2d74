"""Labels edges with the gates they cross and the zones they lie in."""

# ruff: noqa: ANN001, ANN202  # numba infers the types of its functions

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numba as nb
import numpy as np
import shapely
from sight import EARTH_RADIUS_NM, unit_vectors

#: Distance between the points of an edge that are asked for their zone, in nm.
SAMPLE_NM = 10.0


@dataclass(frozen=True, slots=True)
class Zone:
    """One row of sea-network-zones.csv; its area may run past 180 degrees east."""

    slug: str
    group: str
    area: shapely.Geometry


def read_zones(path: Path) -> list[Zone]:
    """All zones, in the order of the table."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Zone(row["slug"], row["group"], shapely.from_wkt(row["area"])) for row in csv.DictReader(file)
        ]


@nb.njit(cache=True)
def _crossings(tails, heads, gate_a, gate_b, gate_of):
    """(edge, gate) wherever the arc of an edge crosses an arc of a gate."""
    found = []
    for k in range(len(gate_a)):
        c, d = gate_a[k], gate_b[k]
        normal_cd = np.cross(c, d)
        middle = c + d
        for e in range(len(tails)):
            a, b = tails[e], heads[e]
            side_a = normal_cd[0] * a[0] + normal_cd[1] * a[1] + normal_cd[2] * a[2]
            side_b = normal_cd[0] * b[0] + normal_cd[1] * b[1] + normal_cd[2] * b[2]
            if side_a * side_b > 0:
                continue
            n0, n1, n2 = a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]
            side_c = n0 * c[0] + n1 * c[1] + n2 * c[2]
            side_d = n0 * d[0] + n1 * d[1] + n2 * d[2]
            if side_c * side_d > 0:
                continue
            # the two great circles meet twice: take the point inside both arcs
            x, y, z = (
                b[0] * side_a - a[0] * side_b,
                b[1] * side_a - a[1] * side_b,
                b[2] * side_a - a[2] * side_b,
            )
            if side_a < side_b:
                x, y, z = -x, -y, -z
            if x * middle[0] + y * middle[1] + z * middle[2] > 0:
                found.append((e, gate_of[k]))
    return found


def crossing_share(tail: np.ndarray, head: np.ndarray, gate: shapely.Geometry) -> float:
    """How far along an arc (0 to 1) it meets a gate that it is known to cross."""
    a, b = unit_vectors(np.array([tail, head]))
    points = unit_vectors(shapely.get_coordinates(shapely.segmentize(gate, 1.0)))
    for c, d in pairwise(points):
        meeting = np.cross(np.cross(a, b), np.cross(c, d))
        meeting *= np.sign(meeting @ (a + b)) / max(np.linalg.norm(meeting), 1e-15)
        share = np.arccos(np.clip(a @ meeting, -1, 1)) / max(np.arccos(np.clip(a @ b, -1, 1)), 1e-12)
        if share <= 1 and c @ meeting >= c @ d and d @ meeting >= c @ d:
            return float(share)
    return 0.5


def gate_crossings(
    tail_lonlat: np.ndarray, head_lonlat: np.ndarray, gates: list[shapely.Geometry]
) -> np.ndarray:
    """Rows (edge, gate), each once, in order of edges."""
    starts, ends, owner = [], [], []
    for number, gate in enumerate(gates):
        points = shapely.get_coordinates(shapely.segmentize(gate, 1.0))
        starts.append(points[:-1])
        ends.append(points[1:])
        owner += [number] * (len(points) - 1)
    arcs = (unit_vectors(np.vstack(starts)), unit_vectors(np.vstack(ends)), np.array(owner))
    rows = _crossings(unit_vectors(tail_lonlat), unit_vectors(head_lonlat), *arcs)
    return np.unique(np.array(rows, np.int64).reshape(-1, 2), axis=0)


def zone_miles(
    tail_lonlat: np.ndarray, head_lonlat: np.ndarray, zones: list[Zone], sample_nm: float = SAMPLE_NM
) -> np.ndarray:
    """Rows (edge, zone, nm) of the length of each edge inside each zone, points `sample_nm` apart."""
    a, b = unit_vectors(tail_lonlat), unit_vectors(head_lonlat)
    angle = 2 * np.arcsin(np.clip(np.linalg.norm(a - b, axis=1) / 2, 0, 1))
    south = min(zone.area.bounds[1] for zone in zones)
    chosen = np.flatnonzero(_northernmost(a, b) > south)
    count = np.maximum(np.ceil(angle[chosen] * EARTH_RADIUS_NM / sample_nm), 1).astype(int)
    edge = np.repeat(chosen, count)
    share = (np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count) + 0.5) / np.repeat(
        count, count
    )
    sine = np.maximum(np.sin(angle[edge]), 1e-12)
    near = (np.sin((1 - share) * angle[edge]) / sine)[:, None]
    far = (np.sin(share * angle[edge]) / sine)[:, None]
    point = near * a[edge] + far * b[edge]
    lat = np.degrees(np.arcsin(np.clip(point[:, 2], -1, 1)))
    lon = np.degrees(np.arctan2(point[:, 1], point[:, 0]))
    piece = np.repeat(angle[chosen] * EARTH_RADIUS_NM / count, count)
    rows = []
    for number, zone in enumerate(zones):
        shapely.prepare(zone.area)
        inside = shapely.contains_xy(zone.area, lon, lat) | shapely.contains_xy(zone.area, lon + 360, lat)
        miles = np.bincount(edge[inside], piece[inside], minlength=len(tail_lonlat))
        hit = np.flatnonzero(miles)
        rows.append(np.column_stack([hit, np.full(len(hit), number), miles[hit]]))
    return np.vstack(rows)


def _northernmost(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Highest latitude of each arc: of an end, or of the top of its great circle where that lies between."""
    dot = (a * b).sum(axis=1)
    rises = (b[:, 2] > dot * a[:, 2]) & (a[:, 2] > dot * b[:, 2])
    normal = np.cross(a, b)
    size = np.maximum(np.linalg.norm(normal, axis=1), 1e-12)
    top = np.sqrt(np.clip(1 - (normal[:, 2] / size) ** 2, 0, 1))
    return np.degrees(np.arcsin(np.clip(np.where(rises, top, np.maximum(a[:, 2], b[:, 2])), -1, 1)))
