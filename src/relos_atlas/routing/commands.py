"""The commands route, routes, compare and matrix of the command line."""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relos_atlas.data import default_geodata
from relos_atlas.model import AtlasError
from relos_atlas.routing.compare import compare
from relos_atlas.routing.economics import Tariffs
from relos_atlas.routing.errors import RoutingError
from relos_atlas.routing.matrix_job import plan, read_ports, run
from relos_atlas.routing.pairs import answer_pairs
from relos_atlas.routing.router import Router
from relos_atlas.routing.wording import answer_json, corridor_json, feature

if TYPE_CHECKING:
    import argparse

OK, BAD_DATA, WRONG_USE = 0, 1, 2


def add_commands(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the four commands; each sets `run`, which takes the options and returns the exit code."""
    route = subparsers.add_parser("route", help="the shortest way between two places over water")
    _add_ends(route)
    route.add_argument("--avoid", default="", help="passages, joined by commas: suez,malacca")
    route.add_argument("--via", default="", help="passages, joined by commas: nsr, cape, kara-gate")
    route.add_argument("--draught-m", type=float, help="draught of the ship in metres")
    _add_season(route)
    route.add_argument("--format", choices=("json", "geojson"), default="json")
    route.set_defaults(run=_guarded(_route))

    routes = subparsers.add_parser("routes", help="a table of voyages")
    routes.add_argument(
        "--pairs", type=Path, required=True, help="CSV: from_lat, from_lon, to_lat, to_lon, via, month"
    )
    routes.add_argument("--out", type=Path, help="CSV to write (default: standard output)")
    _add_geodata(routes)
    routes.set_defaults(run=_guarded(_routes))

    side_by_side = subparsers.add_parser("compare", help="every corridor between two places")
    _add_ends(side_by_side)
    _add_season(side_by_side)
    side_by_side.add_argument("--avoid", default="", help="passages, joined by commas: suez,malacca")
    side_by_side.add_argument("--ship", help="a ship type of voyage-economics.csv")
    side_by_side.add_argument("--format", choices=("json", "geojson"), default="json")
    side_by_side.set_defaults(run=_guarded(_compare))

    matrix = subparsers.add_parser("matrix", help="distances between all ports of a table")
    matrix.add_argument("--ports", type=Path, required=True, help="CSV: id, lat, lon")
    matrix.add_argument("--months", default="", help="1-12, or 7,8,9; without it ice-free")
    matrix.add_argument("--ice-classes", default="", help="joined by commas: none,arc4,arc7")
    matrix.add_argument("--out", type=Path, required=True, help="Parquet file to write")
    matrix.add_argument("--scheduler", help="address of a Dask cluster (default: this machine)")
    _add_geodata(matrix)
    matrix.set_defaults(run=_guarded(_matrix))


def _add_ends(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("start", metavar="FROM", help="facility id or lat,lon")
    parser.add_argument("end", metavar="TO", help="facility id or lat,lon")
    _add_geodata(parser)


def _add_season(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--month", type=int, help="1 to 12; without it the answer is ice-free")
    parser.add_argument("--ice-class", help="arc4, arc7, pc6, ia, ... or none")
    parser.add_argument("--speed-kn", type=float, default=14.0)


def _add_geodata(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--geodata", type=Path, default=default_geodata(), help="folder of the tables")


def _guarded(command: Any) -> Any:
    """Say an error on standard error: wrong use is 2, bad data 1."""

    def guarded(options: argparse.Namespace) -> int:
        try:
            return int(command(options))
        except (AtlasError, FileNotFoundError) as error:
            sys.stderr.write(f"{error}\n")
            return WRONG_USE

    return guarded


def _print(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _route(options: argparse.Namespace) -> int:
    router = Router.load(options.geodata)
    answer = router.route(
        options.start,
        options.end,
        avoid=_words(options.avoid),
        via=_words(options.via),
        draught_m=options.draught_m,
        month=options.month,
        ice_class=options.ice_class,
        speed_kn=options.speed_kn,
    )
    if options.format == "geojson":
        _print({"type": "FeatureCollection", "features": [feature(answer, router.passages)]})
    else:
        _print(answer_json(answer, router.passages))
    return OK


def _routes(options: argparse.Namespace) -> int:
    router = Router.load(options.geodata)
    size = max(options.pairs.stat().st_size, 1)
    with contextlib.ExitStack() as files:
        source = files.enter_context(options.pairs.open(encoding="utf-8-sig", newline=""))
        target = sys.stdout
        if options.out is not None:
            target = files.enter_context(options.out.open("w", encoding="utf-8", newline=""))

        bar = _Bar()
        faults = answer_pairs(
            router,
            source,
            target,
            complain=lambda sentence: bar.say(f"{options.pairs.name} {sentence}"),
            progress=lambda rows: bar.draw(source.buffer.tell() / size, f"{rows} rows"),
        )
        bar.end()
    return BAD_DATA if faults else OK


def _compare(options: argparse.Namespace) -> int:
    router = Router.load(options.geodata)
    corridors = compare(
        router,
        Tariffs(options.geodata),
        options.start,
        options.end,
        avoid=_words(options.avoid),
        month=options.month,
        ice_class=options.ice_class,
        speed_kn=options.speed_kn,
        ship=options.ship,
    )
    rows = [corridor_json(corridor, router.passages) for corridor in corridors]
    if options.format == "geojson":
        features = [
            {"type": "Feature", "geometry": row.pop("geometry", None), "properties": row} for row in rows
        ]
        _print({"type": "FeatureCollection", "features": features})
    else:
        _print({"corridors": rows})
    return OK


def _matrix(options: argparse.Namespace) -> int:
    router = Router.load(options.geodata)
    classes = [router.seasons.ice_class(word) for word in _words(options.ice_classes)] or [None]
    ports = read_ports(options.ports)
    blocks = plan(len(ports), _months(options.months), classes)
    faults = run(
        options.geodata, ports, blocks, options.out, scheduler=options.scheduler, progress=_blocks_bar
    )
    for fault in faults:
        sys.stderr.write(f"{options.ports.name} {fault}\n")
    return BAD_DATA if faults else OK


def _months(text: str) -> list[int | None]:
    if not text:
        return [None]
    months: list[int | None] = []
    for part in _words(text):
        first, dash, last = part.partition("-")
        try:
            months += range(int(first), int(last if dash else first) + 1)
        except ValueError:
            raise RoutingError(f"months '{text}': expected 1-12 or numbers joined by commas") from None
    wrong = [month for month in months if month not in range(1, 13)]
    if wrong:
        raise RoutingError(f"month {wrong[0]}: expected 1 to 12")
    return months


def _blocks_bar(done: int, total: int) -> None:
    bar = _Bar()
    bar.draw(done / max(total, 1), f"{done}/{total} blocks")
    if done == total:
        bar.end()


class _Bar:
    """A bar that is drawn over itself on standard error; sentences stand above it."""

    def __init__(self) -> None:
        self._width = 0

    def draw(self, share: float, words: str) -> None:
        filled = int(40 * share)
        line = f"[{'#' * filled}{'.' * (40 - filled)}] {words}"
        sys.stderr.write(f"\r{line}")
        self._width = len(line)

    def say(self, sentence: str) -> None:
        if self._width:
            sys.stderr.write(f"\r{' ' * self._width}\r")
        sys.stderr.write(f"{sentence}\n")
        self._width = 0

    def end(self) -> None:
        if self._width:
            sys.stderr.write("\n")
