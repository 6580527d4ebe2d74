"""
Builds geodata/sea-network-signs.npz: which edges lead to each group of harbours by a shortest way.

    pip install -e .
    python geodata/build/sea_network/build_signs.py

To be run after build_sea_network.py, and after a change of what is used by default in
sea-network-passages.csv. The rules of the router itself say which edges are closed.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
from scipy.sparse.csgraph import dijkstra

from relos_atlas.routing.network import SeaNetwork
from relos_atlas.routing.passages import ROUTES, TRANSPOLAR, Passages
from relos_atlas.routing.scenario import Scenarios, Terms
from relos_atlas.routing.season import Seasons
from relos_atlas.routing.signs import FILE, fingerprint
from relos_atlas.routing.zones import load_zones

GEODATA = Path(__file__).resolve().parents[2]
#: Harbours in one group: fewer make more groups and a larger file, more make longer searches.
MOST_IN_A_GROUP = 48
#: Trees grown in one call.
AT_ONCE = 32
PROCESSES = 2


def grouped(vectors: np.ndarray) -> np.ndarray:
    """Number of the group of each point: halves of halves across the widest direction."""
    group = np.zeros(len(vectors), np.int16)
    waiting, count = [np.arange(len(vectors))], 0
    while waiting:
        some = waiting.pop()
        if len(some) <= MOST_IN_A_GROUP:
            group[some] = count
            count += 1
            continue
        widest = int(np.ptp(vectors[some], axis=0).argmax())
        ordered = some[np.argsort(vectors[some, widest], kind="stable")]
        waiting += [ordered[len(ordered) // 2 :], ordered[: len(ordered) // 2]]
    return group


def signs_to(network: SeaNetwork, closed: np.ndarray, goals: np.ndarray, of_goal: np.ndarray) -> np.ndarray:
    """For each arc one bit a group of the goals: whether it leads on to one of them by a shortest way."""
    first, end, _ = network.arcs
    nodes = len(network.lonlat)
    key = np.repeat(np.arange(nodes), np.diff(first)) * nodes + end
    leads = np.zeros((int(of_goal.max()) + 1, len(end)), np.bool_)
    matrix = network.matrix(closed)
    for at in range(0, len(goals), AT_ONCE):
        some = slice(at, at + AT_ONCE)
        _, before = dijkstra(matrix, indices=goals[some], return_predecessors=True)
        for group, tree in zip(of_goal[some], before, strict=True):
            here = np.flatnonzero(tree >= 0)
            leads[group, np.searchsorted(key, here * nodes + tree[here])] = True
    return np.packbits(leads, axis=0).T


def opened_sets(scenarios: Scenarios) -> list[tuple[str, ...]]:
    """What is open beside the usual waters: nothing, each whole route, both coasts, and what ends open."""
    routes = [(route,) for route in ROUTES]
    passages = tuple(name for name in scenarios.opened_by_ends if name not in ROUTES)
    return [(), *routes, tuple(route for route in ROUTES if route != TRANSPOLAR), passages]


def mask_of(names: tuple[str, ...], scenarios: Scenarios) -> int:
    """Bits of some of what ends may open."""
    return sum(1 << scenarios.opened_by_ends.index(name) for name in names)


def main() -> None:
    """Put up the signs to all harbours: on the usual terms, and with more waters open."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--geodata", type=Path, default=GEODATA)
    options = parser.parse_args()
    began = time.monotonic()
    network, zones = SeaNetwork.load(options.geodata), load_zones(options.geodata)
    if network.length_nm.min() <= 0:
        raise SystemExit("an edge of the network has no length: signs along it would lead round in a circle")
    passages = Passages.load(options.geodata)
    scenarios = Scenarios(network, passages, zones, Seasons(options.geodata))
    goals = np.unique(network.berth_node)
    of_goal = grouped(network.vectors[goals])
    group = np.full(len(network.lonlat), -1, np.int16)
    group[goals] = of_goal
    sets = opened_sets(scenarios)
    closed_in = [scenarios.with_opened(Terms(), mask_of(names, scenarios)).closed for names in sets]
    arrays = {"group": group}
    usual = np.zeros((len(network.arcs[1]), 1), np.uint8)
    with ProcessPoolExecutor(PROCESSES) as pool:
        found = pool.map(partial(signs_to, network, goals=goals, of_goal=of_goal), closed_in)
        bits_of = []
        for names, bits in zip(sets, found, strict=True):
            bits_of.append(bits)
            print(f"{time.monotonic() - began:6.0f} s  open: {', '.join(names) or 'as usual'}", flush=True)
    for number, (closed, bits) in enumerate(zip(closed_in, bits_of, strict=True)):
        other = np.ascontiguousarray(bits ^ usual)
        differs = other.any(axis=1)  # most arcs have the usual signs: the others take a tenth of the room
        arrays |= {
            f"closed_{number}": np.packbits(closed),
            f"differs_{number}": np.packbits(differs),
            f"bits_{number}": other[differs],
        }
        usual = bits_of[0]
    np.savez_compressed(
        options.geodata / FILE,
        network=np.array(fingerprint(options.geodata)),
        sets=np.array(len(sets)),
        **arrays,
    )


if __name__ == "__main__":
    main()
