"""The map alone, for a frame in another page, with a credit that no link can take away."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from relos_atlas.data import Atlas, GeodataError
from relos_atlas.domain.links import LINK_KEYS, decode_link
from relos_atlas.domain.vocabulary import vocabulary_of
from relos_atlas.model import Layer, ViewState
from relos_atlas.snapshot.order import Order, data_date, shown_by, studio_of
from relos_atlas.snapshot.shown import PAGES
from relos_atlas.text import catalogue
from relos_atlas.views.map_view import show_map
from relos_atlas.views.markup import Markup, joined, link, tag
from relos_atlas.views.page import FIRST_PAGE, Page, loaded, page_address

#: Left out are a reader's own notes, which would look like ours in somebody's page, and the version.
EMBED_KEYS = frozenset(key.name for key in LINK_KEYS) - {"un", "v"}
"""Keys of a link that an embedded map reads; it ignores all others without a word."""


def show_embed(name: str) -> None:
    """Show the map of a page at the state in the address, and who made it of what."""
    words = catalogue("en")
    try:
        atlas, assets = loaded()
    except GeodataError:
        st.html(tag("p", words.say("embed.unavailable"), role="alert", class_="atlas-fault"))
        return
    state = _state(atlas)
    page = Page(atlas, assets, state, catalogue(state.language), name if name in PAGES else FIRST_PAGE)
    studio = studio_of(atlas, assets, page.words)
    shown = shown_by(studio, Order(page.name, state, page_address()))
    with st.container(key="atlas-embed"):
        show_map(page, shown.scene, alone=True)
        st.html(_credit(page, data_date(studio)))


def _state(atlas: Atlas) -> ViewState:
    query = {name: st.query_params.get_all(name) for name in st.query_params if name in EMBED_KEYS}
    state, _ = decode_link(query, vocabulary_of(atlas))
    # A frame in somebody's page never makes its readers ask a server of tiles.
    return replace(state, layers=state.layers - {Layer.TILES})


def _credit(page: Page, date: str) -> Markup:
    words = page.words
    whole = Order(page.name, page.state, page_address()).link(page.atlas.fingerprint)
    said = words.say("embed.data", fingerprint=page.atlas.fingerprint, date=date)
    return tag(
        "p",
        joined(link(words.say("embed.open"), whole), " · ", words.say("snapshot.credit"), " ", said),
        class_="atlas-embed-credit",
    )
