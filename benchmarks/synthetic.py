"""Geodata of any size, made by copying real rows: what a benchmark needs, valid by every check, and not true."""

import csv
import shutil
from collections.abc import Iterable, Iterator
from itertools import count, islice
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

Row = dict[str, str]

_SPREAD_DEG = 1.5
_TRIES = 12
_MOST_PLACES = 60


def write_synthetic_geodata(source: Path, target: Path, facilities: int) -> Path:
    """
    Copy `source` to `target` with this many facilities, and names and claims in the same shares.

    A copied facility lies within a degree and a half of its model, in the same country.
    """
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("build"))
    models = _read(source / "facilities.csv")
    rounds = -(-facilities // len(models))
    rows = list(islice(_copied_facilities(models, _places(source, models, rounds)), facilities))
    made = {row["facility_id"] for row in rows}
    _write(target / "facilities.csv", rows)
    _write(target / "facility-names.csv", _copied_names(_read(source / "facility-names.csv"), made, rounds))
    _write(target / "claims.csv", _copied_claims(_read(source / "claims.csv"), made, rounds))
    return target


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: Iterable[Row]) -> None:
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _copy_id(text: str, copy: int) -> str:
    return f"{text}-copy-{copy}" if copy else text


def _copied_facilities(models: list[Row], places: list[np.ndarray]) -> Iterator[Row]:
    for copy in count():
        for model, points in zip(models, places, strict=True):
            if not copy:
                yield model
                continue
            lon, lat = points[copy]
            yield model | {
                "facility_id": _copy_id(model["facility_id"], copy),
                "name": f"{model['name']} {copy}",
                "lon": f"{lon:.4f}",
                "lat": f"{lat:.4f}",
            }


def _copied_names(models: list[Row], made: set[str], rounds: int) -> Iterator[Row]:
    for copy in range(rounds):
        for model in models:
            facility_id = _copy_id(model["facility_id"], copy)
            if facility_id in made:
                yield model | {"facility_id": facility_id}


def _copied_claims(models: list[Row], made: set[str], rounds: int) -> Iterator[Row]:
    for copy in range(rounds):
        for model in models:
            if not copy:
                yield model
                continue
            ids = [_copy_id(name, copy) for name in model["facility_ids"].split(";") if name]
            kept = [name for name in ids if name in made]
            # Claims about a few places are copied with them; those about the pact itself stay single.
            if kept and len(ids) < _MOST_PLACES:
                yield model | {"claim_id": _copy_id(model["claim_id"], copy), "facility_ids": ";".join(kept)}


def _places(source: Path, models: list[Row], rounds: int) -> list[np.ndarray]:
    """Return for each model `rounds` points in its country; the first is its own."""
    areas = gpd.read_file(source / "country-areas.geojson").dissolve("code").geometry
    chance = np.random.default_rng(20250218)
    return [_points(model, areas.get(model["country"]), rounds, chance) for model in models]


def _points(model: Row, area: shapely.Geometry | None, rounds: int, chance: np.random.Generator) -> np.ndarray:
    own = np.array([float(model["lon"]), float(model["lat"])])
    shifts = chance.uniform(-_SPREAD_DEG, _SPREAD_DEG, (rounds * _TRIES, 2))
    tried = own + shifts * [1 / np.cos(np.radians(min(abs(own[1]), 80))), 1]
    tried = tried[(np.abs(tried[:, 0]) < 180) & (np.abs(tried[:, 1]) < 90)]
    if area is not None:
        shapely.prepare(area)
        tried = tried[shapely.contains_xy(area, tried)]
    found = np.vstack([own, tried[: rounds - 1]])
    return found[np.arange(rounds) % len(found)]
