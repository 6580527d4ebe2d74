"""The same answers without a screen: `relos-atlas COMMAND`, JSON on request, messages on standard error."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from pyogrio.errors import DataSourceError

from relos_atlas import __version__
from relos_atlas.data import Atlas, GeodataError, default_geodata, inspect, load_atlas
from relos_atlas.domain.agreements import select_agreements
from relos_atlas.domain.claims import known_claims
from relos_atlas.domain.corridor_figures import corridor_figures, figures_markdown
from relos_atlas.domain.events import select_events
from relos_atlas.domain.links import decode_link
from relos_atlas.domain.select import select_places
from relos_atlas.domain.vocabulary import vocabulary_of
from relos_atlas.domain.voyage_words import voyage_sentence
from relos_atlas.domain.voyages import Sea, plan_of
from relos_atlas.domain.way_table import way_table
from relos_atlas.domain.ways import answer_voyage
from relos_atlas.model import ViewState
from relos_atlas.render.assets import AssetError, prepare_assets
from relos_atlas.render.tables import FORMATS, to_csv, to_geojson, to_json, write_gpkg
from relos_atlas.routing import Router
from relos_atlas.routing.commands import add_commands
from relos_atlas.routing.economics import Tariffs
from relos_atlas.snapshot.commands import add_commands as add_snapshot_commands
from relos_atlas.text import catalogue

OK, BAD_DATA, WRONG_USE = 0, 1, 2
_WRITERS = {"csv": to_csv, "geojson": to_geojson, "json": to_json, "md": figures_markdown}


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run one command.

    Returns
    -------
    status
        0 done, 1 the data are faulty, 2 wrong use (argparse exits with it by itself).
    """
    arguments = _parser().parse_args(argv)
    try:
        status: int = arguments.run(arguments)
    except GeodataError as error:
        for fault in error.faults:
            _say(str(fault))
        return BAD_DATA
    except (AssetError, OSError, DataSourceError) as error:
        _say(str(error))
        return BAD_DATA
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="relos-atlas", description=__doc__)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    validate = commands.add_parser("validate", help="check every table and print what is wrong")
    validate.add_argument("--geodata", type=Path, default=default_geodata(), help="folder of tables")
    validate.add_argument("--format", choices=("text", "json"), default="text")
    validate.set_defaults(run=_validate)

    facilities = _table_command(commands, "facilities", "the places that a link shows", FORMATS)
    facilities.set_defaults(run=_facilities)
    claims = _table_command(commands, "claims", "the claims that a link shows", ("csv", "json"))
    claims.set_defaults(run=_claims)

    agreements = _table_command(commands, "agreements", "the agreements that a link shows", ("csv", "json"))
    agreements.set_defaults(run=_agreements)

    ways = _table_command(commands, "ways", "the ways that a link's voyage compares", ("csv", "json"))
    ways.set_defaults(run=_ways)
    corridors = _table_command(
        commands, "corridors", "every corridor: computed and claimed miles", ("csv", "json", "md")
    )
    corridors.set_defaults(run=_corridors)
    events = _table_command(commands, "events", "the events that a link shows", ("csv", "json", "geojson"))
    events.set_defaults(run=_events)

    add_commands(commands)
    add_snapshot_commands(commands)

    prepare = commands.add_parser("prepare", help="write the browser files that the app serves")
    prepare.add_argument("--static", type=Path, default=Path("static"), help="the app's static folder")
    prepare.set_defaults(run=_prepare)
    return parser


def _table_command(commands: Any, name: str, what: str, formats: Sequence[str]) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=what)
    parser.add_argument("--state", default="", metavar="QUERY", help="query string of a link")
    parser.add_argument("--format", choices=formats, default="csv")
    parser.add_argument("--out", type=Path, help="file to write; without it, standard output")
    return parser


def _validate(arguments: argparse.Namespace) -> int:
    inspection = inspect(arguments.geodata)
    faults = [str(fault) for fault in inspection.faults]
    if arguments.format == "json":
        print(json.dumps({"faults": faults, "rows": inspection.counts}, ensure_ascii=False, indent=1))
    else:
        for line in faults or [f"{name}: {rows} rows" for name, rows in inspection.counts.items()]:
            print(line)
    _say(f"{len(faults)} faults in {len(inspection.counts)} tables")
    return BAD_DATA if faults else OK


def _facilities(arguments: argparse.Namespace) -> int:
    if arguments.format == "gpkg" and arguments.out is None:
        _say("--format gpkg: needs --out, a GeoPackage is not text")
        return WRONG_USE
    atlas = load_atlas(default_geodata())
    _write(select_places(atlas, _state(atlas, arguments.state)).rows, arguments.format, arguments.out)
    return OK


def _claims(arguments: argparse.Namespace) -> int:
    atlas = load_atlas(default_geodata())
    _write(known_claims(atlas, _state(atlas, arguments.state)), arguments.format, arguments.out)
    return OK


def _agreements(arguments: argparse.Namespace) -> int:
    atlas = load_atlas(default_geodata())
    selection = select_agreements(atlas, _state(atlas, arguments.state))
    _write(selection.everything, arguments.format, arguments.out)
    return OK


def _ways(arguments: argparse.Namespace) -> int:
    atlas = load_atlas(default_geodata())
    state = _state(atlas, arguments.state)
    sea = Sea(Router.load(atlas.geodata), Tariffs(atlas.geodata))
    answer = answer_voyage(atlas, sea, plan_of(atlas, state))
    words = catalogue(state.language)
    _say(voyage_sentence(sea, answer, words))
    _write(way_table(sea, answer, words), arguments.format, arguments.out)
    return OK


def _corridors(arguments: argparse.Namespace) -> int:
    atlas = load_atlas(default_geodata())
    _write(corridor_figures(atlas, Router.load(atlas.geodata)), arguments.format, arguments.out)
    return OK


def _events(arguments: argparse.Namespace) -> int:
    atlas = load_atlas(default_geodata())
    selection = select_events(atlas, _state(atlas, arguments.state))
    _write(selection.everything, arguments.format, arguments.out)
    return OK


def _state(atlas: Atlas, query: str) -> ViewState:
    state, notices = decode_link(query, vocabulary_of(atlas))
    for notice in notices:
        _say(catalogue(state.language).notice(notice))
    return state


def _write(rows: pd.DataFrame, file_format: str, out: Path | None) -> None:
    if file_format == "gpkg" and out is not None:
        write_gpkg(rows, out, layer="facilities")
    elif out is not None:
        out.write_text(_WRITERS[file_format](rows), encoding="utf-8", newline="")
    else:
        sys.stdout.write(_WRITERS[file_format](rows))


def _prepare(arguments: argparse.Namespace) -> int:
    assets = prepare_assets(arguments.static, default_geodata())
    _say(f"{len(assets.scripts)} scripts and {len(assets.layers)} layers stand in {assets.folder}")
    return OK


def _say(message: str) -> None:
    print(message, file=sys.stderr)
