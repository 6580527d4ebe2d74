"""
How fast a change on the timeline is on the map: JSON on standard output.

    python benchmarks/timeline_bench.py [--changes 40]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
# The browser tests know how to start the app, find a Chromium and act as a visitor.
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from support.chromium import launch_options  # noqa: E402
from support.server import running_app  # noqa: E402
from support.visitor import MAP, Visitor  # noqa: E402

TARGETS = {"p95 of a range change, ms": 500, "p95 of an as-of change, ms": 500}
_SCORE = ".atlas-timeline[data-revision]"

# Notes how long after a pointer is let go, or Enter pressed, each new state of the map is drawn.
_CLOCK = f"""
window.bench = {{ changes: [], acted: null }};
for (const [name, counts] of [["pointerup", () => true], ["keydown", (e) => e.key === "Enter"]]) {{
  document.addEventListener(name, (e) => counts(e) && (bench.acted = performance.now()), true);
}}
let revision = null;
new MutationObserver(() => {{
  const map = document.querySelector({MAP!r});
  if (!map || !map.dataset.revision || map.dataset.revision === revision) return;
  if (bench.acted !== null) bench.changes.push(performance.now() - bench.acted);
  bench.acted = null;
  revision = map.dataset.revision;
}}).observe(document, {{
  subtree: true, childList: true, attributes: true, attributeFilter: ["data-revision"],
}});
"""


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=40)
    changes = parser.parse_args().changes
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options(playwright.chromium))
        with running_app(Path(folder)) as server:
            load = os.getloadavg()[0]
            visitor = _visit(browser, server.url)
            figures = {
                "load_average_before": round(load, 2),
                "range_change": _ranges(visitor, changes),
                "as_of_change": _days(visitor, changes),
            }
        machine = {"cpus": os.cpu_count(), "python": platform.python_version(), "chromium": browser.version}
        browser.close()
    print(json.dumps({"machine": machine, "targets": TARGETS, "figures": figures}, indent=1))


def _visit(browser: Browser, url: str) -> Visitor:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    visitor = Visitor.arriving(page, url)
    visitor.page.set_default_timeout(60_000)
    visitor.page.add_init_script(_CLOCK)
    visitor.open_map("/timeline")
    visitor.page.wait_for_selector(_SCORE)
    return visitor


def _ranges(visitor: Visitor, changes: int) -> dict[str, Any]:
    """Drag ranges along the years, each unlike the one before."""
    chance = random.Random(20250218)  # noqa: S311 - the same changes in every run
    sizes = []

    def drag() -> None:
        # The sentence above grows and shrinks, so the axis is looked for anew.
        axis = visitor.page.locator(".atlas-tl-axis").bounding_box()
        y = axis["y"] + 8
        start, end = sorted(chance.sample(range(5, 96), 2))
        visitor.page.mouse.move(axis["x"] + axis["width"] * start / 100, y)
        visitor.page.mouse.down()
        visitor.page.mouse.move(axis["x"] + axis["width"] * end / 100, y, steps=3)
        visitor.page.mouse.up()

    visitor.page.evaluate("() => void (bench.changes = [])")
    for _ in range(changes):
        before = visitor.wire.received
        visitor.does(drag)
        sizes.append(visitor.wire.received - before)
    return _told(visitor, sizes)


def _days(visitor: Visitor, changes: int) -> dict[str, Any]:
    """Step back from event to event."""
    visitor.does(visitor.page.locator(".atlas-tl-clearRange").click)
    visitor.page.evaluate("() => void (bench.changes = [])")
    sizes = []
    for _ in range(changes):
        before = visitor.wire.received
        visitor.page.locator(".atlas-tl-previous").focus()
        visitor.does(lambda: visitor.page.keyboard.press("Enter"))
        sizes.append(visitor.wire.received - before)
    return _told(visitor, sizes)


def _told(visitor: Visitor, sizes: list[int]) -> dict[str, Any]:
    times = visitor.page.evaluate("() => bench.changes")
    return {"changes": len(times), "ms": _spread(times), "bytes": _spread(sizes)}


def _spread(values: list[float]) -> dict[str, int]:
    p50, p95 = np.percentile(values, [50, 95])
    return {"p50": round(p50), "p95": round(p95), "max": round(max(values))}


if __name__ == "__main__":
    main()
