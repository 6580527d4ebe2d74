"""
Asks for straits, sounds and roads that ships use, by a place at either end: which does the network go round?

    python benchmarks/narrow_straits.py

The places of `narrow-straits.csv` lie a few miles off each end, put by hand. A way much longer than the
great circle leads round: the strait is shut by the land mask, or used by name only, or it bends.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import numpy as np

from relos_atlas.model import Position
from relos_atlas.routing import NoRoute, Router
from relos_atlas.routing.errors import InlandError
from relos_atlas.routing.sphere import distances_nm, unit_vectors

GEODATA = Path(__file__).resolve().parents[1] / "geodata"
STRAITS = Path(__file__).with_name("narrow-straits.csv")
#: A way so many times as long as the great circle goes round.
ROUND_SHARE = 1.35


def main() -> None:
    """Print how many are gone round, and each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--geodata", type=Path, default=GEODATA)
    router = Router.load(parser.parse_args().geodata)
    with STRAITS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    told = [said for row in rows if (said := gone_round(router, row))]
    print(f"{len(rows)} straits, sounds and roads: {len(told)} are gone round")
    print("\n".join(told))


def gone_round(router: Router, row: dict[str, str]) -> str | None:
    """What is told of a strait that is not passed."""
    start, end = (Position(float(row[f"{side}_lon"]), float(row[f"{side}_lat"])) for side in ("from", "to"))
    ends = unit_vectors(np.array([[start.lon, start.lat], [end.lon, end.lat]]))
    straight_nm = float(distances_nm(ends[:1], ends[1])[0])
    try:
        answer = router.route(start, end)
    except InlandError as error:
        return f"{row['name']}: {error}"
    if isinstance(answer, NoRoute):
        return f"{row['name']}: {answer.reason}"
    if answer.distance_nm <= ROUND_SHARE * straight_nm:
        return None
    return f"{row['name']}: {answer.distance_nm:.0f} nm for {straight_nm:.0f}"


if __name__ == "__main__":
    main()
