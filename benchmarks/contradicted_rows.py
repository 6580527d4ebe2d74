"""
Rows of the distance tables that contradict other rows of the same tables, without any router.

    python benchmarks/contradicted_rows.py

Who sails from A to B and on to C has sailed from A to C: a row whose way is not named is in doubt if others,
one after the other, add up to less, by more than 1 % and 3 nm. Which of them is wrong is not said by that.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
TABLES = (HERE.parent / "geodata" / "distances-dev.csv", HERE / "distances-held-out.csv")
UNNAMED = {"", "direct"}
DOUBT_SHARE, DOUBT_NM = 0.01, 3.0


def read_rows() -> list[dict[str, str]]:
    """All rows of both tables."""
    rows = []
    for table in TABLES:
        with table.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    return rows


def contradicted(rows: list[dict[str, str]]) -> Iterator[tuple[dict[str, str], float]]:
    """Rows in doubt, and the miles that others add up to."""
    places = sorted({row[end] for row in rows for end in ("from", "to")})
    number = {place: k for k, place in enumerate(places)}
    ends = np.array([sorted((number[row["from"]], number[row["to"]])) for row in rows])
    miles = np.array([float(row["distance_nm"]) for row in rows])
    order = np.lexsort((miles, ends[:, 1], ends[:, 0]))
    for k, row in enumerate(rows):
        if row["via"].strip().lower() not in UNNAMED:
            continue
        others = order[order != k]
        others = others[np.unique(ends[others], axis=0, return_index=True)[1]]  # the shortest of each pair
        graph = csr_array((miles[others], ends[others].T), shape=(len(places),) * 2)
        sum_nm = float(dijkstra(graph, directed=False, indices=ends[k, 0])[ends[k, 1]])
        if sum_nm < miles[k] - max(DOUBT_SHARE * miles[k], DOUBT_NM):
            yield row, sum_nm


def main() -> None:
    """Print the rows in doubt as Markdown."""
    rows = read_rows()
    found = list(contradicted(rows))
    unnamed = sum(row["via"].strip().lower() in UNNAMED for row in rows)
    lines = [f"{len(found)} of {unnamed} rows without a named way", "", "| row | nm | others add up to |"]
    lines.append("| --- | --- | --- |")
    lines += [f"| {r['from']} - {r['to']} | {float(r['distance_nm']):.0f} | {nm:.0f} |" for r, nm in found]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
