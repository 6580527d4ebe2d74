"""The committed geodata, and copies of it to damage."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from relos_atlas.data import Atlas, load_atlas, validate

GEODATA = Path(__file__).parents[2] / "geodata"


@pytest.fixture(scope="session")
def geodata() -> Path:
    return GEODATA


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return load_atlas(GEODATA)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    target = tmp_path / "geodata"
    shutil.copytree(GEODATA, target, ignore=shutil.ignore_patterns("build", "land-*", "borders-*"))
    return target


@pytest.fixture
def faults_with(copy: Path) -> Callable[..., list[str]]:
    """Faults, as text, once cells of the row on one line of a file are other than they were."""

    def write(file: str, line: int, **cells: str) -> list[str]:
        with (copy / file).open(encoding="utf-8", newline="") as table:
            rows = list(csv.DictReader(table))
        rows[line - 2].update(cells)
        with (copy / file).open("w", encoding="utf-8", newline="") as table:
            writer = csv.DictWriter(table, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return [str(fault) for fault in validate(copy)]

    return write
