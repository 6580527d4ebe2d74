"""The words in which a table of geodata is described: kinds of cell, columns, tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the text of a cell has to be, once it is not empty."""

    TEXT = "text"
    SLUG = "slug"
    WORD = "word"
    CODE = "country code"
    GRANT = "grant"
    INTEGER = "integer"
    NUMBER = "number"
    LON = "longitude"
    LAT = "latitude"
    DATE = "partial date"
    INTERVAL = "partial date or interval"
    URL = "address"
    WKT = "geometry"
    WAYPOINTS = "waypoints"

    @property
    def is_numeric(self) -> bool:
        """Whether a loaded column of this kind holds numbers."""
        return self in {Kind.INTEGER, Kind.NUMBER, Kind.LON, Kind.LAT}


@dataclass(frozen=True, slots=True)
class Column:
    """
    A column of a table.

    Parameters
    ----------
    description
        One sentence part for the data dictionary, with the unit if there is one.
    required
        Whether an empty cell is a fault; empty otherwise means unknown or not applicable.
    many
        Whether a cell holds several values joined by semicolons.
    choices
        The whole vocabulary, if there is one.
    refers_to
        Name of the table whose key the values must be found in.
    minimum, maximum
        Bounds of a number, both included.
    """

    name: str
    description: str
    kind: Kind = Kind.TEXT
    required: bool = False
    many: bool = False
    choices: tuple[str, ...] = ()
    refers_to: str = ""
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """
    A table of geodata, which is the file `<name>.csv`.

    Parameters
    ----------
    key
        Columns that together name a row; no two rows share them. Empty if rows have no name.
    """

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """Name of the file within geodata."""
        return f"{self.name}.csv"

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in the order of the file."""
        return tuple(column.name for column in self.columns)


def words(text: str) -> tuple[str, ...]:
    """The words of a vocabulary, written in one breath."""
    return tuple(text.split())
