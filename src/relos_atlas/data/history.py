"""Which rows the tables held at each recorded version, as changes from version to version."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from relos_atlas.data.row_hashes import RowHashes, changes_between

# Below a folder of their own: the fingerprint is taken of the tables, and their history is none of them.
_FOLDER = "history"
_VERSIONS, _ROWS = "versions.csv", "rows.csv"
_VERSION_COLUMNS = ("version", "fingerprint", "recorded")
_ROW_COLUMNS = ("version", "table", "row", "hash")


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the tables: its fingerprint and the day it was recorded, as text."""

    number: int
    fingerprint: str
    recorded: str


def versions(geodata: Path) -> tuple[Version, ...]:
    """Return the recorded versions, oldest first; none if the folder has no history."""
    rows = _read(geodata / _FOLDER / _VERSIONS)
    return tuple(Version(int(row["version"]), row["fingerprint"], row["recorded"]) for row in rows)


def recorded_on(geodata: Path, fingerprint: str) -> str:
    """Return the day on which these data were recorded, or empty text."""
    return next((v.recorded for v in reversed(versions(geodata)) if v.fingerprint == fingerprint), "")


def rows_at(geodata: Path, fingerprint: str) -> RowHashes | None:
    """Return the hashes of all rows at a version, or None if that version was never recorded."""
    number = max((v.number for v in versions(geodata) if v.fingerprint == fingerprint), default=None)
    if number is None:
        return None
    return _replayed(row for row in _read(geodata / _FOLDER / _ROWS) if int(row["version"]) <= number)


def record(geodata: Path, fingerprint: str, hashes: RowHashes, today: str) -> bool:
    """Add these rows as the newest version, unless they are it already; return whether they were added."""
    known = versions(geodata)
    if known and known[-1].fingerprint == fingerprint:
        return False
    number = len(known) + 1
    before = _replayed(_read(geodata / _FOLDER / _ROWS))
    changed = [
        (number, change.table, change.row, hashes.get(change.table, {}).get(change.row, ""))
        for change in changes_between(before, hashes)
    ]
    _append(geodata / _FOLDER / _VERSIONS, _VERSION_COLUMNS, [(number, fingerprint, today)])
    _append(geodata / _FOLDER / _ROWS, _ROW_COLUMNS, changed)
    return True


def _replayed(rows: Iterable[Mapping[str, str]]) -> RowHashes:
    state: dict[str, dict[str, str]] = {}
    for row in rows:
        table = state.setdefault(row["table"], {})
        if row["hash"]:
            table[row["row"]] = row["hash"]
        else:
            table.pop(row["row"], None)
    return state


def _read(path: Path) -> Iterator[dict[str, str]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _append(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    path.parent.mkdir(exist_ok=True)
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow(columns)
        writer.writerows(rows)
