"""The router and the tariffs, read once for all visitors, and the answer to the page's voyage."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

import streamlit as st

from relos_atlas.domain.voyages import Sea, VoyageAnswer, plan_of
from relos_atlas.domain.ways import answer_voyage
from relos_atlas.routing import Router
from relos_atlas.routing.economics import Tariffs
from relos_atlas.views.page import Page

# The router keeps what it has searched; two visitors must not sort the same shelf at once.
LOCK = Lock()


def sea_of(page: Page) -> Sea:
    """Return what answers voyages on the page's geodata."""
    return _sea(str(page.atlas.geodata), page.atlas.fingerprint)


def answer_of(page: Page) -> VoyageAnswer:
    """Return the ways between the ends that the page's state asks for."""
    with LOCK:
        return answer_voyage(page.atlas, sea_of(page), plan_of(page.atlas, page.state))


@st.cache_resource(max_entries=2, show_spinner=False)
def _sea(geodata: str, fingerprint: str) -> Sea:  # noqa: ARG001 - the key
    return Sea(Router.load(Path(geodata)), Tariffs(Path(geodata)))
