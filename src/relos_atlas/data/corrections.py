"""The log of corrections to the facts (CHANGES.md), day by day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from relos_atlas.data.reading import read_text

_FILE = "CHANGES.md"
_DAY, _SECTION, _ITEM = "## ", "### ", "- "


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the log: the day, under which heading, and what it says; code marks are taken out."""

    day: str
    section: str
    text: str


def corrections(geodata: Path) -> tuple[Correction, ...]:
    """Return the log in its own order, newest first; empty if the folder has none."""
    text, _ = read_text(geodata / _FILE)
    found: list[Correction] = []
    day = section = ""
    for line in text.splitlines():
        if line.startswith(_DAY):
            day, section = line.removeprefix(_DAY).strip(), ""
        elif line.startswith(_SECTION):
            section = line.removeprefix(_SECTION).strip()
        elif line.startswith(_ITEM):
            found.append(Correction(day, section, _said(line.removeprefix(_ITEM))))
        elif line.startswith("  ") and found:
            found[-1] = Correction(day, section, f"{found[-1].text} {_said(line)}")
    return tuple(found)


def _said(text: str) -> str:
    return re.sub(r"`([^`]*)`", r"\1", text.strip())
