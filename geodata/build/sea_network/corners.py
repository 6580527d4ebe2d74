"""Finds the turning points of the sea: convex corners of the line that keeps a set distance from land."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import contourpy
import numpy as np
import shapely
from raster import UNIT, Grid

TILE_DEGREES = 10
MARGIN_DEGREES = 0.5


@dataclass(frozen=True, slots=True)
class Corners:
    """
    Turning points with the bearings (radians) to their neighbours along the line.

    A path that bends at a corner must touch it: it leaves on the line of one of the two bearings or
    between them, which is what makes most pairs of corners uninteresting.
    """

    lonlat: np.ndarray
    ahead: np.ndarray
    behind: np.ndarray


def find_corners(field: np.ndarray, grid: Grid, clearance_nm: float, tolerance_nm: float) -> Corners:
    """Corners of the contour `clearance_nm` off land, simplified to within `tolerance_nm`."""
    wests = range(-180, 180, TILE_DEGREES)
    souths = range(int(grid.south), 90, TILE_DEGREES)
    tiles = [(west, south) for west in wests for south in souths]
    with ThreadPoolExecutor(2) as pool:
        parts = list(pool.map(lambda t: _tile_corners(field, grid, t, clearance_nm, tolerance_nm), tiles))
    rows = np.vstack([part for part in parts if len(part)])
    return Corners(rows[:, :2], rows[:, 2], rows[:, 3])


def _tile_corners(
    field: np.ndarray, grid: Grid, tile: tuple[int, int], clearance_nm: float, tolerance_nm: float
) -> np.ndarray:
    west, south = tile
    margin = int(MARGIN_DEGREES * grid.cells)
    row0 = max(int((south - grid.south) * grid.cells) - margin, 0)
    row1 = min(row0 + (TILE_DEGREES * grid.cells) + 2 * margin, grid.rows)
    column0 = (west + 180) * grid.cells - margin
    columns = np.arange(column0, column0 + TILE_DEGREES * grid.cells + 2 * margin) % grid.columns
    values = field[row0:row1][:, columns].astype(np.float32)
    level = clearance_nm * UNIT
    if values.min() >= level or values.max() < level:
        return np.empty((0, 4))
    lines = contourpy.contour_generator(z=values, line_type="Separate").lines(level)
    found = []
    for line in lines:
        lon = west - MARGIN_DEGREES + (line[:, 0] + 0.5) / grid.cells
        lat = grid.south + (row0 + line[:, 1] + 0.5) / grid.cells
        found.append(_convex(np.column_stack([lon, lat]), tolerance_nm))
    rows = np.vstack(found) if found else np.empty((0, 4))
    core = (rows[:, 0] >= west) & (rows[:, 0] < west + TILE_DEGREES)
    core &= (rows[:, 1] >= south) & (rows[:, 1] < south + TILE_DEGREES)
    return rows[core]


def _convex(line: np.ndarray, tolerance_nm: float) -> np.ndarray:
    """Vertices (lon, lat, bearing ahead, bearing behind) where the line turns round the land."""
    stretch = np.cos(np.radians(line[:, 1].mean()))
    flat = line * [stretch, 1.0]
    kept = shapely.get_coordinates(shapely.simplify(shapely.linestrings(flat), tolerance_nm / 60))
    closed = len(kept) > 3 and np.allclose(kept[0], kept[-1])
    if len(kept) < 3:
        return np.empty((0, 4))
    if closed:
        kept = np.vstack([kept[-2], kept])
    step = np.diff(kept, axis=0)
    cross = step[:-1, 0] * step[1:, 1] - step[:-1, 1] * step[1:, 0]
    turns = np.flatnonzero(
        cross < 0
    )  # water lies on the left of a contour line, so land is turned to the right
    ahead = np.arctan2(step[1:, 0], step[1:, 1])[turns]
    behind = np.arctan2(-step[:-1, 0], -step[:-1, 1])[turns]
    return np.column_stack([kept[1:-1][turns] / [stretch, 1.0], ahead, behind])
