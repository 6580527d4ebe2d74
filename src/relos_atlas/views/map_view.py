"""The map in the page: a Folium map that stays, and states that come and go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

import streamlit as st

from relos_atlas.model import ViewState
from relos_atlas.render.folium_map import MAP_ID, map_page_path
from relos_atlas.render.packing import pack_scene, place_table_path
from relos_atlas.scene.scenes import MapScene
from relos_atlas.views.component import component
from relos_atlas.views.page import Page, changed, static_prefix

_KEY = "map"
Pick: TypeAlias = Callable[[str], None]


def show_map(
    page: Page, scene: MapScene, pick: Pick | None = None, *, anywhere: bool = False, alone: bool = False
) -> None:
    """
    Show the map of `scene`; a click on a place selects it.

    Where the map stands `alone`, it tells of a place in a popup, and the page does not answer.
    With `pick`, a click on a place hands over its id instead; with `anywhere`, one on the open map `lat_lon`.
    """
    prefix = static_prefix()
    table = place_table_path(scene.places, page.atlas, page.words, page.assets)

    def select() -> None:
        chosen = st.session_state[_KEY].get("selected")
        if pick is not None and chosen is not None:
            pick(str(chosen))
        elif chosen in scene.places.index:
            changed(page, lambda state: selecting(state, chosen))

    component("map", "mounting.js", "map-component.js")(
        key=_KEY,
        data={
            "id": MAP_ID,
            "page": prefix + map_page_path(scene.base, page.assets, page.words, prefix),
            "state": pack_scene(scene, prefix + table, page.atlas.fingerprint, _tiles(page)),
            "picks": anywhere,
            "alone": alone,
            "texts": {name: page.words.say(f"map.{name}") for name in ("loading", "failed")},
        },
        on_selected_change=select,
    )


def selecting(state: ViewState, place_id: str | None) -> ViewState:
    """Return `state` with this place selected."""
    return replace(state, selected=place_id)


def _tiles(page: Page) -> dict[str, Any]:
    row = page.atlas.tables["tile-services"].iloc[0]
    return {"url": row["url"], "attribution": row["attribution"], "maxZoom": int(row["max_zoom"])}
