"""The pictures' letters: which font files write a text, how wide it is, where its lines break."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib.metadata import distribution
from typing import Final

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

from relos_atlas.render.drawing import ITALIC, REGULAR, SEMIBOLD

# Latin, Cyrillic and Greek are Source Sans, as on the pages; Noto adds Devanagari and rarer letters.
_SOURCE = ("font-source-sans-pro", "font_source_sans_pro/files/SourceSansPro-{}.ttf")
_NOTO = ("manimgx-fonts", "manimgx_fonts/NotoSans{}[wght].ttf")
_FILES: Final = {
    REGULAR: ((_SOURCE, "Regular"), (_NOTO, "Devanagari"), (_NOTO, "")),
    SEMIBOLD: ((_SOURCE, "Semibold"), (_NOTO, "Devanagari"), (_NOTO, "")),
    ITALIC: ((_SOURCE, "It"), (_NOTO, "-Italic"), (_NOTO, "Devanagari"), (_NOTO, "")),
}
_WEIGHTS = {REGULAR: "regular", SEMIBOLD: "semibold", ITALIC: "regular"}
_UNKNOWN_LETTER = "?"
_JOINERS = "\u200c\u200d"
_MEASURED_SIZE = 64.0

CSS_FAMILIES: Final = (
    "'Source Sans Pro', 'Source Sans 3', 'Source Sans', 'Noto Sans', 'Noto Sans Devanagari', sans-serif"
)
"""Font families of live text, first choice first."""


def plain(text: str) -> str:
    """Return `text` on one line, without characters that control or turn round other characters."""
    shown = "".join(c if unicodedata.category(c)[0] != "C" or c in _JOINERS else " " for c in text)
    return " ".join(unicodedata.normalize("NFC", shown).split())


def writable(text: str, face: str) -> str:
    """Return `text` with every letter that no font has replaced by a question mark."""
    known = _letters(face)
    return "".join(c if ord(c) in known or c in _JOINERS else _UNKNOWN_LETTER for c in text)


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, face: str = REGULAR) -> float:
    """Return how wide `text` is when set at `size`, both in page units."""
    font = font_manager.get_font(list(font_files(face)))
    font.set_size(_MEASURED_SIZE, 72)
    font.set_text(writable(text, face), 0.0, flags=LoadFlags.NO_HINTING)
    return font.get_width_height()[0] / 64 * size / _MEASURED_SIZE


def wrapped(text: str, size: float, width: float, most: int, face: str = REGULAR) -> list[str]:
    """Break `text` into at most `most` lines no wider than `width`; what does not fit ends in an ellipsis."""
    lines = [""]
    for word in _breakable(plain(text), size, width, face):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size, face) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], cut(f"{lines[most - 1]} …", size, width, face)]
    return [line for line in lines if line]


def cut(text: str, size: float, width: float, face: str = REGULAR) -> str:
    """Return `text`, or as much of it as fits into `width` with an ellipsis."""
    if text_width(text, size, face) <= width:
        return text
    kept = text.rstrip("…").rstrip()
    while kept and text_width(f"{kept}…", size, face) > width:
        kept = kept[:-1]
    return f"{kept}…"


def font_properties(face: str, size: float) -> FontProperties:
    """Return what Matplotlib needs to write with the fonts of `face`."""
    return FontProperties(
        family=list(_families(face)),
        weight=_WEIGHTS[face],
        style="italic" if face == ITALIC else "normal",
        size=size,
    )


@cache
def font_files(face: str) -> tuple[str, ...]:
    """Return the paths of the fonts of `face`, first choice first."""
    return tuple(
        str(distribution(package).locate_file(path.format(name))) for (package, path), name in _FILES[face]
    )


@cache
def _families(face: str) -> tuple[str, ...]:
    for path in font_files(face):
        font_manager.fontManager.addfont(path)
    return tuple(dict.fromkeys(FT2Font(path).family_name for path in font_files(face)))


@cache
def _letters(face: str) -> frozenset[int]:
    return frozenset(code for path in font_files(face) for code in FT2Font(path).get_charmap())


def _breakable(text: str, size: float, width: float, face: str) -> list[str]:
    """Split into words, and words wider than a line (an address) into pieces that fit."""
    words: list[str] = []
    for word in text.split(" "):
        rest = word
        while text_width(rest, size, face) > width:
            fitting = next(
                n for n in range(len(rest) - 1, 0, -1) if n == 1 or text_width(rest[:n], size, face) <= width
            )
            words.append(rest[:fitting])
            rest = rest[fitting:]
        words.append(rest)
    return words
