"""How marks look: grade by fill, colour and size, kind by shape; Okabe-Ito hues, readable in grey."""

from __future__ import annotations

from dataclasses import dataclass

from relos_atlas.model import Grade


@dataclass(frozen=True, slots=True)
class GradeStyle:
    """
    Look of one grade.

    `solid` marks are filled with `colour` and labelled; hollow ones take the ink named `ink`.
    `radius_px` is that of a circle with the same visual weight.
    """

    grade: Grade
    solid: bool
    colour: str
    ink: str
    radius_px: float


GRADE_STYLES: tuple[GradeStyle, ...] = (
    GradeStyle(Grade.TREATY_TEXT, solid=True, colour="#004d80", ink="text", radius_px=8),
    GradeStyle(Grade.OFFICIAL, solid=True, colour="#0072B2", ink="text", radius_px=7.5),
    GradeStyle(Grade.REPORTED, solid=True, colour="#D55E00", ink="text", radius_px=7),
    GradeStyle(Grade.INFERRED, solid=False, colour="", ink="weak", radius_px=4),
    GradeStyle(Grade.CONTEXT, solid=False, colour="", ink="faint", radius_px=2.6),
)
"""One style per grade, strongest first."""

KIND_SHAPES: dict[str, str] = {
    "port": "circle",
    "naval-base": "diamond",
    "air-base": "triangle",
    "airport": "wedge",
    "shipyard": "square",
    "research-station": "cross",
    "other": "hexagon",
}
"""Shape of each kind of place; an unlisted kind is a circle."""
