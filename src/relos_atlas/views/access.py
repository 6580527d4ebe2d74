"""The access page: sentence, map, card and list of one scene."""

from __future__ import annotations

import streamlit as st

from relos_atlas.domain.summary import summary_sentence
from relos_atlas.scene.access import access_scene
from relos_atlas.scene.scenes import AccessScene
from relos_atlas.views.card import has_card, show_card
from relos_atlas.views.listing import show_list
from relos_atlas.views.page import Page
from relos_atlas.views.stage import show_live, show_stage
from relos_atlas.views.terms import show_help, show_terms


def scene_of(page: Page) -> AccessScene:
    """Return the scene of the page's state."""
    return access_scene(page.atlas, page.state, page.words)


def show_sentence(page: Page, scene: AccessScene) -> None:
    """Show the live sentence and the projection switch."""
    show_live(page, summary_sentence(page.atlas, page.state, scene.selection, page.words))


def show_map_and_card(page: Page, scene: AccessScene) -> None:
    """Show the map, and the card beside it when a place is selected."""
    show_stage(page, scene, (lambda: show_card(page, scene)) if has_card(page) else None)


def show_tabs(page: Page, scene: AccessScene) -> None:
    """Show the list and, in tabs equal to it, the pact's terms and how to read the map."""
    words = page.words
    labels = [
        words.say("list.tab", n=len(scene.selection.rows)),
        words.say("terms.tab"),
        words.say("help.tab"),
    ]
    listing, terms, reading = st.tabs(labels)
    with listing:
        show_list(page, scene)
    with terms:
        show_terms(page)
    with reading:
        show_help(page)
