"""Decides which nodes see one another over water along a great circle."""

# ruff: noqa: ANN001, ANN201, ANN202, PLR0913  # numba infers the types of its functions

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields

import numba as nb
import numpy as np
from raster import ROOM_CELLS, Grid

EARTH_RADIUS_NM = 3440.065
#: Positions are written to so many digits of a degree, about a metre.
DEGREE_DIGITS = 5
#: Nearer than this to land is not sailed by the network at all, in nm.
MIN_CLEARANCE_NM = 0.45
#: Water nearer to land than this is inshore, or coastal: dearer while the network is thinned out, in nm.
INSHORE_NM = 1.0
COASTAL_NM = 6.0
#: Who is nearer to land than the one, though there is water near by as clear as the other, hugs it, in nm.
HUGGING_NM, ROOM_NM = 2.1, 2.5
#: Sine of the angle by which a turn may miss the corner that it goes round.
SLACK = 0.15
#: Cosine of 80 nm, the farthest that a turn towards the land may lead.
NEAR_COSINE = math.cos(80.0 / EARTH_RADIUS_NM)
BLOCK = 256


@dataclass(frozen=True, slots=True)
class Nodes:
    """
    Turning points, harbour exits and fairway points.

    `reach_nm` is how far a node looks; `ahead` and `behind` are NaN where any direction will do.
    """

    lonlat: np.ndarray
    ahead: np.ndarray
    behind: np.ndarray
    reach_nm: np.ndarray


@dataclass(frozen=True, slots=True)
class Edges:
    """
    Undirected edges.

    `inshore_nm` and `coastal_nm` are the parts of `length_nm` that lie near land, `hugging_nm` is what lies
    nearer to it than need be.
    """

    tail: np.ndarray
    head: np.ndarray
    length_nm: np.ndarray
    inshore_nm: np.ndarray
    coastal_nm: np.ndarray
    hugging_nm: np.ndarray

    def chosen(self, keep: np.ndarray) -> Edges:
        """Some of them."""
        return Edges(*(getattr(self, field.name)[keep] for field in fields(self)))

    def and_also(self, others: Edges) -> Edges:
        """These and others."""
        names = (field.name for field in fields(self))
        return Edges(*(np.concatenate([getattr(self, name), getattr(others, name)]) for name in names))


def as_written(lonlat: np.ndarray) -> np.ndarray:
    """Points with the digits that are written: what would fall together there is one point already here."""
    return np.round(lonlat, DEGREE_DIGITS)


def unit_vectors(lonlat: np.ndarray) -> np.ndarray:
    """Points of the unit sphere."""
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


@nb.njit(cache=True, nogil=True)
def trace(ax, ay, az, bx, by, bz, field, room, south, cells, needed):
    """
    Walk a great circle as far as the distance to land allows at each step.

    Returns its length, and what of it is inshore, is coastal and hugs the land, in nm; the length is -1 if
    land is nearer than `needed` somewhere.
    """
    dot = min(1.0, max(-1.0, ax * bx + ay * by + az * bz))
    angle = (
        math.acos(dot)
        if dot < 0.999999
        else 2 * math.asin(math.sqrt((ax - bx) ** 2 + (ay - by) ** 2 + (az - bz) ** 2) / 2)
    )
    if angle < 1e-9 or angle > 3.1:
        return -1.0, 0.0, 0.0, 0.0
    tx, ty, tz = bx - dot * ax, by - dot * ay, bz - dot * az
    norm = math.sqrt(tx * tx + ty * ty + tz * tz)
    tx, ty, tz = tx / norm, ty / norm, tz / norm
    rows, columns = field.shape
    at, near, off, hugged = 0.0, 0.0, 0.0, 0.0
    total = angle * 3440.065
    while True:
        s = at / 3440.065
        c0, c1 = math.cos(s), math.sin(s)
        x, y, z = ax * c0 + tx * c1, ay * c0 + ty * c1, az * c0 + tz * c1
        lon, lat = math.degrees(math.atan2(y, x)), math.degrees(math.asin(min(1.0, max(-1.0, z))))
        row = int((lat - south) * cells)
        if row < 0:
            return -1.0, 0.0, 0.0, 0.0
        row, column = min(row, rows - 1), int((lon + 180.0) * cells) % columns
        clear = field[row, column] / 64.0
        if clear < needed:
            return -1.0, 0.0, 0.0, 0.0
        if at >= total:
            return total, near, off, hugged
        step = min(max(0.9 * clear - needed - 0.35, 0.15), total - at)
        if total - at < 1e-6:
            return total, near, off, hugged
        if clear < INSHORE_NM:
            near += step
        if clear < COASTAL_NM:
            off += step
        if clear < HUGGING_NM and room[row // ROOM_CELLS, column // ROOM_CELLS] / 64.0 >= ROOM_NM:
            hugged += step
        at += step


@nb.njit(cache=True, nogil=True)
def _taut(ahead, behind, east, north, is_near):
    """
    Whether a path may turn at a corner into the direction (east, north), a unit vector.

    Not if it leaves the land on neither side: then the corner is no turn of a shortest way. Towards the
    land it may, if not far, for what lies there is nearer to the coast than the corner is.
    """
    if math.isnan(ahead):
        return True
    a = math.sin(ahead) * north - math.cos(ahead) * east
    b = math.sin(behind) * north - math.cos(behind) * east
    landward = (math.sin(ahead) + math.sin(behind)) * east + (math.cos(ahead) + math.cos(behind)) * north
    return a * b >= 0.0 or abs(a) < SLACK or abs(b) < SLACK or (is_near and landward > 0.0)


@nb.njit(cache=True, nogil=True)
def _block(
    first,
    last,
    vectors,
    eastward,
    northward,
    ahead,
    behind,
    reach,
    field,
    room,
    south,
    cells,
):
    count = len(vectors)
    size = 65536
    pairs = np.empty((size, 2), np.int32)
    values = np.empty((size, 4), np.float32)
    found = 0
    for i in range(first, last):
        px, py, pz = vectors[i]
        for j in range(i + 1, count):
            qx, qy, qz = vectors[j]
            dot = px * qx + py * qy + pz * qz
            if dot < max(reach[i], reach[j]):
                continue
            e = qx * eastward[i, 0] + qy * eastward[i, 1]
            n = qx * northward[i, 0] + qy * northward[i, 1] + qz * northward[i, 2]
            size_ = math.sqrt(e * e + n * n) + 1e-15
            if not _taut(ahead[i], behind[i], e / size_, n / size_, dot > NEAR_COSINE):
                continue
            e = px * eastward[j, 0] + py * eastward[j, 1]
            n = px * northward[j, 0] + py * northward[j, 1] + pz * northward[j, 2]
            size_ = math.sqrt(e * e + n * n) + 1e-15
            if not _taut(ahead[j], behind[j], e / size_, n / size_, dot > NEAR_COSINE):
                continue
            length, near, off, hugged = trace(
                px, py, pz, qx, qy, qz, field, room, south, cells, MIN_CLEARANCE_NM
            )
            if length < 0:
                continue
            if found == size:
                pairs = np.concatenate((pairs, np.empty((size, 2), np.int32)))
                values = np.concatenate((values, np.empty((size, 4), np.float32)))
                size *= 2
            pairs[found, 0], pairs[found, 1] = i, j
            values[found, 0], values[found, 1], values[found, 2], values[found, 3] = length, near, off, hugged
            found += 1
    return pairs[:found], values[:found]


def visible_pairs(nodes: Nodes, field: np.ndarray, room: np.ndarray, grid: Grid) -> Edges:
    """Every taut pair of nodes with water all the way between."""
    lon, lat = np.radians(nodes.lonlat[:, 0]), np.radians(nodes.lonlat[:, 1])
    vectors = unit_vectors(nodes.lonlat)
    eastward = np.column_stack([-np.sin(lon), np.cos(lon)])
    northward = np.column_stack([-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)])
    cosine = np.cos(np.minimum(nodes.reach_nm / EARTH_RADIUS_NM, math.pi))
    common = (vectors, eastward, northward, nodes.ahead, nodes.behind, cosine)
    tail = (field, room, grid.south, grid.cells)
    blocks = [(first, min(first + BLOCK, len(vectors))) for first in range(0, len(vectors), BLOCK)]
    with ThreadPoolExecutor(2) as pool:
        parts = list(pool.map(lambda block: _block(*block, *common, *tail), blocks))
    pairs = np.concatenate([part[0] for part in parts])
    values = np.concatenate([part[1] for part in parts])
    return Edges(pairs[:, 0], pairs[:, 1], *values.T)


def hugging_nm(lines: np.ndarray, field: np.ndarray, room: np.ndarray, grid: Grid) -> np.ndarray:
    """What of each line (from, to) hugs the land; it may lie on it, as the ways in harbours do."""
    starts, ends = unit_vectors(lines[:, 0]), unit_vectors(lines[:, 1])
    traced = [
        trace(*a, *b, field, room, grid.south, grid.cells, 0.0) for a, b in zip(starts, ends, strict=True)
    ]
    return np.array([miles[3] for miles in traced], np.float32)
