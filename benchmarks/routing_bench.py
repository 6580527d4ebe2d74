"""
Measures the router and, where installed, searoute on the same pairs, land and clock; prints JSON.

    python benchmarks/routing_bench.py [--land land-10m.json] [--pairs TABLE.csv] [--matrix 4000]

`--land` is the land of npm world-atlas 10m (Natural Earth); without it the miles over land are not measured.
Each row is asked for as it is stated: its `via` text is read by the router; peers have no such switch.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import importlib
import json
import random
import statistics
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from relos_atlas.model import Position
from relos_atlas.routing import InlandError, NoRoute, Router
from relos_atlas.routing.sphere import lengths_nm, unit_vectors

if TYPE_CHECKING:
    from collections.abc import Callable

GEODATA = Path(__file__).resolve().parents[1] / "geodata"
BERTH_NM = 1.0
#: Ship canals are land in every coastline: west, south, east, north.
CANALS = ((32.2, 29.6, 32.7, 31.35), (-80.05, 8.8, -79.4, 9.45), (9.0, 53.85, 10.25, 54.5))


def read_pairs(path: Path) -> list[dict[str, Any]]:
    """Rows of a distance table; of the Arctic if an end is north of 66 or the way is the NSR."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        {
            "name": f"{row['from']} - {row['to']} ({row['via']})",
            "start": (float(row["from_lon"]), float(row["from_lat"])),
            "end": (float(row["to_lon"]), float(row["to_lat"])),
            "via": row["via"],
            "nm": float(row["distance_nm"]),
            "group": "arctic"
            if "nsr" in row["via"].lower() or max(float(row["from_lat"]), float(row["to_lat"])) > 66
            else "other",
        }
        for row in rows
    ]


def project(router: Router) -> Callable[[dict[str, Any]], list[list[float]] | None]:
    """The router as a function of a row."""

    def ask(row: dict[str, Any]) -> list[list[float]] | None:
        via = router.passages.read(row["via"])
        answer = router.route(Position(*row["start"]), Position(*row["end"]), via=via)
        return None if isinstance(answer, NoRoute) else answer.geometry

    return ask


def peers() -> dict[str, Callable[[dict[str, Any]], list[list[float]] | None]]:
    """Installed peers as functions of a row."""
    found: dict[str, Any] = {}
    try:
        searoute = importlib.import_module("searoute")

        def by_searoute(row: dict[str, Any]) -> list[list[float]]:
            answer = searoute.searoute(
                list(row["start"]), list(row["end"]), units="naut", append_orig_dest=True, restrictions=[]
            )
            return list(answer["geometry"]["coordinates"])

        found["searoute"] = by_searoute
    except ImportError:
        sys.stderr.write("searoute is not installed\n")
    return found


def length_nm(line: list[list[float]]) -> float:
    """Length of a drawn line."""
    points = unit_vectors(np.array(line))
    count = np.arange(len(points) - 1)
    return float(lengths_nm(points, count, count + 1).sum())


class Land:
    """Natural Earth land, for the miles that a drawn line runs over it."""

    def __init__(self, path: Path) -> None:
        topology = json.loads(path.read_text())
        scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
        arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]
        parts: list[Any] = []
        for geometry in topology["objects"]["land"]["geometries"]:
            polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            for polygon in polygons:
                rings = [
                    np.concatenate([arcs[i] if i >= 0 else arcs[~i][::-1] for i in ids]) for ids in polygon
                ]
                for ring in rings:
                    ring[:, 0] = np.unwrap(ring[:, 0], period=360)
                if abs(rings[0][0, 0] - rings[0][-1, 0]) > 180:
                    continue  # round the pole: Antarctica
                shape = shapely.make_valid(shapely.Polygon(rings[0], rings[1:]))
                for turn in (-360, 0, 360):
                    moved = shapely.transform(shape, lambda xy, t=turn: xy + np.array([t, 0.0]))
                    parts += _quarters(shapely.clip_by_rect(moved, -180, -90, 180, 90))
        self.tree = shapely.STRtree(parts)
        self.parts = np.array(parts, dtype=object)

    def miles(self, line: list[list[float]], ends: list[tuple[float, float]]) -> float:
        """Nm over land, more than a mile from the ends and outside ship canals."""
        pieces = []
        for a, b in pairwise(line):
            count = int(max(abs(b[0] - a[0]), abs(b[1] - a[1])) / 0.5) + 1
            points = np.linspace(a, b, count + 1)
            for p, q in pairwise(points):
                turn = -360 * np.floor(((p[0] + q[0]) / 2 + 180) / 360)
                pieces.append((p + np.array([turn, 0.0]), q + np.array([turn, 0.0])))
        lines = shapely.linestrings(np.array(pieces))
        which, part = self.tree.query(lines, predicate="intersects")
        total = 0.0
        for stretch in shapely.get_parts(shapely.intersection(lines[which], self.parts[part])):
            if stretch.geom_type == "LineString" and not stretch.is_empty:
                total += 0.0 if self._exempt(stretch, ends) else length_nm([list(p) for p in stretch.coords])
        return total

    def _exempt(self, stretch: Any, ends: list[tuple[float, float]]) -> bool:
        x, y = stretch.interpolate(0.5, normalized=True).coords[0]
        if any(length_nm([[x, y], list(end)]) < BERTH_NM for end in ends):
            return True
        return any(west <= x <= east and south <= y <= north for west, south, east, north in CANALS)


def _quarters(shape: Any) -> list[Any]:
    """Polygons of at most 5 degrees, so that an intersection is cheap."""
    found, waiting = [], [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
    while waiting:
        part = waiting.pop()
        west, south, east, north = part.bounds
        if max(east - west, north - south) <= 5 or shapely.get_num_coordinates(part) < 60:
            found.append(part)
            continue
        x, y = (west + east) / 2, (south + north) / 2
        for box in ((west, south, x, y), (x, south, east, y), (west, y, x, north), (x, y, east, north)):
            waiting += [
                p for p in shapely.get_parts(shapely.clip_by_rect(part, *box)) if p.geom_type == "Polygon"
            ]
    return found


def measure(
    ask: Callable[[dict[str, Any]], Any], rows: list[dict[str, Any]], land: Land | None
) -> dict[str, Any]:
    """Errors, miles over land, jumps and times of one router."""
    errors: dict[str, list[float]] = {"arctic": [], "other": []}
    fails, times, over, worst, jumps = [], [], [], [], 0
    for row in rows:
        began = time.perf_counter()
        line = ask(row)
        times.append((time.perf_counter() - began) * 1e3)
        if line is None:
            fails.append(row["name"])
            continue
        full = [list(row["start"]), *line, list(row["end"])]
        full = np.column_stack([np.unwrap(np.array(full)[:, 0], period=360), np.array(full)[:, 1]]).tolist()
        error = length_nm(full) / row["nm"] - 1
        errors[row["group"]].append(error)
        worst.append((round(100 * error, 1), row["name"]))
        jumps += any(abs(b[0] - a[0]) > 180 for a, b in pairwise(line))
        if land is not None:
            over.append((round(land.miles(full, [row["start"], row["end"]]), 2), row["name"]))
    return {
        "rows": len(rows),
        "without_route": fails,
        "error_percent": {group: _spread(values) for group, values in errors.items() if values},
        "worst": sorted(worst, key=lambda pair: -abs(pair[0]))[:8],
        "over_land_nm": round(sum(nm for nm, _ in over), 2) if land else None,
        "over_land_worst": sorted(over, reverse=True)[:5],
        "jumps_over_180": jumps,
        "ms": _times(times),
    }


def _spread(values: list[float]) -> dict[str, float]:
    size = np.abs(values) * 100
    return {
        "n": len(values),
        "median": round(float(np.median(size)), 2),
        "p90": round(float(np.quantile(size, 0.9)), 2),
        "max": round(float(size.max()), 1),
        "bias": round(float(np.median(values)) * 100, 2),
    }


def _times(times: list[float]) -> dict[str, float]:
    return {
        "median": round(statistics.median(times), 3),
        "p90": round(float(np.quantile(times, 0.9)), 3),
        "p99": round(float(np.quantile(times, 0.99)), 3),
    }


def speed(router: Router, matrix: int) -> dict[str, Any]:
    """Times of single voyages between known berths, of voyages from any place, and of one table."""
    chance = random.Random(7)  # noqa: S311  # the same pairs in every run
    berths = [Position(float(lon), float(lat)) for lon, lat in router.network.berth_lonlat]
    known = [_timed(router, chance.choice(berths), chance.choice(berths)) for _ in range(600)]
    free: list[float] = []
    while len(free) < 100:
        place = Position(chance.uniform(-180, 180), chance.uniform(-60, 70))
        if router.land.is_blocked(np.array([[place.lon, place.lat]]))[0]:
            continue
        with contextlib.suppress(InlandError):  # a lake, or a sea without ports
            free.append(_timed(router, place, chance.choice(berths)))
    places = [chance.choice(berths) for _ in range(matrix)]
    began = time.perf_counter()
    table = router.matrix(places, router.terms())
    return {
        "known_ms": _times(known),
        "any_place_ms": _times(free),
        "matrix": {
            "size": matrix,
            "seconds_one_process": round(time.perf_counter() - began, 1),
            "reached": round(float(np.isfinite(table).mean()), 3),
        },
    }


def _timed(router: Router, start: Position, end: Position) -> float:
    began = time.perf_counter()
    answer = router.route(start, end)
    if not isinstance(answer, NoRoute):
        _ = answer.geometry
    return (time.perf_counter() - began) * 1e3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--geodata", type=Path, default=GEODATA)
    parser.add_argument("--pairs", type=Path, default=GEODATA / "distances-dev.csv")
    parser.add_argument("--land", type=Path, help="land-10m.json of npm world-atlas")
    parser.add_argument("--matrix", type=int, default=1000)
    options = parser.parse_args()
    land = Land(options.land) if options.land else None
    rows = read_pairs(options.pairs)
    began = time.perf_counter()
    router = Router.load(options.geodata)
    router.route(Position(72.85, 18.93), Position(103.83, 1.27))
    load_s = time.perf_counter() - began
    result = {"load_s": round(load_s, 3), "speed": speed(router, options.matrix)}
    result["project"] = measure(project(router), rows, land)
    for name, ask in peers().items():
        result[name] = measure(ask, rows, land)
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
