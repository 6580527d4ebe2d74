"""
Looks for far ways that could be shorter: a check with no table, as near_ways.py is for near ones.

    python benchmarks/taut_ways.py --ways 300

For ways between ports drawn by lot: where two of its turns see each other over open water, past nothing that
is shut, a way that bends between them is too long. What the whole way would spare is counted.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from relos_atlas.model import Position
from relos_atlas.routing import NoRoute, Route, Router
from relos_atlas.routing.gates import Gates
from relos_atlas.routing.moorings import length_of
from relos_atlas.routing.sphere import distances_nm, unit_vectors

if TYPE_CHECKING:
    from relos_atlas.routing.land import LandMask

GEODATA = Path(__file__).resolve().parents[1] / "geodata"
#: Farther north a way may keep to an open part of the Arctic, and a shorter one lead through a shut part.
NORTHERN_LAT = 60.0
#: Sights shorter than this are looked at on the fine mask, in nm.
FINE_NM = 40.0
SEED = 20261123


def main() -> None:
    """Print what ways would spare, and the worst."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ways", type=int, default=300)
    parser.add_argument("--geodata", type=Path, default=GEODATA)
    options = parser.parse_args()
    router = Router.load(options.geodata)
    shut = Gates(p for p in router.passages.by_slug.values() if p.is_closed or p.is_on_request)
    ways = drawn_by_lot(router, options.ways)
    spared = np.array([spare_nm(way, router.land, shut) for way in ways])
    share = spared / np.array([way.distance_nm for way in ways])
    print(f"{len(ways)} ways between ports: {(share > 0.01).mean():.1%} could be over 1 % shorter")
    print("by which they could be shorter (median, p90, p99, most): ", end="")
    print(" ".join(f"{value:.2%}" for value in np.percentile(share, [50, 90, 99, 100])))
    for number in np.argsort(-spared)[:10]:
        way = ways[number]
        print(f"{way.start} to {way.end}: {spared[number]:.0f} of {way.distance_nm:.0f} nm")


def drawn_by_lot(router: Router, count: int) -> list[Route]:
    """Ways between southern berths."""
    lot, ways, berths = np.random.default_rng(SEED), [], router.network.berth_lonlat
    southern = berths[berths[:, 1] < NORTHERN_LAT]
    while len(ways) < count:
        start, end = (Position(*map(float, southern[k])) for k in lot.integers(len(southern), size=2))
        answer = router.route(start, end)
        if not isinstance(answer, NoRoute) and len(answer.line) > 1:
            ways.append(answer)
    return ways


def spare_nm(way: Route, land: LandMask, shut: Gates) -> float:
    """What a way would spare if it left out turns, where the sea is open between the others."""
    turns = unit_vectors(way.line)
    least = np.full(len(turns), np.inf)
    least[0] = 0.0
    for here in range(len(turns) - 1):
        others = turns[here + 1 :]
        gap_nm = distances_nm(others, turns[here])
        is_open = land.in_sight(turns[here], others, gap_nm < FINE_NM)
        seen = np.flatnonzero(is_open)
        starts = np.repeat(turns[here : here + 1], len(seen), axis=0)
        is_open[seen[[arc for arc, _, _ in shut.crossed(starts, others[seen])]]] = False
        is_open[0] = True  # as it is
        least[here + 1 :] = np.where(
            is_open, np.minimum(least[here + 1 :], least[here] + gap_nm), least[here + 1 :]
        )
    return length_of(way.line) - float(least[-1])  # miles ashore are in neither


if __name__ == "__main__":
    main()
