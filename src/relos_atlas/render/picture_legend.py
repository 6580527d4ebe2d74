"""The legend of a picture: only what is drawn in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from relos_atlas.model import Layer
from relos_atlas.render.drawing import Disc, Item, Pen, Shape
from relos_atlas.render.picture_base import DISPUTED_PEN, has_disputed
from relos_atlas.render.picture_lines import DASHED, LINK, STYLES, arrowhead, pieces_of, track_pen, way_of
from relos_atlas.render.picture_marks import INKS, PAPER, SELECTED, Cluster, Mark, symbol
from relos_atlas.render.picture_view import View
from relos_atlas.scene.scenes import Link, LineSample, MapScene
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


def legend_entries(
    scene: MapScene, view: View, marks: list[Mark], clusters: list[Cluster], words: Catalogue
) -> list[Entry]:
    """Return the signs that this picture uses, in the order of the map's own legend."""
    base = scene.base
    grades = {mark.style.grade for mark in marks}
    kinds = {mark.kind for mark in marks}
    entries = [
        Entry((symbol("port", style, 0, 0, style.radius_px),), base.grade_labels[style.grade])
        for style in GRADE_STYLES
        if style.grade in grades
    ]
    if clusters:
        ring = Disc(0, 0, 8, PAPER, Pen(INKS["weak"], 1.2))
        entries.append(Entry((ring,), words.say("picture.cluster")))
    entries += [
        Entry((symbol(kind, _KIND_STYLE, 0, 0, _KIND_RADIUS),), label)
        for kind, label in base.kind_labels.items()
        if kind in kinds
    ]
    if any(mark.is_selected for mark in marks):
        entries.append(Entry((Disc(0, 0, 7, pen=Pen(SELECTED, 2.4)),), words.say("picture.selected")))
    entries += [
        Entry(_line_sign(sample), sample.text)
        for sample in base.legend.lines
        if _is_drawn(sample, scene, view)
    ]
    if has_disputed(scene, view):
        entries.append(Entry((_line(DISPUTED_PEN),), words.say("map.disputedLegend")))
    return entries


def _is_drawn(sample: LineSample, scene: MapScene, view: View) -> bool:
    if sample.style:
        return any(track.style == sample.style and pieces_of(way_of(track), view) for track in scene.tracks)
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
