"""Opens a page: the atlas, the words, the state in the address bar, and whatever has to be said about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from relos_atlas.data import Atlas, GeodataError, default_geodata, load_atlas
from relos_atlas.domain.links import decode_link, encode_pairs
from relos_atlas.domain.search import search_index
from relos_atlas.domain.vocabulary import vocabulary_of
from relos_atlas.model import Layer, Notice, ViewState
from relos_atlas.render.assets import Assets, prepare_assets
from relos_atlas.snapshot.order import studio_of
from relos_atlas.text import Catalogue, catalogue
from relos_atlas.views import address
from relos_atlas.views.markup import Markup, tag
from relos_atlas.views.since_view import since_markup

STATIC_FOLDER = Path(__file__).resolve().parents[3] / "static"
FIRST_PAGE = "access"
"""Name of the page at the app's own address."""

_FAULTS_SHOWN = 12
_TILES_ALLOWED = "tiles-allowed"
_PAGE, _NEW_PAGE, _NAME = "page-address", "page-is-new", "page-name"


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """What every view is handed; `name` is the page's own, as in its address."""

    atlas: Atlas
    assets: Assets
    state: ViewState
    words: Catalogue
    name: str = FIRST_PAGE

    def country(self, code: str) -> str:
        """Return the name of a country in the reader's language."""
        return str(self.atlas.countries.loc[code, f"label_{self.words.language}"])


def open_page() -> Page:
    """Return the page's values, or show why there are none and stop."""
    _leave_pages_directory()
    words = catalogue("en")
    _note_page()
    try:
        with st.spinner(words.say("app.loading"), show_time=False):
            atlas, assets = loaded()
    except GeodataError as error:
        _show_damage(error, words)
        st.stop()
    address.note_run()
    state, notices = _state_in_address(atlas)
    words = catalogue(state.language)
    state, refused = _without_unasked_tiles(state)
    since = since_markup(studio_of(atlas, assets, words), state, page_name())
    _show_notices((*notices, *refused), since, words)
    return Page(atlas, assets, state, words, page_name())


def loaded() -> tuple[Atlas, Assets]:
    """
    Return the atlas and the browser's files, read once for all readers and anew when a table changes.

    Raises
    ------
    GeodataError
        If the tables are damaged.
    """
    geodata = default_geodata()
    atlas, assets = _loaded(str(geodata), _changed_at(geodata))
    return atlas, assets


def page_again() -> Page | None:
    """Return the page's values once more within a run, without showing anything; None without an atlas."""
    try:
        atlas, assets = loaded()
    except GeodataError:
        return None
    state, _ = _without_unasked_tiles(_state_in_address(atlas)[0])
    return Page(atlas, assets, state, catalogue(state.language), page_name())


def page_address() -> str:
    """Return the address of the page, without query; empty where nobody opened it in a browser."""
    url = urlsplit(str(st.context.url or ""))
    return url._replace(path=url.path or "/", query="", fragment="").geturl() if url.netloc else ""


def note_page_name(name: str) -> None:
    """Remember which page this run shows."""
    st.session_state[_NAME] = name or FIRST_PAGE


def page_name() -> str:
    """Return the name of the page that this run shows."""
    return str(st.session_state.get(_NAME, FIRST_PAGE))


def is_new_page() -> bool:
    """Whether this run is the first one on this page since the reader was on another."""
    return bool(st.session_state.get(_NEW_PAGE))


def _note_page() -> None:
    url = st.context.url
    st.session_state[_NEW_PAGE] = st.session_state.get(_PAGE) != url
    st.session_state[_PAGE] = url


def go_to(state: ViewState) -> None:
    """Make `state` the state of the address bar; the page then shows it."""
    address.write(encode_pairs(state))


def changed(page: Page, change: Callable[[ViewState], ViewState]) -> None:
    """
    Go to the state that `change` makes of the one in the address bar; the camera is the reader's own again.

    The address is read anew: of two quick clicks the second must build on the first, whether Streamlit
    answers both in one run, or the browser sent the second before the first had changed its address.
    """
    state, _ = decode_link(address.latest(), vocabulary_of(page.atlas))
    go_to(replace(change(state).without_camera(), data=None))


def _state_in_address(atlas: Atlas) -> tuple[ViewState, tuple[Notice, ...]]:
    return decode_link(address.reported(), vocabulary_of(atlas))


def static_prefix() -> str:
    """Return what a browser puts before paths of the static folder."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}/app/static/" if base else "/app/static/"


def allow_tiles() -> None:
    """Remember that this reader switched online tiles on; a link alone never reaches the network."""
    st.session_state[_TILES_ALLOWED] = True


def _without_unasked_tiles(state: ViewState) -> tuple[ViewState, tuple[Notice, ...]]:
    if Layer.TILES not in state.layers or st.session_state.get(_TILES_ALLOWED):
        return state, ()
    return replace(state, layers=state.layers - {Layer.TILES}), (Notice("tiles-in-link"),)


def _leave_pages_directory() -> None:
    """
    Start over through app.py if Streamlit ran a page script by itself.

    Until `st.navigation` is first called, Streamlit takes an app with a folder `pages` for its older
    kind and runs the page that a deep link names without the app around it.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


@st.cache_resource(max_entries=2, show_spinner=False)
def _loaded(geodata: str, changed_at: tuple[tuple[str, int], ...]) -> tuple[Atlas, Assets]:  # noqa: ARG001 - the key
    atlas = load_atlas(Path(geodata))
    assets = prepare_assets(STATIC_FOLDER, atlas.geodata)
    search_index(atlas)
    return atlas, assets


def _changed_at(geodata: Path) -> tuple[tuple[str, int], ...]:
    """Return what changes when a file of geodata does, so that a mended folder is read anew."""
    try:
        return tuple(sorted((path.name, path.stat().st_mtime_ns) for path in geodata.iterdir()))
    except OSError:
        return ()


def _show_notices(notices: tuple[Notice, ...], since: Markup | None, words: Catalogue) -> None:
    # The container stands even when it is empty: if what follows moved up, Streamlit would build a new map.
    with st.container(key="atlas-notices"):
        if notices:
            lines = [tag("li", words.notice(notice)) for notice in notices]
            st.html(tag("div", tag("ul", *lines), class_="atlas-notices", role="status"))
        if since:
            st.html(since)


def _show_damage(error: GeodataError, words: Catalogue) -> None:
    faults = error.faults
    lines = [tag("li", tag("code", str(fault))) for fault in faults[:_FAULTS_SHOWN]]
    st.html(
        tag(
            "section",
            tag("h1", words.say("damaged.heading")),
            tag("p", words.say("damaged.intro", n=len(faults))),
            tag("ul", *lines),
            tag("p", words.say("damaged.hint")),
            class_="atlas-damage",
            role="alert",
        )
    )
