"""Leads each port from its berth to open water or to a fairway."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from fine import (
    GSHHG_PRICE,
    OPEN_PRICE,
    Coasts,
    Window,
    length_nm,
    price_window,
    way_to,
    ways_to_others,
    window_over,
)
from raster import UNIT, Grid
from scipy import ndimage
from sight import as_written

#: (half height of the window in degrees, cells to a degree), tried in turn.
WINDOWS = ((0.12, 600), (0.4, 600), (1.1, 300))
LAST_WINDOW = (2.2, 150)
#: Clearance at which a ship has left harbour, and at which it has reached the roads, in nm: what it sees from
#: the exit grazes the coast, so that the next cape but one is hidden. Roads lie in the offing, so that ships
#: that pass do not round a cape by them; where that is too much farther to sail, as near as they may.
EXIT_CLEARANCE_NM = 0.6
ROADS_CLEARANCE_NM = 1.5
OFFING_ROADS_CLEARANCE_NM = 4.0
OFFING_ROADS_FARTHER_NM = 8.0
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

    def one(port: np.ndarray) -> list[np.ndarray]:
        return [as_written(way) for way in _lead_one(port, coasts, water, fairways)]

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, ports))


def lead_to(ports: np.ndarray, coasts: Coasts, points: np.ndarray) -> list[np.ndarray | None]:
    """For ports whose exit sees nothing: the vertices from berth to the nearest of some points."""

    def one(port: np.ndarray) -> np.ndarray | None:
        for half_height, cells in (*WINDOWS[1:], LAST_WINDOW):
            window = _berth_window(port, coasts, half_height, cells)
            way = _way_to_points(window, port, points)
            if way is not None:
                return as_written(_snap(_from_the_water(way, window, port), points, cells))
        return None

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, ports))


def lead_on(ways: list[np.ndarray], coasts: Coasts, points: np.ndarray) -> list[np.ndarray | None]:
    """From where each way comes to the water: the vertices to the nearest of some points, over sure water."""

    def one(first: np.ndarray) -> np.ndarray | None:
        for half_height, cells in (*WINDOWS[1:], LAST_WINDOW):
            window = _only_water(first[0], coasts, (half_height, cells), OPEN_PRICE)
            afloat = _afloat(first, window)
            way = _way_to_points(window, afloat[0], points) if len(afloat) else None
            if way is not None:
                return as_written(_snap(way, points, cells))
        return None

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, ways))


def _way_to_points(window: Window, start: np.ndarray, points: np.ndarray) -> np.ndarray | None:
    goal = _fairway_cells(window, points)
    return way_to(window, (float(start[0]), float(start[1])), goal) if goal.any() else None


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
                return _with_other_ways(first, port, coasts, water, fairways, wide)
        if not (window.price < 100).any() and half_height == WINDOWS[0][0] and not goal.any():
            return []  # no water anywhere near: an inland place
    return []


def _with_other_ways(  # noqa: PLR0913
    first: np.ndarray,
    port: np.ndarray,
    coasts: Coasts,
    water: OpenWater,
    fairways: np.ndarray,
    wide: tuple[float, int],
) -> list[np.ndarray]:
    """
    And on to the roads, and out by other openings of a harbour behind islands; no land of Natural Earth.

    They begin where the first way comes to the water: who passes from one to another then crosses no quay.
    """
    window = _only_water(port, coasts, wide, GSHHG_PRICE)
    found = _first_below(np.inf, first, window)
    if found is None:
        return [first]
    piece, start = found
    afloat = np.vstack([start, first[piece + 1 :]])
    if piece > 0 or (start != first[0]).any():
        first = np.vstack([first[: piece + 1], afloat])
    to_roads = _way_to_roads(start, window, water)
    others = [to_roads] if to_roads is not None else []
    if length_nm(first) >= FAR_IN_NM and len(afloat) > 1:
        goal = water.exits(window) | _fairway_cells(window, fairways)
        others += [_snap(way, fairways, wide[1]) for way in ways_to_others(window, afloat, goal)]
    return [first, *others]


def _way_to_roads(start: np.ndarray, window: Window, water: OpenWater) -> np.ndarray | None:
    """The way to the nearest roads in the offing, or to nearer ones if those are much nearer."""
    ways = []
    for clearance_nm in (OFFING_ROADS_CLEARANCE_NM, ROADS_CLEARANCE_NM):
        roads = water.exits(window, clearance_nm)
        ways.append(way_to(window, (float(start[0]), float(start[1])), roads) if roads.any() else None)
    in_offing, near = ways
    if in_offing is None or near is None:
        return near
    return in_offing if length_nm(in_offing) <= length_nm(near) + OFFING_ROADS_FARTHER_NM else near


def _first_below(price: float, way: np.ndarray, window: Window) -> tuple[int, np.ndarray] | None:
    """The first point of a way on cells below a price, and the piece, from vertex to vertex, it is on."""
    last = np.array(window.price.shape) - 1
    for piece, (start, end) in enumerate(pairwise(way)):
        steps = int(np.abs(end - start).max() * window.grid.cells * 2) + 1
        for point in start + (end - start) * np.linspace(0.0, 1.0, steps + 1)[:, None]:
            row, column = np.clip(window.cell(*point), 0, last)
            if window.price[row, column] < price:
                return piece, point
    return None


def _from_the_water(way: np.ndarray, window: Window, port: np.ndarray) -> np.ndarray:
    """Leave out the land between a town and its water, where that is more than a berth's breadth."""
    found = _first_below(TOWN_LAND_PRICE, way, window)
    if found is None:
        return way
    piece, start = found
    gap = np.hypot((start[0] - port[0]) * np.cos(np.radians(port[1])), start[1] - port[1]) * 60
    is_short = piece == len(way) - 2 and (start == way[-1]).all()
    return np.vstack([start, way[piece + 1 :]]) if gap > BERTH_NM and not is_short else way


def _berth_window(port: np.ndarray, coasts: Coasts, half_height: float, cells: int) -> Window:
    window = price_window(coasts, window_over(port[None, :], half_height, cells))
    points = window.centre(np.indices(window.price.shape).reshape(2, -1).T).reshape(*window.price.shape, 2)
    away = (points - port) * [np.cos(np.radians(port[1])), 1.0] * 60
    near = np.hypot(away[..., 0], away[..., 1]) < TOWN_NM
    land = window.price > 100
    price = np.where(land, np.where(near, np.float32(TOWN_LAND_PRICE), np.float32(np.inf)), window.price)
    return Window(window.grid, price)


def _only_water(port: np.ndarray, coasts: Coasts, size: tuple[float, int], most: float) -> Window:
    """The window about a port without the cells that cost more than `most`."""
    window = price_window(coasts, window_over(port[None, :], *size))
    return Window(window.grid, np.where(window.price > most, np.float32(np.inf), window.price))


def _afloat(way: np.ndarray, window: Window) -> np.ndarray:
    """The vertices of a way that lie on the water of a window."""
    cells = [np.clip(window.cell(lon, lat), 0, np.array(window.price.shape) - 1) for lon, lat in way]
    return way[[bool(np.isfinite(window.price[row, column])) for row, column in cells]]


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
