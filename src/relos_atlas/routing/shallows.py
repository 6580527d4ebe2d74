"""The water round a place near the shore, cell by cell, and ways through it that keep off land."""

from __future__ import annotations

import heapq
import math
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from relos_atlas.routing.land import LandMask

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Cell = tuple[int, int]

_CELLS: Final = 120
_HALF_HEIGHT: Final = 24
#: Water this near to a place is its own, in nm.
_OWN_WATER_NM: Final = 4.0
_NEIGHBOURS: Final = ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))


class Shallows:
    """
    Half-mile cells about 12 nm to each side of a place.

    `clear` are the cells well off land; `open` those in a minute that is clear as well, which see far.
    """

    def __init__(self, land: LandMask, here: Floats) -> None:
        self._here = here
        self._land = land
        self._wide = 1.0 / max(math.cos(math.radians(float(here[1]))), 0.05)
        self._origin = np.floor(here * _CELLS).astype(np.int64)
        half_width = int(_HALF_HEIGHT * self._wide)
        rows, columns = np.mgrid[-_HALF_HEIGHT : _HALF_HEIGHT + 1, -half_width : half_width + 1]
        self._corner = np.array([self._origin[0] - half_width, self._origin[1] - _HALF_HEIGHT])
        points = self._centres(rows + _HALF_HEIGHT, columns + half_width)
        flat = points.reshape(-1, 2)
        self.water: Bools = ~land.is_land(flat).reshape(rows.shape)
        self.clear: Bools = ~land.is_blocked(flat).reshape(rows.shape)
        self.open: Bools = self.clear & ~land.is_coastal(flat).reshape(rows.shape)
        self._away_nm = np.hypot(columns / self._wide, rows) * 60.0 / _CELLS

    def _centres(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Floats:
        lon = (self._corner[0] + columns + 0.5) / _CELLS
        lat = np.clip((self._corner[1] + rows + 0.5) / _CELLS, -77.9, 89.9)
        return np.stack([(lon + 180.0) % 360.0 - 180.0, lat], axis=-1)

    def cells_of(self, lonlat: Floats) -> Bools:
        """The cells that hold some points."""
        cells = np.zeros(self.water.shape, dtype=np.bool_)
        column = np.floor(lonlat[:, 0] * _CELLS).astype(np.int64) - self._corner[0]
        row = np.floor(lonlat[:, 1] * _CELLS).astype(np.int64) - self._corner[1]
        height, width = self.water.shape
        inside = (row >= 0) & (row < height) & (column >= 0) & (column < width)
        cells[row[inside], column[inside]] = True
        return cells

    def lead_to(self, goal: Bools) -> Floats | None:
        """
        The way from the place through water to the nearest goal; None if there is none.

        Returns
        -------
        lead
            Vertices (lon, lat), the place first; straight lines between them stay on water.
        """
        own = np.where(self.water, self._away_nm, np.inf)
        if own.min() > _OWN_WATER_NM:
            return None
        row, column = np.unravel_index(int(own.argmin()), own.shape)
        chain = _flood(self.water, goal, (int(row), int(column)), self._wide)
        if chain is None:
            return None
        cells = np.array(chain)
        points = self._centres(cells[:, 0], cells[:, 1])
        return np.vstack([self._here, self._taut(points)])

    def _taut(self, points: Floats) -> Floats:
        kept = [0]
        while kept[-1] < len(points) - 1:
            ahead = range(len(points) - 1, kept[-1], -1)
            kept.append(next((k for k in ahead if self._is_wet(points[kept[-1]], points[k])), kept[-1] + 1))
        return points[kept]

    def _is_wet(self, start: Floats, end: Floats) -> bool:
        steps = int(np.abs(end - start).max() * _CELLS * 3) + 2
        share = np.linspace(0.0, 1.0, steps)[:, None]
        return not self._land.is_land(start + share * (end - start)).any()


def _flood(water: Bools, goal: Bools, start: Cell, wide: float) -> list[Cell] | None:
    """Cells from a start to the nearest goal, through water to the eight neighbours."""
    came: dict[Cell, Cell] = {}
    heap: list[tuple[float, Cell, Cell]] = [(0.0, start, start)]
    while heap:
        spent, here, before = heapq.heappop(heap)
        if here in came:
            continue
        came[here] = before
        if goal[here]:
            chain = [here]
            while came[chain[-1]] != chain[-1]:
                chain.append(came[chain[-1]])
            return chain[::-1]
        for up, right in _NEIGHBOURS:
            there = (here[0] + up, here[1] + right)
            inside = 0 <= there[0] < water.shape[0] and 0 <= there[1] < water.shape[1]
            if inside and there not in came and (water[there] or goal[there]):
                heapq.heappush(heap, (spent + math.hypot(up, right / wide), there, here))
    return None
