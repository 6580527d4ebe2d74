"""A scene as a picture for print and screen: PNG, SVG and PDF of one and the same drawing."""

from __future__ import annotations

from relos_atlas.render.assets import Assets
from relos_atlas.render.drawing import Box, Drawing, DrawnLayer, Pen, Shape
from relos_atlas.render.drawing_matplotlib import to_pdf, to_png
from relos_atlas.render.drawing_svg import to_svg
from relos_atlas.render.drawn_text import plain
from relos_atlas.render.picture_base import base_layers
from relos_atlas.render.picture_board import Board
from relos_atlas.render.picture_inks import EDGE, PAPER
from relos_atlas.render.picture_labels import write_labels
from relos_atlas.render.picture_legend import legend_of
from relos_atlas.render.picture_lines import callout_items, link_items, track_items
from relos_atlas.render.picture_marks import Mark, cluster_items, mark_items, marks_of
from relos_atlas.render.picture_page import Frame, Measures, PictureSize, foot, head, notes_below, outline
from relos_atlas.render.picture_side import Beside, side
from relos_atlas.render.picture_view import view_of
from relos_atlas.scene.scenes import AccessScene, AgreementsScene, MapScene
from relos_atlas.text import Catalogue

__all__ = ["Frame", "PictureSize", "draw_pdf", "draw_png", "draw_svg"]


def draw_svg(
    scene: MapScene, frame: Frame, assets: Assets, words: Catalogue, size: PictureSize = PictureSize.STANDARD
) -> bytes:
    """
    Return a scene as SVG with live text and a named group for each layer.

    The same scene, frame and words give the same bytes, whenever and wherever they are drawn. Parameters
    as for `draw_png`.
    """
    return to_svg(drawing_of(scene, frame, assets, words, size.value), size.value.scale, frame.stamp)


def draw_png(
    scene: MapScene, frame: Frame, assets: Assets, words: Catalogue, size: PictureSize = PictureSize.STANDARD
) -> bytes:
    """
    Return a scene as PNG.

    Parameters
    ----------
    scene
        Drawn as the map in the page draws it: same camera, marks, colours and legend.
    frame
        What is written round the map.
    assets
        Where land and borders lie.
    words
        Language of the few words that the page itself needs.
    """
    return to_png(drawing_of(scene, frame, assets, words, size.value), size.value.scale, frame.stamp)


def draw_pdf(
    scene: MapScene, frame: Frame, assets: Assets, words: Catalogue, size: PictureSize = PictureSize.STANDARD
) -> bytes:
    """Return a scene as PDF with its letters as letters; parameters as for `draw_png`."""
    return to_pdf(drawing_of(scene, frame, assets, words, size.value), frame.stamp)


def drawing_of(scene: MapScene, frame: Frame, assets: Assets, words: Catalogue, m: Measures) -> Drawing:
    """Return the page of a scene before it is written in any format."""
    heading, top = head(frame, m)
    footing, bottom = foot(frame, m, words)
    window = Box(m.margin, top, m.width - 2 * m.margin - m.column, bottom)
    view = view_of(scene, window)
    marks, clusters = marks_of(scene, view)
    board = Board(window)
    write_labels(board, scene, view, (marks, clusters), words)
    legend = legend_of(scene, view, (marks, clusters), words)
    notes = _notes(scene, marks, words)
    column = side(frame, m, Beside(view, legend, notes), words)
    below = notes_below(notes, m, window.bottom) if m.notes_below else []
    layers = (
        *base_layers(scene, view, assets),
        DrawnLayer("tracks", tuple(track_items(scene, view)), window),
        DrawnLayer("links", tuple(link_items(scene, view)), window),
        DrawnLayer("leaders", tuple(board.leaders), window),
        DrawnLayer("callouts", tuple(callout_items(scene, view)), window),
        DrawnLayer("places", (*cluster_items(clusters), *mark_items(marks)), window),
        DrawnLayer("labels", tuple(board.items), window),
        DrawnLayer("frame", (Shape((outline(window),), pen=Pen(EDGE, 1)),)),
        DrawnLayer("texts", (*heading, *column, *below, *footing)),
    )
    return Drawing(m.width, m.height, PAPER, layers, plain(frame.title), scene.alternative_text)


def _notes(scene: MapScene, marks: list[Mark], words: Catalogue) -> str:
    """Return what a reader must know: projection and borders, what was moved, what no source lists."""
    moved = words.say("picture.moved") if any(mark.is_moved for mark in marks) else ""
    no_list = words.say("picture.no-list") if isinstance(scene, AccessScene | AgreementsScene) else ""
    return " ".join(note for note in (scene.base.caption, no_list, moved) if note)
