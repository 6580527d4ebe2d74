"""The frame of every page: the style sheet, the name of the atlas and the links between pages."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from relos_atlas.text import catalogue
from relos_atlas.views.embed import show_embed
from relos_atlas.views.markup import tag
from relos_atlas.views.page import note_page_name, page_again
from relos_atlas.views.share import show_share

_SHARE, _ASKED = "share", "share-asked"
_log = logging.getLogger(__name__)


@cache
def _style_sheet() -> str:
    return files("relos_atlas.views").joinpath("web", "page.css").read_text(encoding="utf-8")


def show_frame(pages: Sequence[StreamlitPage]) -> None:
    """Show what stands above every page. Links keep the filters, so that a view survives a change of page."""
    words = catalogue("en")
    st.html(f"<style>{_style_sheet()}</style>")
    if st.context.is_embedded:
        return
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    with st.container(key="atlas-head", horizontal=True, gap="medium", vertical_alignment="center"):
        st.html(tag("span", words.say("app.title"), class_="atlas-name"), width="content")
        for page in pages:
            st.page_link(page, query_params=query)
        st.button(
            words.say("share.open"), key=_SHARE, type="tertiary", icon=":material/ios_share:", on_click=_ask
        )


def _ask() -> None:
    # A callback's note outlives a run that starts over; the button's own value would not.
    st.session_state[_ASKED] = True


def _open_share() -> None:
    opened = page_again()
    if opened is not None:
        show_share(opened)


def run_page(page: StreamlitPage) -> None:
    """Run a page; a fault of the program is logged whole and told to the reader in a sentence."""
    note_page_name(page.url_path)
    try:
        if st.context.is_embedded:
            show_embed(page.url_path)
            return
        page.run()
        if st.session_state.pop(_ASKED, False):
            _open_share()
    except Exception:  # noqa: BLE001 - the last door: a visitor never sees a traceback
        _log.exception("page %s failed", page.url_path)
        words = catalogue("en")
        st.html(
            tag(
                "section",
                tag("h1", words.say("error.heading")),
                tag("p", words.say("error.text")),
                class_="atlas-damage",
                role="alert",
            )
        )
