"""The seal: a hash of a whole file that stands in the file itself, so that any changed byte shows."""

from __future__ import annotations

import hashlib
import zlib

from relos_atlas.snapshot.stamp import UNSEALED, StampError

_PNG = b"\x89PNG\r\n\x1a\n"


def seal(content: bytes) -> bytes:
    """
    Return the file with its seal in the place kept for it.

    Raises
    ------
    StampError
        If the file keeps no place for a seal, or more than one.
    """
    return _replaced(content, UNSEALED, hashlib.sha256(content).hexdigest())


def unsealed(content: bytes, found: str) -> bytes:
    """Return the file as it was before the seal `found` was put into it."""
    return _replaced(content, found, UNSEALED)


def is_intact(content: bytes, found: str) -> bool:
    """
    Whether no byte was changed since the file was sealed with `found`.

    Who knows how can seal a changed file anew: a seal shows accidents and careless hands, not forgers.
    """
    try:
        return seal(unsealed(content, found)) == content
    except StampError:
        return False


def _replaced(content: bytes, old: str, new: str) -> bytes:
    mark = old.encode()
    if content.count(mark) != 1:
        raise StampError(f"seal: expected one place for it, found {content.count(mark)}")
    at = content.index(mark)
    replaced = content[:at] + new.encode() + content[at + len(mark) :]
    return _with_checksum(replaced, at) if content.startswith(_PNG) else replaced


def _with_checksum(png: bytes, at: int) -> bytes:
    """Return a PNG in which the chunk around `at` has the checksum of what it now holds."""
    start = len(_PNG)
    while start + 12 <= len(png):
        end = start + 8 + int.from_bytes(png[start : start + 4])
        if start <= at < end:
            checksum = zlib.crc32(png[start + 4 : end]).to_bytes(4)
            return png[:end] + checksum + png[end + 4 :]
        start = end + 4
    raise StampError("seal: expected it inside a chunk of the PNG")
