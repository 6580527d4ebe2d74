"""What the commands `snapshot` and `verify` do; they need everything that draws."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

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

_OK, _NOT_SAME, _WRONG_USE = 0, 1, 2


def snapshot(arguments: argparse.Namespace) -> int:
    """Write the pack of a link."""
    if arguments.page not in PAGES:
        sys.stderr.write(f"--page {arguments.page}: expected one of {', '.join(PAGES)}\n")
        return _WRONG_USE
    with _studio() as studio:
        state, notices = decode_link(arguments.state, vocabulary_of(studio.atlas))
        for notice in notices:
            sys.stderr.write(studio.words.notice(notice) + "\n")
        if not arguments.address:
            sys.stderr.write(studio.words.say("snapshot.no-address") + "\n")
        content = pack(studio, Order(arguments.page, state, arguments.address))
    arguments.out.write_bytes(content)
    return _OK


def check(arguments: argparse.Namespace) -> int:
    """Tell the verdict on a file; the exit status is 0 only for a file that is the same."""
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
