"""A drawing as PNG and PDF, painted by Matplotlib without its global state."""

from __future__ import annotations

import io
from collections.abc import Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path
from matplotlib.text import Text as WrittenText
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Bbox, Transform, TransformedBbox
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from relos_atlas.render.drawing import Disc, Drawing, DrawnLayer, Item, Pen, Shape, Text
from relos_atlas.render.drawing_svg import HALO_OPACITY
from relos_atlas.render.drawn_text import font_properties, writable

STAMP_KEY = "relos-atlas"
_HALO_WIDTH = 3.0
# Text in a PDF stays text; set once at import, as a change for one picture would not be safe between threads.
mpl.rcParams["pdf.fonttype"] = 42


def to_png(drawing: Drawing, scale: float, stamp: str) -> bytes:
    """Return `drawing` as PNG with `scale` pixels for each page unit."""
    canvas = FigureCanvasAgg(_figure(drawing, 72 * scale))
    canvas.draw()
    picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    notes = PngInfo()
    notes.add_itxt(STAMP_KEY, stamp)
    notes.add_itxt("Title", drawing.title)
    notes.add_itxt("Description", drawing.description)
    content = io.BytesIO()
    picture.save(content, format="png", pnginfo=notes)
    return content.getvalue()


def to_pdf(drawing: Drawing, stamp: str) -> bytes:
    """Return `drawing` as PDF, a point for each page unit; the stamp is its keywords."""
    content = io.BytesIO()
    notes = {"Title": drawing.title, "Subject": drawing.description, "Keywords": stamp}
    silent = dict.fromkeys(("Creator", "Producer", "CreationDate"))
    FigureCanvasPdf(_figure(drawing, 72)).print_pdf(content, metadata=notes | silent)
    return content.getvalue()


def _figure(drawing: Drawing, dpi: float) -> Figure:
    figure = Figure(figsize=(drawing.width / 72, drawing.height / 72), dpi=dpi, facecolor=drawing.paper)
    # A page unit is a point; pages are read downwards.
    onto_page = Affine2D().scale(1 / 72, -1 / 72).translate(0, drawing.height / 72) + figure.dpi_scale_trans
    for layer in drawing.layers:
        _paint(figure, layer, onto_page)
    return figure


def _paint(figure: Figure, layer: DrawnLayer, onto_page: Transform) -> None:
    clip = None
    if layer.clip is not None:
        box = layer.clip
        clip = TransformedBbox(Bbox([[box.left, box.top], [box.right, box.bottom]]), onto_page)
    for item in layer.items:
        for artist in _artists(item, onto_page):
            figure.add_artist(artist)
            artist.set_clip_box(clip)


def _artists(item: Item, onto_page: Transform) -> Sequence[Artist]:
    if isinstance(item, Text):
        return _letters(item, onto_page)
    look = _look(item.fill, item.pen) | {"transform": onto_page}
    if isinstance(item, Disc):
        return [Circle((item.x, item.y), item.radius, **look)]
    return [PathPatch(_path(item), **look)] if item.rings else []


def _letters(item: Text, onto_page: Transform) -> Sequence[Artist]:
    text = writable(item.text, item.face)
    font = font_properties(item.face, item.size)
    written = WrittenText(
        item.x, item.y, text, fontproperties=font, color=item.colour, transform=onto_page,
        verticalalignment="baseline", parse_math=False,
    )  # fmt: skip
    if not item.halo:
        return [written]
    # The rim is drawn as outlines, so that the text itself stays text.
    vertices, codes = text_to_path.get_text_path(font, text)
    outline = np.asarray(vertices) * (item.size / text_to_path.FONT_SCALE) * (1, -1) + (item.x, item.y)
    rim = PathPatch(
        Path(outline, codes), fill=False, edgecolor=item.halo, linewidth=_HALO_WIDTH, joinstyle="round",
        alpha=HALO_OPACITY, transform=onto_page,
    )  # fmt: skip
    return [rim, written]


def _path(shape: Shape) -> Path:
    rings = [ring for ring in shape.rings if len(ring) > 1]
    codes = [np.full(len(ring), Path.LINETO, dtype=Path.code_type) for ring in rings]
    for code in codes:
        code[0] = Path.MOVETO
        if shape.is_closed:
            code[-1] = Path.CLOSEPOLY
    return Path(np.concatenate(rings), np.concatenate(codes))


def _look(fill: str, pen: Pen | None) -> dict[str, object]:
    look: dict[str, object] = {"facecolor": fill or "none", "joinstyle": "round", "capstyle": "butt"}
    if pen is None:
        return look | {"linewidth": 0, "edgecolor": "none"}
    # Matplotlib counts dashes in line widths.
    dash = (0, tuple(part / pen.width for part in pen.dash)) if pen.dash else "solid"
    return look | {"edgecolor": pen.colour, "linewidth": pen.width, "linestyle": dash}
