"""A reader's own note on a date or a place: text of theirs, never a fact of the atlas."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from relos_atlas.model.dates import PartialDate
from relos_atlas.model.errors import DateError

MAX_NOTE_TEXT = 160
"""Longest note kept, in characters."""

_JOINERS = "\u200c\u200d"


@dataclass(frozen=True, slots=True)
class UserNote:
    """
    One note.

    Parameters
    ----------
    anchor
        What it is about: a partial date as text, or the id of a place, an event or an agreement.
    text
        In Unicode form C, on one line, without control or format characters, at most 160 characters.
    """

    anchor: str
    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean_line(self.text, MAX_NOTE_TEXT))

    @property
    def date(self) -> PartialDate | None:
        """The date that it is about; None if it is about something else."""
        try:
            return PartialDate.parse(self.anchor)
        except DateError:
            return None


def clean_line(text: str, limit: int) -> str:
    """Return `text` on one line: form C, single spaces, no control or format characters, cut at `limit`."""
    # Zero-width joiners carry meaning inside Hindi words, so they survive cleaning.
    shown = "".join(c if unicodedata.category(c)[0] != "C" or c in _JOINERS else " " for c in text)
    return " ".join(unicodedata.normalize("NFC", shown).split())[:limit].strip()
