"""What changed since the data that a link was made on: among the rows that it shows, and elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from relos_atlas.data import Atlas, RowChange, changes_between, rows_at
from relos_atlas.snapshot.shown import Shown


@dataclass(frozen=True, slots=True)
class Since:
    """
    Rows that are not as they were.

    A row that is gone cannot be among those that a view shows now; it counts as shown.
    """

    shown: tuple[RowChange, ...]
    elsewhere: tuple[RowChange, ...]


def changes_since(atlas: Atlas, fingerprint: str, shown: Shown | None) -> Since | None:
    """Return what changed since a version of the data, or None if that version was never recorded."""
    changes = _changes(atlas, fingerprint)
    if changes is None:
        return None
    ids = {(table, row) for table, rows in shown.stamped.items() for row in rows} if shown else set()
    tables = set(shown.stamped) if shown else set()
    near = [
        change
        for change in changes
        if (change.table, change.row) in ids or (change.how == "removed" and change.table in tables)
    ]
    return Since(tuple(near), tuple(change for change in changes if change not in set(near)))


@lru_cache(maxsize=16)
def _changes(atlas: Atlas, fingerprint: str) -> tuple[RowChange, ...] | None:
    then = rows_at(atlas.geodata, fingerprint)
    return None if then is None else changes_between(then, atlas.row_hashes)
