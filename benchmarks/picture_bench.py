"""Measures pictures and the one-file map: seconds and bytes of each kind, memory after fifty; prints JSON."""

from __future__ import annotations

import gc
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from relos_atlas.data import default_geodata, load_atlas
from relos_atlas.domain.place_notes import place_notes
from relos_atlas.model import Grade, Projection, ViewState
from relos_atlas.render.assets import prepare_assets
from relos_atlas.render.picture import Frame, PictureSize, draw_pdf, draw_png, draw_svg
from relos_atlas.render.single_file import drawn_ids, single_file_html
from relos_atlas.scene.access import access_scene
from relos_atlas.text import catalogue

_TIMES = 5
_MANY = 50
_FRAME = Frame(
    "Title", "Sentence", "https://atlas.example/", "Credit", ("Source",) * 9, "2026", "0" * 12, "{}"
)


def main() -> None:
    """Measure on everything shown, flat and polar."""
    atlas, words = load_atlas(default_geodata()), catalogue("en")
    with tempfile.TemporaryDirectory() as folder:
        assets = prepare_assets(Path(folder), default_geodata())
        measured: dict[str, object] = {"load": os.getloadavg()}
        for projection in Projection:
            state = ViewState(projection=projection, grades=frozenset(Grade))
            scene = access_scene(atlas, state, words)
            notes = place_notes(atlas, state, drawn_ids(scene), words)
            kinds: dict[str, Callable[[], bytes]] = {
                "png": lambda scene=scene: draw_png(scene, _FRAME, assets, words),
                "png-2x": lambda scene=scene: draw_png(scene, _FRAME, assets, words, PictureSize.DOUBLE),
                "card": lambda scene=scene: draw_png(scene, _FRAME, assets, words, PictureSize.CARD),
                "svg": lambda scene=scene: draw_svg(scene, _FRAME, assets, words),
                "pdf": lambda scene=scene: draw_pdf(scene, _FRAME, assets, words),
                "html": lambda scene=scene, notes=notes: single_file_html(
                    scene, _FRAME, notes, assets, words
                ),
            }
            measured[projection] = {name: _measured(draw) for name, draw in kinds.items()}
        measured["memory_growth_mb"] = _growth(kinds["png"])
    json.dump(measured, sys.stdout, indent=1)


def _measured(draw: Callable[[], bytes]) -> dict[str, float]:
    seconds = []
    for _ in range(_TIMES):
        start = time.perf_counter()
        content = draw()
        seconds.append(time.perf_counter() - start)
    return {
        "first_s": round(seconds[0], 2),
        "median_s": round(statistics.median(seconds), 2),
        "kb": len(content) // 1000,
    }


def _growth(draw: Callable[[], bytes]) -> float:
    before = _resident_mb()
    for _ in range(_MANY):
        draw()
    gc.collect()
    return round(_resident_mb() - before, 1)


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
