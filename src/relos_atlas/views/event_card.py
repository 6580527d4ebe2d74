"""The card of the selected event: what, when and how exactly, where, who, how firm, and by which sources."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from relos_atlas.domain.claims import sources
from relos_atlas.domain.events import first_told
from relos_atlas.domain.links import encode_pairs
from relos_atlas.domain.places import places_of
from relos_atlas.model import PartialDate, Position
from relos_atlas.scene.scenes import EventsScene
from relos_atlas.scene.timeline import event_when
from relos_atlas.text import format_partial_date, format_position
from relos_atlas.views.claims_view import source_list
from relos_atlas.views.closing import show_close
from relos_atlas.views.markup import Markup, as_markdown, joined, tag
from relos_atlas.views.page import Page
from relos_atlas.views.user_notes_view import notes_markup

# Positions of events are ours, exact to a port or a town.
_DECIMALS = 2


def show_event_card(page: Page, scene: EventsScene) -> None:
    """Show the card of the selected event, with a way to close it and one to its facility."""
    words = page.words
    event_id = str(page.state.selected)
    row = page.atlas.events.loc[event_id]
    show_close(page)
    shown = scene.selection.everything
    st.html(
        tag(
            "article",
            tag("h2", row["title"]),
            None
            if event_id in shown.index
            else tag("p", words.say("event-card.hidden"), class_="atlas-fault"),
            tag("p", row["description"]),
            _facts(page, event_id, row),
            notes_markup(page, event_id),
            tag("p", tag("a", words.say("event-card.permalink"), href=f"?id={event_id}")),
            tag("h3", words.say("card.sources")),
            source_list(sources(page.atlas, row["source_ids"]), words),
            class_="atlas-card",
            aria_label=words.say("event-card.label"),
        )
    )
    if row["facility_id"]:
        name = str(places_of(page.atlas).loc[row["facility_id"], "name"])
        st.page_link(
            "pages/access.py",
            label=words.say("event-card.facility-link", name=as_markdown(name)),
            query_params=encode_pairs(replace(page.state, selected=str(row["facility_id"]))),
        )


def _facts(page: Page, event_id: str, row: pd.Series) -> Markup:
    words = page.words
    told = first_told(page.atlas, event_id)
    facts = [
        ("kind", words.say(f"event-kind.{row['category']}.label")),
        ("when", event_when(row["date_start"], row["date_end"], words)),
        ("exactness", words.say(f"event-card.precision.{_precision(row)}")),
        ("where", row["place"] or words.say("event-card.no-place")),
        ("position", _position(page, row)),
        ("facility", row["facility_hint"]),
        ("who", ", ".join(page.country(code) for code in row["countries"])),
        ("confidence", words.say(f"confidence.{row['confidence']}")),
        ("told", format_partial_date(told, words.language) if told else words.say("event-card.told-undated")),
    ]
    lines = [
        joined(tag("dt", words.say(f"event-card.{name}")), tag("dd", text)) for name, text in facts if text
    ]
    return tag("dl", *lines)


def _precision(row: pd.Series) -> str:
    """Return how exact the dates are: `day`, `month`, `year`, or `span` where they are two days."""
    dates = [PartialDate.parse(text) for text in (row["date_start"], row["date_end"]) if text]
    coarsest = min(1 + (date.month is not None) + (date.day is not None) for date in dates)
    if len(dates) == 2 and coarsest == 3:
        return "span"
    return ("year", "month", "day")[coarsest - 1]


def _position(page: Page, row: pd.Series) -> str:
    if row.geometry.is_empty:
        return page.words.say("timeline.no-place")
    position = format_position(Position(lon=row.geometry.x, lat=row.geometry.y), _DECIMALS)
    return page.words.say("event-card.position-ours", position=position)
