"""
Measures pictures and packs: seconds and bytes of each, memory kept after fifty packs; prints JSON.

    python benchmarks/snapshot_bench.py [--packs 50]
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from relos_atlas.data import default_geodata, load_atlas
from relos_atlas.domain.links import decode_link
from relos_atlas.domain.vocabulary import vocabulary_of
from relos_atlas.render.assets import prepare_assets
from relos_atlas.snapshot.files import KINDS, make_file
from relos_atlas.snapshot.order import Order, Studio
from relos_atlas.snapshot.pack import pack
from relos_atlas.snapshot.shown import PAGES
from relos_atlas.snapshot.verify import verify
from relos_atlas.text import catalogue

QUERIES = (
    "",
    "p=polar",
    "cc=IN&ev=reported~official",
    "cc=RU&q=port",
    "ev=treaty_text~official~reported~context",
)
MEGABYTE = 1_000_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packs", type=int, default=50)
    packs = parser.parse_args().packs
    atlas = load_atlas(default_geodata())
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(atlas, prepare_assets(Path(folder), atlas.geodata), catalogue("en"))
        found = {"load": os.getloadavg()[0], "files": _files(studio), "packs": _packs(studio, packs)}
    print(json.dumps(found, indent=1))


def _order(studio: Studio, number: int) -> Order:
    page = tuple(PAGES)[number % len(PAGES)]
    state, _ = decode_link(QUERIES[number % len(QUERIES)], vocabulary_of(studio.atlas))
    return Order(page, state, f"https://atlas.example/{number}")


def _files(studio: Studio) -> dict[str, dict[str, float]]:
    """Return the median over some views of each kind of file; the first of all is the warm-up."""
    make_file(studio, _order(studio, 0), "png")
    return {kind: _medians([_drawn(studio, kind, number) for number in range(8)]) for kind in KINDS}


def _drawn(studio: Studio, kind: str, number: int) -> Timed:
    return _timed(lambda: make_file(studio, _order(studio, number), kind))


def _packs(studio: Studio, count: int) -> dict[str, Any]:
    for number in range(len(PAGES) + len(QUERIES)):
        pack(studio, _order(studio, number))
    before = _resident()
    timed = [_timed(lambda n=n: pack(studio, _order(studio, n))) for n in range(count)]
    after = _resident()
    content = pack(studio, _order(studio, 0))
    checked, _, _ = _timed(lambda: b"" if verify(studio, content).answer == "same" else b"x")
    return {
        "count": count,
        **_medians(timed),
        "slowest_s": round(max(clock for clock, _, _ in timed), 2),
        "kept_mb": round((after - before) / MEGABYTE, 1),
        "verify_s": round(checked, 2),
    }


Timed = tuple[float, float, int]


def _timed(make: Callable[[], bytes]) -> Timed:
    """Return seconds by the clock, seconds of the processor (all that counts on a busy machine) and bytes."""
    start, worked = time.perf_counter(), time.process_time()
    content = make()
    return time.perf_counter() - start, time.process_time() - worked, len(content)


def _medians(timed: list[Timed]) -> dict[str, float]:
    return {
        "median_s": round(statistics.median(clock for clock, _, _ in timed), 2),
        "processor_s": round(statistics.median(worked for _, worked, _ in timed), 2),
        "largest_kb": round(max(size for _, _, size in timed) / 1000),
    }


def _resident() -> int:
    """Return the memory that the process holds, in bytes (Linux)."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
