"""The way out of a card, the same on every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from relos_atlas.model import ViewState
from relos_atlas.views.page import Page, changed


def _unselected(state: ViewState) -> ViewState:
    return replace(state, selected=None)


def show_close(page: Page, close: Callable[[ViewState], ViewState] = _unselected) -> None:
    """Show the button that closes the card; `close` turns the state into the one without it."""
    st.button(
        page.words.say("card.close"),
        key="close-card",
        type="tertiary",
        icon=":material/close:",
        on_click=changed,
        args=(page, close),
    )
