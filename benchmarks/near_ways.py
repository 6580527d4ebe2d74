"""
Compares the sea network near its harbours with the shortest way over water: a check with no table.

    python benchmarks/near_ways.py --harbours 200

For harbours drawn by lot: out of harbour to its first open water, the shortest way over the half-mile cells
of the land mask, as near to land as ships go, in sixteen directions (so up to 2.7 % too long), to the first
open water of each other harbour within REACH_NM, and in; beside it the way of the network, everything open.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from relos_atlas.routing.land import LandMask
from relos_atlas.routing.network import SeaNetwork

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

GEODATA = Path(__file__).resolve().parents[1] / "geodata"
CELLS = 120
REACH_NM = 90.0
#: The way from a berth to its first open water is looked for so far, in nm.
HARBOUR_NM = 40.0
#: A way this much longer than the other, by share and by miles, counts as too long.
LONGER_SHARE, LONGER_NM = 0.06, 3.0
#: Nearer to the pole a window of degrees is too wide.
FARTHEST_LAT = 78.0
STEPS = [(0, 1), (1, 0), (1, 1), (1, -1), (1, 2), (2, 1), (2, -1), (1, -2)]
SEED = 20261123


def main() -> None:
    """Print how many ways are too long, and the worst."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--harbours", type=int, default=200)
    parser.add_argument("--geodata", type=Path, default=GEODATA)
    options = parser.parse_args()
    network, land = SeaNetwork.load(options.geodata), LandMask(options.geodata)
    harbours = first_waters(network, land)
    lot = np.random.default_rng(SEED).permutation(len(harbours.berth))[: options.harbours]
    ways = network.matrix()
    found = (compared(start, harbours, network, ways, land) for start in lot.tolist())
    rows = np.vstack([row for row in found if len(row)])
    share = rows[:, 3] / rows[:, 2] - 1.0
    is_long = (share > LONGER_SHARE) & (rows[:, 3] - rows[:, 2] > LONGER_NM)
    print(f"{len(rows)} ways from {len(lot)} harbours: {is_long.mean():.1%} too long")
    print("longer than the shortest way on the grid by (median, p90, p99): ", end="")
    print(" ".join(f"{value:.1%}" for value in np.percentile(share, [50, 90, 99])))
    for number in np.argsort(rows[:, 2] - rows[:, 3])[:15]:
        start, end = (network.lonlat[int(node)].round(2).tolist() for node in rows[number, :2])
        print(f"{start} to {end}: {rows[number, 3]:.0f} nm for {rows[number, 2]:.0f}")


@dataclass(frozen=True, slots=True)
class Harbours:
    """Nodes of berths, of the first open water that each reaches, and the miles to it."""

    berth: Ints
    water: Ints
    lead_nm: Floats


def first_waters(network: SeaNetwork, land: LandMask) -> Harbours:
    """For each harbour of the temperate seas the nearest node, by water, in an open cell of the mask."""
    is_open = ~land.is_blocked(network.lonlat)
    berths = np.unique(network.berth_node[np.abs(network.berth_lonlat[:, 1]) < FARTHEST_LAT])
    matrix, waters, leads = network.matrix(), [], []
    for first in range(0, len(berths), 256):
        away = dijkstra(matrix, indices=berths[first : first + 256], limit=HARBOUR_NM)
        away[:, ~is_open] = np.inf
        waters.append(away.argmin(axis=1))
        leads.append(away.min(axis=1))
    lead_nm = np.concatenate(leads)
    known = np.isfinite(lead_nm)
    return Harbours(berths[known], np.concatenate(waters)[known], lead_nm[known])


def compared(start: int, harbours: Harbours, network: SeaNetwork, ways: csr_array, land: LandMask) -> Floats:
    """Rows (berth, berth, miles on the grid, miles in the network) from a harbour to those within reach."""
    lon, lat = network.lonlat[harbours.water[start]]
    rows, columns = _window(lat)
    grid_lon = lon + (np.arange(columns) - columns // 2) / CELLS
    grid_lat = lat + (np.arange(rows) - rows // 2) / CELLS
    points = np.stack(np.meshgrid(grid_lon, grid_lat), axis=-1).reshape(-1, 2)
    is_open = ~land.is_blocked(np.column_stack([(points[:, 0] + 180.0) % 360.0 - 180.0, points[:, 1]]))
    is_open = is_open.reshape(rows, columns)
    east = (network.lonlat[harbours.water, 0] - lon + 180.0) % 360.0 - 180.0
    row = np.rint((network.lonlat[harbours.water, 1] - lat) * CELLS).astype(int) + rows // 2
    column = np.rint(east * CELLS).astype(int) + columns // 2
    inside = np.flatnonzero((row >= 0) & (row < rows) & (column >= 0) & (column < columns))
    middle = (rows // 2) * columns + columns // 2
    over_water = dijkstra(_grid_graph(is_open, grid_lat), indices=middle, limit=REACH_NM)
    on_grid = over_water[row[inside] * columns + column[inside]]
    in_network = dijkstra(ways, indices=harbours.berth[start])[harbours.berth[inside]]
    known = np.isfinite(on_grid) & np.isfinite(in_network) & (on_grid > LONGER_NM)
    others = inside[known]
    whole = harbours.lead_nm[start] + on_grid[known] + harbours.lead_nm[others]
    first = np.full(len(others), harbours.berth[start])
    return np.column_stack([first, harbours.berth[others], whole, in_network[known]])


def _window(lat: float) -> tuple[int, int]:
    rows = 2 * int(REACH_NM / 60 * CELLS) + 1
    return rows, 2 * int(REACH_NM / 60 * CELLS / np.cos(np.radians(abs(lat) + REACH_NM / 60))) + 1


def _grid_graph(is_open: NDArray[np.bool_], lat: Floats) -> csr_array:
    """Open cells joined in sixteen directions; a knight's move needs both cells that it passes between."""
    rows, columns = is_open.shape
    number = np.arange(rows * columns).reshape(rows, columns)
    tails, heads, lengths = [], [], []
    for up, right in STEPS:
        here = (slice(0, rows - up), slice(max(-right, 0), columns - max(right, 0)))
        there = (slice(up, rows), slice(max(right, 0), columns - max(-right, 0)))
        keep = is_open[here] & is_open[there]
        if abs(up) + abs(right) == 3:
            half_up, half_right = up // 2, int(right / 2)
            keep &= is_open[_moved(here, half_up, half_right)]
            keep &= is_open[_moved(here, up - half_up, right - half_right)]
        tall = up * 60.0 / CELLS
        wide = right * 60.0 / CELLS * np.cos(np.radians(lat[here[0]] + up / CELLS / 2))
        length = np.broadcast_to(np.hypot(tall, wide)[:, None], keep.shape)
        tails.append(number[here][keep])
        heads.append(number[there][keep])
        lengths.append(length[keep])
    tail, head, length_nm = (np.concatenate(parts) for parts in (tails, heads, lengths))
    ends = (np.concatenate([tail, head]), np.concatenate([head, tail]))
    return csr_array((np.tile(length_nm, 2), ends), shape=(rows * columns,) * 2)


def _moved(block: tuple[slice, slice], up: int, right: int) -> tuple[slice, slice]:
    rows, columns = block
    return slice(rows.start + up, rows.stop + up), slice(columns.start + right, columns.stop + right)


if __name__ == "__main__":
    main()
