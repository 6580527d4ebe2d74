"""A scene packed for the browser: one table of places, fetched once, and a byte per place and state."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import geopandas as gpd
import numpy as np

from relos_atlas.data import Atlas
from relos_atlas.domain.places import places_of
from relos_atlas.model import Layer
from relos_atlas.render.assets import Assets, write_asset
from relos_atlas.scene.scenes import Camera, Link, MapScene
from relos_atlas.text import Catalogue

_DECIMALS = 4


def place_table(atlas: Atlas, words: Catalogue) -> dict[str, Any]:
    """Return every place as columns, row by row in step with `MapScene.codes`."""
    labels = atlas.countries[f"label_{words.language}"]
    return table_of(places_of(atlas), {str(code): str(label) for code, label in labels.items()})


def table_of(places: gpd.GeoDataFrame, country_names: Mapping[str, str]) -> dict[str, Any]:
    """Return places as columns; `country_names` by code."""
    kinds, kind_codes = np.unique(places["kind"].to_numpy(dtype=str), return_inverse=True)
    countries, country_codes = np.unique(places["country"].to_numpy(dtype=str), return_inverse=True)
    return {
        "ids": places.index.tolist(),
        "names": places["name"].tolist(),
        "lon": places.geometry.x.round(_DECIMALS).tolist(),
        "lat": places.geometry.y.round(_DECIMALS).tolist(),
        "kind": kind_codes.tolist(),
        "kinds": kinds.tolist(),
        "country": country_codes.tolist(),
        "countries": countries.tolist(),
        "countryNames": [country_names[code] for code in countries.tolist()],
    }


@lru_cache(maxsize=4)
def place_table_path(atlas: Atlas, words: Catalogue, assets: Assets) -> str:
    """Write the table of places where a browser can fetch it, and return its path below the static folder."""
    content = json.dumps(place_table(atlas, words), ensure_ascii=False, separators=(",", ":"))
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
        "links": [_link(link) for link in scene.links],
        "layers": sorted(scene.layers),
        "camera": _camera(scene.camera),
        "alt": scene.alternative_text,
        "fingerprint": fingerprint,
        "tiles": tiles if Layer.TILES in scene.layers else None,
    }
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


def _camera(camera: Camera | None) -> dict[str, float] | None:
    if camera is None:
        return None
    return {"lat": camera.centre.lat, "lon": camera.centre.lon, "zoom": camera.zoom}
