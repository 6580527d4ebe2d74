"""How marks look: grade by fill, colour and size, kind by shape; Okabe-Ito hues, readable in grey."""

from __future__ import annotations

from dataclasses import dataclass

from relos_atlas.model import Grade


@dataclass(frozen=True, slots=True)
class GradeStyle:
    """
    Look of marks of one grade: a `Grade` of places, or the firmness of an event.

    `solid` marks are filled with `colour` and labelled; hollow ones take the ink named `ink`.
    `radius_px` is that of a circle with the same visual weight.
    """

    grade: str
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

EVENT_STYLES: tuple[GradeStyle, ...] = (
    GradeStyle("high", solid=True, colour="#0072B2", ink="text", radius_px=6),
    GradeStyle("medium", solid=False, colour="", ink="text", radius_px=5.4),
    GradeStyle("low", solid=False, colour="", ink="faint", radius_px=4.4),
    GradeStyle("possible", solid=False, colour="", ink="link", radius_px=3.6),
)
"""One style per confidence of an event, and one for an event that only may fit the dates asked for."""

KIND_SHAPES: dict[str, str] = {
    "port": "circle",
    "naval-base": "diamond",
    "air-base": "triangle",
    "airport": "wedge",
    "shipyard": "square",
    "research-station": "cross",
    "other": "hexagon",
    "port-call": "circle",
    "exercise": "triangle",
    "delivery": "square",
    "summit": "star",
    "agreement": "diamond",
    "ratification": "pentagon",
    "policy": "hexagon",
    "corridor": "wedge",
    "arctic": "cross",
}
"""Shape of each kind of place or event; an unlisted kind is a circle."""


@dataclass(frozen=True, slots=True)
class TrackStyle:
    """Look of a line: `dash_px` alternates drawn and blank pixels, empty for an unbroken line."""

    slug: str
    colour: str
    width_px: float
    dash_px: tuple[float, ...] = ()


TRACK_STYLES: tuple[TrackStyle, ...] = (
    TrackStyle("open-sea", "#0072B2", 2.4),
    TrackStyle("barents", "#009E73", 2.8, (8, 3)),
    TrackStyle("nsr", "#D55E00", 3.2, (2, 3)),
    TrackStyle("closed", "#B03A68", 2.4, (2, 4)),
    TrackStyle("land-leg", "#767676", 2.6, (1, 4)),
    TrackStyle("other-way", "#767676", 1.6),
    TrackStyle("untabled", "#767676", 1.6, (9, 6)),
    TrackStyle("ice-edge", "#7B6FC4", 2.0, (6, 2, 1, 2)),
    TrackStyle("nsr-limit", "#9A6A10", 1.6, (5, 3)),
    TrackStyle("ring", "#767676", 1.2, (3, 3)),
    TrackStyle("band", "#CC79A7", 1.8),
    TrackStyle("band-stop", "#CC79A7", 2.6, (9, 4)),
)
"""One style per meaning of a line; each is told from the others without colour."""
