"""Which Chromium drives the tests, and how it is started; a missing one is a failure."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import BrowserType

# As root there is no sandbox. No name and no address but this machine's is found, so that nothing leaves it;
# Playwright's routes would do that too, but switch Chromium's cache off. The rest keeps its own requests off
# the wire.
LAUNCH_ARGS = [
    "--no-sandbox",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
_NAMES = ("chromium", "chromium-browser", "google-chrome")


class NoChromiumError(RuntimeError):
    """No Chromium was found; the message says what to install."""


def launch_options(browser_type: BrowserType) -> dict[str, object]:
    """Return how to launch: Playwright's own Chromium, else CHROMIUM_PATH, else one on PATH."""
    options: dict[str, object] = {"args": LAUNCH_ARGS, "headless": True}
    if Path(browser_type.executable_path).exists():
        return options | {"channel": "chromium"}
    named = os.environ.get("CHROMIUM_PATH")
    found = named or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None or not Path(found).exists():
        raise NoChromiumError(
            f"CHROMIUM_PATH {named!r}: expected a Chromium; install one (`make chromium`) or name its path"
        )
    return options | {"executable_path": found}
