"""The check of a snapshot: a file goes in, a verdict in words comes out, and nothing is kept."""

from __future__ import annotations

import streamlit as st

from relos_atlas.snapshot.order import studio_of
from relos_atlas.snapshot.verify import MOST_BYTES, Verdict, verify
from relos_atlas.snapshot.wording import verdict_text
from relos_atlas.views.markup import link, tag
from relos_atlas.views.page import Page
from relos_atlas.views.since_view import changes_markup

_KEPT = "checked"
_TYPES = ["png", "svg", "pdf", "html", "zip"]


def show_check(page: Page) -> None:
    """Show where a file goes in and what was found of it."""
    words = page.words
    st.html(tag("p", words.say("check.intro"), class_="atlas-note"))
    dropped = st.file_uploader(
        words.say("check.label"), type=_TYPES, key="check", max_upload_size=MOST_BYTES // 1_000_000
    )
    if dropped is None:
        st.session_state.pop(_KEPT, None)
        return
    # Another click on the page must not draw the file a second time.
    kept = st.session_state.get(_KEPT)
    if kept is None or kept[:2] != (dropped.file_id, page.atlas.fingerprint):
        with st.spinner(words.say("check.working"), show_time=True):
            verdict = verify(studio_of(page.atlas, page.assets, words), dropped.getvalue())
        kept = (dropped.file_id, page.atlas.fingerprint, verdict)
        st.session_state[_KEPT] = kept
    _show_verdict(page, dropped.name, kept[2])


def _show_verdict(page: Page, name: str, verdict: Verdict) -> None:
    words, leads, files = page.words, verdict.link, ", ".join(verdict.files)
    st.html(
        tag(
            "section",
            tag("p", name, class_="atlas-note"),
            tag("h2", words.say(f"verdict.{verdict.answer}.heading")),
            tag("p", verdict_text(verdict, words)),
            changes_markup(verdict.rows, words) if verdict.rows else None,
            tag("p", words.say("verdict.files", files=files)) if files else None,
            tag("p", words.say("check.link"), " ", link(leads, leads)) if leads else None,
            class_=f"atlas-data atlas-verdict atlas-verdict-{verdict.answer}",
            role="status",
        )
    )
