"""Finds ways through water too narrow for the world grid, on a fine grid of one small window."""

# ruff: noqa: ANN001, ANN202, PLR0913  # numba infers the types of its functions

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass

import numba as nb
import numpy as np
from coasts import Rings
from raster import UNIT, Grid, distance_to_land, land_mask

#: Price of a mile over land of both coastlines, of Natural Earth alone, of GSHHG alone. The two differ by
#: a few cables in every narrow strait; the way keeps to the water of both where it can.
LAND_PRICE = 150.0
NATURAL_EARTH_PRICE = 20.0
GSHHG_PRICE = 8.0
#: Water nearer than this to land is up to twice as dear, in nm.
COMFORT_NM = 0.3
#: What is dearer is land of at least one coastline.
OPEN_PRICE = 2.0
#: A straight line may be so much dearer, by share, than the cells it leaves out, if it meets none dearer.
TAUT_SHARE = 0.05
#: A further way from a harbour is kept if it saves this much, in nm, and so many at most.
WORTH_NM = 2.0
MOST_OTHER_WAYS = 4


@dataclass(frozen=True, slots=True)
class Coasts:
    """Two coastlines with the boxes of their rings, so that a window need not look at all of them."""

    gshhg: Rings
    gshhg_boxes: np.ndarray
    natural_earth: Rings
    natural_earth_boxes: np.ndarray


@dataclass(frozen=True, slots=True)
class Window:
    """A fine grid and the price of a mile in each of its cells."""

    grid: Grid
    price: np.ndarray

    def cell(self, lon: float, lat: float) -> tuple[int, int]:
        """Row and column of a point."""
        return int((lat - self.grid.south) * self.grid.cells), int((lon - self.grid.west) * self.grid.cells)

    def centre(self, cells: np.ndarray) -> np.ndarray:
        """Points (lon, lat) of rows and columns."""
        return self.grid.centres(cells[:, 0], cells[:, 1])


def window_over(points: np.ndarray, margin_degrees: float, cells: int) -> Grid:
    """A grid that holds the points with a margin all round (wider in longitude towards the poles)."""
    middle = math.cos(math.radians(np.abs(points[:, 1]).max()))
    west, east = points[:, 0].min() - margin_degrees / middle, points[:, 0].max() + margin_degrees / middle
    south, north = points[:, 1].min() - margin_degrees, points[:, 1].max() + margin_degrees
    return Grid(west, south, cells, int((east - west) * cells) + 1, int((north - south) * cells) + 1)


def price_window(coasts: Coasts, grid: Grid) -> Window:
    """Rasterise both coastlines and price each cell."""
    land = land_mask(grid, coasts.gshhg, boxes=coasts.gshhg_boxes)
    other = land_mask(grid, coasts.natural_earth, boxes=coasts.natural_earth_boxes, touched=True)
    clear_nm = distance_to_land(land | other, grid) / UNIT
    price = 1.0 + np.clip(1.0 - clear_nm / COMFORT_NM, 0.0, 1.0)
    price[land > 0] = GSHHG_PRICE
    price[other > 0] = NATURAL_EARTH_PRICE
    price[(land > 0) & (other > 0)] = LAND_PRICE
    return Window(grid, price.astype(np.float32))


@nb.njit(cache=True, nogil=True)
def _cheapest(price, start_row, start_column, goal, tall, wide, every):
    """
    Dijkstra over the eight neighbours from one cell to the first goal; returns it, costs and ways back.

    With `every` it goes on to all cells that are reached without passing a goal, and returns -1.
    """
    rows, columns = price.shape
    cost = np.full(rows * columns, np.inf)
    came = np.full(rows * columns, -1, np.int32)
    start = start_row * columns + start_column
    cost[start] = 0.0
    heap = [(0.0, start)]
    while len(heap) > 0:
        spent, here = heapq.heappop(heap)
        if spent > cost[here]:
            continue
        row, column = here // columns, here % columns
        if goal[row, column]:
            if every:
                continue
            return here, cost, came
        for up in range(-1, 2):
            for right in range(-1, 2):
                r, c = row + up, column + right
                if (up == 0 and right == 0) or not (0 <= r < rows and 0 <= c < columns):
                    continue
                if not math.isfinite(price[r, c]):
                    continue
                step = math.hypot(up * tall, right * wide) * (price[row, column] + price[r, c]) / 2
                there = r * columns + c
                if spent + step < cost[there]:
                    cost[there] = spent + step
                    came[there] = here
                    heapq.heappush(heap, (spent + step, there))
    return -1, cost, came


@nb.njit(cache=True, nogil=True)
def _chord(price, r0, c0, r1, c1, tall, wide):
    """Price of the straight line between two cells, and of its dearest cell."""
    steps = 2 * max(abs(r1 - r0), abs(c1 - c0), 1)
    total, dearest = 0.0, 0.0
    for s in range(steps + 1):
        row = round(r0 + (r1 - r0) * s / steps)
        column = round(c0 + (c1 - c0) * s / steps)
        total += price[row, column] * (0.5 if s in (0, steps) else 1.0)
        dearest = max(dearest, price[row, column])
    return total / steps * math.hypot((r1 - r0) * tall, (c1 - c0) * wide), dearest


def pull_taut(window: Window, cells: np.ndarray) -> np.ndarray:
    """Leave out the cells of a way that a straight line passes as cheaply."""
    tall, wide = cell_size_nm(window.grid)
    prices = window.price[cells[:, 0], cells[:, 1]].astype(np.float64)
    steps = np.hypot(*(np.diff(cells, axis=0) * [tall, wide]).T)
    # cell by cell, not as a line: that of a diagonal step may touch land beside it and cost anything
    spent = np.concatenate([[0.0], np.cumsum(steps * (prices[:-1] + prices[1:]) / 2)])

    def is_as_cheap(here: int, there: int) -> bool:
        straight, dearest = _chord(window.price, *cells[here], *cells[there], tall, wide)
        if dearest > max(prices[here : there + 1].max(), OPEN_PRICE):
            return False
        return straight <= (spent[there] - spent[here]) * (1 + TAUT_SHARE)

    kept, last = [0], len(cells) - 1
    while kept[-1] < last:
        here, reach = kept[-1], 1
        while here + 2 * reach <= last and is_as_cheap(here, here + 2 * reach):
            reach *= 2
        farthest = range(min(here + 2 * reach, last), here + 1, -1)
        kept.append(next((there for there in farthest if is_as_cheap(here, there)), here + 1))
    return cells[kept]


def cell_size_nm(grid: Grid) -> tuple[float, float]:
    """Height and width of a cell in the middle of a grid."""
    tall = 60.0 / grid.cells
    return tall, tall * math.cos(math.radians(grid.south + grid.rows / grid.cells / 2))


def way_to(window: Window, start: tuple[float, float], goal: np.ndarray) -> np.ndarray | None:
    """The cheapest way (lon, lat vertices) from a point to the first goal cell, or None."""
    row, column = window.cell(*start)
    tall, wide = cell_size_nm(window.grid)
    reached, _, came = _cheapest(window.price, row, column, goal, tall, wide, False)
    return None if reached < 0 else _way_back(window, start, reached, came)


def ways_to_others(window: Window, way: np.ndarray, goal: np.ndarray) -> list[np.ndarray]:
    """
    Further ways from the start of a way to goals that it and its like do not serve.

    A goal is worth a way of its own if that is cheaper, by more than WORTH_NM, than a known way and then
    straight over the sea: so harbours behind islands get one by each opening.
    """
    tall, wide = cell_size_nm(window.grid)
    row, column = window.cell(*way[0])
    _, cost, came = _cheapest(window.price, row, column, goal, tall, wide, True)
    # the point of a fairway that the way was made to end on may lie a cell outside
    last = np.clip(window.cell(*way[-1]), 0, np.array(goal.shape) - 1)
    spent = cost[last[0] * window.grid.columns + last[1]]
    cost = np.where(goal.ravel() & np.isfinite(cost), cost, np.inf)
    rows, columns = np.divmod(np.flatnonzero(np.isfinite(cost)), window.grid.columns)
    cost = cost[np.isfinite(cost)]
    if not len(cost):
        return []
    known = spent if np.isfinite(spent) else length_nm(way)
    known = known + np.hypot((rows - last[0]) * tall, (columns - last[1]) * wide)
    found: list[np.ndarray] = []
    for _ in range(MOST_OTHER_WAYS):
        worth = np.flatnonzero(cost + WORTH_NM < known)
        if not len(worth):
            break
        best = worth[cost[worth].argmin()]
        known = np.minimum(
            known, cost[best] + np.hypot((rows - rows[best]) * tall, (columns - columns[best]) * wide)
        )
        reached = int(rows[best]) * window.grid.columns + int(columns[best])
        found.append(_way_back(window, (float(way[0, 0]), float(way[0, 1])), reached, came))
    return found


def _way_back(window: Window, start: tuple[float, float], reached: int, came: np.ndarray) -> np.ndarray:
    chain = [reached]
    while came[chain[-1]] >= 0:
        chain.append(came[chain[-1]])
    cells = np.column_stack(np.divmod(np.array(chain[::-1]), window.grid.columns))
    taut = window.centre(pull_taut(window, cells))
    taut[0] = start
    return taut


def length_nm(way: np.ndarray) -> float:
    """Length of a way of a few dozen miles."""
    stretch = np.cos(np.radians(way[:, 1].mean()))
    return float(np.hypot(*(np.diff(way, axis=0) * [stretch, 1.0]).T).sum() * 60)
