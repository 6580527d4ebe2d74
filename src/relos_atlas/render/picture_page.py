"""The page round a picture's map: what is burned in, its sizes, the lines above and below the map."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum

import numpy as np

from relos_atlas.render.drawing import REGULAR, SEMIBOLD, Box, Disc, Item, Points, Shape, Text
from relos_atlas.render.drawn_text import cut, plain, text_width, wrapped
from relos_atlas.render.picture_inks import TEXT, WEAK
from relos_atlas.text import Catalogue

LEADING = 1.28
"""Distance between baselines, as a share of the size of the letters."""


@dataclass(frozen=True, slots=True)
class Frame:
    """
    What is burned in around the map.

    Parameters
    ----------
    title, sentence
        What the picture shows, in a few words and in full.
    link
        Address that restores the view; also drawn as a QR code.
    credit
        Who made the picture and under what licence it may be used.
    sources
        The sources of what is shown, each in one line, the most important first.
    data_date, fingerprint
        State of the data.
    stamp
        Text kept in the file itself, to be read back by `read_stamp`; ASCII.
    """

    title: str
    sentence: str
    link: str
    credit: str
    sources: tuple[str, ...]
    data_date: str
    fingerprint: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Measures:
    """
    Sizes of a page in page units; `scale` is pixels for each unit.

    `note_lines` is how many lines the notes may take, beside the map or, with `notes_below`, under it.
    """

    width: float
    height: float
    scale: float
    margin: float
    column: float
    title: float
    sentence: float
    legend: float
    small: float
    code: float
    widest_code: float
    sentence_lines: int
    note_lines: int
    notes_below: bool


class PictureSize(Enum):
    """Sizes of a picture: once and twice as many pixels of the same page, and a card for social networks."""

    STANDARD = Measures(1200, 750, 4 / 3, 22, 262, 25, 14.5, 12.5, 10.5, 96, 240, 3, 8, notes_below=False)
    DOUBLE = Measures(1200, 750, 8 / 3, 22, 262, 25, 14.5, 12.5, 10.5, 96, 240, 3, 8, notes_below=False)
    CARD = Measures(760, 399, 1200 / 760, 14, 178, 19, 11.5, 10, 8.5, 62, 100, 2, 2, notes_below=True)


@dataclass(slots=True)
class Writer:
    """Writes downwards in a column from `y` on."""

    left: float
    right: float
    y: float
    items: list[Item] = field(default_factory=list)

    @property
    def width(self) -> float:
        """Width of the column."""
        return self.right - self.left

    def lines(
        self, lines: list[str], size: float, face: str = REGULAR, colour: str = TEXT, indent: float = 0
    ) -> None:
        """Write lines below each other."""
        for line in lines:
            self.items.append(one_line(line, self.left + indent, self.y + size, size, face, colour))
            self.y += size * LEADING

    def paragraph(self, text: str, size: float, most: int, face: str = REGULAR, colour: str = TEXT) -> None:
        """Write a text over as many lines as it needs, at most `most`."""
        self.lines(wrapped(text, size, self.width, most, face), size, face, colour)


def one_line(  # noqa: PLR0913 - what a line of text is made of
    text: str, left: float, baseline: float, size: float, face: str = REGULAR, colour: str = TEXT
) -> Text:
    """Return a measured line of text."""
    return Text(text, left, baseline, size, text_width(text, size, face), face, colour)


def head(frame: Frame, m: Measures) -> tuple[list[Item], float]:
    """Return title and sentence, and where they end."""
    writer = Writer(m.margin, m.width - m.margin, m.margin - m.title * 0.2)
    writer.paragraph(frame.title, m.title, 2, SEMIBOLD)
    writer.y += 2
    writer.paragraph(frame.sentence, m.sentence, m.sentence_lines, colour=WEAK)
    return writer.items, writer.y + m.sentence * 0.55


def foot(frame: Frame, m: Measures, words: Catalogue) -> tuple[list[Item], float]:
    """Return credit and state of the data in a line at the bottom, and where the map must end."""
    data = words.say("picture.data", date=plain(frame.data_date), fingerprint=plain(frame.fingerprint))
    data_width = text_width(data, m.small)
    baseline = m.height - m.margin * 0.75
    room = m.width - 2 * m.margin - data_width - 16
    credit = cut(plain(frame.credit), m.small, room)
    line = [
        one_line(credit, m.margin, baseline, m.small, colour=WEAK),
        one_line(data, m.width - m.margin - data_width, baseline, m.small, colour=WEAK),
    ]
    below = m.note_lines * m.small * LEADING if m.notes_below else 0
    return list(line), baseline - m.small * 1.5 - below


def notes_below(notes: str, m: Measures, bottom: float) -> list[Item]:
    """Return the notes across the page under the map, which ends at `bottom`."""
    writer = Writer(m.margin, m.width - m.margin, bottom + m.small * 0.3)
    writer.paragraph(notes, m.small, m.note_lines, colour=WEAK)
    return writer.items


def outline(box: Box) -> Points:
    """Return a box as a closed ring."""
    corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    return np.array([*corners, corners[0]], dtype=np.float64)


def moved(item: Item, x: float, y: float, scale: float = 1.0) -> Item:
    """Return an item drawn about the origin, larger or smaller, at another place."""
    if isinstance(item, Shape):
        return replace(item, rings=tuple(ring * scale + (x, y) for ring in item.rings))
    if isinstance(item, Disc):
        return replace(item, x=item.x * scale + x, y=item.y * scale + y, radius=item.radius * scale)
    return replace(item, x=item.x + x, y=item.y + y)
