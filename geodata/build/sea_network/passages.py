"""Reads the named passages: gates that name what crosses them, fairways through narrow water."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from fine import LAND_PRICE, OPEN_PRICE, Coasts, Window, price_window, way_to, window_over
from sight import as_written

FAIRWAY_CELLS = 600
FAIRWAY_STEP_NM = 1.5
#: Ships turn so far off the end, or a bend, of the gate of a closed passage that lies in open water.
TURN_OFF_NM = 1.0
#: A bend is one from so much on, as the length of the difference of the two directions (0.2 is 11 degrees).
MIN_BEND = 0.2
#: A turning point put on land is moved to water within this, in nm.
ASHORE_NM = 0.7


@dataclass(frozen=True, slots=True)
class Passage:
    """One row of sea-network-passages.csv with its geometry."""

    slug: str
    gate: shapely.Geometry
    fairway: np.ndarray
    is_canal: bool
    is_river: bool
    is_closed: bool
    on_request: bool
    max_draught_m: float


def read_passages(path: Path) -> list[Passage]:
    """All passages; a depth is the greatest draught where no draught is published."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_passage(row) for row in csv.DictReader(file)]


def _passage(row: dict[str, str]) -> Passage:
    limit = row["max_draught_m"] or row["min_depth_m"]
    fairway = (
        shapely.get_coordinates(shapely.from_wkt(row["fairway"])) if row["fairway"] else np.empty((0, 2))
    )
    return Passage(
        slug=row["slug"],
        gate=shapely.from_wkt(row["gate"]),
        fairway=fairway,
        is_canal=row["kind"] == "canal",
        is_river=row["kind"] == "river",
        is_closed=row["default_use"] == "closed",
        on_request=row["default_use"] == "on-request",
        max_draught_m=float(limit) if limit else np.inf,
    )


def turning_points(passage: Passage) -> np.ndarray:
    """Points just off each end, spike and bend of a gate, on the outer side: there ships round a bank."""
    line = shapely.get_coordinates(passage.gate)
    stretch = np.cos(np.radians(line[:, 1]))[:, None] ** [1, 0]
    step = np.diff(line, axis=0) * stretch[:-1]
    step /= np.linalg.norm(step, axis=1)[:, None]
    none = np.zeros((1, 2))
    outward = np.vstack([none, step]) - np.vstack([step, none])
    size = np.linalg.norm(outward, axis=1)
    bends = size > MIN_BEND
    off = outward[bends] / size[bends, None] * TURN_OFF_NM / 60
    return line[bends] + off / stretch[bends]


def sail_fairway(passage: Passage, coasts: Coasts) -> np.ndarray:
    """
    The fairway from point to point through the water of the fine grid, in steps of at most 1.5 nm.

    Raises
    ------
    SystemExit
        If that of a strait cannot but run over land of both coastlines: then a point of it is wrong.
    """
    line = passage.fairway if passage.is_canal else _through_water(passage, coasts)
    stretch = np.cos(np.radians(line[:, 1].mean()))
    flat = shapely.segmentize(shapely.linestrings(line * [stretch, 1.0]), FAIRWAY_STEP_NM / 60)
    return as_written(shapely.get_coordinates(flat) / [stretch, 1.0])


def _through_water(passage: Passage, coasts: Coasts) -> np.ndarray:
    line = passage.fairway[:1]
    for given in passage.fairway[1:]:
        start = line[-1]
        window = price_window(coasts, window_over(np.array([start, given]), 0.12, FAIRWAY_CELLS))
        end = _nearest_water(window, given)
        goal = np.zeros(window.price.shape, np.bool_)
        goal[window.cell(*end)] = True
        way = way_to(window, tuple(start), goal)
        if not passage.is_river and (way is None or _is_on_land(window, way)):
            raise SystemExit(f"{passage.slug}: its fairway runs over land between {start} and {end}")
        line = np.vstack([line, way[1:-1], [end]]) if way is not None else np.vstack([line, [end]])
    return line


def _is_on_land(window: Window, way: np.ndarray) -> bool:
    points = shapely.get_coordinates(shapely.segmentize(shapely.linestrings(way), 1 / FAIRWAY_CELLS))
    return any(window.price[window.cell(lon, lat)] >= LAND_PRICE for lon, lat in points)


def _nearest_water(window: Window, point: np.ndarray) -> np.ndarray:
    """The point itself, or the nearest water of both coastlines where it was put ashore by a few cables."""
    row, column = window.cell(*point)
    if window.price[row, column] <= OPEN_PRICE:
        return point
    reach = int(ASHORE_NM / 60 * window.grid.cells)
    rows, columns = np.mgrid[row - reach : row + reach + 1, column - 2 * reach : column + 2 * reach + 1]
    cells = np.column_stack([rows.ravel(), columns.ravel()])
    inside = (cells >= 0).all(axis=1) & (cells < window.price.shape).all(axis=1)
    cells = cells[inside]
    cells = cells[window.price[cells[:, 0], cells[:, 1]] <= OPEN_PRICE]
    if not len(cells):
        return point
    away = (window.centre(cells) - point) * [np.cos(np.radians(point[1])), 1.0]
    return window.centre(cells)[np.hypot(away[:, 0], away[:, 1]).argmin()]
