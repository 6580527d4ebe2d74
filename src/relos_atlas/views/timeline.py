"""The timeline page: filters, sentence, timeline, map, card and tabs of one scene."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from relos_atlas.domain.event_words import events_sentence
from relos_atlas.domain.events import FILTERS, event_facets
from relos_atlas.model import EventKind
from relos_atlas.scene.events import events_scene
from relos_atlas.scene.scenes import EventsScene
from relos_atlas.views.as_of_view import show_changes, show_world
from relos_atlas.views.before_after_view import show_before_and_after
from relos_atlas.views.card import has_card, show_card
from relos_atlas.views.event_card import show_event_card
from relos_atlas.views.filters import (
    column,
    put,
    show_as_of,
    show_choices,
    show_date,
    show_heading,
    show_layers,
    show_search,
)
from relos_atlas.views.markup import tag
from relos_atlas.views.page import Page, changed
from relos_atlas.views.stage import show_live, show_stage
from relos_atlas.views.timeline_list import DATES, show_event_list
from relos_atlas.views.timeline_score import show_score
from relos_atlas.views.user_notes_view import notes_of, show_notes


def scene_of(page: Page) -> EventsScene:
    """Return the scene of the page's state."""
    return events_scene(page.atlas, replace(page.state, notes=notes_of(page)), page.words)


def show_event_filters(page: Page) -> None:
    """Show the switches of kinds, the filters and the dates in the sidebar."""
    words, atlas = page.words, page.atlas
    counts = event_facets(atlas, page.state)
    with st.sidebar:
        show_heading(page, (*FILTERS, *DATES))
        show_search(page, "events")
        _show_kinds(page, counts["event_kinds"])
        show_choices(page, "countries", counts, column(atlas.countries, f"label_{words.language}"))
        show_as_of(page, "as-of-events")
        show_date(page, "known_on", "known-on")
        show_layers(page)


def show_sentence(page: Page, scene: EventsScene) -> None:
    """Show the live sentence and the projection switch."""
    show_live(page, events_sentence(page.atlas, page.state, scene.selection, page.words))


def show_timeline_and_map(page: Page, scene: EventsScene) -> None:
    """Show the timeline, below it the map, and the card of the selected event or place beside it."""
    with st.container(key="atlas-score"):
        show_score(page, scene)
    with st.container(key="atlas-under-score"):
        if page.state.selected in page.atlas.events.index:
            show_stage(page, scene, lambda: show_event_card(page, scene))
        elif has_card(page):
            show_stage(page, scene, lambda: show_card(page, scene))
        else:
            show_stage(page, scene, None)


def show_tabs(page: Page, scene: EventsScene) -> None:
    """Show the list and, in tabs equal to it, what was true on a day, what changed, counts and notes."""
    words = page.words
    names = ("world-tab", "changes-tab", "before-after-tab", "notes-tab", "help-tab")
    listed = words.say("timeline.list-tab", n=len(scene.selection.everything))
    listing, *others = st.tabs([listed, *(words.say(f"timeline.{name}") for name in names)])
    with listing:
        show_event_list(page, scene)
    shows = (show_world, show_changes, show_before_and_after, show_notes, _show_help)
    for tab, show in zip(others, shows, strict=True):
        with tab:
            show(page)


def _show_help(page: Page) -> None:
    """Show how to read timeline and map."""
    paragraphs = page.words.say("timeline.help").strip().split("\n\n")
    st.html(tag("section", *(tag("p", text) for text in paragraphs), class_="atlas-help"))


def _show_kinds(page: Page, counts: dict[str, int]) -> None:
    """Show a switch for each kind of event."""
    words = page.words
    put("event_kinds", [kind for kind in EventKind if kind in page.state.event_kinds])

    def choose() -> None:
        chosen = frozenset(map(EventKind, st.session_state["event_kinds"]))
        changed(page, lambda state: replace(state, event_kinds=chosen))

    st.pills(
        words.say("timeline.categories"),
        list(EventKind),
        selection_mode="multi",
        format_func=lambda kind: words.say(
            "filters.choice", label=words.say(f"event-kind.{kind}.lane"), count=counts.get(kind, 0)
        ),
        key="event_kinds",
        on_change=choose,
    )
