"""The timeline in the page: it stays, states come and go; a click, a drag or a key changes the address."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from relos_atlas.model import DateError, Interval, PartialDate
from relos_atlas.render.timeline_files import pack_timeline, timeline_files
from relos_atlas.scene.scenes import EventsScene
from relos_atlas.views.component import component
from relos_atlas.views.page import Page, changed, static_prefix

_KEY = "timeline"
# What the component sends where a range or a date is taken away.
_NOTHING = ".."


def show_score(page: Page, scene: EventsScene) -> None:
    """Show the timeline of `scene`."""
    prefix = static_prefix()
    written = timeline_files(scene.timeline, page.assets, page.words)

    def select() -> None:
        chosen = _told("selected")
        if chosen in page.atlas.events.index:
            changed(page, lambda state: replace(state, selected=chosen))

    component("timeline", "mounting.js", "timeline-component.js")(
        key=_KEY,
        data={
            "files": {
                "scripts": [prefix + path for path in written.scripts],
                "style": prefix + written.style,
                "table": prefix + written.table,
            },
            "state": pack_timeline(scene.timeline_state),
            "texts": {name: page.words.say(f"timeline.{name}") for name in ("loading", "failed")},
        },
        on_selected_change=select,
        on_period_change=lambda: _set_period(page),
        on_as_of_change=lambda: _set_as_of(page),
    )


def _set_period(page: Page) -> None:
    try:
        text = _told("period")
        period = None if text == _NOTHING else Interval.parse(text)
    except DateError:
        return
    changed(page, lambda state: replace(state, period=period))


def _set_as_of(page: Page) -> None:
    try:
        text = _told("as_of")
        date = None if text == _NOTHING else PartialDate.parse(text)
    except DateError:
        return
    st.session_state.pop("as-of-fault", None)
    changed(page, lambda state: replace(state, as_of=date))


def _told(name: str) -> str:
    """Return what the browser sent, as text whatever it was."""
    return str(st.session_state[_KEY].get(name) or "")
