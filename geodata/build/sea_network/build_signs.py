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
from pathlib import Path

import numpy as np
from scipy.sparse.csgraph import dijkstra

from relos_atlas.model import Position
from relos_atlas.routing.network import SeaNetwork
from relos_atlas.routing.passages import ROUTES, Passages
from relos_atlas.routing.scenario import Scenarios, Terms
from relos_atlas.routing.season import Seasons
from relos_atlas.routing.signs import FILE, fingerprint
from relos_atlas.routing.zones import Zone, load_zones

GEODATA = Path(__file__).resolve().parents[2]
#: Harbours in one group: fewer make more groups and a larger file, more make longer searches.
MOST_IN_A_GROUP = 48
#: Trees grown in one call.
AT_ONCE = 32


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


def signs_to(network: SeaNetwork, closed: np.ndarray, goals: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Group of each node, and for each arc one bit a group of the goals."""
    first, end, _ = network.arcs
    nodes = len(network.lonlat)
    key = np.repeat(np.arange(nodes), np.diff(first)) * nodes + end
    of_goal = grouped(network.vectors[goals])
    leads = np.zeros((int(of_goal.max()) + 1, len(end)), np.bool_)
    matrix = network.matrix(closed)
    for at in range(0, len(goals), AT_ONCE):
        some = slice(at, at + AT_ONCE)
        _, before = dijkstra(matrix, indices=goals[some], return_predecessors=True)
        for group, tree in zip(of_goal[some], before, strict=True):
            here = np.flatnonzero(tree >= 0)
            leads[group, np.searchsorted(key, here * nodes + tree[here])] = True
    group = np.full(nodes, -1, np.int16)
    group[goals] = of_goal
    return group, np.packbits(leads.T, axis=1)


def goals_on(network: SeaNetwork, zones: dict[str, Zone], route: str) -> np.ndarray:
    """Nodes of harbours that lie on a whole route."""
    inside = np.zeros(len(network.berth_node), np.bool_)
    for zone in zones.values():
        if zone.group == route:
            inside |= zone.holds_each(network.berth_lonlat)
    return np.unique(network.berth_node[inside])


def goals_at(network: SeaNetwork, passages: Passages) -> np.ndarray:
    """Nodes of harbours that lie at passages on request."""
    inside = [bool(passages.at(Position(lon, lat))) for lon, lat in network.berth_lonlat.tolist()]
    return np.unique(network.berth_node[inside])


def main() -> None:
    """Put up the signs for the default terms: to all harbours, those on whole routes, those at passages."""
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
    asked = [("usual", 0, np.unique(network.berth_node))]
    asked += [(route, 1 << bit, goals_on(network, zones, route)) for bit, route in enumerate(ROUTES)]
    all_passages = (1 << len(scenarios.opened_by_ends)) - (1 << len(ROUTES))
    asked.append(("passages that ends open", all_passages, goals_at(network, passages)))
    arrays: dict[str, np.ndarray] = {}
    sets = 0
    for name, mask, goals in asked:
        if not len(goals):
            continue
        closed = scenarios.with_opened(Terms(), mask).closed
        group, bits = signs_to(network, closed, goals)
        arrays |= {f"closed_{sets}": np.packbits(closed), f"group_{sets}": group, f"bits_{sets}": bits}
        print(f"{time.monotonic() - began:6.0f} s  {name}: {len(goals)} harbours", flush=True)
        sets += 1
    np.savez_compressed(
        options.geodata / FILE, network=np.array(fingerprint(options.geodata)), sets=np.array(sets), **arrays
    )


if __name__ == "__main__":
    main()
