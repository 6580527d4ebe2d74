"""The commands `snapshot` and `verify` of the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add_commands(commands: Any) -> None:
    """Add the commands of this module to the parser's commands."""
    snapshot = commands.add_parser("snapshot", help="write the newsroom pack of a link")
    snapshot.add_argument("--state", default="", metavar="QUERY", help="query string of a link")
    snapshot.add_argument("--page", default="access", help="the page that it is of: access, agreements, ...")
    snapshot.add_argument("--address", default="", metavar="URL", help="address of the page, for its links")
    snapshot.add_argument("--out", type=Path, required=True, help="zip file to write")
    snapshot.set_defaults(run=_snapshot)

    verify = commands.add_parser("verify", help="say whether a file is the same, of older data, or altered")
    verify.add_argument("file", type=Path, metavar="FILE", help="PNG, SVG, PDF, HTML or pack")
    verify.add_argument("--format", choices=("text", "json"), default="text")
    verify.set_defaults(run=_verify)


# What draws takes a second to load, and the other commands do without it.
def _snapshot(arguments: argparse.Namespace) -> int:
    from relos_atlas.snapshot import running  # noqa: PLC0415

    return running.snapshot(arguments)


def _verify(arguments: argparse.Namespace) -> int:
    from relos_atlas.snapshot import running  # noqa: PLC0415

    return running.check(arguments)
