"""Many voyages from a table: good rows are answered, faults are listed beside them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from relos_atlas.model import AtlasError, Position
from relos_atlas.routing.errors import RoutingError
from relos_atlas.routing.results import Route

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from relos_atlas.routing.router import Router
    from relos_atlas.routing.scenario import Terms

COLUMNS: Final = ("from_lat", "from_lon", "to_lat", "to_lon", "via")
ADDED: Final = ("status", "distance_nm", "passages", "via_used", "fault")
_BATCH: Final = 50_000


@dataclass(frozen=True, slots=True)
class _Voyage:
    start: Position
    end: Position
    terms: Terms
    via_used: tuple[str, ...]


def answer_pairs(router: Router, source: IO[str], target: IO[str]) -> list[str]:
    """
    Answer each row of a CSV table.

    Parameters
    ----------
    source
        Columns from_lat, from_lon, to_lat, to_lon; `via` is free text and may be missing.
    target
        Gets the same rows with status (`ok`, `no-route`, `fault`), distance_nm, passages, via_used (the
        passages understood in `via`) and fault.

    Returns
    -------
    faults
        One sentence a faulty row, naming row, column, value and expectation. The header is row 1.

    Raises
    ------
    RoutingError
        If a column is missing.
    """
    reader = csv.DictReader(source)
    missing = [name for name in COLUMNS[:4] if name not in (reader.fieldnames or ())]
    if missing:
        raise RoutingError(
            f"row 1: expected the columns {', '.join(COLUMNS[:4])}; missing {', '.join(missing)}"
        )
    kept = [name for name in reader.fieldnames or () if name not in ADDED]
    writer = csv.DictWriter(target, [*kept, *ADDED], lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    faults: list[str] = []
    for first, rows in _batches(reader):
        for row in _answer_batch(router, rows, first, faults):
            writer.writerow(row)
    return faults


def _batches(rows: Iterable[dict[str, str]]) -> Iterator[tuple[int, list[dict[str, str]]]]:
    first, batch = 2, []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield first, batch
            first, batch = first + len(batch), []
    if batch:
        yield first, batch


def _answer_batch(
    router: Router, rows: list[dict[str, str]], first: int, faults: list[str]
) -> list[dict[str, str]]:
    """Rows with their answers, in their order; voyages that share start and terms stand together."""
    voyages: dict[int, _Voyage] = {}
    for number, row in enumerate(rows):
        try:
            voyages[number] = _read(router, row)
        except AtlasError as error:
            _fault(row, f"row {first + number} {error}", faults)
    groups: dict[tuple[Position, Terms], list[int]] = {}
    for number, voyage in voyages.items():
        groups.setdefault((voyage.start, voyage.terms), []).append(number)
    for (start, terms), numbers in groups.items():
        ends = [voyages[number].end for number in numbers]
        for number, answer in zip(numbers, router.answers_from(start, ends, terms), strict=True):
            if isinstance(answer, AtlasError):
                _fault(rows[number], f"row {first + number} {answer}", faults)
                continue
            row = rows[number]
            row |= {"status": answer.status, "distance_nm": "", "passages": "", "fault": ""}
            row["via_used"] = "; ".join(voyages[number].via_used)
            if isinstance(answer, Route):
                row["distance_nm"] = f"{answer.distance_nm:.1f}"
                row["passages"] = "; ".join(answer.passages)
    return rows


def _read(router: Router, row: Mapping[str, str]) -> _Voyage:
    start = _position(row, "from_lon", "from_lat")
    end = _position(row, "to_lon", "to_lat")
    via = router.passages.read(row.get("via") or "")
    return _Voyage(start, end, router.terms(via=via), via)


def _position(row: Mapping[str, str], lon_column: str, lat_column: str) -> Position:
    values = {}
    for column in (lon_column, lat_column):
        try:
            values[column] = float(row[column])
        except (TypeError, ValueError):
            raise RoutingError(f"{column}={row[column]!r}: expected degrees") from None
    try:
        return Position(lon=values[lon_column], lat=values[lat_column])
    except AtlasError as error:
        raise RoutingError(
            f"{lat_column}={row[lat_column]!r} {lon_column}={row[lon_column]!r}: {error}"
        ) from None


def _fault(row: dict[str, str], sentence: str, faults: list[str]) -> None:
    faults.append(sentence)
    row |= {"status": "fault", "distance_nm": "", "passages": "", "via_used": "", "fault": sentence}
