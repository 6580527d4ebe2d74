"""Reads a voyage from a row of a table; what is wrong is said with column and value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from relos_atlas.model import AtlasError, Position
from relos_atlas.routing.errors import InlandError, RoutingError, UnknownIceClassError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relos_atlas.routing.results import Measured, NoRoute
    from relos_atlas.routing.router import Router
    from relos_atlas.routing.scenario import Terms

PLACES: Final = ("from", "to")


@dataclass(frozen=True, slots=True)
class Voyage:
    """The ends and terms of a row."""

    start: Position
    end: Position
    terms: Terms


class VoyageRows:
    """Reads rows; like terms are read once."""

    def __init__(self, router: Router) -> None:
        self._router = router
        self._terms: dict[tuple[str, str, str], Terms] = {}

    def voyage(self, row: Mapping[str, str]) -> Voyage:
        """
        Read one row.

        Raises
        ------
        RoutingError
            If a cell cannot be read; the message names column, value and expectation.
        """
        start, end = (self._place(row, end) for end in PLACES)
        key = (row.get("via") or "", row.get("month") or "", row.get("ice_class") or "")
        if key not in self._terms:
            self._terms[key] = self._read_terms(*key)
        return Voyage(start, end, self._terms[key])

    def measure(self, voyage: Voyage, row: Mapping[str, str]) -> Measured | NoRoute:
        """
        Answer a voyage.

        Raises
        ------
        RoutingError
            If an end is inland; the message names its columns and the nearest port.
        """
        try:
            return self._router.measure(voyage.start, voyage.end, voyage.terms)
        except InlandError as error:
            end = PLACES[0] if self._is_inland(voyage.start) else PLACES[1]
            raise RoutingError(f"{_cells(row, end)}: {error}") from None

    def _is_inland(self, place: Position) -> bool:
        try:
            self._router.moor([place])
        except InlandError:
            return True
        return False

    def _place(self, row: Mapping[str, str], end: str) -> Position:
        if facility := (row.get(f"{end}_facility") or "").strip():
            try:
                return self._router.place(facility)
            except AtlasError as error:
                raise RoutingError(f"{end}_facility={facility!r}: {error}") from None
        return _position(row, end)

    def _read_terms(self, via: str, month: str, ice_class: str) -> Terms:
        if month.strip() and not (month.strip().isdecimal() and int(month) in range(1, 13)):
            raise RoutingError(f"month={month!r}: expected 1 to 12")
        try:
            return self._router.terms(
                via=self._router.passages.read(via),
                month=int(month) if month.strip() else None,
                ice_class=ice_class.strip() or None,
            )
        except UnknownIceClassError as error:
            raise RoutingError(f"ice_class={ice_class!r}: {error}") from None


def _position(row: Mapping[str, str], end: str) -> Position:
    values = {}
    for column in (f"{end}_lon", f"{end}_lat"):
        try:
            values[column] = float(row[column])
        except (KeyError, TypeError, ValueError):
            raise RoutingError(f"{column}={row.get(column)!r}: expected degrees") from None
    try:
        return Position(lon=values[f"{end}_lon"], lat=values[f"{end}_lat"])
    except AtlasError as error:
        raise RoutingError(f"{_cells(row, end)}: {error}") from None


def _cells(row: Mapping[str, str], end: str) -> str:
    if facility := row.get(f"{end}_facility"):
        return f"{end}_facility={facility!r}"
    return f"{end}_lat={row[f'{end}_lat']!r} {end}_lon={row[f'{end}_lon']!r}"
