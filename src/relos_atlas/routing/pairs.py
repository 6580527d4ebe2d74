"""Many voyages from a table: good rows are answered, faults are listed beside them."""

from __future__ import annotations

import csv
import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Final

from relos_atlas.model import AtlasError, Position
from relos_atlas.routing.errors import RoutingError
from relos_atlas.routing.results import Measured, NoRoute
from relos_atlas.routing.workers import router_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from concurrent.futures import Future

    from relos_atlas.routing.router import Router
    from relos_atlas.routing.scenario import Terms

    _Answered = tuple[list[dict[str, str]], list[str]]

COLUMNS: Final = ("from_lat", "from_lon", "to_lat", "to_lon", "via")
ADDED: Final = ("status", "distance_nm", "passages", "via_used", "fault")
_BATCH: Final = 10_000


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
    for rows, found in _answered(router, _batches(reader)):
        writer.writerows(rows)
        faults += found
    return faults


def _batches(rows: Iterable[dict[str, str]]) -> Iterator[tuple[int, list[dict[str, str]]]]:
    """Rows in lots, each with the number of its first; the header is row 1."""
    first, source = 2, iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield first, batch
        first += len(batch)


def _answered(router: Router, batches: Iterator[tuple[int, list[dict[str, str]]]]) -> Iterator[_Answered]:
    """The batches with their answers, in their order; all processors work if there is more than one."""
    opening = list(islice(batches, 2))
    if len(opening) < 2:
        yield from (answer_batch(router, rows, first) for first, rows in opening)
        return
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[Future[_Answered]] = deque()
        for first, rows in chain(opening, batches):
            waiting.append(pool.submit(_in_worker, str(router.geodata), rows, first))
            if len(waiting) > 2 * workers:  # so that a table of any length fits in memory
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _in_worker(geodata: str, rows: list[dict[str, str]], first: int) -> _Answered:
    return answer_batch(router_of(geodata), rows, first)


def answer_batch(router: Router, rows: list[dict[str, str]], first: int) -> _Answered:
    """Rows with their answers, and the faults; the first has the number `first`."""
    faults: list[tuple[int, str]] = []
    known: dict[_Voyage, Measured | NoRoute] = {}
    for _, number in sorted((row.get("from_lat") or "", k) for k, row in enumerate(rows)):
        row = rows[number]
        try:
            voyage = _read(router, row)
            if voyage not in known:
                known[voyage] = router.measure(voyage.start, voyage.end, voyage.terms)
        except AtlasError as error:
            faults.append((number, _fault(row, f"row {first + number} {error}")))
            continue
        _write(row, voyage, known[voyage])
    return rows, [sentence for _, sentence in sorted(faults)]


def _write(row: dict[str, str], voyage: _Voyage, answer: Measured | NoRoute) -> None:
    row |= {"status": answer.status, "distance_nm": "", "passages": "", "fault": ""}
    row["via_used"] = "; ".join(voyage.via_used)
    if isinstance(answer, Measured):
        row["distance_nm"] = f"{answer.distance_nm:.1f}"
        row["passages"] = "; ".join(answer.passages)


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


def _fault(row: dict[str, str], sentence: str) -> str:
    row |= {"status": "fault", "distance_nm": "", "passages": "", "via_used": "", "fault": sentence}
    return sentence
