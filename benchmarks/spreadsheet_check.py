"""
Opens the atlas's CSV files in a real spreadsheet: no formula may run, every cell must come back; prints JSON.

    apt-get install libreoffice-calc
    python benchmarks/spreadsheet_check.py

The spreadsheet is told to run the formulas that it finds. Unguarded hostile cells are the control: had they
no formula in them either, the check would prove nothing. Exit code 1 if a formula ran or a cell changed.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely import Point

from relos_atlas.data import default_geodata, load_atlas
from relos_atlas.domain.links import decode_link
from relos_atlas.domain.vocabulary import vocabulary_of
from relos_atlas.render.tables import from_csv, to_csv
from relos_atlas.snapshot.shown import PAGES, shown_on
from relos_atlas.text import catalogue

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://x","y")',
    '=WEBSERVICE("http://x")',
    "=cmd|' /C calc'!A0",
    "'=1",
    "'quoted",
    'a "quoted", name',
    "two\nlines",
    "a\n=1+1",
    "</script>",
    " =1+1",
    "+7 8152 42-00-00",
    "Порт Мурманск",
    "मुंबई",
]
#: Every evidence grade, so that every facility is shown.
EVERYTHING = "ev=treaty_text~official~reported~inferred~context"
#: Comma, quote, UTF-8, from row 1; cells are read by their looks, special numbers too, and formulas are run.
READ = "CSV:44,34,76,1,,0,false,true,false,false,false,0,true"
#: The same, and each cell as it is kept, not as it is formatted.
WRITE = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true"
FORMULA = "table:formula="


def main() -> int:
    """Check each table and print what was found."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        control = _formulas(_unguarded(home / "control.csv"))
        found = {name: _check(home / f"{name}.csv", text) for name, text in _texts().items()}
    print(json.dumps({"formulas_in_the_unguarded_control": control, "tables": found}, indent=1))
    return 0 if control and not any(row["formulas"] or row["changed"] for row in found.values()) else 1


def _texts() -> dict[str, str]:
    """Return CSV of hostile rows, and of all that each page shows."""
    atlas, words = load_atlas(default_geodata()), catalogue("en")
    state, _ = decode_link(EVERYTHING, vocabulary_of(atlas))
    tables = {
        f"{page}-{name}": to_csv(rows)
        for page in PAGES
        for name, rows in shown_on(page, atlas, state, words).tables.items()
    }
    return {"hostile": to_csv(_hostile()), **tables}


def _hostile() -> gpd.GeoDataFrame:
    ids = pd.Index([f"place-{number}" for number in range(len(HOSTILE))], name="place_id")
    points = [Point(-169.65, 66.08 - number) for number in range(len(HOSTILE))]
    return gpd.GeoDataFrame({"name": HOSTILE}, index=ids, geometry=points, crs="EPSG:4326")


def _unguarded(path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["name"], *([text] for text in HOSTILE)])
    return path


def _check(path: Path, text: str) -> dict[str, Any]:
    path.write_text(text, encoding="utf-8", newline="")
    book = _converted(path, "ods", READ)
    back = _converted(book, WRITE).read_text(encoding="utf-8")
    given, returned = from_csv(text), from_csv(back)
    changed = [
        f"{column}: {value!r} came back as {got.get(column)!r}"
        for row, got in zip_longest(given, returned, fillvalue={})
        for column, value in row.items()
        if not _is_same(value, got.get(column))
    ]
    return {"rows": len(given), "formulas": _formulas(path), "changed": changed[:20]}


def _is_same(value: str, got: str | None) -> bool:
    """Whether a cell came back: the same text, or the same number, or truth value in its writing."""
    if got is None or value == got:
        return value == got
    with suppress(ValueError):
        return float(value) == float(got)
    return value in {"True", "False"} and value.upper() == got


def _formulas(path: Path) -> int:
    return _converted(path, "fods", READ).read_text(encoding="utf-8").count(FORMULA)


def _converted(path: Path, to: str, read: str | None = None) -> Path:
    """Let the spreadsheet open a file and save it beside itself, in a folder named after the new kind."""
    kind = to.partition(":")[0]
    folder = path.parent / kind
    command = ["soffice", "--headless", "--convert-to", to, "--outdir", str(folder)]
    command += [f"--infilter={read}"] if read else []
    subprocess.run([*command, str(path)], check=True, capture_output=True)
    return folder / f"{path.stem}.{kind}"


if __name__ == "__main__":
    sys.exit(main())
