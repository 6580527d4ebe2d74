"""The page round a picture's map: title, legend, scale, sources, link and its code, each in its own room."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum

import numpy as np
import segno

from relos_atlas.render.drawing import REGULAR, SEMIBOLD, Box, Disc, Item, Pen, Points, Shape, Text
from relos_atlas.render.drawn_text import cut, plain, text_width, wrapped
from relos_atlas.render.picture_legend import SIGN_WIDTH, Entry
from relos_atlas.render.picture_view import View, units_per_km
from relos_atlas.text import Catalogue, format_number

PAPER, INK, WEAK, RULE = "#ffffff", "#1f2529", "#53606a", "#c9cfd3"
_LEADING = 1.28
_KM_PER_NM = 1.852
_ROUND = (1, 2, 5)
# A QR code needs four modules of blank paper on each side; the link stands beside it while it is this narrow.
_QUIET_MODULES, _CODE_SHARE = 4, 0.62


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
    """Sizes of a page in page units; `scale` is pixels for each unit."""

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
    sentence_lines: int


class PictureSize(Enum):
    """Sizes of a picture: once and twice as many pixels of the same page, and a card for social networks."""

    STANDARD = Measures(1200, 750, 4 / 3, 22, 262, 25, 14.5, 12.5, 10.5, 96, 3)
    DOUBLE = Measures(1200, 750, 8 / 3, 22, 262, 25, 14.5, 12.5, 10.5, 96, 3)
    CARD = Measures(760, 399, 1200 / 760, 14, 178, 19, 11.5, 10, 8.5, 62, 2)


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
        self, lines: list[str], size: float, face: str = REGULAR, colour: str = INK, indent: float = 0
    ) -> None:
        """Write lines below each other."""
        for line in lines:
            self.items.append(one_line(line, self.left + indent, self.y + size, size, face, colour))
            self.y += size * _LEADING

    def paragraph(self, text: str, size: float, most: int, face: str = REGULAR, colour: str = INK) -> None:
        """Write a text over as many lines as it needs, at most `most`."""
        self.lines(wrapped(text, size, self.width, most, face), size, face, colour)


def one_line(
    text: str, left: float, baseline: float, size: float, face: str = REGULAR, colour: str = INK
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
    """Return credit and state of the data in a line at the bottom, and where that begins."""
    data = words.say("picture.data", date=plain(frame.data_date), fingerprint=plain(frame.fingerprint))
    data_width = text_width(data, m.small)
    baseline = m.height - m.margin * 0.75
    room = m.width - 2 * m.margin - data_width - 16
    credit = cut(plain(frame.credit), m.small, room)
    return [
        one_line(credit, m.margin, baseline, m.small, colour=WEAK),
        one_line(data, m.width - m.margin - data_width, baseline, m.small, colour=WEAK),
    ], baseline - m.small * 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """What the column beside a map tells of it."""

    view: View
    entries: tuple[Entry, ...]
    caption: str


def side(frame: Frame, m: Measures, told: Beside, words: Catalogue) -> list[Item]:
    """Return the column beside the map: legend, scale and projection, sources, the link and its code."""
    window = told.view.frame
    writer = Writer(m.width - m.margin - m.column, m.width - m.margin, window.top - m.legend * 0.25)
    code, code_top = _link(frame, m, Box(writer.left, window.top, writer.right, window.bottom), words)
    _legend(writer, told.entries, m)
    _scale(writer, told.view, m, words)
    writer.paragraph(told.caption, m.small, 8, colour=WEAK)
    _sources(writer, frame, m, code_top - m.small, words)
    return [*writer.items, *code]


def _legend(writer: Writer, entries: tuple[Entry, ...], m: Measures) -> None:
    shrink = m.legend / 12.5
    indent = (SIGN_WIDTH + 6) * shrink
    for entry in entries:
        writer.y += m.legend * 0.45 if entry.begins else 0
        lines = wrapped(entry.text, m.legend, writer.width - indent, 3)
        middle = writer.y + m.legend * 0.68
        writer.items.extend(
            moved(item, writer.left + SIGN_WIDTH * shrink / 2, middle, shrink) for item in entry.sign
        )
        writer.lines(lines, m.legend, indent=indent)
        writer.y += m.legend * 0.2
    writer.y += m.legend * 0.5


def _scale(writer: Writer, view: View, m: Measures, words: Catalogue) -> None:
    """Draw a bar in kilometres and one in nautical miles, true at the latitude that is named."""
    per_km, latitude = units_per_km(view)
    side_of = "N" if latitude >= 0 else "S"
    writer.lines(
        [words.say("picture.scale", latitude=f"{abs(latitude):.0f}° {side_of}")], m.small, colour=WEAK
    )
    for unit, units in (("km", per_km), ("nm", per_km * _KM_PER_NM)):
        length = round_length(writer.width * 0.6 / units)
        middle, width = writer.y + m.small * 0.75, length * units
        bar = np.array([(0, -3), (0, 3), (0, 0), (width, 0), (width, -3), (width, 3)]) + (writer.left, middle)
        writer.items.append(Shape((bar,), is_closed=False, pen=Pen(INK, 1.1)))
        text = words.say(f"picture.{unit}", n=format_number(length, words.language))
        writer.items.append(one_line(text, writer.left + width + 6, middle + m.small * 0.34, m.small))
        writer.y += m.small * 1.4
    writer.y += m.small * 0.5


def round_length(most: float) -> float:
    """Return the largest of 1, 2, 5, 10, 20, 50, ... that is not above `most`."""
    power = 10.0 ** np.floor(np.log10(most))
    return float(max(step * power for step in _ROUND if step * power <= most))


def _sources(writer: Writer, frame: Frame, m: Measures, bottom: float, words: Catalogue) -> None:
    """List as many sources as there is room for, and say how many more there are."""
    if not frame.sources:
        return
    writer.y += m.small * 0.4
    line = m.small * _LEADING
    told = 0
    if writer.y + 3 * line <= bottom:
        writer.lines([words.say("picture.sources")], m.small, SEMIBOLD)
        for source in frame.sources:
            lines = wrapped(source, m.small, writer.width, 2)
            rest = len(frame.sources) - told - 1
            if writer.y + (len(lines) + (rest > 0)) * line > bottom:
                break
            writer.lines(lines, m.small, colour=WEAK)
            told += 1
    left = len(frame.sources) - told
    if left and writer.y + line <= bottom:
        key = "picture.more-sources" if told else "picture.only-sources"
        writer.lines([words.say(key, n=left)], m.small, colour=WEAK)


def _link(frame: Frame, m: Measures, room: Box, words: Catalogue) -> tuple[list[Item], float]:
    """Return the code of the link and the link itself at the foot of the column, and where they begin."""
    code, quiet = qr_code(frame.link, m)
    top = room.bottom - code.height - m.small
    items: list[Item] = [moved(code.shape, room.left, top)] if code.height else []
    is_beside = code.height + quiet < room.width * _CODE_SHARE
    writer = Writer(room.left + (code.height + quiet if is_beside else 0), room.right, top - m.small * 0.3)
    lines = int((room.bottom - top) / (m.small * _LEADING)) if is_beside else 4
    if not is_beside:
        writer.y -= quiet + (lines + 1) * m.small * _LEADING
    start = writer.y
    writer.lines([words.say("picture.link")], m.small, SEMIBOLD)
    writer.paragraph(frame.link, m.small, lines - 1, colour=WEAK)
    return [*items, *writer.items], min(start, top)


@dataclass(frozen=True, slots=True, eq=False)
class Code:
    """A QR code about its upper left corner, its quiet zone not included; height 0 if there is none."""

    shape: Shape
    height: float


def qr_code(link: str, m: Measures) -> tuple[Code, float]:
    """
    Return the QR code of a link, and how much must stay blank beside it.

    Each module covers whole pixels, two at least. A link too long for any code has none.
    """
    try:
        matrix = segno.make(link, error="m", micro=False).matrix
    except segno.DataOverflowError:
        return Code(Shape(()), 0.0), 0.0
    unit = max(2, int(m.code * m.scale / len(matrix))) / m.scale
    rings = []
    for y, row in enumerate(matrix):
        for start, end in _runs(row):
            corners = [(start, y), (end, y), (end, y + 1), (start, y + 1), (start, y)]
            rings.append(np.array(corners, dtype=np.float64) * unit)
    return Code(Shape(tuple(rings), fill="#000000"), len(matrix) * unit), _QUIET_MODULES * unit


def outline(box: Box) -> Points:
    """Return a box as a closed ring."""
    corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
    return np.array([*corners, corners[0]], dtype=np.float64)


def _runs(row: bytes | bytearray) -> list[tuple[int, int]]:
    """Return the stretches of dark modules of a row, ends left out."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], np.frombuffer(bytes(row), dtype=np.int8) & 1, [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def moved(item: Item, x: float, y: float, scale: float = 1.0) -> Item:
    """Return an item drawn about the origin, larger or smaller, at another place."""
    if isinstance(item, Shape):
        return replace(item, rings=tuple(ring * scale + (x, y) for ring in item.rings))
    if isinstance(item, Disc):
        return replace(item, x=item.x * scale + x, y=item.y * scale + y, radius=item.radius * scale)
    return replace(item, x=item.x + x, y=item.y + y)
