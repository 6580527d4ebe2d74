"""The named passages, and how people write them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from relos_atlas.routing.errors import UnknownPassageError
from relos_atlas.routing.sphere import distances_nm, unit_vectors

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from relos_atlas.model import Position

FILE: Final = "sea-network-passages.csv"
#: Whole routes that can be asked for or avoided like a passage: group of zones, and how people write it.
ROUTES: Final = {
    "nsr": ("northern sea route", "northeast passage", "north east passage"),
    "nwp": ("northwest passage", "north west passage"),
    "transpolar": ("transpolar sea route", "transpolar route"),
}
#: The whole route that no table covers: used only where an end lies on it or it is asked for.
TRANSPOLAR: Final = "transpolar"
#: So near to its course a place lies at a passage.
AT_PASSAGE_NM: Final = 10.0
_WORDS = re.compile(r"[^\w'&]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A strait, canal, cape or fairway with a gate: what crosses the gate uses the passage.

    `course` is its fairway, or the gate where none is drawn.
    `draught_limit_m` is the published draught, or else the published least depth; None if unknown.
    `serves` is the area whose voyages use it unasked, if it is on request; None if there is none.
    `excludes` are the other ways into the same sea: who says "by the Sound" does not mean the Kiel Canal.
    """

    slug: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    gate: shapely.Geometry
    course: shapely.Geometry
    serves: shapely.Geometry | None
    draught_limit_m: float | None
    default_use: str
    excludes: tuple[str, ...]
    source_ids: tuple[str, ...]

    @property
    def is_closed(self) -> bool:
        """Whether no ship may pass at all."""
        return self.default_use == "closed"

    @property
    def is_on_request(self) -> bool:
        """Whether it is used only where it is asked for by name, or by voyages with an end that it serves."""
        return self.default_use == "on-request"


class Passages:
    """All passages by slug, and the reading of names."""

    def __init__(self, rows: Iterable[Passage]) -> None:
        self.by_slug = {row.slug: row for row in rows}
        self._names: dict[str, str] = {}
        for route, names in ROUTES.items():
            self._names |= {_plain(name): route for name in (route, *names)}
        for row in self.by_slug.values():
            self._names |= {_plain(name): row.slug for name in (row.slug, row.name, *row.aliases)}
        self._served = _Served(row for row in self.by_slug.values() if row.is_on_request)
        self._longest = max(name.count(" ") for name in self._names) + 1

    @classmethod
    def load(cls, geodata: Path) -> Passages:
        """Read `sea-network-passages.csv` of a folder."""
        with (geodata / FILE).open(encoding="utf-8", newline="") as file:
            return cls([_passage(row) for row in csv.DictReader(file)])

    def name(self, slug: str) -> str:
        """How a passage or route is written for people."""
        if slug in self.by_slug:
            return self.by_slug[slug].name
        return ROUTES[slug][0].title() if slug in ROUTES else slug

    def resolve(self, word: str) -> str:
        """
        Slug of one name as typed: slug, name, alias, or the beginning of one slug.

        Raises
        ------
        UnknownPassageError
            If nothing or more than one passage answers to it.
        """
        plain = _plain(word)
        if plain in self._names:
            return self._names[plain]
        starts = [slug for slug in self.by_slug if plain and _plain(slug).startswith(plain)]
        if len(starts) == 1:
            return starts[0]
        known = ", ".join(sorted([*ROUTES, *self.by_slug]))
        raise UnknownPassageError(f"passage '{word}': expected one of {known}")

    def read(self, text: str) -> tuple[str, ...]:
        """
        Slugs of the passages named somewhere in free text, in order; other words are passed over.

        A longer name wins over a shorter one inside it, so that "Cape Zhelaniya" is not the Cape; nor is
        "Cape Race", which the network does not know.
        """
        written = [word for word in _WORDS.split(text.replace("_", " ")) if word]
        words = [word.casefold() for word in written]
        found: list[str] = []
        at = 0
        while at < len(words):
            size = self._known_at(words, at)
            if size and not self._is_other(written, words, at, size):
                found.append(self._names[" ".join(words[at : at + size])])
            at += max(size, 1)
        return tuple(dict.fromkeys(found))

    def _known_at(self, words: list[str], at: int) -> int:
        """How many words from one on are the longest name that begins there; 0 if none does."""
        return next(
            (n for n in range(self._longest, 0, -1) if " ".join(words[at : at + n]) in self._names), 0
        )

    def _is_other(self, written: list[str], words: list[str], at: int, size: int) -> bool:
        """Whether a word such as Cape, which is also a kind of place, begins a name that is not known."""
        name, after = " ".join(words[at : at + size]), at + size
        slug = self._names[name]
        if slug not in self.by_slug or name != self.by_slug[slug].kind or after == len(words):
            return False
        return written[after].istitle() and not self._known_at(words, after)

    @property
    def opened_by_ends(self) -> tuple[str, ...]:
        """Slugs of the passages on request that a voyage may use which begins or ends where they serve."""
        return self._served.slugs

    def at(self, position: Position) -> frozenset[str]:
        """Which of `opened_by_ends` serve a place: it lies at them, or in the area that they serve."""
        return self._served.at(position)

    def too_shallow(self, draught_m: float) -> set[str]:
        """Passages whose published limit is less than a draught."""
        return {
            slug
            for slug, row in self.by_slug.items()
            if row.draught_limit_m is not None and row.draught_limit_m < draught_m
        }


class _Served:
    """What some passages serve: areas, and what lies at their courses (at those of capes too much does)."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        rows = tuple(row for row in passages if row.kind != "cape" or row.serves is not None)
        self.slugs = tuple(row.slug for row in rows)
        points = [_along(row.course) if row.kind != "cape" else np.empty((0, 2)) for row in rows]
        self._which = np.repeat(np.arange(len(rows)), [len(some) for some in points])
        self._vectors = unit_vectors(np.vstack([np.empty((0, 2)), *points]))
        self._areas = tuple((row.slug, row.serves) for row in rows if row.serves is not None)
        shapely.prepare([area for _, area in self._areas])

    def at(self, position: Position) -> frozenset[str]:
        """Slugs of the passages within AT_PASSAGE_NM of a place, and of those in whose area it lies."""
        gap_nm = distances_nm(self._vectors, unit_vectors(np.array([[position.lon, position.lat]]))[0])
        near = {self.slugs[k] for k in np.unique(self._which[gap_nm <= AT_PASSAGE_NM])}
        inside = {slug for slug, area in self._areas if shapely.contains_xy(area, position.lon, position.lat)}
        return frozenset(near | inside)


def _along(course: shapely.Geometry) -> np.ndarray:
    return shapely.get_coordinates(shapely.segmentize(course, 0.05))


def _plain(text: str) -> str:
    return " ".join(_WORDS.sub(" ", text.casefold().replace("_", " ")).split())


def _passage(row: dict[str, str]) -> Passage:
    limit = row["max_draught_m"] or row["min_depth_m"]
    return Passage(
        slug=row["slug"],
        name=row["name"],
        aliases=tuple(filter(None, row["aliases"].split(";"))),
        kind=row["kind"],
        gate=shapely.from_wkt(row["gate"]),
        course=shapely.from_wkt(row["fairway"] or row["gate"]),
        serves=shapely.from_wkt(row["serves"]) if row["serves"] else None,
        draught_limit_m=float(limit) if limit else None,
        default_use=row["default_use"],
        excludes=tuple(filter(None, row["excludes"].split(";"))),
        source_ids=tuple(filter(None, row["source_ids"].split(";"))),
    )


def gate_points(passage: Passage) -> np.ndarray:
    """Points along a gate, for asking how near something is to it."""
    return shapely.get_coordinates(shapely.segmentize(passage.gate, 0.1))
