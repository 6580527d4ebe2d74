"""The pictures' letters: which font files write a text, how wide it is, where its lines break."""

from __future__ import annotations

import bisect
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.metadata import distribution
from typing import Final

from matplotlib import font_manager
from matplotlib.font_manager import FontEntry, FontProperties
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
_UNKNOWN_LETTER = "?"
_JOINERS = "\u200c\u200d"
_MEASURED_SIZE = 64.0
# Width of the narrowest letter as a share of the size.
_NARROWEST = 0.15

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
    for word in _words(plain(text), size, width, face):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size, face) <= width:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = _with_ellipsis(lines[-1], size, width, face)
            break
    return [line for line in lines if line]


def cut(text: str, size: float, width: float, face: str = REGULAR) -> str:
    """Return `text`, or as much of it as fits into `width` with an ellipsis."""
    if len(text) <= _most_letters(size, width) and text_width(text, size, face) <= width:
        return text
    return _with_ellipsis(text[: _most_letters(size, width)], size, width, face)


def font_properties(face: str, size: float) -> FontProperties:
    """Return what Matplotlib needs to write with the fonts of `face`, and with no others."""
    return FontProperties(family=list(_families(face)), size=size)


@cache
def font_files(face: str) -> tuple[str, ...]:
    """Return the paths of the fonts of `face`, first choice first."""
    return tuple(
        str(distribution(package).locate_file(path.format(name))) for (package, path), name in _FILES[face]
    )


@cache
def _families(face: str) -> tuple[str, ...]:
    """
    Make the fonts of `face` known to Matplotlib under names of our own, and return those.

    By its own name, a font that the machine happens to have could stand in for ours.
    """
    names = {f"relos-atlas-{face}-{number}": path for number, path in enumerate(font_files(face))}
    known = {entry.name for entry in font_manager.fontManager.ttflist}
    entries = [FontEntry(fname=path, name=name, size="scalable") for name, path in names.items()]
    font_manager.fontManager.ttflist.extend(entry for entry in entries if entry.name not in known)
    return tuple(names)


@cache
def _letters(face: str) -> frozenset[int]:
    return frozenset(code for path in font_files(face) for code in FT2Font(path).get_charmap())


def _with_ellipsis(text: str, size: float, width: float, face: str) -> str:
    kept = text
    while kept and text_width(f"{kept} …", size, face) > width:
        kept = kept[:-1].rstrip()
    return f"{kept} …".strip()


def _words(text: str, size: float, width: float, face: str) -> Iterator[str]:
    """Split into words, and words wider than a line (an address) into pieces that fit."""
    for word in text.split(" "):
        rest = word
        while len(rest) > (fitting := _fitting(rest, size, width, face)):
            yield rest[:fitting]
            rest = rest[fitting:]
        yield rest


def _fitting(word: str, size: float, width: float, face: str) -> int:
    """Return how many letters of `word` fit into `width`, one at least."""
    most = min(len(word), _most_letters(size, width))
    too_many = bisect.bisect_right(range(1, most + 1), width, key=lambda n: text_width(word[:n], size, face))
    return max(1, too_many)


def _most_letters(size: float, width: float) -> int:
    """Return more letters than ever fit into `width`: measuring a page to place a line takes seconds."""
    return int(width / (size * _NARROWEST)) + 1
