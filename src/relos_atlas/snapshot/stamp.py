"""What every file says about itself: page, link, data, the rows it was made of, and a seal over its bytes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from relos_atlas.data import Atlas, RowHashes
from relos_atlas.model import AtlasError
from relos_atlas.snapshot.shown import Shown

FORMAT = 1
UNSEALED = "unsealed" * 8
"""What stands in a file where its seal will stand; as long as 64 hexadecimal digits."""


class StampError(AtlasError, ValueError):
    """A stamp that was not written by this atlas, or not left as it was."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """
    The stamp of a file.

    Parameters
    ----------
    kind
        Which kind of file it is, as `files.KINDS` names it.
    page, state
        The page and the query string of the state shown.
    link
        The whole link that stands in the file.
    data
        Fingerprint of the data.
    maker
        Fingerprint of the program that drew it: only the same program draws the same bytes.
    rows
        Hash of each row of geodata shown, by table and id.
    seal
        Hash of the file's bytes with `UNSEALED` in the place of these digits.
    """

    kind: str
    page: str
    state: str
    link: str
    data: str
    maker: str
    rows: dict[str, dict[str, str]]
    seal: str = UNSEALED
    format: int = FORMAT

    def text(self) -> str:
        """Return the stamp as ASCII text on one line, always the same for the same stamp."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))


def read(text: str) -> Stamp:
    """
    Return the stamp that a text holds.

    Raises
    ------
    StampError
        If it is no stamp, or one that this version cannot read.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise StampError("stamp: expected JSON") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise StampError(f"stamp: expected format {FORMAT}")
    if set(content) != set(Stamp.__dataclass_fields__) or not _is_sound(content):
        raise StampError("stamp: expected other fields")
    return Stamp(**content)


def rows_of(atlas: Atlas, shown: Shown) -> dict[str, dict[str, str]]:
    """Return the hashes of the rows that a view was made of."""
    return {
        table: {row: atlas.row_hashes[table][row] for row in sorted(ids)}
        for table, ids in sorted(shown.stamped.items())
        if ids
    }


def rows_now(atlas: Atlas, stamped: RowHashes) -> RowHashes:
    """Return the hashes that the same rows have in the atlas; rows that are gone are left out."""
    return {
        table: {row: now for row in rows if (now := atlas.row_hashes.get(table, {}).get(row))}
        for table, rows in stamped.items()
    }


def _is_sound(content: dict[str, Any]) -> bool:
    rows = content["rows"]
    texts = [content[name] for name in content if name not in {"rows", "format"}]
    if not isinstance(rows, dict) or not all(isinstance(table, dict) for table in rows.values()):
        return False
    texts += [value for table in rows.values() for value in table.values()]
    return all(isinstance(text, str) for text in texts)
