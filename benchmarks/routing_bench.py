"""
Measures the router and, where installed, its peers on the same pairs, land and clock; prints tables.

    python benchmarks/routing_bench.py [--land land-10m.json] [--pairs TABLE.csv] [--matrix 4000] [--json]
    python benchmarks/routing_bench.py --rows 1000000

`--rows` measures nothing but the command `routes` on a table of so many rows, some of them faulty.
`--land` is the land of npm world-atlas 10m (Natural Earth); without it the miles over land are not measured.
Each row is asked for as it is stated: its `via` text is read by the router; peers have no such switch, so
all their passages are open. A peer's line is drawn on to the port, as a ship must get there.
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
import tempfile
import time
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.parquet as pq

from land_miles import Land
from pairs_table import measure_rows
from relos_atlas.model import Position
from relos_atlas.routing import InlandError, NoRoute, Router
from relos_atlas.routing.gates import Gates
from relos_atlas.routing.matrix_job import Port, plan, run
from relos_atlas.routing.sphere import lengths_nm, unit_vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

GEODATA = Path(__file__).resolve().parents[1] / "geodata"
#: Published distances that nothing was built or tried on; no round was asked for before it was written.
HELD_OUT = Path(__file__).with_name("distances-held-out.csv")
SEA_KINDS = {"port", "naval-base", "shipyard"}
#: Kinds of passages that tell corridors apart.
TELLING = {"canal", "cape"}


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
            "round": row.get("round"),
        }
        for row in rows
    ]


def by_round(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Rows of a held-out table, a title for each round: the network was mended after the first."""
    rounds: dict[str, list[dict[str, Any]]] = {}
    for row in read_pairs(path):
        rounds.setdefault(f"{path.name}, round {row['round']}", []).append(row)
    return rounds


def project(router: Router) -> Callable[[dict[str, Any]], list[list[float]] | None]:
    """The router as a function of a row."""

    def ask(row: dict[str, Any]) -> list[list[float]] | None:
        via = router.passages.read(row["via"])
        try:
            answer = router.route(Position(*row["start"]), Position(*row["end"]), via=via)
        except InlandError:
            return None
        return None if isinstance(answer, NoRoute) else answer.geometry

    return ask


def peers() -> dict[str, Callable[[dict[str, Any]], list[list[float]] | None]]:
    """Installed peers as functions of a row."""
    found: dict[str, Any] = {}
    for name, make in (("searoute", _searoute), ("scgraph", _scgraph)):
        try:
            found[name] = make()
        except ImportError:
            sys.stderr.write(f"{name} is not installed\n")
    return found


def _searoute() -> Callable[[dict[str, Any]], list[list[float]]]:
    searoute = importlib.import_module("searoute")

    def ask(row: dict[str, Any]) -> list[list[float]]:
        answer = searoute.searoute(
            list(row["start"]), list(row["end"]), units="naut", append_orig_dest=True, restrictions=[]
        )
        return list(answer["geometry"]["coordinates"])

    return ask


def _scgraph() -> Callable[[dict[str, Any]], list[list[float]]]:
    graph = importlib.import_module("scgraph.geographs.marnet").marnet_geograph

    def ask(row: dict[str, Any]) -> list[list[float]]:
        ends = [{"longitude": lon, "latitude": lat} for lon, lat in (row["start"], row["end"])]
        answer = graph.get_shortest_path(origin_node=ends[0], destination_node=ends[1])
        return [[lon, lat] for lat, lon in answer["coordinate_path"]]

    return ask


def length_nm(line: list[list[float]]) -> float:
    """Length of a drawn line."""
    points = unit_vectors(np.array(line))
    count = np.arange(len(points) - 1)
    return float(lengths_nm(points, count, count + 1).sum())


def measure(
    ask: Callable[[dict[str, Any]], Any], rows: list[dict[str, Any]], land: Land | None
) -> dict[str, Any]:
    """Errors, miles over land, jumps and times of one router."""
    errors: dict[str, list[float]] = {"arctic": [], "other": []}
    fails, times, over, ashore, worst, jumps = [], [], [], [], [], 0
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
            found = land.over(full, [row["start"], row["end"]])
            over.append((round(found.sea_nm, 2), row["name"]))
            ashore.append((round(found.ashore_nm, 2), row["name"]))
    return {
        "rows": len(rows),
        "without_route": fails,
        "error_percent": {group: _spread(values) for group, values in errors.items() if values},
        "worst": sorted(worst, key=lambda pair: -abs(pair[0]))[:8],
        "over_land_nm": round(sum(nm for nm, _ in over), 2) if land else None,
        "over_land_worst": sorted(over, reverse=True)[:5],
        "ashore_nm": round(sum(nm for nm, _ in ashore), 2) if land else None,
        "ashore_worst": sorted(ashore, reverse=True)[:5],
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


def between_facilities(router: Router, land: Land) -> dict[str, Any]:
    """Miles over land of the ways between all ports, bases and yards, by place, and pairs without a way."""
    with (router.geodata / "facilities.csv").open(encoding="utf-8", newline="") as file:
        ports = {
            row["facility_id"]: (float(row["lon"]), float(row["lat"]))
            for row in csv.DictReader(file)
            if row["kind"] in SEA_KINDS
        }
    ashore: dict[str, float] = {}
    sea: dict[str, float] = {}
    without: dict[str, int] = dict.fromkeys(ports, 0)
    for start, end in combinations(ports, 2):
        answer = router.route(Position(*ports[start]), Position(*ports[end]))
        if isinstance(answer, NoRoute):
            without[start] += 1
            without[end] += 1
            continue
        full = np.array([ports[start], *answer.geometry, ports[end]])
        full[:, 0] = np.unwrap(full[:, 0], period=360)
        found = land.over(full.tolist(), [ports[start], ports[end]])
        for nm, lon, lat in found.where:
            place = f"{lat:.1f},{lon:.1f}"
            sea[place] = max(sea.get(place, 0.0), round(nm, 2))
        if found.ashore_nm:
            ashore[f"{start} - {end}"] = round(found.ashore_nm, 2)
    return {
        "pairs": len(ports) * (len(ports) - 1) // 2,
        "over_land": dict(sorted(sea.items(), key=lambda item: -item[1])),
        "ashore": dict(sorted(ashore.items(), key=lambda item: -item[1])[:5]),
        "without_route": {port: count for port, count in without.items() if count},
    }


def speed(router: Router, matrix: int) -> dict[str, Any]:
    """Times of voyages, each asked for the first time, and of one table on all processors."""
    chance = random.Random(7)  # noqa: S311  # the same pairs in every run
    berths = [Position(float(lon), float(lat)) for lon, lat in router.network.berth_lonlat]
    with (router.geodata / "facilities.csv").open(encoding="utf-8", newline="") as file:
        ports = [
            Position(float(row["lon"]), float(row["lat"]))
            for row in csv.DictReader(file)
            if row["kind"] in SEA_KINDS
        ]
    pairs = list(combinations(ports, 2))
    chance.shuffle(pairs)
    free, two = ([_at_sea(router, chance) for _ in range(count)] for count in (200, 300))
    return {
        "facilities_ms": _times([_timed(router, *pair) for pair in pairs]),
        "berths_ms": _times([_timed(router, *chance.sample(berths, 2)) for _ in range(1000)]),
        "any_place_ms": _times(_all_timed(router, ((place, chance.choice(berths)) for place in free))),
        "two_places_ms": _times(_all_timed(router, zip(two[::2], two[1::2], strict=True))),
        "matrix": _matrix(router, matrix, chance),
    }


def _at_sea(router: Router, chance: random.Random) -> Position:
    while True:
        place = Position(chance.uniform(-180, 180), chance.uniform(-60, 70))
        if not router.land.is_blocked(np.array([[place.lon, place.lat]]))[0]:
            return place


def _all_timed(router: Router, pairs: Iterable[tuple[Position, Position]]) -> list[float]:
    times = []
    for pair in pairs:
        with contextlib.suppress(InlandError):  # a lake, or a sea without ports
            times.append(_timed(router, *pair))
    return times


def _matrix(router: Router, size: int, chance: random.Random) -> dict[str, Any]:
    """A table of known berths, as the command computes it."""
    lonlat = [chance.choice(router.network.berth_lonlat) for _ in range(size)]
    ports = [Port(str(k), Position(float(lon), float(lat))) for k, (lon, lat) in enumerate(lonlat)]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "table.parquet"
        began = time.perf_counter()
        run(router.geodata, ports, plan(size, [None], [None]), out)
        seconds = time.perf_counter() - began
        reached = 1.0 - pq.read_table(out, columns=["distance_nm"])["distance_nm"].null_count / size**2
    return {"size": size, "seconds": round(seconds, 1), "reached": round(reached, 3)}


def corridors(router: Router, geodata: Path) -> list[list[Any]]:
    """Corridors of the atlas: miles over their own waypoints, claimed, and by the router the same way."""
    rows = []
    with (geodata / "corridors.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] != "sea":
                continue
            points = [place.split("@")[1].split(",") for place in row["waypoints"].split(";")]
            line = [[float(lon), float(lat)] for lat, lon in points]
            via = _straits_of(router, np.array(line))
            answer = router.route(Position(*line[0]), Position(*line[-1]), via=via)
            miles = None if isinstance(answer, NoRoute) else round(answer.distance_nm)
            rows.append([row["corridor_id"], round(length_nm(line)), row["claimed_distance_nm"], miles])
    return rows


def _straits_of(router: Router, line: np.ndarray) -> list[str]:
    """What tells a corridor from others between the same ends: canals, capes, what is used on request."""
    vectors = unit_vectors(line)
    rows = router.passages.by_slug.values()
    gates = Gates(row for row in rows if row.kind in TELLING or row.is_on_request)
    found = list(dict.fromkeys(slug for _, _, slug in gates.crossed(vectors[:-1], vectors[1:])))
    nsr = [zone for zone in router.zones.values() if zone.group == "nsr" and zone.holds_each(line).any()]
    asked = any(router.passages.by_slug[slug].is_on_request for slug in found)
    return found if len(nsr) < 4 or asked else [*found, "nsr"]


def _timed(router: Router, start: Position, end: Position) -> float:
    began = time.perf_counter()
    answer = router.route(start, end)
    if not isinstance(answer, NoRoute):
        _ = answer.geometry
    return (time.perf_counter() - began) * 1e3


def report(result: dict[str, Any]) -> str:
    """The figures as Markdown."""
    lines = [
        line for table in result["tables"] for line in (*_side_by_side(table, result["tables"][table]), "")
    ]
    lines += [f"cold load with a first voyage: {result['load_s']} s"]
    for key, title in (
        ("facilities_ms", "all pairs of facilities, each for the first time"),
        ("berths_ms", "pairs of world ports, both ends new"),
        ("any_place_ms", "any place at sea to a port, for the first time"),
        ("two_places_ms", "two places at sea, for the first time"),
    ):
        times = result["speed"][key]
        lines.append(f"{title}: median {times['median']} ms, p99 {times['p99']} ms")
    matrix = result["speed"]["matrix"]
    lines.append(f"table of {matrix['size']} x {matrix['size']}: {matrix['seconds']} s")
    if "between_facilities" in result:
        found = result["between_facilities"]
        lines.append(
            f"between {found['pairs']} pairs of facilities, nm over land by place: {found['over_land']}"
        )
        lines.append(f"from berths inside that land to its water, worst pairs: {found['ashore']}")
    lines += ["", "| corridor | its waypoints, nm | claimed, nm | router, nm |", "| --- | --- | --- | --- |"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in result["corridors"]]
    return "\n".join(lines)


def _side_by_side(table: str, result: dict[str, Any]) -> list[str]:
    """The router and its peers on one table."""
    names = list(result)
    lines = [f"| {table} | " + " | ".join(names) + " |", "| --- |" + " --- |" * len(names)]
    for group, title in (("other", "not Arctic"), ("arctic", "Arctic")):
        spread = [result[name]["error_percent"].get(group) for name in names]
        cells = [f"{s['median']} / {s['p90']} / {s['max']} %" if s else "none answered" for s in spread]
        answered = spread[0]["n"] if spread[0] else 0
        heading = f"{title}, {answered} rows answered: median / p90 / max error"
        lines.append(f"| {heading} | " + " | ".join(cells) + " |")
    for title, values in (
        ("rows without a route", [len(result[name]["without_route"]) for name in names]),
        ("nm over land", [result[name]["over_land_nm"] for name in names]),
        ("nm from berths inside that land to its water", [result[name]["ashore_nm"] for name in names]),
        ("lines that jump at 180 degrees", [result[name]["jumps_over_180"] for name in names]),
        ("ms a row, drawn: median / p99", [_two(result[name]["ms"]) for name in names]),
    ):
        lines.append(f"| {title} | " + " | ".join(map(str, values)) + " |")
    return lines


def _two(times: dict[str, float]) -> str:
    return f"{times['median']} / {times['p99']}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--geodata", type=Path, default=GEODATA)
    parser.add_argument("--pairs", type=Path, default=GEODATA / "distances-dev.csv")
    parser.add_argument("--land", type=Path, help="land-10m.json of npm world-atlas")
    parser.add_argument("--matrix", type=int, default=1000)
    parser.add_argument("--json", action="store_true", help="all figures, with the worst rows, as JSON")
    parser.add_argument("--rows", type=int, help="measure only the command routes on so many rows")
    options = parser.parse_args()
    if options.rows:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(measure_rows(Router.load(GEODATA), options.rows, Path(folder)), indent=2))
        return
    land = Land(options.land, options.geodata) if options.land else None
    began = time.perf_counter()
    router = Router.load(options.geodata)
    router.route(Position(72.85, 18.93), Position(103.83, 1.27))
    load_s = time.perf_counter() - began
    result: dict[str, Any] = {"load_s": round(load_s, 3), "speed": speed(router, options.matrix)}
    result["corridors"] = corridors(router, options.geodata)
    asked = {"project": project(router), **peers()}
    tables = {options.pairs.name: read_pairs(options.pairs), **by_round(HELD_OUT)}
    result["tables"] = {
        title: {name: measure(ask, rows, land) for name, ask in asked.items()}
        for title, rows in tables.items()
    }
    if land is not None:
        result["between_facilities"] = between_facilities(router, land)
    print(json.dumps(result, indent=2) if options.json else report(result))


if __name__ == "__main__":
    main()
