"""The check of a file that left the atlas: the same, made on other data, altered, or none of ours."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from relos_atlas.data import RowChange, changes_between
from relos_atlas.domain.links import decode_link
from relos_atlas.domain.vocabulary import vocabulary_of
from relos_atlas.render.stamps import read_stamp
from relos_atlas.snapshot.files import KINDS, make_file
from relos_atlas.snapshot.maker import maker_of
from relos_atlas.snapshot.order import Order, Studio
from relos_atlas.snapshot.pack import MANIFEST, SEAL_MARK, data_pack, pack
from relos_atlas.snapshot.seal import is_intact
from relos_atlas.snapshot.shown import PAGES
from relos_atlas.snapshot.stamp import Stamp, StampError, read, rows_now

MOST_BYTES = 40_000_000
"""The largest file that is looked at, and the most that a pack may unfold to."""

_MOST_FILES = 60
_MOST_NOTES = 2_000_000
_ZIP = b"PK\x03\x04"
_SEALED = re.compile(re.escape(SEAL_MARK) + rb"([0-9a-f]{64})\Z")
_PACKS = {"pack": pack, "data": data_pack}
# All that reading a damaged zip, JSON or stamp may raise; a changed flag even asks for a password.
_UNREADABLE = (
    StampError, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, KeyError, TypeError,
    RuntimeError, NotImplementedError,
)  # fmt: skip


class Answer(StrEnum):
    """What a check finds."""

    SAME = "same"
    DATA_CHANGED = "data-changed"
    UNALTERED = "unaltered"
    ALTERED = "altered"
    NOT_OURS = "not-ours"


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    The answer, and what it rests on.

    Parameters
    ----------
    answer
        `SAME`: drawn anew from the same data, the file is equal to its last byte. `DATA_CHANGED`: the
        seal is whole and the data are others by now. `UNALTERED`: the seal is whole and the data are
        the same, but another version of the program made the file, so that it could not be compared.
        `ALTERED`: a byte is not as it was. `NOT_OURS`: no stamp of this atlas.
    rows
        The rows shown in the file that are others by now; empty if none of those is among the changes.
    link
        The link that stands in the file, empty without one.
    made_on, now
        Fingerprints of the data of the file and of this atlas.
    files
        Which files of a pack are not as its manifest has them.
    """

    answer: Answer
    rows: tuple[RowChange, ...] = ()
    link: str = ""
    made_on: str = ""
    now: str = ""
    files: tuple[str, ...] = ()


def verify(studio: Studio, content: bytes) -> Verdict:
    """Return what a file is; never raises for what is in it."""
    now = studio.atlas.fingerprint
    if len(content) > MOST_BYTES:
        return Verdict(Answer.NOT_OURS, now=now)
    try:
        if content.startswith(_ZIP):
            return replace(_verify_pack(studio, content), now=now)
        text = read_stamp(content)
        if text is None:
            return Verdict(Answer.NOT_OURS, now=now)
        stamp = read(text)
    except _UNREADABLE:
        # it has the marks of one of our files and cannot be read as one
        return Verdict(Answer.ALTERED, now=now)
    return replace(_judged(studio, stamp, content, stamp.seal), now=now)


def _verify_pack(studio: Studio, content: bytes) -> Verdict:
    sealed = _SEALED.search(content[-len(SEAL_MARK) - 64 :])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if MANIFEST not in archive.namelist():
            return Verdict(Answer.NOT_OURS)
        manifest = _manifest(archive)
        stamp = read(json.dumps(manifest.get("stamp")))
        if sealed is None or not is_intact(content, sealed[1].decode()):
            differing = _differing(archive, manifest)
            return Verdict(Answer.ALTERED, link=stamp.link, made_on=stamp.data, files=differing)
    return _judged(studio, stamp, content, sealed[1].decode())


def _judged(studio: Studio, stamp: Stamp, content: bytes, sealed: str) -> Verdict:
    """Return the verdict on a file with a readable stamp."""
    found = Verdict(Answer.ALTERED, link=stamp.link, made_on=stamp.data)
    if not is_intact(content, sealed):
        return found
    if stamp.data != studio.atlas.fingerprint:
        changes = changes_between(stamp.rows, rows_now(studio.atlas, stamp.rows))
        return replace(found, answer=Answer.DATA_CHANGED, rows=changes)
    if _drawn_anew(studio, stamp) == content:
        return replace(found, answer=Answer.SAME)
    if stamp.maker != maker_of(studio.atlas.geodata):
        return replace(found, answer=Answer.UNALTERED)
    return found


def _drawn_anew(studio: Studio, stamp: Stamp) -> bytes | None:
    """Return the file that this atlas makes of a stamp, or None if it makes none."""
    state, notices = decode_link(stamp.state, vocabulary_of(studio.atlas))
    order = Order(stamp.page, state, stamp.link.partition("?")[0])
    if notices or order.page not in PAGES or order.link(stamp.data) != stamp.link:
        return None
    if stamp.kind in _PACKS:
        return _PACKS[stamp.kind](studio, order)
    return make_file(studio, order, stamp.kind) if stamp.kind in KINDS else None


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    entries = archive.infolist()
    if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise StampError("pack: expected fewer or smaller files")
    manifest = json.loads(_read(archive, MANIFEST, _MOST_NOTES))
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), list):
        raise StampError(f"{MANIFEST}: expected a list of files")
    return manifest


def _differing(archive: zipfile.ZipFile, manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the files of a pack that are not as the manifest has them, missing or added ones among them."""
    entries = [entry for entry in manifest["files"] if isinstance(entry, dict)]
    noted = {str(entry["path"]): str(entry["sha256"]) for entry in entries}
    names = archive.namelist()
    found = {name: _hash(archive, name) for name in names if name != MANIFEST}
    twice = {name for name in names if names.count(name) > 1}
    return tuple(sorted(twice | {name for name in {*noted, *found} if noted.get(name) != found.get(name)}))


def _hash(archive: zipfile.ZipFile, name: str) -> str:
    try:
        return hashlib.sha256(_read(archive, name, MOST_BYTES)).hexdigest()
    except _UNREADABLE:
        return ""


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Read one entry, but never more than it may hold, whatever the zip says of its size."""
    with archive.open(name) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise StampError(f"{name}: expected at most {most} bytes")
    return content
