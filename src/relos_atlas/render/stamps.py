"""The text that a file of ours carries about itself: where it stands in PNG, SVG, PDF and HTML."""

from __future__ import annotations

import json
import re
import struct
import zlib
from xml.sax.saxutils import unescape

_PNG = b"\x89PNG\r\n\x1a\n"
_KEY = b"relos-atlas"
_SVG = re.compile(rb'<metadata id="relos-atlas">(.*?)</metadata>', re.DOTALL)
_HTML = re.compile(rb'<script type="application/json" id="relos-atlas-stamp">(.*?)</script>', re.DOTALL)
_PDF = re.compile(rb"/Keywords \(((?:[^\\()]|\\.|\([^()]*\))*)\)", re.DOTALL)


def read_stamp(content: bytes) -> str | None:
    """Return the stamp of a PNG, SVG, PDF or HTML file of ours; None of any other file. Never raises."""
    try:
        return _read(content)
    except (ValueError, struct.error, zlib.error):
        return None


def html_stamp(stamp: str) -> str:
    """Return the element that holds a stamp in a page; no text can end it early."""
    text = json.dumps(stamp).replace("<", r"\u003c")
    return f'<script type="application/json" id="relos-atlas-stamp">{text}</script>'


def _read(content: bytes) -> str | None:
    if content.startswith(_PNG):
        return _from_png(content)
    if content.startswith(b"%PDF"):
        found = _PDF.search(content)
        return _unescaped(found[1]) if found else None
    if found := _HTML.search(content):
        return str(json.loads(found[1]))
    found = _SVG.search(content)
    return unescape(found[1].decode()) if found else None


def _from_png(content: bytes) -> str | None:
    at = len(_PNG)
    while at + 12 <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        if kind == b"iTXt" and data.startswith(_KEY + b"\0"):
            return _text_of(data[len(_KEY) + 1 :])
        at += 12 + length
    return None


def _text_of(data: bytes) -> str:
    """Return the text of an iTXt chunk behind its keyword: two flags, language, translated keyword, text."""
    is_packed = data[:1] == b"\1"
    _, _, text = data[2:].split(b"\0", 2)
    return (zlib.decompress(text) if is_packed else text).decode()


def _unescaped(literal: bytes) -> str:
    return re.sub(rb"\\(.)", rb"\1", literal, flags=re.DOTALL).decode("ascii")
