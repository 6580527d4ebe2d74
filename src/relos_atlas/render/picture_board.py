"""The frame of a map while it fills with labels: what is taken, what may be covered, what is free."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from relos_atlas.render.drawing import REGULAR, Box, Item, Pen, Points, Shape, Text
from relos_atlas.render.drawn_text import text_width
from relos_atlas.render.picture_inks import HALO, TEXT

_GAPS = (4.0, 11.0, 19.0, 30.0, 44.0, 60.0, 80.0, 105.0)
_LEADER_FROM = 15.0
# Costs of a place for a label, in steps outwards: another spot round the mark, a second line, a leader.
_PER_SPOT, _TWO_LINES, _LEADER, _PER_HIDDEN_CELL = 0.12, 0.8, 1.2, 0.5
_WIDE = 120.0
# Directions of labels that stand off, in degrees clockwise from the right: those that read best first.
_TURNS = (0, 180, -30, 30, 150, -150, -90, 90, -60, 60, 120, -120)
# Share of the letters' size from the middle of a line to its baseline, and to the edge of its room.
_DROP, _HALF = 0.34, 0.62
_PAD = 2.0
# Side of a cell of costs, and step along lines.
_CELL = 4.0
_RIM = 3.0
# A name may graze a mark, not cover it.
_HARDLY = 0.4

Row = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a label is written."""

    size: float
    face: str = REGULAR
    colour: str = TEXT
    is_upper: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a block of lines beside a point: its room, how its lines are set, and what it costs."""

    lines: tuple[str, ...]
    box: Box
    align: float
    cost: float
    has_leader: bool


class Board:
    """
    What stands in a frame so far: `items` has been written, `leaders` tie labels to what they name.

    `boxes` is the room of each label, `spent` what they cost together.

    Labels never touch what is taken. What is weighed they may cover at a cost, kept in small cells.
    """

    def __init__(self, frame: Box) -> None:
        self.frame = frame
        self.items: list[Item] = []
        self.boxes: list[Box] = []
        self.spent = 0.0
        self.leaders: list[Item] = []
        self._taken: list[Row] = []
        self._passable: list[Row] = []
        shape = (int(frame.height // _CELL) + 1, int(frame.width // _CELL) + 1)
        self._marks, self._lines = np.zeros(shape), np.zeros(shape)

    def fork(self) -> Board:
        """Return a board in the same state, to try an arrangement on."""
        other = Board(self.frame)
        other.items, other.leaders, other.boxes = [*self.items], [*self.leaders], [*self.boxes]
        other._taken, other._passable = [*self._taken], self._passable
        other._marks, other._lines, other.spent = self._marks, self._lines, self.spent
        return other

    def adopt(self, other: Board) -> None:
        """Take over what was written on a fork of this board."""
        self.items, self.leaders, self.boxes = other.items, other.leaders, other.boxes
        self._taken, self.spent = other._taken, other.spent

    def take(self, boxes: Iterable[Box]) -> None:
        """Keep every label and leader off these."""
        self._taken.extend(map(_row, boxes))

    def take_passable(self, boxes: Iterable[Box]) -> None:
        """Keep every label off these; a leader may pass behind them, at a cost."""
        self._passable.extend(map(_row, boxes))

    def weigh(self, boxes: Iterable[Box], cost: float) -> None:
        """Let labels cover these only where there is no better room; half of one costs half."""
        for box in boxes:
            cells = self._marks[self._cells(box)]
            cells += cost / max(cells.size, 1)

    def weigh_line(self, piece: Points, cost: float) -> None:
        """Let labels cover a line only where there is no better room; `cost` is that of a cell of it."""
        points = np.asarray(_sampled(piece, _CELL)) - (self.frame.left, self.frame.top)
        rows, columns = (points[:, axis] // _CELL for axis in (1, 0))
        height, width = self._lines.shape
        inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
        np.add.at(self._lines, (rows[inside].astype(int), columns[inside].astype(int)), cost)

    def is_free(self, box: Box) -> bool:
        """Whether a label may stand here."""
        return bool(self._free([box])[0])

    def cost(self, box: Box) -> float:
        """Return what a label here would cost."""
        cells = self._cells(box)
        return float(self._marks[cells].sum() + self._lines[cells].sum())

    def _cells(self, box: Box) -> tuple[slice, slice]:
        low = [max(0, int(edge // _CELL)) for edge in (box.top - self.frame.top, box.left - self.frame.left)]
        high = [
            max(0, int(edge // _CELL) + 1)
            for edge in (box.bottom - self.frame.top, box.right - self.frame.left)
        ]
        return slice(low[0], high[0]), slice(low[1], high[1])

    def _free(self, boxes: list[Box]) -> npt.NDArray[np.bool_]:
        inside = np.array([self.frame.grown(-_RIM).holds(box) for box in boxes], dtype=bool)
        return inside & ~_hits([*self._taken, *self._passable], boxes)

    def beside(
        self, text: str, at: tuple[float, float], radius: float, look: Lettering, *, is_near: bool = False
    ) -> bool:
        """
        Write `text` beside a point, where it costs least; say whether there was room at all.

        One that must be near stands without a leader or not at all.
        """
        spots = [spot for spot in _spots(text, at, radius, look) if not (is_near and spot.has_leader)]
        free = [
            spot for spot, is_free in zip(spots, self._free([s.box for s in spots]), strict=True) if is_free
        ]
        costs = [spot.cost + self.cost(spot.box) + self._behind(at, spot) for spot in free]
        for cost, spot in sorted(zip(costs, free, strict=True), key=lambda priced: priced[0]):
            if not spot.has_leader or self._leads_free(at, radius, spot.box):
                if spot.has_leader:
                    self._lead(at, spot.box, look.colour)
                self._write(spot, look)
                self.spent += cost
                return True
        return False

    def centred(self, text: str, around: Iterable[tuple[float, float]], look: Lettering) -> bool:
        """Write `text` about one of these points: over no mark, and over as few lines as may be."""
        width, half = text_width(text, look.size, look.face), look.size * _HALF
        rooms = [Box(x - width / 2 - 4, y - half - 2, x + width / 2 + 4, y + half + 2) for x, y in around]
        bare = [
            box for box, free in zip(rooms, self._free(rooms), strict=True) if free and self._is_bare(box)
        ]
        if not bare:
            return False
        best = min(bare, key=lambda box: (self._lines[self._cells(box)].sum(), rooms.index(box)))
        self._write(Spot((text,), best, 0.5, 0, has_leader=False), look)
        return True

    def _is_bare(self, box: Box) -> bool:
        return float(self._marks[self._cells(box)].sum()) < _HARDLY

    def _behind(self, at: tuple[float, float], spot: Spot) -> float:
        """Return the cost of a leader that passes behind clusters."""
        if not spot.has_leader:
            return 0.0
        path = [Box(x, y, x, y).grown(0.5) for x, y in _sampled(np.array([at, _foot(at, spot.box)]), _CELL)]
        return float(_hits(self._passable, path).sum()) * _PER_HIDDEN_CELL

    def _leads_free(self, at: tuple[float, float], radius: float, box: Box) -> bool:
        """Whether a leader to the label runs clear of labels and named marks, once past its own."""
        path = _sampled(np.array([at, _foot(at, box)]), _CELL)
        beyond = [Box(x, y, x, y).grown(0.5) for x, y in path if math.dist((x, y), at) > radius * 1.4 + 4]
        return not _hits(self._taken, beyond).any()

    def _lead(self, at: tuple[float, float], box: Box, colour: str) -> None:
        line = np.array([at, _foot(at, box)], dtype=np.float64)
        self.leaders.append(Shape((line,), is_closed=False, pen=Pen(colour, 0.9)))
        self.take(Box(x, y, x, y).grown(1) for x, y in _sampled(line, _CELL))

    def _write(self, spot: Spot, look: Lettering) -> None:
        self.take([spot.box])
        self.boxes.append(spot.box)
        step = (spot.box.height - 2 * _PAD) / len(spot.lines)
        for number, line in enumerate(spot.lines):
            width = text_width(line, look.size, look.face)
            room = spot.box.width - 2 * _PAD - width
            left = spot.box.left + _PAD + room * spot.align
            middle = spot.box.top + _PAD + step * (number + 0.5)
            self.items.append(
                Text(line, left, middle + look.size * _DROP, look.size, width, look.face, look.colour, HALO)
            )


def _spots(text: str, at: tuple[float, float], radius: float, look: Lettering) -> list[Spot]:
    """Return every place for a label, on one line or two, nearest first."""
    blocks: list[tuple[tuple[str, ...], float]] = [((text,), 0.0)]
    if text_width(text, look.size, look.face) > _WIDE and " " in text:
        blocks.append((_halves(text, look), _TWO_LINES))
    return [
        spot
        for lines, extra in blocks
        for number, gap in enumerate(_GAPS)
        for spot in _round(lines, at, (radius + gap, gap > _LEADER_FROM), number + extra, look)
    ]


def _round(
    lines: tuple[str, ...], at: tuple[float, float], reach: tuple[float, bool], cost: float, look: Lettering
) -> list[Spot]:
    """Return places round a point, the right first: eight close by, twelve where a leader ties them to it."""
    x, y = at
    away, has_leader = reach
    width = max(text_width(line, look.size, look.face) for line in lines)
    half = look.size * _HALF * (1 + (len(lines) - 1) * 0.9)
    if has_leader:
        corners = [_corner(x, y, away, math.radians(turn), (width, half)) for turn in _TURNS]
    else:
        lift, near = half * 0.9, away * 0.8
        corners = [
            (x + away, y, 0.0), (x - away - width, y, 1.0),
            (x - width / 2, y - away - half * 0.7, 0.5), (x - width / 2, y + away + half * 0.7, 0.5),
            (x + near, y - lift, 0.0), (x + near, y + lift, 0.0),
            (x - near - width, y - lift, 1.0), (x - near - width, y + lift, 1.0),
        ]  # fmt: skip
    return [
        Spot(
            lines,
            Box(left - _PAD, middle - half - _PAD, left + width + _PAD, middle + half + _PAD),
            align,
            cost + number * _PER_SPOT + (_LEADER if has_leader else 0),
            has_leader,
        )
        for number, (left, middle, align) in enumerate(corners)
    ]


def _corner(
    x: float, y: float, away: float, angle: float, size: tuple[float, float]
) -> tuple[float, float, float]:
    """Return left end, middle and alignment of a block whose near edge lies `away` in a direction."""
    across, down = math.cos(angle), math.sin(angle)
    width, half = size
    # A block to the right begins there, one to the left ends there, one above or below is centred.
    align = 0.5 - 0.5 * max(-1.0, min(1.0, across * 2))
    return x + away * across - width * align, y + away * down + half * down, round(align * 2) / 2


def _halves(text: str, look: Lettering) -> tuple[str, ...]:
    """Return `text` on two lines as even as its words allow."""
    words = text.split(" ")
    pairs = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    return min(pairs, key=lambda pair: max(text_width(line, look.size, look.face) for line in pair))


def _foot(at: tuple[float, float], box: Box) -> tuple[float, float]:
    """Return where a leader meets its label."""
    return min(max(at[0], box.left), box.right), min(max(at[1], box.top), box.bottom)


def _sampled(line: Points, step: float) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for (ax, ay), (bx, by) in pairwise(line.tolist()):
        count = max(1, int(np.hypot(bx - ax, by - ay) / step))
        points += [(ax + (bx - ax) * i / count, ay + (by - ay) * i / count) for i in range(count + 1)]
    return points


def _row(box: Box) -> Row:
    return box.left, box.top, box.right, box.bottom


def _hits(rows: Sequence[Row], boxes: list[Box]) -> npt.NDArray[np.bool_]:
    """Tell which of `boxes` overlap any of `rows`."""
    if not rows or not boxes:
        return np.zeros(len(boxes), dtype=bool)
    left, top, right, bottom = np.asarray(rows).T
    asked = np.asarray([_row(box) for box in boxes])
    hits: npt.NDArray[np.bool_] = (
        (left < asked[:, 2:3]) & (right > asked[:, 0:1]) & (top < asked[:, 3:4]) & (bottom > asked[:, 1:2])
    ).any(axis=1)
    return hits
