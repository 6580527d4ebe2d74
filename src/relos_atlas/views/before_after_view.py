"""How often things happened before and after the selected event, and in equal times around it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from relos_atlas.domain.changes import before_and_after
from relos_atlas.domain.places import FOCUS_AGREEMENT
from relos_atlas.views.markup import tag
from relos_atlas.views.page import Page, changed


def show_before_and_after(page: Page) -> None:
    """Show the counts around the selected event; without one, offer the steps of the pact."""
    words = page.words
    if page.state.selected not in page.atlas.events.index:
        st.html(tag("p", words.say("before-after.choose"), role="status"))
        _show_steps(page)
        return
    event_id = str(page.state.selected)
    title = str(page.atlas.events.loc[event_id, "title"])
    counts = before_and_after(page.atlas, page.state, event_id)
    table = pd.DataFrame(
        {
            words.say(f"before-after.{name}"): [getattr(own, name) for own in counts.by_kind.values()]
            for name in ("before", "after", "unsure", "before_window", "after_window")
        },
        index=pd.Index(
            [words.say(f"event-kind.{kind}.lane") for kind in counts.by_kind],
            name=words.say("before-after.kind"),
        ),
    )
    table.loc[words.say("before-after.all")] = table.sum()
    st.html(tag("p", words.say("before-after.intro", title=title, n=counts.window_days)))
    st.dataframe(table, key="before-after", alt=words.say("before-after.label", title=title), lazy=False)
    st.caption(words.say("before-after.note"))


def _show_steps(page: Page) -> None:
    """Offer the steps of the pact as events to compare around."""
    events = page.atlas.events
    steps = events[events["agreement_id"] == FOCUS_AGREEMENT]
    titles = steps["date_start"] + ": " + steps["title"]
    st.session_state["before-after-step"] = None

    def choose() -> None:
        chosen = st.session_state["before-after-step"]
        changed(page, lambda state: replace(state, selected=chosen))

    st.selectbox(
        page.words.say("before-after.step"),
        list(steps.index),
        format_func=lambda event_id: titles[event_id],
        key="before-after-step",
        index=None,
        placeholder=page.words.say("before-after.step-placeholder"),
        on_change=choose,
    )
