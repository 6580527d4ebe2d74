"""The server's start: the tables are read before the first visitor comes, not while one waits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from relos_atlas.data import GeodataError
from relos_atlas.domain.places import places_of
from relos_atlas.model import Projection, ViewState
from relos_atlas.render.assets import AssetError
from relos_atlas.render.folium_map import map_page_path
from relos_atlas.render.packing import place_table_path
from relos_atlas.scene.base import base_map
from relos_atlas.snapshot.sea import answer_of
from relos_atlas.text import catalogue
from relos_atlas.views.page import loaded, static_prefix


@asynccontextmanager
async def ready(_server: st.App) -> AsyncIterator[None]:
    """Load what every page needs, then let the server answer."""
    await asyncio.to_thread(_warm)
    yield


def _warm() -> None:
    try:
        atlas, assets = loaded()
    except (GeodataError, AssetError):
        # The visitor's page names every fault; the server must stand to show it.
        return
    state, words, prefix = ViewState(), catalogue("en"), static_prefix()
    place_table_path(places_of(atlas), atlas, words, assets)
    for projection in Projection:
        map_page_path(base_map(atlas, projection, state.border_view, words), assets, words, prefix)
    # The first voyage reads the sea network and the land mask.
    answer_of(atlas, state)
