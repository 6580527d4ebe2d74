"""What every page with a map has: the live sentence, the projection switch, the map and the card."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from relos_atlas.scene.scenes import MapScene
from relos_atlas.views.filters import show_projection
from relos_atlas.views.map_view import Pick, show_map
from relos_atlas.views.markup import tag
from relos_atlas.views.page import Page


def show_live(page: Page, sentence: str) -> None:
    """Show the live sentence and the projection switch."""
    with st.container(key="atlas-sentence", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(tag("p", sentence, class_="atlas-live", role="status", aria_live="polite"))
        show_projection(page)


def show_stage(
    page: Page,
    scene: MapScene,
    card: Callable[[], None] | None,
    pick: Pick | None = None,
    *,
    anywhere: bool = False,
) -> None:
    """Show the map and, where something is selected, its card beside it; `pick` takes the map's clicks."""
    with st.container(key="atlas-stage", horizontal=True, gap="small"):
        with st.container(key="atlas-map"):
            show_map(page, scene, pick, anywhere=anywhere)
        with st.container(key="atlas-card-open" if card else "atlas-card-none"):
            if card:
                card()
