"""
How fast the corridors page draws every way of a voyage after a change: JSON on standard output.

    python benchmarks/corridors_bench.py [--changes 30]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

# app_bench knows where the visitor of the browser tests lives, so it comes first.
from app_bench import CLOCK, changes_seen, spread  # isort: skip
from support.chromium import launch_options  # isort: skip
from support.server import running_app  # isort: skip
from support.visitor import Visitor  # isort: skip


TARGETS = {"p95 from a change to the drawn ways, ms": 1000}
CHOICES = {
    "month": ("January", "February", "May", "July", "September", "October", "none"),
    "ice_class": ("Arc4", "Arc7", "PC6", "IA Super", "Ice2", "not said"),
    "origin": (
        "Port of Chennai",
        "Port of Mumbai",
        "Port of Sabetta",
        "Port of Arkhangelsk",
        "Port of Kochi",
    ),
    "destination": (
        "Port of Murmansk",
        "Port and Naval Base of Vladivostok",
        "Port of Pevek",
        "Port of Magadan",
    ),
    "corridor": (
        "Eastern Maritime",
        "Arctic Bridge",
        "Rotterdam-Yokohama through Suez",
        "High-latitude",
        "INSTC",
    ),
}


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=30)
    wanted = parser.parse_args().changes
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options(playwright.chromium))
        with running_app(Path(folder), None) as server:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            visitor = Visitor.arriving(page, server.url)
            visitor.page.add_init_script(CLOCK)
            visitor.open_map("/corridors")
            load = os.getloadavg()[0]
            sizes, worked = _changes(visitor, wanted, server.pid)
            times = visitor.page.evaluate("() => bench.changes")
        browser.close()
    figures = {
        "load_average_before": round(load, 2),
        "changes": len(times),
        "change_ms": spread(times),
        "server_processor_ms_per_change": spread(worked),
        "bytes_per_change": spread(sizes),
    }
    print(json.dumps({"targets": TARGETS, "figures": figures}, indent=1))


def _changes(visitor: Visitor, wanted: int, pid: int) -> tuple[list[float], list[float]]:
    """
    Make changes until so many have drawn something new.

    Returns
    -------
    sizes, worked
        The bytes that each brought, and the milliseconds of the processor that the server spent on it:
        all that counts on a machine with other work.
    """
    chance = random.Random(20250218)  # noqa: S311 - the same changes in every run
    sizes: list[float] = []
    worked: list[float] = []
    while (before := changes_seen(visitor)) < wanted:
        key = chance.choice(list(CHOICES))
        text = chance.choice(CHOICES[key])
        received, spent = visitor.wire.received, _processor_ms(pid)
        print(f"{before + 1}/{wanted} {key}: {text}", file=sys.stderr, flush=True)
        field = visitor.key(key).locator("input")
        if text in field.input_value():
            continue
        field.fill(text)
        visitor.page.get_by_role("option").first.wait_for()
        visitor.does(lambda field=field: field.press("Enter"))
        if changes_seen(visitor) > before:
            sizes.append(visitor.wire.received - received)
            worked.append(_processor_ms(pid) - spent)
    return sizes, worked


def _processor_ms(pid: int) -> float:
    """Milliseconds of the processor that a process has used, in itself and in the system for it."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000.0 / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
