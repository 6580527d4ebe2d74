"""The column beside a picture's map: legend, scale, projection, sources, the link and its code."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from relos_atlas.render.drawing import SEMIBOLD, Item, Pen, Shape
from relos_atlas.render.drawn_text import cut, plain, wrapped
from relos_atlas.render.picture_inks import TEXT, WEAK
from relos_atlas.render.picture_legend import SIGN_WIDTH, Entry, Legend
from relos_atlas.render.picture_page import LEADING, Frame, Measures, Writer, moved, one_line
from relos_atlas.render.picture_view import View, units_per_km
from relos_atlas.render.qr_code import qr_code
from relos_atlas.text import Catalogue, format_number

_KM_PER_NM = 1.852
_ROUND = (1, 2, 5)
# The link stands beside its code while that takes no more of the column than this.
_CODE_SHARE = 0.62
_LINK_LINES = 4


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """What the column tells of the map: how it looks, its signs, and notes below them."""

    view: View
    legend: Legend
    notes: str


def side(frame: Frame, m: Measures, told: Beside, words: Catalogue) -> list[Item]:
    """Return the column beside the map; sources take the room that the rest leaves."""
    window = told.view.frame
    writer = Writer(m.width - m.margin - m.column, m.width - m.margin, window.top - m.legend * 0.25)
    _legend(writer, told.legend, m)
    _scale(writer, told.view, m, words)
    if not m.notes_below:
        # However much there is to say, two lines are left for the link.
        room = int((window.bottom - writer.y) / (m.small * LEADING)) - 3
        writer.paragraph(told.notes, m.small, max(1, min(m.note_lines, room)), colour=WEAK)
    link, link_top = _link(frame, m, Writer(writer.left, writer.right, writer.y), window.bottom, words)
    _sources(writer, frame, m, link_top - m.small * 0.6, words)
    return [*writer.items, *link]


def _legend(writer: Writer, legend: Legend, m: Measures) -> None:
    """Write the signs; kinds of places, whose names are short, in two columns."""
    for entry in legend.evidence:
        _entry(writer, entry, m)
    _gap(writer, m, is_wanted=bool(legend.kinds))
    half = Writer(writer.left + writer.width / 2 + 4, writer.right, writer.y)
    for left, right in zip(legend.kinds[::2], (*legend.kinds[1::2], None), strict=False):
        _entry(writer, left, m, half.left)
        if right is not None:
            _entry(half, right, m)
        writer.y = half.y = max(writer.y, half.y)
    writer.items.extend(half.items)
    _gap(writer, m, is_wanted=bool(legend.lines))
    for entry in legend.lines:
        _entry(writer, entry, m)
    writer.y += m.legend * 0.5


def _gap(writer: Writer, m: Measures, *, is_wanted: bool) -> None:
    writer.y += m.legend * 0.45 if is_wanted else 0


def _entry(writer: Writer, entry: Entry, m: Measures, right: float | None = None) -> None:
    shrink = m.legend / 12.5
    indent = (SIGN_WIDTH + 6) * shrink
    room = (right or writer.right) - writer.left - indent
    middle = writer.y + m.legend * 0.68
    writer.items.extend(
        moved(item, writer.left + SIGN_WIDTH * shrink / 2, middle, shrink) for item in entry.sign
    )
    writer.lines(wrapped(entry.text, m.legend, room, 3), m.legend, indent=indent)
    writer.y += m.legend * 0.2


def _scale(writer: Writer, view: View, m: Measures, words: Catalogue) -> None:
    """Draw a bar in kilometres and one in nautical miles, true at the latitude that is named."""
    per_km, latitude = units_per_km(view)
    hemisphere = "N" if latitude >= 0 else "S"
    named = words.say("picture.scale", latitude=f"{abs(latitude):.0f}° {hemisphere}")
    writer.lines([named], m.small, colour=WEAK)
    for unit, units in (("km", per_km), ("nm", per_km * _KM_PER_NM)):
        length = round_length(writer.width * 0.6 / units)
        middle, width = writer.y + m.small * 0.75, length * units
        bar = np.array([(0, -3), (0, 3), (0, 0), (width, 0), (width, -3), (width, 3)], dtype=np.float64)
        bar += (writer.left, middle)
        writer.items.append(Shape((bar,), is_closed=False, pen=Pen(TEXT, 1.1)))
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
    line = m.small * LEADING
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


def _link(
    frame: Frame, m: Measures, room: Writer, bottom: float, words: Catalogue
) -> tuple[list[Item], float]:
    """Return the link and, if there is room, its code at the foot of the column, and where they begin."""
    line = m.small * LEADING
    free = bottom - room.y - 2 * m.small
    # A code of half a link, as where nobody knows the address of the atlas, would lead nowhere.
    is_whole = "://" in frame.link
    code = qr_code(frame.link, m.code, min(free, m.widest_code), m.scale) if is_whole else None
    is_beside = code is not None and code.size < room.width * _CODE_SHARE
    if code is None or (not is_beside and code.size + 2 * code.quiet + 3 * line > free):
        return _link_alone(frame, m, room, bottom, words)
    top = bottom - code.size - code.quiet / 2
    # Pixels and modules share their edges, or the code would blur.
    left, top = round(room.left * m.scale) / m.scale, int(top * m.scale) / m.scale
    drawn = moved(code.shape, left, top)
    start = top - m.small * 0.3 if is_beside else top - code.quiet - 2 * line
    writer = Writer(left + code.size + code.quiet if is_beside else room.left, room.right, start)
    writer.lines([words.say("picture.link")], m.small, SEMIBOLD)
    lines = int((bottom - writer.y) / line) if is_beside else 1
    writer.paragraph(frame.link, m.small, lines, colour=WEAK)
    return [drawn, *writer.items], start


def _link_alone(
    frame: Frame, m: Measures, room: Writer, bottom: float, words: Catalogue
) -> tuple[list[Item], float]:
    """Return the link without a code: it is too long for one that could be read here."""
    line = m.small * LEADING
    lines = wrapped(frame.link, m.small, room.width, _LINK_LINES)
    lines = lines[: max(0, int((bottom - room.y) / line) - 1)]
    start = bottom - (len(lines) + 1) * line
    writer = Writer(room.left, room.right, start)
    if lines:
        writer.lines([cut(plain(words.say("picture.link")), m.small, room.width)], m.small, SEMIBOLD)
        writer.lines(lines, m.small, colour=WEAK)
    return writer.items, start
