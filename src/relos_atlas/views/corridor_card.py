"""The card of a chosen corridor: what it is, what is claimed, what is computed, and from which sources."""

from __future__ import annotations

import streamlit as st

from relos_atlas.domain.claims import sources
from relos_atlas.domain.corridors import SEA, Corridor, corridor
from relos_atlas.domain.voyages import as_corridor, with_own_ends
from relos_atlas.scene.scenes import CorridorsScene
from relos_atlas.text import format_number
from relos_atlas.views.claims_view import source_list
from relos_atlas.views.closing import show_close
from relos_atlas.views.markup import Markup, joined, tag
from relos_atlas.views.page import Page, changed
from relos_atlas.views.sea import LOCK, sea_of


def show_corridor_card(page: Page, scene: CorridorsScene) -> None:  # noqa: ARG001 - as every card
    """Show the card of the selected corridor, with ways to close it and to turn to its alternative."""
    words = page.words
    corridor_id = str(page.state.selected)
    row = page.atlas.corridors.loc[corridor_id]
    with LOCK:
        figures = corridor(page.atlas, sea_of(page).router, corridor_id)
    show_close(page, lambda state: with_own_ends(page.atlas, state))
    st.html(
        tag(
            "article",
            tag("h2", row["name"]),
            tag("p", row["summary"]),
            tag("p", words.say("corridor-card.not-pact"), class_="atlas-note"),
            _facts(page, row["kind"], row["status"], figures),
            _legs(page, figures),
            tag("h3", words.say("card.sources")),
            source_list(sources(page.atlas, row["source_ids"]), words),
            class_="atlas-card",
            aria_label=words.say("corridor-card.label"),
        )
    )
    other = row["alternative_to"]
    if other:
        st.button(
            words.say("corridor-card.alternative", name=page.atlas.corridors.loc[other, "name"]),
            key="alternative",
            on_click=lambda: changed(page, lambda state: as_corridor(state, other)),
        )


def _facts(page: Page, kind: str, status: str, figures: Corridor) -> Markup:
    words = page.words
    nothing = words.say("ways.no-claim")
    claimed = figures.claimed_nm
    facts = [
        ("status", status),
        (
            "claimed",
            words.say("corridors.distance", nm=round(claimed)) if claimed else nothing,
        ),
        ("claimed-days", figures.claimed_days or nothing),
        ("computed", words.say("corridors.distance", nm=round(figures.sea_nm))),
        ("land", "" if kind == SEA else words.say("corridor-card.land-value", nm=round(figures.land_nm))),
        ("difference", _difference(page, figures)),
        ("waypoints", words.say("corridors.distance", nm=round(figures.waypoints_nm))),
    ]
    lines = [
        joined(tag("dt", words.say(f"corridor-card.{name}")), tag("dd", text)) for name, text in facts if text
    ]
    return tag("dl", *lines)


def _legs(page: Page, figures: Corridor) -> Markup | None:
    """Return the legs of a corridor that changes between ship, rail and road."""
    if len(figures.legs) == 1:
        return None
    words = page.words
    lines = [
        words.say(
            "corridor-card.sea-leg" if leg.route else "corridor-card.land-leg",
            start=leg.start.name,
            end=leg.end.name,
            nm=round(leg.distance_nm),
        )
        for leg in figures.legs
    ]
    return joined(tag("h3", words.say("corridor-card.legs")), tag("ul", *(tag("li", line) for line in lines)))


def _difference(page: Page, figures: Corridor) -> str:
    percent = figures.difference_percent
    if percent is None:
        return ""
    shown = format_number(abs(percent), page.words.language, 1)
    return page.words.say("ways.above" if percent > 0 else "ways.below", percent=shown)
