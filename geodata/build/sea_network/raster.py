"""Turns rings into a land mask and the mask into nautical miles to the nearest land."""

# ruff: noqa: RUF046, B905, C901, PLR0912, ANN001, ANN202, PLR0913  # numba: plain loops, explicit integers

from __future__ import annotations

import math
from dataclasses import dataclass

import numba as nb
import numpy as np
from coasts import Rings
from scipy.ndimage import maximum_filter1d

#: Fixed point of the distance field: 1/64 nm.
UNIT = 64
FAR = np.uint16(60 * UNIT)
#: The clearest water around is noted for squares of so many cells, from so many squares to each side.
ROOM_CELLS, ROOM_SQUARES = 4, 2


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid of square degrees: `cells` to a degree, row 0 the southernmost, column 0 at `west`."""

    west: float
    south: float
    cells: int
    columns: int
    rows: int

    @property
    def wraps(self) -> bool:
        """Whether it goes all round the globe."""
        return self.columns == 360 * self.cells

    def look_up(self, values: np.ndarray, lonlat: np.ndarray) -> np.ndarray:
        """Values of the cells of points; of a grid that goes all round."""
        rows = np.clip(((lonlat[:, 1] - self.south) * self.cells).astype(int), 0, self.rows - 1)
        return values[rows, np.floor((lonlat[:, 0] - self.west) * self.cells).astype(int) % self.columns]

    def around(self, point: np.ndarray, miles: float) -> tuple[np.ndarray, np.ndarray]:
        """Rows and columns within so many miles of a point; of a grid that goes all round."""
        row, column = int((point[1] - self.south) * self.cells), int((point[0] - self.west) * self.cells)
        high = math.ceil(miles / 60 * self.cells)
        wide = min(math.ceil(high / max(math.cos(math.radians(point[1])), 0.02)), self.columns // 2)
        rows = np.arange(max(row - high, 0), min(row + high + 1, self.rows))
        return rows, np.arange(column - wide, column + wide + 1) % self.columns

    def centres(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Points (lon, lat) in the middle of cells."""
        lon = self.west + (columns + 0.5) / self.cells
        return np.column_stack([lon, self.south + (rows + 0.5) / self.cells])


@nb.njit(cache=True, nogil=True)
def _fill(xy, start, chosen, wests, fills, south, cells, mask, wraps):
    rows, columns = mask.shape
    for k, west in zip(chosen, wests):
        ring = xy[start[k] : start[k + 1]]
        low = int(math.ceil((ring[:, 1].min() - south) * cells - 0.5))
        high = int(math.floor((ring[:, 1].max() - south) * cells - 0.5))
        low, high = max(low, 0), min(high, rows - 1)
        if high < low:
            continue
        count = np.zeros(high - low + 2, np.int64)
        for p in range(len(ring)):
            a, b = ring[p - 1], ring[p]
            y0, y1 = (a[1] - south) * cells - 0.5, (b[1] - south) * cells - 0.5
            if y0 > y1:
                y0, y1 = y1, y0
            for row in range(max(int(math.ceil(y0)), low), min(int(math.ceil(y1)) - 1, high) + 1):
                count[row - low + 1] += 1
        first = np.cumsum(count)
        crossing = np.empty(first[-1])
        at = first[:-1].copy()
        for p in range(len(ring)):
            a, b = ring[p - 1], ring[p]
            x0, x1 = (a[0] - west) * cells, (b[0] - west) * cells
            y0, y1 = (a[1] - south) * cells - 0.5, (b[1] - south) * cells - 0.5
            if y0 > y1:
                y0, y1, x0, x1 = y1, y0, x1, x0
            for row in range(max(int(math.ceil(y0)), low), min(int(math.ceil(y1)) - 1, high) + 1):
                crossing[at[row - low]] = x0 + (x1 - x0) * (row - y0) / (y1 - y0)
                at[row - low] += 1
        for row in range(low, high + 1):
            cut = np.sort(crossing[first[row - low] : first[row - low + 1]])
            for c in range(0, len(cut) - 1, 2):
                i0, i1 = int(math.ceil(cut[c] - 0.5)), int(math.floor(cut[c + 1] - 0.5))
                for i in range(i0, i1 + 1):
                    if wraps:
                        mask[row, i % columns] = fills[k]
                    elif 0 <= i < columns:
                        mask[row, i] = fills[k]


@nb.njit(cache=True, nogil=True)
def _mark(xy, start, chosen, wests, fills, south, cells, mask, wraps, everywhere):
    """Mark each cell that land touches; unless `everywhere`, of rings under two cells only."""
    rows, columns = mask.shape
    for k, west in zip(chosen, wests):
        if fills[k] == 0:
            continue
        ring = xy[start[k] : start[k + 1]]
        small = max(np.ptp(ring[:, 0]), np.ptp(ring[:, 1])) * cells < 2
        if not (small or everywhere):
            continue
        for p in range(len(ring)):
            a, b = ring[p - 1], ring[p]
            steps = int(max(abs(b[0] - a[0]), abs(b[1] - a[1])) * cells * 4) + 1
            if steps > 4 * 180 * cells:
                continue
            for s in range(steps):
                column = int(math.floor((a[0] + (b[0] - a[0]) * s / steps - west) * cells))
                row = int(math.floor((a[1] + (b[1] - a[1]) * s / steps - south) * cells))
                if wraps:
                    column %= columns
                if 0 <= row < rows and 0 <= column < columns:
                    mask[row, column] = 1


def land_mask(
    grid: Grid, rings: Rings, *, boxes: np.ndarray | None = None, touched: bool = False
) -> np.ndarray:
    """
    1 where the centre of a cell is land.

    Islets under two cells, or with `touched` all land, mark every cell that they touch.
    """
    mask = np.zeros((grid.rows, grid.columns), np.uint8)
    chosen, wests = _overlapping(grid, rings, boxes)
    common = (rings.xy, rings.start, chosen, wests, rings.fills, grid.south, grid.cells, mask, grid.wraps)
    _fill(*common)
    _mark(*common, touched)
    return mask


def _overlapping(grid: Grid, rings: Rings, boxes: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """Rings that meet a grid and, for each, the west end of the grid in its own turn round the globe."""
    if boxes is None:
        return np.arange(len(rings.fills)), np.full(len(rings.fills), grid.west)
    found = []
    for shift in (-360.0, 0.0, 360.0):
        west = grid.west - shift
        east, north = west + grid.columns / grid.cells, grid.south + grid.rows / grid.cells
        meets = (
            (boxes[:, 0] < east) & (boxes[:, 2] > west) & (boxes[:, 1] < north) & (boxes[:, 3] > grid.south)
        )
        found += [(k, west) for k in np.flatnonzero(meets)]
    found.sort()  # a later ring overrules an earlier one, whatever its turn
    return np.array([k for k, _ in found], np.int64), np.array([west for _, west in found], np.float64)


@nb.njit(cache=True, nogil=True)
def _chamfer(field, south, cells, wraps):
    rows, columns = field.shape
    tall = 60.0 / cells * 64
    for down in range(2):
        for step in range(rows):
            row = step if down == 0 else rows - 1 - step
            behind = row - 1 if down == 0 else row + 1
            wide = tall * max(math.cos(math.radians(south + (row + 0.5) / cells)), 0.01)
            slant = math.hypot(tall, wide)
            if 0 <= behind < rows:
                for i in range(columns):
                    best = min(float(field[row, i]), field[behind, i] + tall)
                    if i > 0 or wraps:
                        best = min(best, field[behind, i - 1] + slant)
                    if i < columns - 1 or wraps:
                        best = min(best, field[behind, (i + 1) % columns] + slant)
                    field[row, i] = int(best)
            for turn in range(2 if wraps else 1):  # the second turn carries distances over the seam
                for i in range(1 - turn, columns):
                    field[row, i] = int(min(float(field[row, i]), field[row, i - 1] + wide))
                for i in range(columns - 2 + turn, -1, -1):
                    field[row, i] = int(min(float(field[row, i]), field[row, (i + 1) % columns] + wide))


def distance_to_land(mask: np.ndarray, grid: Grid) -> np.ndarray:
    """Distance of each cell to land in 1/64 nm, at most 60 nm; up to 8 % too long off the axes (chamfer)."""
    field = np.where(mask > 0, np.uint16(0), FAR)
    _chamfer(field, grid.south, grid.cells, grid.wraps)
    return field


def room_around(field: np.ndarray, grid: Grid) -> np.ndarray:
    """How clear the clearest water within some 5 nm of each square is; of a grid that goes all round."""
    size = ROOM_CELLS
    squares = field.reshape(grid.rows // size, size, grid.columns // size, size).max(axis=(1, 3))
    squares = maximum_filter1d(squares, 2 * ROOM_SQUARES + 1, axis=0)
    lat = grid.south + (np.arange(len(squares)) + 0.5) * size / grid.cells
    wide = np.ceil(ROOM_SQUARES / np.maximum(np.cos(np.radians(lat)), 0.02)).astype(int)
    rows = zip(squares, wide.tolist(), strict=True)
    return np.array([maximum_filter1d(row, 2 * width + 1, mode="wrap") for row, width in rows])
