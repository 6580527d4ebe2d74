"""
How fast the pages with filters answer, with real and with synthetic geodata: JSON on standard output.

    python benchmarks/app_bench.py [--facilities 4000 80000] [--changes 50]
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

from support.changes import ACCESS, AGREEMENTS, Controls, random_change  # noqa: E402
from support.chromium import launch_options  # noqa: E402
from support.server import AppServer, running_app  # noqa: E402
from support.visitor import MAP, Visitor  # noqa: E402

from synthetic import write_synthetic_geodata  # noqa: E402

PAGES = {"access": ("/", ACCESS), "agreements": ("/agreements", AGREEMENTS)}
TARGETS = {
    "first map, s": 3.0,
    "p95 of a change with real data or 4,000 facilities, ms": 500,
    "p95 of a change with 80,000 facilities, ms": 2000,
    "largest change with 4,000 facilities, bytes": 100_000,
}

# Notes when the map first stands, and how long after a click or Enter each new revision is drawn.
CLOCK = f"""
window.bench = {{ first: null, changes: [], acted: null }};
for (const [name, counts] of [["pointerdown", () => true], ["keydown", (e) => e.key === "Enter"]]) {{
  document.addEventListener(name, (e) => counts(e) && (bench.acted = performance.now()), true);
}}
let revision = null;
const look = () => {{
  const map = document.querySelector({MAP!r});
  if (!map || map.dataset.land !== "drawn" || !map.dataset.revision) return;
  if (bench.first === null) bench.first = performance.now();
  else if (map.dataset.revision !== revision) bench.changes.push(performance.now() - bench.acted);
  revision = map.dataset.revision;
}};
new MutationObserver(look).observe(document, {{
  subtree: true, childList: true, attributes: true, attributeFilter: ["data-revision", "data-land"],
}});
"""


def main() -> None:
    """Measure, and print the figures."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options(playwright.chromium))
        figures = [_measured(browser, Path(folder), None, arguments.changes, page) for page in PAGES]
        for facilities in arguments.facilities:
            _say(f"writing synthetic geodata of {facilities} facilities")
            geodata = write_synthetic_geodata(ROOT / "geodata", Path(folder) / str(facilities), facilities)
            figures.append(_measured(browser, Path(folder), geodata, arguments.changes))
        machine = {"cpus": os.cpu_count(), "python": platform.python_version(), "chromium": browser.version}
        browser.close()
    print(json.dumps({"machine": machine, "targets": TARGETS, "figures": figures}, indent=1))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facilities", type=int, nargs="*", default=[4_000, 80_000])
    parser.add_argument("--changes", type=int, default=50)
    return parser.parse_args()


def _measured(
    browser: Browser, folder: Path, geodata: Path | None, changes: int, page: str = "access"
) -> dict[str, Any]:
    path, controls = PAGES[page]
    with running_app(folder, geodata) as server:
        load = os.getloadavg()[0]
        visitor = _first_visit(browser, server, path)
        figures = {
            "page": page,
            "geodata": geodata.name if geodata else "real",
            "load_average_before": round(load, 2),
            "first_map_cold_server_s": _first_map_s(visitor),
            "first_visit_bytes": visitor.wire.received,
            "server_rss_mb_after_first_map": _rss_mb(server),
        }
        figures |= _changes(visitor, changes, controls)
        figures["server_rss_mb_after_changes"] = _rss_mb(server)
        visitor.page.context.close()
        second = _first_visit(browser, server, path)
        figures["first_map_warm_server_s"] = _first_map_s(second)
        second.page.context.close()
    _say(json.dumps(figures))
    return figures


def _first_visit(browser: Browser, server: AppServer, path: str) -> Visitor:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    visitor = Visitor.arriving(context.new_page(), server.url)
    visitor.page.set_default_timeout(180_000)
    visitor.page.add_init_script(CLOCK)
    visitor.open_map(path)
    return visitor


def _first_map_s(visitor: Visitor) -> float:
    return round(visitor.page.evaluate("() => bench.first") / 1000, 2)


def _changes(visitor: Visitor, wanted: int, controls: Controls) -> dict[str, Any]:
    """Make changes until so many have brought new data to the map."""
    chance = random.Random(20250218)  # noqa: S311 - the same changes in every run
    visitor.look_at(61.5, 77.25, 3.5)
    visitor.page.evaluate(f"() => {{ window.firstNode = document.querySelector({MAP!r}); }}")
    camera = visitor.camera()
    sizes, runs, drifts = [], [], []
    while (seen := changes_seen(visitor)) < wanted:
        name, change = random_change(visitor, chance, controls)
        before = visitor.wire.received
        _say(f"{seen + 1}/{wanted} {name}")
        ran = visitor.does(change)
        drifts.append(float(np.abs(np.subtract(visitor.camera(), camera)).max()))
        if changes_seen(visitor) > seen:
            sizes.append(visitor.wire.received - before)
            runs.append(ran)
    times = visitor.page.evaluate("() => bench.changes")
    is_same = visitor.page.evaluate(f"() => window.firstNode === document.querySelector({MAP!r})")
    return {
        "changes": len(times),
        "change_ms": spread(times),
        "bytes_per_change": spread(sizes),
        "reruns_per_change_max": max(runs),
        "camera_drift_max": max(drifts),
        "map_node_replaced": not is_same,
    }


def changes_seen(visitor: Visitor) -> int:
    return int(visitor.page.evaluate("() => bench.changes.length"))


def spread(values: list[float]) -> dict[str, int]:
    p50, p95 = np.percentile(values, [50, 95])
    return {"p50": round(p50), "p95": round(p95), "max": round(max(values))}


def _rss_mb(server: AppServer) -> int:
    lines = Path(f"/proc/{server.pid}/status").read_text(encoding="utf-8").splitlines()
    return round(next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024)


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
