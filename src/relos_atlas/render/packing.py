"""A scene packed for the browser: one table of places, fetched once, and a byte per place and state."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from relos_atlas.data import Atlas
from relos_atlas.model import Layer
from relos_atlas.render.assets import Assets, write_asset
from relos_atlas.render.framing import framing
from relos_atlas.scene.scenes import Callout, Camera, Link, MapScene, Track
from relos_atlas.text import Catalogue

_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class _Same:
    """A frame that a cache tells apart by identity: frames have no equality that it could use."""

    frame: gpd.GeoDataFrame

    def __hash__(self) -> int:
        return id(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.frame is other.frame


def place_table(places: gpd.GeoDataFrame, countries: pd.DataFrame, words: Catalogue) -> dict[str, Any]:
    """Return the places of a scene as columns; `countries` is the atlas's table of them."""
    labels = countries[f"label_{words.language}"]
    return table_of(places, {str(code): str(label) for code, label in labels.items()})


def table_of(places: gpd.GeoDataFrame, country_names: Mapping[str, str]) -> dict[str, Any]:
    """
    Return places as columns, row by row in step with `MapScene.codes`; `country_names` by code.

    A place whose country is not known has an empty one.
    """
    kinds, kind_codes = np.unique(places["kind"].to_numpy(dtype=str), return_inverse=True)
    codes, country_codes = np.unique(places["country"].to_numpy(dtype=str), return_inverse=True)
    table = {
        "ids": places.index.tolist(),
        "names": places["name"].tolist(),
        "lon": places.geometry.x.round(_DECIMALS).tolist(),
        "lat": places.geometry.y.round(_DECIMALS).tolist(),
        "kind": kind_codes.tolist(),
        "kinds": kinds.tolist(),
        "country": country_codes.tolist(),
        "countries": codes.tolist(),
        "countryNames": [country_names.get(code, "") for code in codes.tolist()],
    }
    own = {"labels": "label", "notes": "note"}
    return table | {name: places[column].tolist() for name, column in own.items() if column in places}


def place_table_path(places: gpd.GeoDataFrame, atlas: Atlas, words: Catalogue, assets: Assets) -> str:
    """
    Write the table of a scene's places where a browser can fetch it; return its path below the static folder.

    It is written once as long as `places` is the same object.
    """
    return _table_path(_Same(places), atlas, words, assets)


@lru_cache(maxsize=8)
def _table_path(places: _Same, atlas: Atlas, words: Catalogue, assets: Assets) -> str:
    table = place_table(places.frame, atlas.countries, words)
    content = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    return write_asset(assets.folder, f"data/places-{words.language}.json", content.encode())


def pack_scene(
    scene: MapScene, table_url: str, fingerprint: str, tiles: dict[str, Any] | None
) -> dict[str, Any]:
    """Return what the browser needs to show `scene` on a base map that already stands."""
    packed = {
        "table": table_url,
        "codes": base64.b64encode(scene.codes.tobytes()).decode(),
        "count": int(scene.shown.sum()),
        "selected": scene.selected_row,
        "stacked": scene.is_stacked,
        "links": [_link(link) for link in scene.links],
        "layers": sorted(scene.layers),
        "camera": _camera(scene.camera),
        "alt": scene.alternative_text,
        "fingerprint": fingerprint,
        "tiles": tiles if Layer.TILES in scene.layers else None,
    }
    # Pages without ways send nothing of them.
    if scene.tracks:
        packed["tracks"] = [_track(track) for track in scene.tracks]
    if scene.subject:
        view = framing(scene.subject, scene.base)
        packed["subject"] = {"name": scene.subject.name, "view": _camera(view)}
    if scene.callouts:
        packed["callouts"] = [_callout(callout) for callout in scene.callouts]
    # The revision lets a test, or a reader's tool, wait until exactly this state is drawn.
    text = json.dumps(packed, sort_keys=True).encode()
    return packed | {"revision": hashlib.sha256(text).hexdigest()[:12]}


def _link(link: Link) -> dict[str, Any]:
    ends = [[round(end.lon, _DECIMALS), round(end.lat, _DECIMALS)] for end in (link.start, link.end)]
    return {
        "ends": ends,
        "strong": link.is_selected,
        "dashed": not link.is_confirmed,
        "mutual": link.is_mutual,
    }


def _track(track: Track) -> dict[str, Any]:
    packed: dict[str, Any] = {
        "style": track.style,
        "points": [[round(lon, _DECIMALS - 1), round(lat, _DECIMALS - 1)] for lon, lat in track.points],
    }
    extras = {
        "label": track.label,
        "way": track.way,
        "directed": track.is_directed,
        "strong": track.is_strong,
    }
    return packed | {name: value for name, value in extras.items() if value}


def _callout(callout: Callout) -> dict[str, Any]:
    at = callout.position
    return {"text": callout.text, "lon": at.lon, "lat": at.lat, "kind": callout.kind}


def _camera(camera: Camera | None) -> dict[str, float] | None:
    if camera is None:
        return None
    return {"lat": camera.centre.lat, "lon": camera.centre.lon, "zoom": camera.zoom}
