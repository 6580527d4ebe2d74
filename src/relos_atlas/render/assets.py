"""Puts every file that a browser needs where the server serves it: no map ever asks the outside."""

from __future__ import annotations

import hashlib
import os
import tempfile
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path

from relos_atlas.model import AtlasError

_SCRIPTS = ("0-namespace.js", "0-shapes.js", "1-projection.js", "2-marks.js", "2b-tracks.js", "3-map.js")
_STYLE = "atlas.css"
_LAYERS = ("land-flat", "land-polar", "borders-flat")


class AssetError(AtlasError, OSError):
    """A browser file that is missing, or not the one that was weighed and noted."""


# compared by identity, so that it can be part of a cache key
@dataclass(frozen=True, slots=True, eq=False)
class Assets:
    """
    Paths below the static folder, with a part of the content's hash in each name.

    `scripts` and `styles` are in the order in which they must load; `layers` maps the stem of a
    GeoJSON file of geodata to its path.
    """

    folder: Path
    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    layers: dict[str, str]


def prepare_assets(folder: Path, geodata: Path) -> Assets:
    """
    Write the browser files below `folder`, or only check that they are there.

    Raises
    ------
    AssetError
        If a package lacks a file, a file has another hash than noted, or a layer is missing.
    """
    vendor = [_vendored(folder, entry) for entry in _manifest()]
    own = [_own(folder, name) for name in (*_SCRIPTS, _STYLE)]
    layers = {stem: _layer(folder, geodata / f"{stem}.geojson") for stem in _LAYERS}
    paths = [*vendor, *own]
    return Assets(folder, _with(paths, ".js"), _with(paths, ".css"), layers)


def write_asset(folder: Path, name: str, content: bytes) -> str:
    """Write `content` once as `name` with its hash in it, and return the path below `folder`."""
    stem, dot, suffix = name.rpartition(".")
    path = f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}{dot}{suffix}"
    if not (folder / path).exists():
        _write(folder / path, content)
    return path


def _manifest() -> list[dict[str, str]]:
    text = files("relos_atlas.render").joinpath("vendor.toml").read_text(encoding="utf-8")
    entries: list[dict[str, str]] = tomllib.loads(text)["file"]
    return entries


def _vendored(folder: Path, entry: dict[str, str]) -> str:
    """Copy a third-party file under its own name: its style sheet finds its pictures by it."""
    path = f"vendor/{entry['name']}"
    target = folder / path
    if not target.exists() or hashlib.sha256(target.read_bytes()).hexdigest() != entry["sha256"]:
        content = _packaged(entry)
        found = hashlib.sha256(content).hexdigest()
        if found != entry["sha256"]:
            raise AssetError(f"{entry['package']} {entry['path']} sha256={found}: expected {entry['sha256']}")
        _write(target, content)
    return path


def _packaged(entry: dict[str, str]) -> bytes:
    try:
        return Path(str(distribution(entry["package"]).locate_file(entry["path"]))).read_bytes()
    except (PackageNotFoundError, OSError) as error:
        raise AssetError(f"{entry['package']} {entry['path']}: {error}") from error


def _own(folder: Path, name: str) -> str:
    content = files("relos_atlas.render").joinpath("web", name).read_bytes()
    return write_asset(folder, f"atlas/{name}", content)


def _layer(folder: Path, source: Path) -> str:
    try:
        return write_asset(folder, f"geo/{source.name}", source.read_bytes())
    except OSError as error:
        raise AssetError(f"{source.name}: {error}") from error


def _with(paths: Iterable[str], suffix: str) -> tuple[str, ...]:
    return tuple(path for path in paths if path.endswith(suffix))


def _write(target: Path, content: bytes) -> None:
    """Write in one step: another session may be reading."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(target)
