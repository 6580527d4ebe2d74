"""A drawing as values: layers of shapes and texts on a page, in page units, y downwards; no file format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
"""Vertices (x, y) in page units, shape (n, 2)."""

REGULAR: Final = "regular"
SEMIBOLD: Final = "semibold"
ITALIC: Final = "italic"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the page: left, top, right, bottom in page units."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Distance from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Distance from top to bottom."""
        return self.bottom - self.top

    def meets(self, other: Box) -> bool:
        """Whether the two overlap; a shared edge is no overlap."""
        return (
            self.left < other.right
            and self.right > other.left
            and self.top < other.bottom
            and self.bottom > other.top
        )

    def holds(self, other: Box) -> bool:
        """Whether `other` lies wholly inside."""
        return (
            self.left <= other.left
            and self.right >= other.right
            and self.top <= other.top
            and self.bottom >= other.bottom
        )

    def grown(self, by: float) -> Box:
        """Return the box with each side moved outwards."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn; `dash` alternates drawn and blank lengths, empty for an unbroken line."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """Rings (`is_closed`) or lines that are filled and stroked as one; inner rings are holes."""

    rings: tuple[Points, ...]
    is_closed: bool = True
    fill: str = ""
    pen: Pen | None = None


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle."""

    x: float
    y: float
    radius: float
    fill: str = ""
    pen: Pen | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """
    One line of text from the left end of its baseline; `width` is what it was measured to take.

    `halo` is the colour of a rim that parts it from what lies below; empty for none.
    """

    text: str
    x: float
    y: float
    size: float
    width: float
    face: str = REGULAR
    colour: str = "#1f2529"
    halo: str = ""


Item = Shape | Disc | Text


@dataclass(frozen=True, slots=True, eq=False)
class DrawnLayer:
    """Items drawn in order under one name; nothing of them is seen outside `clip`."""

    name: str
    items: tuple[Item, ...]
    clip: Box | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A whole page, its layers from the bottom up."""

    width: float
    height: float
    paper: str
    layers: tuple[DrawnLayer, ...]
    title: str
    description: str
