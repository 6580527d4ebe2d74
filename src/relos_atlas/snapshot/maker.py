"""A fingerprint of the program: only the same program, libraries and land draw the same bytes."""

from __future__ import annotations

import hashlib
import platform
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_LENGTH = 12
_LIBRARIES = (
    "babel", "folium", "geopandas", "matplotlib", "numpy", "pandas", "pyogrio", "pyproj", "segno", "shapely",
    "xstatic-leaflet",
)  # fmt: skip
_UNUSED = frozenset({"__pycache__"})


@lru_cache(maxsize=2)
def maker_of(geodata: Path) -> str:
    """Return twelve hex digits that change with the program, a library that it needs, or the drawn land."""
    digest = hashlib.sha256(f"{platform.machine()} {platform.python_version()}".encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    _add(digest, files("relos_atlas"))
    for path in sorted(geodata.glob("*.geojson")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:_LENGTH]


def _add(digest: hashlib._Hash, folder: Traversable) -> None:
    for entry in sorted(folder.iterdir(), key=lambda found: found.name):
        if entry.is_dir() and entry.name not in _UNUSED:
            _add(digest, entry)
        elif entry.is_file() and not entry.name.endswith(".pyc"):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
