"""A reader's notes as a file of theirs: written, and read back without trusting a word of it."""

from __future__ import annotations

import json
from collections.abc import Iterable

from relos_atlas.domain.links import Vocabulary, is_anchor
from relos_atlas.model import UserNote

MAX_FILE_BYTES = 100_000
MAX_NOTES = 200
_KEY = "relos-atlas-user-notes"
_VERSION = 1


def write_notes(notes: Iterable[UserNote]) -> str:
    """Return notes as the JSON text that `read_notes` reads."""
    listed = [{"anchor": note.anchor, "text": note.text} for note in notes]
    return json.dumps({_KEY: _VERSION, "notes": listed}, ensure_ascii=False, indent=1)


def read_notes(content: bytes, vocabulary: Vocabulary) -> tuple[tuple[UserNote, ...], int] | None:
    """
    Read a file of notes.

    Returns
    -------
    notes, dropped
        The notes that are about a date or something that the atlas knows, and how many are not
        or are empty; None if the file is no file of notes.
    """
    if len(content) > MAX_FILE_BYTES:
        return None
    try:
        read = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, dict) or read.get(_KEY) != _VERSION or not isinstance(read.get("notes"), list):
        return None
    listed = read["notes"]
    notes = [note for note in (_note(entry, vocabulary) for entry in listed[:MAX_NOTES]) if note]
    return tuple(dict.fromkeys(notes)), len(listed) - len(notes)


def _note(entry: object, vocabulary: Vocabulary) -> UserNote | None:
    if not isinstance(entry, dict):
        return None
    anchor, text = entry.get("anchor"), entry.get("text")
    if not (isinstance(anchor, str) and isinstance(text, str) and is_anchor(anchor, vocabulary)):
        return None
    note = UserNote(anchor, text)
    return note if note.text else None
