"""Leads each port from its berth to open water or to a fairway."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from fine import (
    GSHHG_PRICE,
    OPEN_PRICE,
    Coasts,
    Window,
    cell_size_nm,
    length_nm,
    price_window,
    way_to,
    ways_to_others,
    window_over,
)
from raster import UNIT, Grid
from scipy import ndimage

#: (half height of the window in degrees, cells to a degree), tried in turn.
WINDOWS = ((0.12, 600), (0.4, 600), (1.1, 300))
LAST_WINDOW = (2.2, 150)
#: Clearance at which a ship has left harbour, and at which it has reached the roads, in nm: what it sees from
#: the exit grazes the coast, so that the next cape but one is hidden.
EXIT_CLEARANCE_NM = 0.6
ROADS_CLEARANCE_NM = 1.5
#: Land may be crossed this near to the position given for a port, which is often that of the town, in nm ...
TOWN_NM = 4.0
TOWN_LAND_PRICE = 25.0
#: ... but is drawn only this near to it; beyond, the way starts at the water.
BERTH_NM = 1.0
SMALLEST_SEA_CELLS = 3000
#: Harbours this far in, in nm, lie behind islands or in sounds and may have other ways out.
FAR_IN_NM = 3.0
#: A port farther than this from open water is not led out; sampled every few cells.
FARTHEST_NM = 75
#: So near to a fairway, which may run far inland, it is led out all the same.
BESIDE_FAIRWAY_DEGREES = 0.1


@dataclass(frozen=True, slots=True)
class OpenWater:
    """The distance field with the seas that count as open: pieces of water of some size, on a 1 nm grid."""

    field: np.ndarray
    grid: Grid
    sea: np.ndarray

    @classmethod
    def of(cls, field: np.ndarray, grid: Grid) -> OpenWater:
        """Label the water that is clear enough, and drop the ponds."""
        clear = field >= EXIT_CLEARANCE_NM * UNIT
        pooled = clear[0::2, 0::2] | clear[1::2, 0::2] | clear[0::2, 1::2] | clear[1::2, 1::2]
        labels, count = ndimage.label(pooled, np.ones((3, 3)))
        size = np.bincount(labels.ravel(), minlength=count + 1)
        size[0] = 0
        return cls(field, grid, size[labels] >= SMALLEST_SEA_CELLS)

    def is_near(self, port: np.ndarray) -> bool:
        """Whether open water lies within FARTHEST_NM of a port."""
        row, column = int((port[1] - self.grid.south) * 60), int((port[0] - self.grid.west) * 60)
        wide = int(FARTHEST_NM / max(np.cos(np.radians(port[1])), 0.1))
        columns = np.arange(column - wide, column + wide, 3) % self.sea.shape[1]
        return bool(self.sea[max(row - FARTHEST_NM, 0) : row + FARTHEST_NM : 3][:, columns].any())

    def exits(self, window: Window, clearance_nm: float = EXIT_CLEARANCE_NM) -> np.ndarray:
        """Cells of a window that lie in open water, so clear of land."""
        local = window.grid
        lat = local.south + (np.arange(local.rows) + 0.5) / local.cells
        lon = local.west + (np.arange(local.columns) + 0.5) / local.cells
        rows = np.clip(((lat - self.grid.south) * self.grid.cells).astype(int), 0, self.grid.rows - 1)
        columns = np.floor((lon - self.grid.west) * self.grid.cells).astype(int) % self.grid.columns
        clear = self.field[np.ix_(rows, columns)] >= clearance_nm * UNIT
        return clear & self.sea[np.ix_(rows // 2, columns // 2)] & (window.price < 2)


def lead_out(
    ports: np.ndarray, coasts: Coasts, water: OpenWater, fairways: np.ndarray
) -> list[list[np.ndarray]]:
    """For each port the vertices from berth to exit, and those of its other ways out, if any."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda port: _lead_one(port, coasts, water, fairways), ports))


def lead_to(
    ports: np.ndarray, coasts: Coasts, points: np.ndarray, *, sure_water: bool = False
) -> list[np.ndarray | None]:
    """
    For ports whose exit sees nothing: the vertices from berth to the nearest of some points.

    With `sure_water` only over water of both coastlines, once the berth is left: no rivers.
    """

    def one(port: np.ndarray) -> np.ndarray | None:
        for half_height, cells in (*WINDOWS[1:], LAST_WINDOW):
            window = _berth_window(port, coasts, half_height, cells)
            if sure_water:
                window = _dearest_shut(window, port, OPEN_PRICE)
            goal = _fairway_cells(window, points)
            way = way_to(window, (float(port[0]), float(port[1])), goal) if goal.any() else None
            if way is not None:
                return _snap(_from_the_water(way, window, port), points, cells)
        return None

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, ports))


def _lead_one(port: np.ndarray, coasts: Coasts, water: OpenWater, fairways: np.ndarray) -> list[np.ndarray]:
    if not (water.is_near(port) or (np.abs(fairways - port) < BESIDE_FAIRWAY_DEGREES).all(axis=1).any()):
        return []
    for half_height, cells in WINDOWS:
        window = _berth_window(port, coasts, half_height, cells)
        goal = water.exits(window) | _fairway_cells(window, fairways)
        if goal.any():
            way = way_to(window, (float(port[0]), float(port[1])), goal)
            if way is not None:
                first = _snap(_from_the_water(way, window, port), fairways, cells)
                wide = max((half_height, cells), WINDOWS[1])
                return [first, *_other_ways(first, port, coasts, water, fairways, wide)]
        if not (window.price < 100).any() and half_height == WINDOWS[0][0] and not goal.any():
            return []  # no water anywhere near: an inland place
    return []


def _other_ways(  # noqa: PLR0913
    first: np.ndarray,
    port: np.ndarray,
    coasts: Coasts,
    water: OpenWater,
    fairways: np.ndarray,
    wide: tuple[float, int],
) -> list[np.ndarray]:
    """On to the roads, and out by other openings of a harbour behind islands; no land of Natural Earth."""
    half_height, cells = wide
    window = _dearest_shut(_berth_window(port, coasts, half_height, cells), port, GSHHG_PRICE)
    roads = water.exits(window, ROADS_CLEARANCE_NM)
    to_roads = way_to(window, (float(first[0, 0]), float(first[0, 1])), roads) if roads.any() else None
    others = [to_roads] if to_roads is not None else []
    if length_nm(first) >= FAR_IN_NM:
        goal = water.exits(window) | _fairway_cells(window, fairways)
        others += [_snap(way, fairways, cells) for way in ways_to_others(window, first, goal)]
    return others


def _from_the_water(way: np.ndarray, window: Window, port: np.ndarray) -> np.ndarray:
    """Leave out the land between a town and its water, where that is more than a berth's breadth."""
    wet = np.array([window.price[window.cell(lon, lat)] < TOWN_LAND_PRICE for lon, lat in way])
    first = int(wet.argmax()) if wet.any() else 0
    gap = np.hypot((way[first, 0] - port[0]) * np.cos(np.radians(port[1])), way[first, 1] - port[1]) * 60
    return way[first:] if gap > BERTH_NM and len(way) - first >= 2 else way


def _berth_window(port: np.ndarray, coasts: Coasts, half_height: float, cells: int) -> Window:
    window = price_window(coasts, window_over(port[None, :], half_height, cells))
    points = window.centre(np.indices(window.price.shape).reshape(2, -1).T).reshape(*window.price.shape, 2)
    away = (points - port) * [np.cos(np.radians(port[1])), 1.0] * 60
    near = np.hypot(away[..., 0], away[..., 1]) < TOWN_NM
    land = window.price > 100
    price = np.where(land, np.where(near, np.float32(TOWN_LAND_PRICE), np.float32(np.inf)), window.price)
    return Window(window.grid, price)


def _dearest_shut(window: Window, port: np.ndarray, most: float) -> Window:
    """The window without the cells that cost more than `most`, except near the port."""
    rows, columns = np.indices(window.price.shape)
    row, column = window.cell(*port)
    tall, wide = cell_size_nm(window.grid)
    near = np.hypot((rows - row) * tall, (columns - column) * wide) < TOWN_NM
    price = np.where((window.price > most) & ~near, np.float32(np.inf), window.price)
    return Window(window.grid, price)


def _fairway_cells(window: Window, fairways: np.ndarray) -> np.ndarray:
    goal = np.zeros(window.price.shape, np.bool_)
    rows = np.floor((fairways[:, 1] - window.grid.south) * window.grid.cells).astype(int)
    columns = np.floor((fairways[:, 0] - window.grid.west) * window.grid.cells).astype(int)
    inside = (rows >= 0) & (rows < goal.shape[0]) & (columns >= 0) & (columns < goal.shape[1])
    goal[rows[inside], columns[inside]] = True
    return goal


def _snap(way: np.ndarray, fairways: np.ndarray, cells: int) -> np.ndarray:
    """End exactly on the fairway point whose cell was reached."""
    if len(fairways):
        gap = np.abs(fairways - way[-1]).max(axis=1)
        if gap.min() <= 1.0 / cells:
            way = np.vstack([way[:-1], fairways[gap.argmin()]])
    return way
