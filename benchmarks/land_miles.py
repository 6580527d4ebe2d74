"""Measures how many miles of a drawn line run over land of Natural Earth 10m, and of what kind."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from relos_atlas.routing.sphere import distances_nm, unit_vectors

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: What lies this near to an end is its harbour, in nm.
BERTH_NM = 1.0
#: Canals and rivers are land in every coastline; this near to the fairway of one a line is on it, in nm.
FAIRWAY_NM = 1.0
INLAND_KINDS = {"canal", "river"}
#: A stretch over land that begins this near to an end belongs to it, in degrees.
TOUCHING_DEGREES = 1e-3
#: Polygons are cut down to this, so that an intersection is cheap, in degrees.
PART_DEGREES = 5.0


@dataclass(frozen=True, slots=True)
class Over:
    """
    Miles of a line over land, outside BERTH_NM of its ends and FAIRWAY_NM of canals and rivers.

    `ashore_nm` is the part that no way can spare: from a berth that lies inside the land of Natural
    Earth to the first water. `sea_nm` is the rest, a fault; `where` holds its stretches (nm, lon, lat).
    """

    sea_nm: float
    ashore_nm: float
    where: list[tuple[float, float, float]]


class Land:
    """Natural Earth land with the strips of the canals and rivers of the network taken out of the account."""

    def __init__(self, path: Path, geodata: Path) -> None:
        with (geodata / "sea-network-passages.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["kind"] in INLAND_KINDS and row["fairway"]]
        strips = [_strip(shapely.get_coordinates(shapely.from_wkt(row["fairway"]))) for row in rows]
        self._inland = shapely.union_all(strips)
        self._parts = np.array(_parts(json.loads(path.read_text())), dtype=object)
        self._tree = shapely.STRtree(self._parts)

    def over(self, line: list[list[float]], ends: list[tuple[float, float]]) -> Over:
        """What a drawn line (longitudes continuous) has over land."""
        pieces = _pieces(line)
        which, part = self._tree.query(pieces, predicate="intersects")
        if not len(which):
            return Over(0.0, 0.0, [])
        met = shapely.intersection(pieces[which], self._parts[part])
        merged = shapely.line_merge(shapely.union_all(met))
        runs = [run for run in shapely.get_parts(merged) if run.geom_type == "LineString"]
        harbours = shapely.union_all([_disc(end) for end in ends])
        points = shapely.points([_in_range(end) for end in ends])
        sea, ashore, where = 0.0, 0.0, []
        for run in runs:
            rest = shapely.difference(shapely.difference(run, harbours), self._inland)
            miles = sum(_length_nm(shapely.get_coordinates(bit)) for bit in shapely.get_parts(rest))
            if miles == 0.0:
                continue
            if (shapely.distance(run, points) < TOUCHING_DEGREES).any():
                ashore += miles
                continue
            sea += miles
            middle = shapely.line_interpolate_point(shapely.get_parts(rest)[0], 0.5, normalized=True)
            where.append((miles, middle.x, middle.y))
        return Over(sea, ashore, where)


def _parts(topology: dict[str, Any]) -> list[Any]:
    """Polygons of a TopoJSON file of world-atlas without the ring round the pole, cut small."""
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]
    parts: list[Any] = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            rings = [np.concatenate([arcs[i] if i >= 0 else arcs[~i][::-1] for i in ids]) for ids in polygon]
            for ring in rings:
                ring[:, 0] = np.unwrap(ring[:, 0], period=360)
            if abs(rings[0][0, 0] - rings[0][-1, 0]) > 180:
                continue  # round the pole: Antarctica
            # the hole of the Caspian touches itself, and Eurasia is unrolled to the west of 180 degrees:
            # holes are taken out one by one, each in every turn round the globe
            holes = [shapely.make_valid(shapely.Polygon(ring)) for ring in rings[1:]]
            turned = [_turn(hole, turn) for hole in holes for turn in (-360, 0, 360)]
            shape = shapely.difference(
                shapely.make_valid(shapely.Polygon(rings[0])), shapely.union_all(turned)
            )
            for turn in (-360, 0, 360):
                parts += _quarters(shapely.clip_by_rect(_turn(shape, turn), -180, -90, 180, 90))
    return parts


def _turn(shape: Any, degrees: int) -> Any:
    return shapely.transform(shape, lambda xy: xy + np.array([degrees, 0.0]))


def _quarters(shape: Any) -> list[Any]:
    """Polygons of at most PART_DEGREES."""
    found, waiting = [], [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    while waiting:
        part = waiting.pop()
        west, south, east, north = part.bounds
        if max(east - west, north - south) <= PART_DEGREES or shapely.get_num_coordinates(part) < 60:
            found.append(part)
            continue
        x, y = (west + east) / 2, (south + north) / 2
        for box in ((west, south, x, y), (x, south, east, y), (west, y, x, north), (x, y, east, north)):
            cut = shapely.get_parts(shapely.clip_by_rect(part, *box))
            waiting += [piece for piece in cut if piece.geom_type == "Polygon"]
    return found


def _pieces(line: list[list[float]]) -> NDArray[np.object_]:
    """A line as short lines in [-180, 180], straight in longitude and latitude, as maps draw them."""
    pieces = []
    for a, b in pairwise(line):
        count = int(max(abs(b[0] - a[0]), abs(b[1] - a[1])) / 0.5) + 1
        for p, q in pairwise(np.linspace(a, b, count + 1)):
            turn = np.array([-360 * np.floor(((p[0] + q[0]) / 2 + 180) / 360), 0.0])
            pieces.append((p + turn, q + turn))
    lines: NDArray[np.object_] = shapely.linestrings(np.array(pieces))
    return lines


def _strip(fairway: Floats) -> Any:
    """All within FAIRWAY_NM of a fairway; each part of it is widened in the scale of its own latitude."""
    return shapely.union_all(
        [_widened(shapely.linestrings(np.array(ab)), FAIRWAY_NM) for ab in pairwise(fairway)]
    )


def _disc(end: tuple[float, float]) -> Any:
    return _widened(shapely.Point(_in_range(end)), BERTH_NM)


def _widened(shape: Any, nm: float) -> Any:
    scale = np.array([np.cos(np.radians(shape.centroid.y)), 1.0])
    flat = shapely.transform(shape, lambda xy: xy * scale)
    return shapely.transform(shapely.buffer(flat, nm / 60), lambda xy: xy / scale)


def _in_range(end: tuple[float, float]) -> tuple[float, float]:
    return ((end[0] + 180) % 360 - 180, end[1])


def _length_nm(line: Floats) -> float:
    vectors = unit_vectors(line)
    return float(sum(distances_nm(vectors[k : k + 1], vectors[k + 1])[0] for k in range(len(vectors) - 1)))
