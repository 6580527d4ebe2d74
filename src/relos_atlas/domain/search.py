"""Finds places by any name they have, in any script, forgiving one typing error."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import OSA

from relos_atlas.data import Atlas
from relos_atlas.domain.places import places_of

_SHORTEST_FORGIVEN = 4
_LATIN_AND_CYRILLIC = ("LATIN", "CYRILLIC")


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """Folded names and their words, each with the row of the place it belongs to."""

    names: pd.Series
    name_rows: npt.NDArray[np.intp]
    words: list[str]
    word_rows: npt.NDArray[np.intp]
    size: int


def fold(text: str) -> str:
    """
    Return `text` as it is compared: no case, no accents, one space between words.

    Marks are dropped from Latin and Cyrillic letters only; in Devanagari they are vowels.

    Examples
    --------
    >>> fold("  Réunion\N{EN DASH}Port ")
    'reunion port'
    """
    plain: list[str] = []
    for char in unicodedata.normalize("NFKD", text.casefold()):
        if unicodedata.combining(char) and plain and _drops_marks(plain[-1]):
            continue
        plain.append(char if char.isalnum() or unicodedata.category(char)[0] == "M" else " ")
    return " ".join(unicodedata.normalize("NFC", "".join(plain)).split())


@lru_cache(maxsize=4)
def search_index(atlas: Atlas) -> SearchIndex:
    """Return the index of all names, former names and codes of all places."""
    places = places_of(atlas)
    row_of = pd.Series(np.arange(len(places)), index=places.index)
    names = atlas.facility_names
    parts = [(names["facility_id"].map(row_of), names["name"])]
    parts += [(row_of, places[column]) for column in ("name", "name_local", "icao", "unlocode", "admin_area")]
    texts = pd.concat([text.reset_index(drop=True) for _, text in parts], ignore_index=True)
    rows = np.concatenate([row.to_numpy(dtype=np.intp) for row, _ in parts])
    folded = texts.map(fold)
    given = (folded != "").to_numpy()
    words = [
        (word, row) for name, row in zip(folded[given], rows[given], strict=True) for word in name.split()
    ]
    return SearchIndex(
        names=folded[given].reset_index(drop=True),
        name_rows=rows[given],
        words=[word for word, _ in words],
        word_rows=np.array([row for _, row in words], dtype=np.intp),
        size=len(places),
    )


def matches(index: SearchIndex, text: str) -> npt.NDArray[np.bool_]:
    """
    Return which places `text` finds, one flag per row of `places_of`.

    A name that contains the text finds its place; if none does, every word of the text must be
    within one typing error (one letter more, less, other, or two swapped) of a word of the place.
    Empty text finds all.
    """
    wanted = fold(text)
    if not wanted:
        return np.full(index.size, not text.strip())
    found = np.zeros(index.size, dtype=bool)
    found[index.name_rows[index.names.str.contains(wanted, regex=False).to_numpy()]] = True
    if found.any():
        return found
    return np.logical_and.reduce([_near(index, word) for word in wanted.split()])


def _near(index: SearchIndex, word: str) -> npt.NDArray[np.bool_]:
    allowed = 1 if len(word) >= _SHORTEST_FORGIVEN else 0
    distances = process.cdist([word], index.words, scorer=OSA.distance, score_cutoff=allowed)[0]
    found = np.zeros(index.size, dtype=bool)
    found[index.word_rows[distances <= allowed]] = True
    return found


def _drops_marks(char: str) -> bool:
    return unicodedata.name(char, "").startswith(_LATIN_AND_CYRILLIC)
