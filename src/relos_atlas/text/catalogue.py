"""Every visible word, by language: sentences are keys with named parts, filled in here and nowhere else."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale

from relos_atlas.model import Notice
from relos_atlas.text.formats import format_number

LANGUAGES: tuple[str, ...] = ("en",)
"""Languages with a catalogue, the fallback first."""


class Catalogue:
    """
    The words of one language.

    Examples
    --------
    >>> catalogue("en").say("count.places", n=1)
    '1 place'
    >>> catalogue("en").say("count.places", n=1234)
    '1,234 places'
    """

    def __init__(self, language: str, words: Mapping[str, Any]) -> None:
        self.language = language
        self._words = dict(_flatten(words))
        self._plural = Locale.parse(language).plural_form

    def say(self, key: str, /, **parts: object) -> str:
        """
        Return the sentence `key`, filled with `parts`.

        Whole numbers are written as the language writes them. A sentence with plural forms
        (`key.one`, `key.other`) picks by the part named `n`.

        Raises
        ------
        KeyError
            If there is no such sentence or a part of it is not given: a fault of the program.
        """
        sentence = self._words.get(key) or self._words[f"{key}.{self._form(parts.get('n'))}"]
        shown = {name: self._written(value) for name, value in parts.items()}
        return sentence.format_map(shown)

    def notice(self, notice: Notice) -> str:
        """Return the sentence of a notice; words that stand for words are looked up as well."""
        parts = {
            name: self._words.get(f"expected.{value}", value) if name == "expected" else value
            for name, value in notice.parameters
        }
        return self.say(f"notice.{notice.code}", **parts)

    def keys(self) -> frozenset[str]:
        """Return every key, for the test that compares languages."""
        return frozenset(self._words)

    def _form(self, n: object) -> str:
        return str(self._plural(n)) if isinstance(n, int) else "other"

    def _written(self, value: object) -> str:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return format_number(value, self.language)
        return str(value)


@cache
def catalogue(language: str) -> Catalogue:
    """Return the words of `language`, or of the fallback language if it has none."""
    if language not in LANGUAGES:
        language = LANGUAGES[0]
    source = files("relos_atlas.text").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return Catalogue(language, tomllib.loads(source))


def _flatten(words: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, value in words.items():
        key = f"{prefix}{name}"
        flat.extend(_flatten(value, f"{key}.") if isinstance(value, Mapping) else [(key, str(value))])
    return flat
