"""`snapshot` and `verify`: packs and their check without a screen."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from relos_atlas.data import default_geodata, load_atlas
from relos_atlas.domain.links import decode_link
from relos_atlas.domain.vocabulary import vocabulary_of
from relos_atlas.render.assets import prepare_assets
from relos_atlas.snapshot.order import Order, Studio
from relos_atlas.snapshot.pack import pack
from relos_atlas.snapshot.shown import PAGES
from relos_atlas.snapshot.verify import Answer, Verdict, verify
from relos_atlas.snapshot.wording import verdict_lines
from relos_atlas.text import catalogue

_OK, _NOT_SAME = 0, 1


def add_commands(commands: Any) -> None:
    """Add the commands of this module to the parser's commands."""
    snapshot = commands.add_parser("snapshot", help="write the newsroom pack of a link")
    snapshot.add_argument("--state", default="", metavar="QUERY", help="query string of a link")
    snapshot.add_argument("--page", choices=tuple(PAGES), default="access", help="the page that it is of")
    snapshot.add_argument("--address", default="", metavar="URL", help="address of the page, for its links")
    snapshot.add_argument("--out", type=Path, required=True, help="zip file to write")
    snapshot.set_defaults(run=_snapshot)

    check = commands.add_parser("verify", help="say whether a file is the same, of older data, or altered")
    check.add_argument("file", type=Path, metavar="FILE", help="PNG, SVG, PDF, HTML or pack")
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.set_defaults(run=_verify)


def _snapshot(arguments: argparse.Namespace) -> int:
    with _studio() as studio:
        state, notices = decode_link(arguments.state, vocabulary_of(studio.atlas))
        for notice in notices:
            sys.stderr.write(studio.words.notice(notice) + "\n")
        content = pack(studio, Order(arguments.page, state, arguments.address))
    arguments.out.write_bytes(content)
    return _OK


def _verify(arguments: argparse.Namespace) -> int:
    content = arguments.file.read_bytes()
    with _studio() as studio:
        verdict = verify(studio, content)
        words = studio.words
    told = _as_json(verdict) if arguments.format == "json" else "\n".join(verdict_lines(verdict, words))
    sys.stdout.write(told + "\n")
    return _OK if verdict.answer is Answer.SAME else _NOT_SAME


@contextmanager
def _studio() -> Iterator[Studio]:
    """Give what files are made with; the browser's files lie in a folder that goes away again."""
    atlas = load_atlas(default_geodata())
    with tempfile.TemporaryDirectory() as folder:
        yield Studio(atlas, prepare_assets(Path(folder), atlas.geodata), catalogue("en"))


def _as_json(verdict: Verdict) -> str:
    return json.dumps(asdict(verdict), ensure_ascii=False, indent=1)
