"""Labels of a picture: the most important first, none over another, none cut off by the frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from relos_atlas.model import Layer
from relos_atlas.render.drawing import ITALIC, REGULAR, SEMIBOLD, Box, Item, Pen, Shape, Text
from relos_atlas.render.drawn_text import plain, text_width
from relos_atlas.render.picture_marks import TEXT, Mark
from relos_atlas.render.picture_view import View
from relos_atlas.scene.scenes import MapScene, Name

HALO = "#ffffff"
_LABELS_FROM_ZOOM = 6.5
_MANY_NAMED = 40
_MANY_NAMED_ZOOM = 4
_GAPS = (4.0, 13.0, 21.0, 34.0, 50.0)
_LEADER_FROM = 14.0
LABEL_SIZE, WEAK_SIZE = 13.5, 12.0
# Share of the letters' size above and below the middle of a line.
_RISE, _HALF = 0.34, 0.62


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a name of the map is written."""

    size: float
    face: str
    colour: str
    is_upper: bool = False


_LETTERINGS = {
    "ocean": Lettering(14.5, ITALIC, "#4f7285"),
    "sea": Lettering(13, ITALIC, "#4f7285"),
    "country": Lettering(11.5, REGULAR, "#6d675f", is_upper=True),
    "degree": Lettering(10.5, REGULAR, "#6d675f"),
}


@dataclass(slots=True)
class Board:
    """The frame while it fills: what is taken, and the items written so far."""

    frame: Box
    taken: list[Box] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def take(self, boxes: Iterable[Box]) -> None:
        """Keep labels off these."""
        self.taken.extend(boxes)

    def is_free(self, box: Box) -> bool:
        """Whether a label may stand here."""
        return self.frame.grown(-3).holds(box) and not any(box.meets(other) for other in self.taken)

    def write(self, text: Text, box: Box) -> None:
        """Write a label and take its room."""
        self.items.append(text)
        self.taken.append(box)
        self.boxes.append(box)


def label_marks(board: Board, scene: MapScene, marks: list[Mark], view: View) -> None:
    """Name the places that deserve it, the selected one first, then by grade."""
    named = sum(mark.style.solid for mark in marks)
    is_crowded = named > _MANY_NAMED and view.zoom < _MANY_NAMED_ZOOM
    is_near = view.zoom >= _LABELS_FROM_ZOOM
    wanted = [m for m in marks if m.is_selected or (m.style.solid and not is_crowded) or is_near]
    names = scene.places["name"].to_numpy(dtype=str)
    countries = scene.places["country"].to_numpy(dtype=str)
    for mark in sorted(wanted, key=lambda m: (not m.is_selected, m.style.grade.rank, m.row)):
        text = plain(f"{names[mark.row]} ({countries[mark.row]})")
        size, face = (LABEL_SIZE, SEMIBOLD) if mark.is_strong else (WEAK_SIZE, REGULAR)
        beside(
            board,
            text,
            (mark.x, mark.y),
            mark.radius + (6 if mark.is_selected else 0),
            Lettering(size, face, TEXT),
        )


def label_names(board: Board, scene: MapScene, view: View) -> None:
    """Write names of seas and countries, and degrees of the polar map, where there is room."""
    if Layer.SEA_NAMES not in scene.layers:
        return
    for name in scene.base.names:
        if view.zoom >= name.min_zoom and (name.kind != "degree" or Layer.GRATICULE in scene.layers):
            _centred(board, name, view)


def beside(board: Board, text: str, at: tuple[float, float], radius: float, look: Lettering) -> bool:
    """Write `text` beside a point, as near as there is room; say whether there was."""
    x, y = at
    width = text_width(text, look.size, look.face)
    half = look.size * _HALF
    for gap in _GAPS:
        reach = radius + gap
        lift = half * 0.9
        spots = [
            (x + reach, y), (x - reach - width, y), (x - width / 2, y - reach - half * 0.6),
            (x - width / 2, y + reach + half * 0.6), (x + reach, y - lift), (x + reach, y + lift),
            (x - reach - width, y - lift), (x - reach - width, y + lift),
        ]  # fmt: skip
        for left, middle in spots:
            box = Box(left - 2, middle - half, left + width + 2, middle + half)
            if not board.is_free(box):
                continue
            if gap > _LEADER_FROM:
                foot = min(max(x, left), left + width)
                line = np.array([(x, y), (foot, middle)], dtype=np.float64)
                board.items.append(Shape((line,), is_closed=False, pen=Pen(TEXT, 0.8)))
            board.write(_text(text, left, middle, width, look), box)
            return True
    return False


def _centred(board: Board, name: Name, view: View) -> None:
    look = _LETTERINGS[name.kind]
    text = plain(name.text.upper() if look.is_upper else name.text)
    width = text_width(text, look.size, look.face)
    (x, y), half = view.place(view.turned([name.position.lon]), [name.position.lat])[0], look.size * _HALF
    box = Box(x - width / 2 - 4, y - half - 2, x + width / 2 + 4, y + half + 2)
    if board.is_free(box):
        board.write(_text(text, x - width / 2, y, width, look), box)


def _text(text: str, left: float, middle: float, width: float, look: Lettering) -> Text:
    return Text(
        text, float(left), float(middle + look.size * _RISE), look.size, width, look.face, look.colour, HALO
    )
