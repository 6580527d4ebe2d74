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
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.csgraph import dijkstra

from relos_atlas.model import Position
from relos_atlas.routing.network import SeaNetwork
from relos_atlas.routing.passages import ROUTES, TRANSPOLAR, Passages
from relos_atlas.routing.scenario import Scenarios, Terms
from relos_atlas.routing.season import Seasons
from relos_atlas.routing.signs import FILE, fingerprint
from relos_atlas.routing.zones import load_zones

if TYPE_CHECKING:
    from collections.abc import Callable

GEODATA = Path(__file__).resolve().parents[2]
#: Harbours in one group: fewer make more groups and a larger file, more make longer searches.
MOST_IN_A_GROUP = 48
#: Trees grown in one call, and harbours that a process takes at a time.
AT_ONCE = 32
LOT = 1_000
PROCESSES = 2


def grouped(vectors: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """Number of the group of each point, all of one kind: halves of halves across the widest direction."""
    group = np.zeros(len(vectors), np.int16)
    waiting, count = [np.flatnonzero(kinds == kind) for kind in np.unique(kinds)], 0
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


def signs_to(network: SeaNetwork, groups: int, lot: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    """
    For each arc one bit a group: whether it leads on to a goal of the group by a shortest way.

    A lot is the edges that are closed, the goals and the group of each.
    """
    closed, goals, of_goal = lot
    first, end, _ = network.arcs
    nodes = len(network.lonlat)
    key = np.repeat(np.arange(nodes), np.diff(first)) * nodes + end
    leads = np.zeros((groups, len(end)), np.bool_)
    matrix = network.matrix(closed)
    for at in range(0, len(goals), AT_ONCE):
        some = slice(at, at + AT_ONCE)
        _, before = dijkstra(matrix, indices=goals[some], return_predecessors=True)
        for group, tree in zip(of_goal[some], before, strict=True):
            here = np.flatnonzero(tree >= 0)
            leads[group, np.searchsorted(key, here * nodes + tree[here])] = True
    return np.packbits(leads, axis=0).T


def put_up(
    network: SeaNetwork, closed_by: Callable[[int], np.ndarray], opened: np.ndarray, group: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """
    One set of signs to all harbours, as `relos_atlas.routing.signs.Signs` has it.

    `opened` are bits of what is open on the way to each harbour, the same throughout a group; `group` has the
    number of the group of each node, -1 for those that are no harbours.
    """
    goals = np.flatnonzero(group >= 0)
    kinds, kind = np.unique(opened, return_inverse=True)
    closed = np.array([closed_by(int(bits)) for bits in kinds])
    lots = [
        (closed[number], some, group[some])
        for number in range(len(kinds))
        for some in np.array_split(goals[kind == number], -(-np.count_nonzero(kind == number) // LOT))
    ]
    groups = int(group.max()) + 1
    bits = np.zeros((2 * len(network.tail), -(-groups // 8)), np.uint8)
    with ProcessPoolExecutor(PROCESSES) as pool:
        for found in pool.map(partial(signs_to, network, groups), lots):
            bits |= found
    terms = np.zeros(groups, np.int16)
    terms[group[goals]] = kind
    return closed, terms, bits


def opened_sets(scenarios: Scenarios) -> list[tuple[str, ...]]:
    """What is open to all, whatever the ends open: each whole route, both coasts, and all that ends open."""
    routes = [(route,) for route in ROUTES]
    passages = tuple(name for name in scenarios.opened_by_ends if name not in ROUTES)
    return [*routes, tuple(route for route in ROUTES if route != TRANSPOLAR), passages]


def mask_of(names: tuple[str, ...], scenarios: Scenarios) -> int:
    """Bits of some of what ends may open."""
    return sum(1 << scenarios.opened_by_ends.index(name) for name in names)


def opened_by_each(network: SeaNetwork, scenarios: Scenarios) -> np.ndarray:
    """Bits of what a voyage from or to each node that is a harbour opens."""
    _, berth = np.unique(network.berth_node, return_index=True)
    places = (Position(float(lon), float(lat)) for lon, lat in network.berth_lonlat[berth])
    return np.array([scenarios.opened_at(place, Terms()) for place in places])


def packed(sets: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> dict[str, np.ndarray]:
    """As the file holds them: of each set what differs from the first, of the first all."""
    arrays, first = {}, np.zeros_like(sets[0][2])
    for number, (closed, terms, bits) in enumerate(sets):
        other = np.ascontiguousarray(bits ^ first)
        differs = other.any(axis=1)  # most arcs have the same signs in all sets: what differs takes a tenth
        arrays |= {
            f"closed_{number}": np.packbits(closed, axis=1),
            f"terms_{number}": terms,
            f"differs_{number}": np.packbits(differs),
            f"bits_{number}": other[differs],
        }
        first = sets[0][2]
    return arrays


def main() -> None:
    """Put up the signs to all harbours: on the terms of each, and with more waters open."""
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
    own = opened_by_each(network, scenarios)
    goals = np.unique(network.berth_node)
    group = np.full(len(network.lonlat), -1, np.int16)
    group[goals] = grouped(network.vectors[goals], own)
    sets = []
    for names in (None, *opened_sets(scenarios)):
        opened = own if names is None else np.full_like(own, mask_of(names, scenarios))
        sets.append(put_up(network, lambda bits: scenarios.with_opened(Terms(), bits).closed, opened, group))
        title = "what each opens" if names is None else ", ".join(names)
        print(f"{time.monotonic() - began:6.0f} s  open: {title}", flush=True)
    np.savez_compressed(
        options.geodata / FILE,
        network=np.array(fingerprint(options.geodata)),
        group=group,
        sets=np.array(len(sets)),
        **packed(sets),
    )


if __name__ == "__main__":
    main()
