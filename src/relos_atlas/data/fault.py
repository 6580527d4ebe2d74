"""A fault in geodata as a value, and the one error that carries all of them."""

from __future__ import annotations

from dataclasses import dataclass

from relos_atlas.model import AtlasError

_LONGEST_VALUE = 80


@dataclass(frozen=True, slots=True)
class Fault:
    """
    One thing that is not as a table promises.

    Parameters
    ----------
    file
        Name of the file within geodata.
    line
        Physical line on which the record starts, counted from 1; None if the file as a whole is meant.
    column
        Name of the column; empty if the row as a whole is meant.
    value
        The offending text; None if there is none to show.
    expectation
        What was expected instead, as the end of a sentence.
    """

    file: str
    line: int | None
    column: str
    value: str | None
    expectation: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        shown = "" if self.value is None else _shown(self.value)
        return f"{' '.join(part for part in (place, self.column, shown) if part)}: {self.expectation}"


class GeodataError(AtlasError, ValueError):
    """Geodata that cannot be loaded; `faults` holds every reason, the text has one a line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def _shown(value: str) -> str:
    # repr escapes control and direction-changing characters, so a message cannot rewrite a terminal
    cut = value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…"
    return repr(cut)
