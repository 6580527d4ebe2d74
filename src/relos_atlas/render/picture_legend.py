"""The legend of a picture: only what is drawn in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from relos_atlas.model import Layer
from relos_atlas.render.drawing import Disc, Item, Pen, Shape
from relos_atlas.render.picture_base import DISPUTED_PEN, has_disputed
from relos_atlas.render.picture_inks import LINK, PAPER, SELECTED, WEAK
from relos_atlas.render.picture_lines import DASHED, STYLES, arrowhead, track_pen, track_pieces
from relos_atlas.render.picture_marks import Cluster, Mark, symbol
from relos_atlas.render.picture_view import View
from relos_atlas.scene.scenes import LineSample, Link, MapScene
from relos_atlas.scene.style import GRADE_STYLES
from relos_atlas.text import Catalogue

SIGN_WIDTH = 26.0
_KIND_RADIUS = 5.0
_KIND_STYLE = next(style for style in GRADE_STYLES if style.ink == "weak")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: a sign, drawn in a field of `SIGN_WIDTH` about its middle, and what it means."""

    sign: tuple[Item, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Legend:
    """The signs that a picture uses, in groups."""

    evidence: tuple[Entry, ...]
    kinds: tuple[Entry, ...]
    lines: tuple[Entry, ...]


def legend_of(
    scene: MapScene, view: View, marks: tuple[list[Mark], list[Cluster]], words: Catalogue
) -> Legend:
    """Return the signs that this picture uses, each group in the order of the map's own legend."""
    singles, clusters = marks
    return Legend(
        tuple(_evidence(scene, singles, clusters, words)),
        tuple(_kinds(scene, singles)),
        tuple(_lines(scene, view, words)),
    )


def _evidence(scene: MapScene, marks: list[Mark], clusters: list[Cluster], words: Catalogue) -> list[Entry]:
    grades = {mark.style.grade for mark in marks}
    entries = [
        Entry((symbol("port", style, 0, 0, style.radius_px),), scene.base.grade_labels[style.grade])
        for style in scene.base.marks
        if style.grade in grades
    ]
    if clusters:
        ring = Disc(0, 0, 8, PAPER, Pen(WEAK, 1.2))
        entries.append(Entry((ring,), words.say("picture.cluster")))
    if any(mark.is_selected for mark in marks):
        entries.append(Entry((Disc(0, 0, 7, pen=Pen(SELECTED, 2.4)),), words.say("picture.selected")))
    return entries


def _kinds(scene: MapScene, marks: list[Mark]) -> list[Entry]:
    kinds = {mark.kind for mark in marks} if scene.base.legend.has_kinds else set()
    return [
        Entry((symbol(kind, _KIND_STYLE, 0, 0, _KIND_RADIUS),), label)
        for kind, label in scene.base.kind_labels.items()
        if kind in kinds
    ]


def _lines(scene: MapScene, view: View, words: Catalogue) -> list[Entry]:
    samples = [sample for sample in scene.base.legend.lines if _is_drawn(sample, scene, view)]
    entries = [Entry(_line_sign(sample), sample.text) for sample in samples]
    if has_disputed(scene, view):
        entries.append(Entry((_line(DISPUTED_PEN),), words.say("map.disputedLegend")))
    return entries


def _is_drawn(sample: LineSample, scene: MapScene, view: View) -> bool:
    if sample.style:
        return any(track.style == sample.style and track_pieces(track, view) for track in scene.tracks)
    return Layer.LINKS in scene.layers and any(_stands_for(sample, link) for link in scene.links)


def _stands_for(sample: LineSample, link: Link) -> bool:
    return not link.is_confirmed if sample.is_dashed else sample.is_mutual == link.is_mutual


def _line_sign(sample: LineSample) -> tuple[Item, ...]:
    if sample.style:
        return (_line(track_pen(STYLES[sample.style])),)
    line = _line(Pen(LINK, 1.4, DASHED if sample.is_dashed else ()))
    there = arrowhead((8, 0), 0.0, LINK, 0.9)
    back = arrowhead((-8, 0), np.pi, LINK, 0.9)
    return (line, there, back) if sample.is_mutual else (line, there)


def _line(pen: Pen) -> Shape:
    half = SIGN_WIDTH / 2 - 1
    return Shape((np.array([(-half, 0), (half, 0)], dtype=np.float64),), is_closed=False, pen=pen)
