"""Finds the turning points of the sea: convex corners of the line that keeps a set distance from land."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import contourpy
import numpy as np
import shapely
from raster import UNIT, Grid
from scipy.spatial import cKDTree
from sight import EARTH_RADIUS_NM, MIN_CLEARANCE_NM, as_written, unit_vectors

TILE_DEGREES = 10
MARGIN_DEGREES = 0.5
#: Corners this near to a harbour are of use to it, in nm.
HARBOUR_NM = 25.0
#: How often the water off a corner is looked at, in nm.
OFF_STEP_NM = 0.25


@dataclass(frozen=True, slots=True)
class Corners:
    """
    Turning points with the bearings (radians) to their neighbours along the line.

    A path that bends at a corner must touch it: it leaves on the line of one of the two bearings or
    between them, which is what makes most pairs of corners uninteresting. `reach_nm` is how far
    each looks.
    """

    lonlat: np.ndarray
    ahead: np.ndarray
    behind: np.ndarray
    reach_nm: np.ndarray

    def chosen(self, keep: np.ndarray) -> Corners:
        """Some of them."""
        return Corners(self.lonlat[keep], self.ahead[keep], self.behind[keep], self.reach_nm[keep])

    def looking(self, reach_nm: float) -> Corners:
        """The same, each looking so far."""
        return Corners(self.lonlat, self.ahead, self.behind, np.full(len(self.lonlat), reach_nm))

    def and_also(self, others: Corners) -> Corners:
        """These and others."""
        return Corners(
            np.vstack([self.lonlat, others.lonlat]),
            np.concatenate([self.ahead, others.ahead]),
            np.concatenate([self.behind, others.behind]),
            np.concatenate([self.reach_nm, others.reach_nm]),
        )


def find_corners(field: np.ndarray, grid: Grid, clearance_nm: float, tolerance_nm: float) -> Corners:
    """Corners of the contour `clearance_nm` off land, simplified to within `tolerance_nm`."""
    wests = range(-180, 180, TILE_DEGREES)
    souths = range(int(grid.south), 90, TILE_DEGREES)
    tiles = [(west, south) for west in wests for south in souths]
    with ThreadPoolExecutor(2) as pool:
        parts = list(pool.map(lambda t: _tile_corners(field, grid, t, clearance_nm, tolerance_nm), tiles))
    rows = np.vstack([part for part in parts if len(part)])
    return Corners(as_written(rows[:, :2]), rows[:, 2], rows[:, 3], np.full(len(rows), np.inf))


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


def are_near(corners: Corners, harbours: np.ndarray) -> np.ndarray:
    """Which corners lie near a harbour."""
    gap, _ = cKDTree(unit_vectors(harbours)).query(unit_vectors(corners.lonlat))
    return gap * EARTH_RADIUS_NM < HARBOUR_NM


def are_hemmed_in(corners: Corners, clearance_nm: float, field: np.ndarray, grid: Grid) -> np.ndarray:
    """Where a line straight out from a corner meets no water so clear that other corners lie off this one."""
    landward = np.column_stack(
        [np.sin(corners.ahead) + np.sin(corners.behind), np.cos(corners.ahead) + np.cos(corners.behind)]
    )
    out = -landward / np.maximum(np.linalg.norm(landward, axis=1), 1e-9)[:, None]
    out[:, 0] /= np.maximum(np.cos(np.radians(corners.lonlat[:, 1])), 0.02)
    at_sea = np.ones(len(out), np.bool_)
    is_free = np.zeros(len(out), np.bool_)
    for off_nm in np.arange(OFF_STEP_NM, 2 * clearance_nm + OFF_STEP_NM / 2, OFF_STEP_NM):
        clear = grid.look_up(field, corners.lonlat + out * off_nm / 60)
        at_sea &= clear >= MIN_CLEARANCE_NM * UNIT
        is_free |= at_sea & (clear >= clearance_nm * UNIT)
    return ~is_free
