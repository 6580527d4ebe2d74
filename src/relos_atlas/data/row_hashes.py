"""A short hash of every row, so that two versions of the tables can be compared row by row."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from relos_atlas.data.reading import Raw

RowHashes = Mapping[str, Mapping[str, str]]
"""Table -> id of the row -> hash of its cells."""

_LENGTH = 8


@dataclass(frozen=True, slots=True, order=True)
class RowChange:
    """A row that is not as it was: `changed`, `added` or `removed`."""

    table: str
    row: str
    how: str


def row_hashes(raws: Mapping[str, Raw]) -> RowHashes:
    """Return the hash of every row of every table; it changes whenever a cell does."""
    return MappingProxyType({name: MappingProxyType(_of_table(raw)) for name, raw in raws.items()})


def changes_between(before: RowHashes, after: RowHashes) -> tuple[RowChange, ...]:
    """Return every row that differs, by table and id."""
    found = []
    for table in sorted({*before, *after}):
        old, new = before.get(table, {}), after.get(table, {})
        found += [RowChange(table, row, "removed") for row in old.keys() - new.keys()]
        found += [RowChange(table, row, "added") for row in new.keys() - old.keys()]
        found += [RowChange(table, row, "changed") for row in old.keys() & new.keys() if old[row] != new[row]]
    return tuple(sorted(found))


def _of_table(raw: Raw) -> dict[str, str]:
    hashes = [_hash(cells) for cells in raw.frame.itertuples(index=False, name=None)]
    if not raw.table.key:
        return _numbered(hashes)
    keys = zip(*(raw.frame[column] for column in raw.table.key), strict=True)
    return dict(zip(("|".join(key) for key in keys), hashes, strict=True))


def _numbered(hashes: list[str]) -> dict[str, str]:
    """Name rows of a table without a key by what they hold; equal rows are counted."""
    seen: Counter[str] = Counter()
    named = {}
    for value in hashes:
        seen[value] += 1
        named[value if seen[value] == 1 else f"{value}-{seen[value]}"] = value
    return named


def _hash(cells: tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:_LENGTH]
