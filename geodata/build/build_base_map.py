"""
Derive the base-map layers of geodata/ from Natural Earth, as packed in the npm package world-atlas.

Run from the root of the repository: `python geodata/build/build_base_map.py [--source DIR]`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import shapely
from borders import read_stretches, solid_borders
from coast import FINE_DECIMALS, read_windows
from countries import anchor, country_code, country_parts, outline, read_country_names
from land import flat_land, polar_land
from layers import write_layer
from topology import Topology, read_topology

PACKAGE, VERSION = "world-atlas", "2.0.2"
LAND, COUNTRIES = "land-10m.json", "countries-10m.json"
OUTPUTS = (
    "land-flat.geojson",
    "land-polar.geojson",
    "borders-flat.geojson",
    "country-areas.geojson",
    "country-anchors.csv",
)
GEODATA = Path(__file__).resolve().parents[1]


def main() -> None:
    """Build every layer; without `--source`, npm fetches the package into a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, help=f"folder of an unpacked {PACKAGE}@{VERSION}")
    source = parser.parse_args().source
    with tempfile.TemporaryDirectory() as scratch:
        build(source or fetch(Path(scratch)), GEODATA)


def fetch(folder: Path) -> Path:
    """Fetch and unpack the package; return its folder."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm: not found; install Node.js, or unpack the package and give --source")
    subprocess.run([npm, "pack", f"{PACKAGE}@{VERSION}"], cwd=folder, check=True, capture_output=True)  # noqa: S603
    with tarfile.open(folder / f"{PACKAGE}-{VERSION}.tgz") as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def build(source: Path, geodata: Path) -> None:
    """Derive all layers of `geodata` from the package in `source`, and record what came from what."""
    package = json.loads((source / "package.json").read_text(encoding="utf-8"))
    if package["version"] != VERSION:
        raise SystemExit(f"{source / 'package.json'} version={package['version']}: expected {VERSION}")
    code_by_name = read_country_names(geodata / "countries.csv")
    write_land(read_topology(source / LAND, "land"), geodata)
    countries = read_topology(source / COUNTRIES, "countries")
    write_borders(countries, code_by_name, geodata)
    write_countries(countries, code_by_name, geodata)
    write_sources(source, package["license"], geodata)


def write_land(topology: Topology, geodata: Path) -> None:
    """Write both land layers, each one feature: a canvas fills one shape faster than thousands."""
    windows = read_windows(geodata / "build" / "detail-windows.csv")
    stitched = [polygon for area in topology.areas for polygon in topology.polygons(area)]
    for name, derive in (("land-flat.geojson", flat_land), ("land-polar.geojson", polar_land)):
        write_layer(geodata / name, [(derive(stitched, windows), {})], FINE_DECIMALS)


def write_borders(topology: Topology, code_by_name: dict[str, str], geodata: Path) -> None:
    """Write the borders to draw solid."""
    codes = [country_code(area, code_by_name) for area in topology.areas]
    stretches = read_stretches(geodata / "disputed-stretches.csv")
    borders = solid_borders(topology, codes, stretches)
    write_layer(geodata / "borders-flat.geojson", [(borders, {})], 2)


def write_countries(topology: Topology, code_by_name: dict[str, str], geodata: Path) -> None:
    """Write the coarse outlines, and an anchor for each country of the atlas that has one."""
    parts = country_parts(topology, code_by_name)
    outlines = {code: outline(parts[code]) for code in parts}
    features = [(area, {"code": code}) for code, area in outlines.items() if not area.is_empty]
    write_layer(geodata / "country-areas.geojson", features, 2)
    with (geodata / "country-anchors.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "lon", "lat", "derived_from"])
        for code in sorted(parts.keys() & set(code_by_name.values())):
            point = anchor(parts[code])
            writer.writerow([code, point.x, point.y, f"{PACKAGE} {VERSION} {COUNTRIES}"])


def write_sources(source: Path, licence: str, geodata: Path) -> None:
    """Record the package and the hash of every file read and written."""
    record = {
        "package": {"registry": "npm", "name": PACKAGE, "version": VERSION, "licence": licence},
        "data": {"name": "Natural Earth", "licence": "public domain"},
        "geos": ".".join(map(str, shapely.geos_version)),
        "read": {name: sha256(source / name) for name in (LAND, COUNTRIES)},
        "written": {name: sha256(geodata / name) for name in OUTPUTS},
    }
    text = json.dumps(record, indent=2)
    (geodata / "base-map-sources.json").write_text(text + "\n", encoding="utf-8")


def sha256(path: Path) -> str:
    """Return the hash of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
