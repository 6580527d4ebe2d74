"""Many voyages from a table: good rows are answered, faults are listed beside them."""

from __future__ import annotations

import csv
import io
import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Final

from relos_atlas.model import AtlasError
from relos_atlas.routing.errors import RoutingError
from relos_atlas.routing.results import Measured, NoRoute
from relos_atlas.routing.voyage_rows import PLACES, VoyageRows
from relos_atlas.routing.workers import router_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from relos_atlas.routing.router import Router
    from relos_atlas.routing.voyage_rows import Voyage

    _Lot = tuple[int, list[dict[str, str]]]
    _Answered = tuple[int, str, list[str]]

ADDED: Final = ("status", "distance_nm", "passages", "via_used", "ashore_nm", "fault")
#: So many rows are answered together: like ones are sought one after another, and few lots are under way.
_BATCH: Final = 10_000


def answer_pairs(
    router: Router,
    source: IO[str],
    target: IO[str],
    *,
    complain: Callable[[str], None],
    progress: Callable[[int], None] | None = None,
) -> int:
    """
    Answer each row of a CSV table of any length; only a few lots of rows are in memory at a time.

    Parameters
    ----------
    source
        Columns from_lat, from_lon, to_lat, to_lon, or from_facility, to_facility; `via` is free text. It,
        `month` and `ice_class` may be missing or empty.
    target
        Gets the same rows with status (`ok`, `no-route`, `fault`), distance_nm, passages, via_used (the
        passages understood in `via`), ashore_nm (what of the distance lies between an end and the nearest
        water known) and fault.
    complain
        Gets one sentence a faulty row, naming row, column, value and expectation. The header is row 1.
    progress
        Gets the number of rows answered so far, if there are many.

    Returns
    -------
    faults
        How many rows are faulty.

    Raises
    ------
    RoutingError
        If a column is missing, or the table cannot be read on.
    """
    reader = csv.DictReader(source)
    lots = _lots(reader)
    opening = list(islice(lots, 2))
    _check(reader.fieldnames or ())
    columns = [*(name for name in reader.fieldnames or () if name not in ADDED), *ADDED]
    target.write(_text(columns, [dict(zip(columns, columns, strict=True))]))
    done = wrong = 0
    for rows, text, faults in _answered(router, opening, lots, columns):
        target.write(text)
        done, wrong = done + rows, wrong + len(faults)
        for sentence in faults:
            complain(sentence)
        if progress is not None and len(opening) > 1:
            progress(done)
    return wrong


def _check(names: Sequence[str]) -> None:
    """Whether both ends of a voyage have columns."""
    ends = [(f"{end}_lat", f"{end}_lon") for end in PLACES if f"{end}_facility" not in names]
    missing = [name for columns in ends for name in columns if name not in names]
    if missing:
        wanted = ", ".join(f"{end}_lat, {end}_lon" for end in PLACES)
        raise RoutingError(f"row 1: expected the columns {wanted}; missing {', '.join(missing)}")


def _lots(reader: csv.DictReader[str]) -> Iterator[_Lot]:
    """Rows in lots, each with the number of its first; the header is row 1."""
    first = 2
    try:
        while lot := list(islice(reader, _BATCH)):
            yield first, lot
            first += len(lot)
    except (csv.Error, UnicodeDecodeError) as error:
        raise RoutingError(
            f"line {reader.line_num + 1} or soon after: expected CSV in UTF-8; {error}"
        ) from error


def _answered(
    router: Router, opening: list[_Lot], lots: Iterator[_Lot], columns: list[str]
) -> Iterator[_Answered]:
    """The lots with their answers, in their order; all processors work if there is more than one."""
    if len(opening) < 2:
        yield from (answer_lot(router, lot, columns) for lot in opening)
        return
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[Future[_Answered]] = deque()
        for lot in chain(opening, lots):
            waiting.append(pool.submit(_in_worker, str(router.geodata), lot, columns))
            if len(waiting) > 2 * workers:  # so that a table of any length fits in memory
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _in_worker(geodata: str, lot: _Lot, columns: list[str]) -> _Answered:
    return answer_lot(router_of(geodata), lot, columns)


def answer_lot(router: Router, lot: _Lot, columns: list[str]) -> _Answered:
    """How many rows, the rows with their answers as CSV, and the faults in the order of the rows."""
    first, rows = lot
    read = VoyageRows(router)
    faults: list[tuple[int, str]] = []
    known: dict[Voyage, Measured | NoRoute] = {}
    # like ways one after another: what was found for one of them is then still at hand for the next
    for number in sorted(range(len(rows)), key=lambda k: (*_likeness(rows[k]), k)):
        row = rows[number]
        try:
            voyage = read.voyage(row)
            if voyage not in known:
                known[voyage] = read.measure(voyage, row)
        except AtlasError as error:
            faults.append((number, _fault(row, f"row {first + number} {error}")))
            continue
        _write(row, voyage, known[voyage])
    return len(rows), _text(columns, rows), [sentence for _, sentence in sorted(faults)]


def _likeness(row: dict[str, str]) -> list[str]:
    return [row.get(name) or "" for name in ("month", "ice_class", "via", "from_lat", "from_facility")]


def _write(row: dict[str, str], voyage: Voyage, answer: Measured | NoRoute) -> None:
    row |= {"status": answer.status, "distance_nm": "", "passages": "", "ashore_nm": "", "fault": ""}
    row["via_used"] = "; ".join(voyage.terms.via)
    if isinstance(answer, Measured):
        row["distance_nm"] = f"{answer.distance_nm:.1f}"
        row["passages"] = "; ".join(answer.passages)
        row["ashore_nm"] = f"{answer.ashore_nm:.1f}"


def _fault(row: dict[str, str], sentence: str) -> str:
    row |= dict.fromkeys(ADDED, "") | {"status": "fault", "fault": sentence}
    return sentence


def _text(columns: list[str], rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    csv.DictWriter(text, columns, lineterminator="\n", extrasaction="ignore").writerows(rows)
    return text.getvalue()
