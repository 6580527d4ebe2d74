"""The share panel: link, pictures, one-file map, data and pack of the view on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from relos_atlas.domain.links import decode_link
from relos_atlas.domain.vocabulary import vocabulary_of
from relos_atlas.snapshot.citation import alternative_text, cite, embed_code
from relos_atlas.snapshot.data_files import MEDIA_TYPES, table_files
from relos_atlas.snapshot.files import KINDS, file_name, make_file
from relos_atlas.snapshot.order import Order, Studio, shown_by, studio_of
from relos_atlas.snapshot.pack import data_pack, pack
from relos_atlas.snapshot.shown import PAGES
from relos_atlas.views.component import component
from relos_atlas.views.markup import tag
from relos_atlas.views.page import Page, page_address
from relos_atlas.views.unfolding import picture_address

_LINK = "share-link"
_LINK_TEXTS = ("label", "copy", "copied", "byHand")


@dataclass(frozen=True, slots=True)
class Offer:
    """A file to be had: the word on its button, its name, its media type and how it is made."""

    word: str
    file: str
    media_type: str
    make: Callable[[Studio, Order], bytes]


def _drawing(kind: str) -> Offer:
    made = KINDS[kind]
    return Offer(kind, made.file, made.media_type, lambda studio, order: make_file(studio, order, kind))


_PICTURES = tuple(map(_drawing, ("png", "png-2x", "svg", "pdf", "card")))
_WHOLE = (_drawing("html"), Offer("pack", "pack.zip", "application/zip", pack))
_ALL_DATA = Offer("data", "data.zip", "application/zip", data_pack)


def show_share(page: Page) -> None:
    """Open the panel for a page at the state in the address."""

    @st.dialog(page.words.say("share.heading"), width="medium")
    def panel() -> None:
        order = _with_camera(page, Order(page.name, page.state, page_address()))
        _show_link(page, order)
        if page.name not in PAGES:
            st.html(tag("p", page.words.say("share.only-link"), class_="atlas-note"))
            return
        studio = studio_of(page.atlas, page.assets, page.words)
        st.html(tag("p", shown_by(studio, order).sentence, class_="atlas-share-sentence"))
        _show_files(studio, order)
        _show_texts(studio, order)

    panel()


def _camera() -> str:
    """Return the view that the reader moved the map to, as the browser tells it: part of a link, or empty."""
    return str((st.session_state.get(_LINK) or {}).get("camera") or "")


def _with_camera(page: Page, order: Order) -> Order:
    moved, _ = decode_link(_camera(), vocabulary_of(page.atlas))
    if moved.centre is None:
        return order
    return replace(order, state=replace(order.state, centre=moved.centre, zoom=moved.zoom))


def _show_link(page: Page, order: Order) -> None:
    words, fingerprint = page.words, page.atlas.fingerprint
    component("share_link", "share-link.js")(
        key=_LINK,
        data={
            "link": order.link(fingerprint),
            "camera": _camera(),
            "texts": {name: words.say(f"share.link-{name}") for name in _LINK_TEXTS},
        },
        on_camera_change=lambda: None,
    )
    st.html(tag("p", words.say("share.link-note", fingerprint=fingerprint), class_="atlas-note"))


def _show_files(studio: Studio, order: Order) -> None:
    """Show the buttons; a file is made when its button is pressed, in memory, and nowhere else."""
    data = (*_tables(studio, order), _ALL_DATA)
    for name, offers in (("picture", _PICTURES), ("whole", _WHOLE), ("data", data)):
        st.html(tag("h3", studio.words.say(f"share.{name}"), class_="atlas-share-heading"))
        with st.container(horizontal=True, gap="small"):
            for offer in offers:
                _show_offer(studio, order, offer)
    st.html(tag("p", studio.words.say("share.check-note"), class_="atlas-note"))


def _tables(studio: Studio, order: Order) -> list[Offer]:
    """Return the files of the rows on the screen; a table without places is CSV alone."""
    name, rows = next(iter(shown_by(studio, order).tables.items()))
    suffixes = tuple(MEDIA_TYPES) if hasattr(rows, "crs") else ("csv",)
    return [_table(f"{name}.{suffix}", suffix) for suffix in suffixes]


def _table(file: str, suffix: str) -> Offer:
    def make(studio: Studio, order: Order) -> bytes:
        return table_files(shown_by(studio, order))[file]

    return Offer(suffix, file, MEDIA_TYPES[suffix], make)


def _show_offer(studio: Studio, order: Order, offer: Offer) -> None:
    st.download_button(
        studio.words.say(f"share.file.{offer.word}"),
        data=lambda: offer.make(studio, order),
        file_name=file_name(studio, order, offer.file),
        mime=offer.media_type,
        key=f"share-{offer.word}",
        on_click="ignore",
    )


def _show_texts(studio: Studio, order: Order) -> None:
    citation = cite(studio, order)
    picture = picture_address(order, studio.atlas.fingerprint) or KINDS["png"].file
    texts = {
        "embed": embed_code(studio, order, picture),
        "alternative": alternative_text(studio, order),
        "citation": f"{citation.apa}\n{citation.bibtex}\n{citation.cff}",
    }
    for name, text in texts.items():
        with st.expander(studio.words.say(f"share.{name}")):
            st.code(text, language=None, wrap_lines=True)
