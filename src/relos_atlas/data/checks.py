"""What must hold within a table and between tables; every check returns faults and raises nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from relos_atlas.data.cells import check_for
from relos_atlas.data.fault import Fault
from relos_atlas.data.reading import Raw
from relos_atlas.data.schema import Column
from relos_atlas.data.schemas import TABLES
from relos_atlas.model import PRIMARY_SOURCE_KINDS, DateError, Interval

#: (table, first date, last date): the last may be empty, never before the first.
_SPANS = (("events", "date_start", "date_end"), ("nsr-admission", "valid_from", "valid_to"))
_PRIMARY_GRADES = ("treaty_text", "official")
_ACCESS_TOPIC = "facility-access"


def table_faults(raw: Raw) -> list[Fault]:
    """Faults of the cells and keys of one table."""
    cells = [fault for column in raw.table.columns for fault in _cell_faults(raw, column)]
    return [*cells, *_key_faults(raw)]


def cross_faults(raws: Mapping[str, Raw]) -> list[Fault]:
    """Faults between tables; a table that could not be read is not held against the others."""
    return [
        *_reference_faults(raws),
        *_span_faults(raws),
        *_grade_faults(raws),
        *_access_faults(raws),
        *_same_place_faults(raws),
    ]


def _cell_faults(raw: Raw, column: Column) -> Iterator[Fault]:
    cells = raw.frame[column.name]
    if column.required:
        for row in _rows(cells == ""):
            yield raw.fault(row, column.name, "expected a value")
    check = check_for(column)
    if check is None:
        return
    # each distinct text is judged once: tables repeat themselves, and a plain function can say what is wrong
    expected = {text: fault for text in cells.unique() if text and (fault := check(text))}
    for row in _rows(cells.isin(expected)):
        yield raw.fault(row, column.name, expected[cells.iloc[row]] + _hint(raw, column, row))


def _hint(raw: Raw, column: Column, row: int) -> str:
    """Say so where latitude and longitude look swapped."""
    if column.name != "lat" or "lon" not in raw.frame:
        return ""
    lat, lon = (pd.to_numeric(raw.frame[name].iloc[row], errors="coerce") for name in ("lat", "lon"))
    return "; latitude and longitude look swapped" if 90 < abs(lat) <= 180 and abs(lon) <= 90 else ""


def _key_faults(raw: Raw) -> Iterator[Fault]:
    if not raw.table.key:
        return
    first: dict[tuple[str, ...], int] = {}
    keys = zip(*(raw.frame[name] for name in raw.table.key), strict=True)
    for row, key in enumerate(keys):
        line = first.setdefault(key, int(raw.lines[row]))
        if line < raw.lines[row]:
            expectation = f"expected each {' and '.join(raw.table.key)} once, also in line {line}"
            yield raw.fault(row, raw.table.key[0], expectation)


def _reference_faults(raws: Mapping[str, Raw]) -> Iterator[Fault]:
    for raw in raws.values():
        for column in raw.table.columns:
            if column.refers_to in raws:
                known = raws[column.refers_to].frame[TABLES[column.refers_to].key[0]]
                yield from _dangling(raw, column, frozenset(known))


def _dangling(raw: Raw, column: Column, known: frozenset[str]) -> Iterator[Fault]:
    cells = raw.frame[column.name]
    unknown = {text: lost for text in cells.unique() if text and (lost := _unknown(text, column, known))}
    for row in _rows(cells.isin(unknown)):
        for value in unknown[cells.iloc[row]]:
            expectation = f"expected an id that {column.refers_to}.csv has"
            yield Fault(raw.table.file, int(raw.lines[row]), column.name, value, expectation)


def _unknown(text: str, column: Column, known: frozenset[str]) -> list[str]:
    return [value for value in (text.split(";") if column.many else [text]) if value not in known]


def _span_faults(raws: Mapping[str, Raw]) -> Iterator[Fault]:
    for name, first, last in _SPANS:
        if name in raws:
            frame = raws[name].frame
            for row in _rows((frame[first] != "") & (frame[last] != "")):
                if not _is_span(frame[first].iloc[row], frame[last].iloc[row]):
                    yield raws[name].fault(row, last, f"expected a date not before {frame[first].iloc[row]}")


def _is_span(first: str, last: str) -> bool:
    try:
        Interval.parse(f"{first}..{last}")
    except DateError as error:
        # a date that is none at all has its own fault
        return "ends before" not in str(error)
    return True


def _grade_faults(raws: Mapping[str, Raw]) -> Iterator[Fault]:
    if not {"claims", "sources"} <= raws.keys():
        return
    claims, sources = raws["claims"], raws["sources"].frame
    primary = frozenset(sources.loc[sources["kind"].isin(PRIMARY_SOURCE_KINDS), "source_id"])
    for row in _rows(claims.frame["grade"].isin(_PRIMARY_GRADES)):
        if primary.isdisjoint(claims.frame["source_ids"].iloc[row].split(";")):
            kinds = ", ".join(sorted(PRIMARY_SOURCE_KINDS))
            yield claims.fault(row, "grade", f"expected a primary source ({kinds}), source_ids has none")


def _access_faults(raws: Mapping[str, Raw]) -> Iterator[Fault]:
    if "claims" not in raws:
        return
    claims = raws["claims"]
    about_access = claims.frame["topic"] == _ACCESS_TOPIC
    for column in ("agreement_id", "facility_ids"):
        for row in _rows(about_access & (claims.frame[column] == "")):
            yield claims.fault(row, column, f"expected a value, as the topic is {_ACCESS_TOPIC}")


def _same_place_faults(raws: Mapping[str, Raw]) -> Iterator[Fault]:
    """A place that is a facility has the id of the facility, and no other place has it."""
    if not {"agreement-places", "facilities"} <= raws.keys():
        return
    places, facilities = raws["agreement-places"], raws["facilities"].frame["facility_id"]
    is_named = places.frame["place_id"].isin(facilities)
    differs = places.frame["facility_id"] != places.frame["place_id"].where(is_named, "")
    for row in _rows(differs):
        yield places.fault(row, "place_id", "expected the facility_id, or an id of its own")


def _rows(mask: pd.Series) -> list[int]:
    return [int(row) for row in mask.to_numpy(dtype=bool).nonzero()[0]]
