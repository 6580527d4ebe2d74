"""Dates that know their own precision: a month is a month, never its first day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from relos_atlas.model.errors import DateError

_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """
    A day, a month or a year.

    Two partial dates have no single order (is "2026" before "2026-04"?), so there is none;
    compare `earliest` and `latest`, or ask `surely_by` and `possibly_by`.

    Examples
    --------
    >>> PartialDate.parse("2026-04").latest
    datetime.date(2026, 4, 30)
    >>> str(PartialDate(2025, 2, 18))
    '2025-02-18'
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise DateError(f"day {self.day} of {self.year}: a day needs a month")
        try:
            dt.date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        except ValueError as error:
            raise DateError(f"{self.year}-{self.month}-{self.day}: {error}") from None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; anything else raises `DateError`."""
        match = _PATTERN.fullmatch(text)
        if match is None:
            raise DateError(f"'{text}': expected YYYY, YYYY-MM or YYYY-MM-DD")
        year, month, day = (int(part) if part else None for part in match.groups())
        return cls(year or 0, month, day)

    @property
    def earliest(self) -> dt.date:
        """The first day that this can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> dt.date:
        """The last day that this can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def surely_by(self, when: PartialDate) -> bool:
        """Whether every day this can mean is on or before the last day of `when`."""
        return self.latest <= when.latest

    def possibly_by(self, when: PartialDate) -> bool:
        """Whether some day this can mean is on or before the last day of `when`."""
        return self.earliest <= when.latest

    def __str__(self) -> str:
        return "-".join(
            [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        )


@dataclass(frozen=True, slots=True)
class Interval:
    """A span between two partial dates, both ends included; None is open."""

    start: PartialDate | None = None
    end: PartialDate | None = None

    def __post_init__(self) -> None:
        if self.start is None and self.end is None:
            raise DateError("..: expected a date on at least one side")
        if self.start and self.end and self.start.earliest > self.end.latest:
            raise DateError(f"{self.start}..{self.end}: ends before it starts")

    @classmethod
    def parse(cls, text: str) -> Interval:
        """Read `A..B`, `A..`, `..B` or a single date, which is its own span."""
        start, dots, end = text.partition("..")
        if not dots:
            end = start
        return cls(PartialDate.parse(start) if start else None, PartialDate.parse(end) if end else None)

    def __str__(self) -> str:
        if self.start is not None and self.start == self.end:
            return str(self.start)
        return f"{self.start or ''}..{self.end or ''}"
