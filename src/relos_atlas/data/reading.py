"""A CSV file as rows of text with their physical lines; every way of being broken is a fault."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from relos_atlas.data.fault import Fault
from relos_atlas.data.schema import Table


@dataclass(frozen=True, slots=True)
class Raw:
    """
    The rows of a table as text.

    Parameters
    ----------
    frame
        One text column for each column of the table; an empty cell is "".
    lines
        For each row the physical line on which it starts; a quoted cell may span several.
    """

    table: Table
    frame: pd.DataFrame
    lines: NDArray[np.int64]

    def fault(self, row: int, column: str, expectation: str) -> Fault:
        """The fault of one cell, `row` being the position in `frame`."""
        value = str(self.frame[column].iloc[row])
        return Fault(self.table.file, int(self.lines[row]), column, value, expectation)


def read_table(geodata: Path, table: Table) -> tuple[Raw | None, list[Fault]]:
    """
    Read one table.

    Returns
    -------
    raw
        None if the file cannot be read at all or its header is not that of the table.
    faults
        Empty if all is well. A row with a wrong number of fields is a fault and left out of `raw`.
    """
    text, fault = read_text(geodata / table.file)
    if fault is not None:
        return None, [fault]
    try:
        header, rows, lines = _records(text)
    except _NotCsvError as error:
        return None, [Fault(table.file, error.line, "", None, f"expected CSV, {error}")]
    faults = _header_faults(table, header)
    if faults:
        return None, faults
    ragged = [at for at, row in enumerate(rows) if len(row) != len(header)]
    expected = f"expected {len(header)} fields, found"
    faults = [Fault(table.file, lines[at], "", None, f"{expected} {len(rows[at])}") for at in ragged]
    return _raw(table, header, rows, lines), faults


def read_text(path: Path) -> tuple[str, Fault | None]:
    """The text of a UTF-8 file, or why it has none."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return "", Fault(path.name, None, "", None, "expected this file, found none")
    except IsADirectoryError:
        return "", Fault(path.name, None, "", None, "expected a file, found a directory")
    except OSError as error:
        return "", Fault(path.name, None, "", None, f"expected a readable file: {error.strerror}")
    return _decoded(path.name, content)


def _decoded(file: str, content: bytes) -> tuple[str, Fault | None]:
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        return "", Fault(file, line, "", None, "expected text, found a NUL byte")
    if content.startswith(codecs.BOM_UTF8):
        return "", Fault(file, 1, "", None, "expected UTF-8 without a byte order mark")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return "", Fault(file, line, "", None, f"expected UTF-8, found byte 0x{content[error.start]:02x}")
    return text, None if text.strip() else Fault(
        file, None, "", None, "expected a header, found an empty file"
    )


class _NotCsvError(ValueError):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def _records(text: str) -> tuple[list[str], list[list[str]], list[int]]:
    # strict, because the lenient reader would join the rest of the file to a cell with a stray quote
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, lines, start = [], [], 1
    try:
        for row in reader:
            if row:
                rows.append(row)
                lines.append(start)
            start = reader.line_num + 1
    except csv.Error as error:
        raise _NotCsvError(start, str(error)) from None
    return rows[0], rows[1:], lines[1:]


def _header_faults(table: Table, header: list[str]) -> list[Fault]:
    known = set(table.names)
    missing = [
        Fault(table.file, 1, name, None, "expected this column") for name in table.names if name not in header
    ]
    strange = [
        Fault(table.file, 1, "", name, "expected no column of this name")
        for name in header
        if name not in known
    ]
    twice = [
        Fault(table.file, 1, name, None, "expected this column once")
        for name, count in Counter(header).items()
        if count > 1 and name in known
    ]
    return [*missing, *strange, *twice]


def _raw(table: Table, header: list[str], rows: list[list[str]], lines: list[int]) -> Raw:
    whole = [at for at, row in enumerate(rows) if len(row) == len(header)]
    frame = pd.DataFrame([rows[at] for at in whole], columns=header, dtype="str")
    return Raw(table, frame[list(table.names)], np.array([lines[at] for at in whole], dtype=np.int64))
