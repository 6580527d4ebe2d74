"""A long table of voyages with faults of every kind among them, and what `relos-atlas routes` makes of it."""

from __future__ import annotations

import csv
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relos_atlas.routing import Router

COLUMNS = ["name", "from_facility", "from_lat", "from_lon", "to_lat", "to_lon", "via", "month", "ice_class"]
#: Half of the rows ask for no way, the others for one of these.
VIA = [
    "via Suez",
    "via Cape of Good Hope",
    "via Panama",
    "via Malacca",
    "via Suez and Malacca",
    "via Suez and Kiel Canal",
    "via NSR",
    "via Gibraltar",
    "via Sunda Strait",
    "via Bab-el-Mandeb",
    "Norwegian coast",
    "via Dover Strait and Gibraltar",
]
PORTS = 3000
FAULTY = 0.01
SEASONAL = 0.01
#: Column, value (None leaves the row short), and whether the latitude and longitude change places.
FAULTS: list[tuple[str, str | None]] = [
    ("from_lat", "nan"),
    ("from_lon", "inf"),
    ("to_lat", ""),
    ("to_lon", "east"),
    ("from_lat", "118.9"),  # latitude and longitude swapped
    ("to_lon", "-181"),
    ("from_facility", "no-such-port"),
    ("month", "13"),
    ("month", "Sept"),
    ("ice_class", "arc99"),
    ("to_lat", "23.0"),  # with 78 E: the middle of India
    ("ice_class", None),  # the row ends before to_lon
]
PROGRAM = "import sys; from relos_atlas.cli import main; sys.exit(main())"


def write_table(router: Router, path: Path, rows: int) -> dict[int, tuple[str, str]]:
    """Write a table; column and value of each faulty row, by its number (the header is row 1)."""
    chance = random.Random(2026)  # noqa: S311  # the same table in every run
    known = sorted({(float(lat), float(lon)) for lon, lat in router.network.berth_lonlat})
    ports = chance.sample(known, min(PORTS, len(known)))
    wrong: dict[int, tuple[str, str]] = {}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number in range(2, rows + 2):
            row = _voyage(chance, ports, number)
            if chance.random() < FAULTY:
                column, value = chance.choice(FAULTS)
                wrong[number] = _spoil(row, column, value)
            writer.writerow(row.values())
    return wrong


def _voyage(chance: random.Random, ports: list[tuple[float, float]], number: int) -> dict[str, str]:
    (a, b), (c, d) = chance.sample(ports, 2)
    via = chance.choice(VIA) if chance.random() < 0.5 else chance.choice(["", "direct"])
    row = dict(
        zip(COLUMNS, [f"voyage {number}", "", f"{a:.5f}", f"{b:.5f}", f"{c:.5f}", f"{d:.5f}"], strict=False)
    )
    row |= {"via": via, "month": "", "ice_class": ""}
    if chance.random() < SEASONAL:
        row |= {"month": str(chance.randint(7, 10)), "ice_class": chance.choice(["arc4", "arc7"])}
    return row


def _spoil(row: dict[str, str], column: str, value: str | None) -> tuple[str, str]:
    if value is None:
        for name in COLUMNS[COLUMNS.index("to_lon") :]:
            del row[name]
        return "to_lon", "None"
    row[column] = value
    if value == "23.0":
        row["to_lon"] = "78.0"
    return column, repr(value)


def measure_rows(router: Router, rows: int, folder: Path) -> dict[str, Any]:
    """Run the command over a table, and check that exactly the faulty rows are listed, each by its fault."""
    source, out = folder / "pairs.csv", folder / "answers.csv"
    wrong = write_table(router, source, rows)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    with (folder / "messages.txt").open("w", encoding="utf-8") as messages:
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM, "routes", "--pairs", str(source), "--out", str(out)],
            stderr=messages,
            check=False,
        )
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    with out.open(encoding="utf-8", newline="") as file:
        counts, astray = _checked(csv.DictReader(file), wrong)
    said = (folder / "messages.txt").read_text(encoding="utf-8").count("pairs.csv row ")
    return {
        "rows": rows,
        "seconds": round(seconds, 1),
        "processor_seconds": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1),
        "largest_process_mb": round(after.ru_maxrss / 1024),
        "exit_code": run.returncode,
        "status": counts,
        "faults_made": len(wrong),
        "faults_said": said,
        "rows_astray": astray,
    }


def _checked(
    answers: Iterator[dict[str, str]], wrong: dict[int, tuple[str, str]]
) -> tuple[dict[str, int], list[str]]:
    """Rows by status; and those out of order, wrongly answered, or whose fault does not say what is wrong."""
    counts: dict[str, int] = {}
    astray: list[str] = []
    for number, row in enumerate(answers, start=2):
        counts[row["status"]] = counts.get(row["status"], 0) + 1
        column, value = wrong.get(number, ("", ""))
        good = row["status"] in {"ok", "no-route"}
        if number in wrong:
            says = (f"row {number} ", f"{column}=", value)
            good = row["status"] == "fault" and all(word in row["fault"] for word in says)
        if not good or row["name"] != f"voyage {number}":
            astray.append(f"row {number}: {column}={value} {row['status']} {row['fault']}")
    return counts, astray[:20]
