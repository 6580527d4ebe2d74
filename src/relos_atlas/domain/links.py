"""The link: `ViewState` to and from the query string. Decoding never raises; what it drops, it says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from relos_atlas.model import (
    AtlasError,
    BorderView,
    EventKind,
    Grade,
    Interval,
    Layer,
    Notice,
    PartialDate,
    Position,
    Projection,
    UserNote,
    ViewState,
    Voyage,
    clean_text,
)

VERSION = "1"
MAX_LENGTH = 8000
"""
Longest query string read, in characters.

The app's own links stay under 2,000: its widgets take no more choices than fit. A link with every
choice there is, made by a program, is longer and still read.
"""

MAX_NOTES_LENGTH = 600
"""Longest text that notes may take in a link, in characters of the address; more belongs in a file."""

_NOTHING = "none"
_UNQUOTED = "~._-:"
_SLUG = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,3}(?:\.\d{1,6})?", re.ASCII)
_FINGERPRINT = re.compile(r"[0-9a-f]{12}", re.ASCII)

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The values that a link may name; anything else becomes a notice."""

    countries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    operators: frozenset[str] = frozenset()
    agreements: frozenset[str] = frozenset()
    agreement_kinds: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    troops: frozenset[str] = frozenset()
    selectable: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    ice_classes: frozenset[str] = frozenset()
    passages: frozenset[str] = frozenset()
    passage_names: Mapping[str, str] = field(default_factory=dict)
    ships: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset({"en"})


@dataclass(slots=True)
class _Reading:
    """One decoding under way: what is allowed, and what had to be said."""

    vocabulary: Vocabulary
    notices: list[Notice] = field(default_factory=list)

    def drop(self, key: str, value: str, expected: str) -> None:
        self.notices.append(
            Notice("link-value", (("key", key), ("value", _short(value)), ("expected", expected)))
        )


@dataclass(frozen=True, slots=True)
class LinkKey:
    """One key of the link: how it is read into a part of the state, and written from it."""

    name: str
    read: Callable[[_Reading, str], dict[str, Any]]
    write: Callable[[ViewState], str]


def decode_link(query: str | Query, vocabulary: Vocabulary) -> tuple[ViewState, tuple[Notice, ...]]:
    """
    Read a link.

    Parameters
    ----------
    query
        A query string, with or without its question mark, or its keys with all their values.
    vocabulary
        The values that the atlas knows.

    Returns
    -------
    state, notices
        The state, with the default for whatever was missing, unknown or malformed, and one
        notice for each thing that was dropped.
    """
    reading = _Reading(vocabulary)
    pairs = _split(query, reading)
    parts: dict[str, Any] = {}
    voyage: dict[str, Any] = {}
    for key in LINK_KEYS:
        if key.name in pairs:
            found = key.read(reading, pairs.pop(key.name))
            (voyage if key.name in _VOYAGE_KEYS else parts).update(found)
    for name in pairs:
        reading.notices.append(Notice("link-key", (("key", _short(name)),)))
    return ViewState(**parts, voyage=Voyage(**voyage)), tuple(reading.notices)


def encode_pairs(state: ViewState) -> dict[str, str]:
    """Return the keys of `state` that differ from the default, in canonical order."""
    written = ((key.name, key.write(state)) for key in LINK_KEYS)
    return {name: text for name, text in written if text}


def encode_link(state: ViewState) -> str:
    """Return the query string of `state`, without a question mark; empty for the default state."""
    return "&".join(f"{name}={quote(text, safe=_UNQUOTED)}" for name, text in encode_pairs(state).items())


def select(state: ViewState, selected: str | None) -> ViewState:
    """Return `state` with another thing selected, or nothing."""
    return replace(state, selected=selected)


def _split(query: str | Query, reading: _Reading) -> dict[str, str]:
    """Return one value per key; too long a query gives none at all."""
    if isinstance(query, str):
        listed: dict[str, list[str]] = {}
        for name, value in _pairs_of(query.removeprefix("?"), reading):
            listed.setdefault(name, []).append(value)
        query = listed
    elif sum(len(name) + sum(map(len, values)) for name, values in query.items()) > MAX_LENGTH:
        reading.notices.append(Notice("link-long", (("limit", str(MAX_LENGTH)),)))
        return {}
    repeated = [name for name, values in query.items() if len(values) > 1]
    reading.notices.extend(Notice("link-repeated", (("key", _short(name)),)) for name in repeated)
    return {name: values[-1] for name, values in query.items() if values}


def _pairs_of(text: str, reading: _Reading) -> list[tuple[str, str]]:
    if len(text) > MAX_LENGTH:
        reading.notices.append(Notice("link-long", (("limit", str(MAX_LENGTH)),)))
        return []
    return parse_qsl(text, keep_blank_values=True, errors="replace")


def _short(value: str) -> str:
    """Return `value` fit for a sentence: one line of at most 40 characters."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in value)
    return shown if len(shown) <= 40 else shown[:39] + "…"


def _many(name: str, attribute: str, allowed: Callable[[Vocabulary], frozenset[str]]) -> LinkKey:
    """Key for a set of known words, joined by `~`."""

    def read(reading: _Reading, text: str) -> dict[str, Any]:
        known, unknown = _partition(text, allowed(reading.vocabulary))
        for value in unknown:
            reading.drop(name, value, "known-value")
        return {attribute: known}

    def write(state: ViewState) -> str:
        holder = state.voyage if name in _VOYAGE_KEYS else state
        return "~".join(sorted(getattr(holder, attribute)))

    return LinkKey(name, read, write)


def _partition(text: str, allowed: Iterable[str]) -> tuple[frozenset[str], list[str]]:
    values = dict.fromkeys(text.split("~"))
    known = frozenset(value for value in values if value in allowed)
    return known, [value for value in values if value not in known]


def _switches(name: str, attribute: str, kind: type[StrEnum]) -> LinkKey:
    """Key for a set of switches: left out at its default, `none` when all are off."""
    default: frozenset[StrEnum] = getattr(ViewState(), attribute)

    def read(reading: _Reading, text: str) -> dict[str, Any]:
        if text == _NOTHING:
            return {attribute: frozenset()}
        known, unknown = _partition(text, frozenset(map(str, kind)))
        for value in unknown:
            reading.drop(name, value, "known-value")
        return {attribute: frozenset(map(kind, known))} if known else {}

    def write(state: ViewState) -> str:
        chosen = getattr(state, attribute)
        if chosen == default:
            return ""
        return "~".join(member for member in kind if member in chosen) or _NOTHING

    return LinkKey(name, read, write)


def _one(  # noqa: PLR0913 - the six things that make a key
    name: str,
    attribute: str,
    expected: str,
    parse: Callable[[str, Vocabulary], Any],
    write: Callable[[Any], str] = str,
    default: Any = None,
) -> LinkKey:
    """Key for a single value; `parse` raises ValueError or KeyError for what it cannot read."""

    def read(reading: _Reading, text: str) -> dict[str, Any]:
        try:
            return {attribute: parse(text, reading.vocabulary)}
        except (ValueError, KeyError, AtlasError):
            reading.drop(name, text, expected)
            return {}

    def write_value(state: ViewState) -> str:
        value = getattr(state.voyage if name in _VOYAGE_KEYS else state, attribute)
        return "" if value == default else write(value)

    return LinkKey(name, read, write_value)


def _version(reading: _Reading, text: str) -> dict[str, Any]:
    if text != VERSION:
        reading.drop("v", text, "version")
    return {}


def _degrees(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return float(text)


def _position(text: str, _: Vocabulary | None = None) -> Position:
    lat, underscore, lon = text.partition("_")
    if not underscore:
        raise ValueError(text)
    return Position(lon=_degrees(lon), lat=_degrees(lat))


def _write_position(position: Position) -> str:
    return f"{_plain(position.lat)}_{_plain(position.lon)}"


def _plain(value: float) -> str:
    """Return at most three decimals, without trailing zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _within(low: float, high: float) -> Callable[[str, Vocabulary], float]:
    def parse(text: str, _: Vocabulary) -> float:
        value = _degrees(text)
        if not low <= value <= high:
            raise ValueError(text)
        return value

    return parse


def _month(text: str, _: Vocabulary) -> int:
    if text not in {str(month) for month in range(1, 13)}:
        raise ValueError(text)
    return int(text)


def _days(text: str, _: Vocabulary) -> int:
    if text not in {str(days) for days in range(1, 91)}:
        raise ValueError(text)
    return int(text)


def _speed(text: str, vocabulary: Vocabulary) -> float:
    value = _within(1, 40)(text, vocabulary)
    return round(value, 1)


def _fingerprint(text: str, _: Vocabulary) -> str:
    if not _FINGERPRINT.fullmatch(text):
        raise ValueError(text)
    return text


def _end(text: str, vocabulary: Vocabulary) -> str:
    """Read one end of a voyage: a known place, or `lat_lon`."""
    if text in vocabulary.places:
        return text
    return _write_position(_position(text))


def _member(choose: Callable[[Vocabulary], frozenset[str]]) -> Callable[[str, Vocabulary], str]:
    def parse(text: str, vocabulary: Vocabulary) -> str:
        if not _SLUG.fullmatch(text) or text not in choose(vocabulary):
            raise ValueError(text)
        return text

    return parse


def _searched(reading: _Reading, text: str) -> dict[str, Any]:
    """Read the searched text; what cannot be searched for is dropped, and said."""
    if clean_text(text) != unicodedata.normalize("NFC", text):
        reading.drop("q", text, "text")
    return {"text": clean_text(text)}


def written_notes(notes: Iterable[UserNote]) -> str:
    """Return notes as the link's value writes them: `anchor:text`, joined by `~`."""
    # A note's own "~" would end it and its own "%" would be read back: both are written as codes.
    return "~".join(f"{note.anchor}:{note.text.replace('%', '%25').replace('~', '%7E')}" for note in notes)


def notes_fit(notes: Iterable[UserNote]) -> bool:
    """Whether a link can carry these notes."""
    return len(quote(written_notes(notes), safe=_UNQUOTED)) <= MAX_NOTES_LENGTH


def _notes(reading: _Reading, text: str) -> dict[str, Any]:
    """Read notes; what is attached to nothing, empty or too long is dropped, and said."""
    kept: list[UserNote] = []
    for part in text.split("~"):
        anchor, colon, written = part.partition(":")
        said = unquote(written, errors="replace")
        note = UserNote(anchor, said)
        is_sound = colon and note.text and note.text == unicodedata.normalize("NFC", said)
        if is_sound and is_anchor(anchor, reading.vocabulary) and notes_fit([*kept, note]):
            kept.append(note)
        else:
            reading.drop("un", part, "note")
    return {"notes": tuple(kept)}


def is_anchor(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a note can be attached to `text`: a date, or something that can be selected."""
    return text in vocabulary.selectable or UserNote(text, "").date is not None


def _avoided(reading: _Reading, text: str) -> dict[str, Any]:
    """Read passages to avoid, by slug or by another name of theirs: `suez` is the Suez Canal."""
    names = reading.vocabulary.passage_names
    return _AVOID.read(reading, "~".join(names.get(value, value) for value in text.split("~")))


_VOYAGE_KEYS = frozenset({"fr", "to", "mo", "ic", "kt", "av", "sh", "rc", "rd", "sg"})

_AVOID = _many("av", "avoid", lambda v: v.passages)

LINK_KEYS: tuple[LinkKey, ...] = (
    LinkKey("v", _version, lambda _: ""),
    _one("p", "projection", "projection", lambda t, _: Projection(t), default=Projection.FLAT),
    _one("c", "centre", "position", _position, _write_position),
    _one("z", "zoom", "zoom", _within(0, 18), _plain),
    _switches("l", "layers", Layer),
    _many("cc", "countries", lambda v: v.countries),
    _many("rg", "regions", lambda v: v.regions),
    _many("kd", "kinds", lambda v: v.kinds),
    _many("op", "operators", lambda v: v.operators),
    _switches("ev", "grades", Grade),
    _many("ag", "agreements", lambda v: v.agreements),
    _many("ak", "agreement_kinds", lambda v: v.agreement_kinds),
    _many("st", "statuses", lambda v: v.statuses),
    _many("sv", "services", lambda v: v.services),
    _many("tp", "troops", lambda v: v.troops),
    LinkKey("q", _searched, lambda state: state.text),
    _one("t", "period", "period", lambda t, _: Interval.parse(t)),
    _one("as", "as_of", "date", lambda t, _: PartialDate.parse(t)),
    _one("kn", "known_on", "date", lambda t, _: PartialDate.parse(t)),
    _one("cf", "compare_from", "date", lambda t, _: PartialDate.parse(t)),
    _switches("et", "event_kinds", EventKind),
    _one("fr", "origin", "place", _end),
    _one("to", "destination", "place", _end),
    _one("mo", "month", "month", _month),
    _one("ic", "ice_class", "known-value", _member(lambda v: v.ice_classes)),
    _one("kt", "speed_kn", "speed", _speed, _plain),
    LinkKey("av", _avoided, _AVOID.write),
    _one("sh", "ship", "known-value", _member(lambda v: v.ships)),
    _one("rc", "reach_from", "place", _end),
    _one("rd", "reach_days", "days", _days),
    _one("sg", "segment", "known-value", _member(lambda v: v.segments)),
    _one("id", "selected", "known-value", _member(lambda v: v.selectable)),
    _one("bv", "border_view", "known-value", lambda t, _: BorderView(t), default=BorderView.DE_FACTO),
    _one("lang", "language", "language", _member(lambda v: v.languages), default="en"),
    _one("d", "data", "fingerprint", _fingerprint),
    LinkKey("un", _notes, lambda state: written_notes(state.notes)),
)
"""Every key, in canonical order."""
