"""Starts the app as a visitor would meet it: `streamlit run app.py`, in a process of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
_SLOWEST_START_S = 60


@dataclass(frozen=True)
class AppServer:
    """A running app: its address, its process and what it has logged so far."""

    url: str
    pid: int
    log: Path

    def tracebacks(self) -> list[str]:
        """Every fault that the program logged; a test that provokes none expects none."""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return [part for part in text.split("\n\n") if "Traceback" in part]


@contextmanager
def running_app(folder: Path, geodata: Path | None = None) -> Iterator[AppServer]:
    """Run the app on `geodata` (the repository's own without it); `folder` takes the log."""
    port = _free_port()
    log = folder / f"server-{port}.log"
    environment = os.environ | ({"RELOS_GEODATA": str(geodata)} if geodata else {})
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                sys.executable, "-m", "streamlit", "run", "app.py",
                "--server.address", "127.0.0.1", "--server.port", str(port),
            ],
            cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            server = AppServer(f"http://127.0.0.1:{port}", process.pid, log)
            _wait_until_listening(server, process)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_listening(server: AppServer, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _SLOWEST_START_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the app stopped at its start:\n{server.log.read_text(encoding='utf-8')}")
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=2) as response:  # noqa: S310 - our own
                if response.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the app was not ready within {_SLOWEST_START_S} s")
