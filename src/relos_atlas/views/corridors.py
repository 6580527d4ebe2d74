"""The corridors page: sentence, map, card and tabs of one scene."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from relos_atlas.domain.places import places_of
from relos_atlas.domain.voyages import with_end, with_own_ends
from relos_atlas.model import ViewState
from relos_atlas.scene.corridors import corridors_scene
from relos_atlas.scene.scenes import CorridorsScene
from relos_atlas.views.card import has_card, show_card
from relos_atlas.views.corridor_card import show_corridor_card
from relos_atlas.views.corridor_choices import clicked_end
from relos_atlas.views.corridor_table import show_ways
from relos_atlas.views.page import Page, changed
from relos_atlas.views.reach_view import reach_asked, show_reach
from relos_atlas.views.sea import LOCK, answer_of, sea_of
from relos_atlas.views.season_view import show_season, show_traffic
from relos_atlas.views.stage import show_live, show_stage


def scene_of(page: Page) -> CorridorsScene:
    """Return the scene of the page's state."""
    answer, reach = answer_of(page), reach_asked(page)
    with LOCK:
        return corridors_scene(page.atlas, sea_of(page), page.state, answer, page.words, reach)


def show_sentence(page: Page, scene: CorridorsScene) -> None:
    """Show the live sentence and the projection switch."""
    show_live(page, scene.sentence)


def show_map_and_card(page: Page, scene: CorridorsScene) -> None:
    """Show the map, and the card of the chosen corridor or place beside it."""
    end = clicked_end()

    def pick(chosen: str) -> None:
        changed(page, lambda state: _picked(page, state, end, chosen))

    card = None
    if page.state.selected in page.atlas.corridors.index:
        card = lambda: show_corridor_card(page, scene)  # noqa: E731 - one of three
    elif has_card(page):
        # No filter hides a place here: what is off the way is left out, not hidden.
        everywhere = replace(scene, shown=np.ones_like(scene.shown))
        card = lambda: show_card(page, everywhere)  # noqa: E731
    show_stage(page, scene, card, pick, anywhere=end is not None)


def show_tabs(page: Page, scene: CorridorsScene) -> None:
    """Show the comparison and, in tabs equal to it, season, traffic and reach."""
    words = page.words
    names = ("season-tab", "reach-tab", "traffic-tab")
    listed = words.say("corridors.ways-tab", n=len(scene.answer.ways))
    ways, season, reach, traffic = st.tabs([listed, *(words.say(f"corridors.{name}") for name in names)])
    with ways:
        show_ways(page, scene)
    with season:
        show_season(page)
    with reach:
        show_reach(page, scene.reach)
    with traffic:
        show_traffic(page)


def _picked(page: Page, state: ViewState, end: str | None, chosen: str) -> ViewState:
    """Return the state after a click: an end set, or a place selected whose voyage stays as it is."""
    if end is not None:
        return with_end(page.atlas, state, end, chosen)
    if chosen in places_of(page.atlas).index:
        return replace(with_own_ends(page.atlas, state), selected=chosen)
    return state
