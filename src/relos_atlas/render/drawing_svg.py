"""A drawing as SVG: named layers, live text, the same bytes for the same drawing."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from relos_atlas.render.drawing import (
    ITALIC,
    SEMIBOLD,
    Box,
    Disc,
    Drawing,
    DrawnLayer,
    Item,
    Pen,
    Shape,
    Text,
)
from relos_atlas.render.drawn_text import CSS_FAMILIES

_WEIGHTS = {SEMIBOLD: ' font-weight="600"', ITALIC: ' font-style="italic"'}
_HALO_WIDTH = 3.0
HALO_OPACITY = 0.88
# Characters that XML cannot hold, however written.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_svg(drawing: Drawing, scale: float, stamp: str) -> bytes:
    """Return `drawing` as SVG whose natural size is `scale` pixels for each page unit."""
    width, height = (f"{value * scale:g}" for value in (drawing.width, drawing.height))
    clips = {layer.clip: f"clip-{number}" for number, layer in enumerate(drawing.layers) if layer.clip}
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" aria-labelledby="title description" '
        f"font-family={quoteattr(CSS_FAMILIES)}>"
    )
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        root,
        f'<metadata id="relos-atlas">{_text(stamp)}</metadata>',
        f'<title id="title">{_text(drawing.title)}</title>',
        f'<desc id="description">{_text(drawing.description)}</desc>',
        "<defs>",
        *(_clip(name, box) for box, name in clips.items()),
        "</defs>",
        f'<rect width="{drawing.width:g}" height="{drawing.height:g}" fill="{drawing.paper}"/>',
        *(part for layer in drawing.layers for part in _layer(layer, clips)),
        "</svg>",
    ]
    return ("\n".join(parts) + "\n").encode()


def _layer(layer: DrawnLayer, clips: dict[Box, str]) -> list[str]:
    clip = f' clip-path="url(#{clips[layer.clip]})"' if layer.clip else ""
    return [f"<g id={quoteattr(layer.name)}{clip}>", *(_item(item) for item in layer.items), "</g>"]


def _clip(name: str, box: Box) -> str:
    return (
        f'<clipPath id="{name}"><rect x="{box.left:g}" y="{box.top:g}" '
        f'width="{box.width:g}" height="{box.height:g}"/></clipPath>'
    )


def _item(item: Item) -> str:
    if isinstance(item, Text):
        return _written(item)
    if isinstance(item, Disc):
        return (
            f'<circle cx="{item.x:.2f}" cy="{item.y:.2f}" r="{item.radius:g}"{_look(item.fill, item.pen)}/>'
        )
    return f'<path d="{_path(item)}" fill-rule="evenodd"{_look(item.fill, item.pen)}/>'


def _path(shape: Shape) -> str:
    end = "Z" if shape.is_closed else ""
    return "".join(f"M{_vertices(ring, is_closed=shape.is_closed)}{end}" for ring in shape.rings)


def _vertices(ring: np.ndarray, *, is_closed: bool) -> str:
    whole = ring[:-1] if is_closed and len(ring) > 1 and (ring[0] == ring[-1]).all() else ring
    return " ".join(f"{_short(x)},{_short(y)}" for x, y in whole)


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _look(fill: str, pen: Pen | None) -> str:
    filled = f' fill="{fill}"' if fill else ' fill="none"'
    if pen is None:
        return filled
    dash = f' stroke-dasharray="{" ".join(f"{part:g}" for part in pen.dash)}"' if pen.dash else ""
    return f'{filled} stroke="{pen.colour}" stroke-width="{pen.width:g}" stroke-linejoin="round"{dash}'


def _written(item: Text) -> str:
    """Write a text, below it its rim: Illustrator does not know how to draw the rim first by itself."""
    # A reader's other font takes the room that was measured, so that nothing overlaps there either.
    place = (
        f'x="{item.x:.2f}" y="{item.y:.2f}" font-size="{item.size:g}"{_WEIGHTS.get(item.face, "")} '
        f'textLength="{item.width:.2f}" lengthAdjust="spacingAndGlyphs"'
    )
    text = f'<text {place} fill="{item.colour}">{_text(item.text)}</text>'
    if not item.halo:
        return text
    rim = (
        f'<text {place} aria-hidden="true" fill="none" stroke="{item.halo}" stroke-width="{_HALO_WIDTH}" '
        f'stroke-linejoin="round" stroke-opacity="{HALO_OPACITY}">{_text(item.text)}</text>'
    )
    return rim + text


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))
