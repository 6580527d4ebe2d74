"""The choices of the reach, and the places that access would open, with the miles to each."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

import streamlit as st

from relos_atlas.domain.ends import HARBOURS
from relos_atlas.domain.places import places_of
from relos_atlas.domain.reach import DEFAULT_DAYS, Reach, Stop, reach_of, reach_plan
from relos_atlas.domain.reach_words import reach_sentence
from relos_atlas.domain.sea_mesh import SeaMesh
from relos_atlas.text import format_number
from relos_atlas.views.filters import put
from relos_atlas.views.markup import Markup, tag
from relos_atlas.views.page import Page, changed
from relos_atlas.views.sea import LOCK, sea_of

_NOWHERE = ""


def reach_asked(page: Page) -> Reach | None:
    """Return the reach that the page's state asks for, None if none."""
    plan = reach_plan(page.atlas, page.state)
    if plan is None:
        return None
    with st.spinner(page.words.say("reach.working"), show_time=False), LOCK:
        return reach_of(page.atlas, _mesh(str(page.atlas.geodata), page.atlas.fingerprint, page), plan)


@st.cache_resource(max_entries=2, show_spinner=False)
def _mesh(geodata: str, fingerprint: str, _page: Page) -> SeaMesh:  # noqa: ARG001 - the key
    return SeaMesh.over(sea_of(_page).router)


def show_reach(page: Page, reach: Reach | None) -> None:
    """Show the choices, and what the reach says of each place that access would open."""
    words = page.words
    st.html(tag("p", words.say("reach.intro"), class_="atlas-note"))
    _choices(page)
    if reach is None:
        return
    st.html(
        tag("p", reach_sentence(reach, words))
        if not reach.stops
        else tag(
            "div",
            _table(page, reach),
            tag("p", words.say("reach.stops-note"), class_="atlas-note"),
            class_="atlas-scroll",
            role="region",
            tabindex="0",
            aria_label=words.say("reach.label"),
        )
    )


def _choices(page: Page) -> None:
    words, places = page.words, places_of(page.atlas)
    ships = places[places["kind"].isin(HARBOURS)]
    names = dict(zip(ships.index, ships["name"] + " (" + ships["country"] + ")", strict=True))
    start, days = page.state.voyage.reach_from, page.state.voyage.reach_days or DEFAULT_DAYS
    options = [_NOWHERE, *sorted(names, key=lambda i: (names[i].casefold(), i))]
    if start and start not in names:
        options.insert(1, start)
    put("reach-from", start or _NOWHERE)
    put("reach-days", days)

    def choose_start() -> None:
        chosen = st.session_state["reach-from"] or None
        changed(page, lambda state: replace(state, voyage=replace(state.voyage, reach_from=chosen)))

    def choose_days() -> None:
        chosen = st.session_state["reach-days"]
        changed(page, lambda state: replace(state, voyage=replace(state.voyage, reach_days=chosen)))

    left, right = st.columns(2)
    left.selectbox(
        words.say("reach.from"),
        options,
        format_func=lambda i: names.get(i, i) if i else words.say("reach.nowhere"),
        key="reach-from",
        on_change=choose_start,
    )
    right.number_input(words.say("reach.days"), 1, 90, key="reach-days", on_change=choose_days)


def _table(page: Page, reach: Reach) -> Markup:
    words = page.words
    heads = [
        tag("th", words.say(f"reach.column-{name}"), scope="col")
        for name in ("place", "nm", "days", "within")
    ]
    rows = [_row(page, reach, stop) for stop in reach.stops]
    return tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_="atlas-ways")


def _row(page: Page, reach: Reach, stop: Stop) -> Markup:
    words = page.words
    name = tag("th", stop.end.name, scope="row")
    if not isfinite(stop.miles_nm):
        return tag("tr", name, tag("td", "–"), tag("td", "–"), tag("td", words.say("reach.no-way")))
    days = stop.miles_nm / reach.plan.speed_kn / 24.0
    return tag(
        "tr",
        name,
        tag("td", words.say("corridors.distance", nm=round(stop.miles_nm))),
        tag("td", format_number(days, words.language, 1)),
        tag("td", words.say("reach.yes" if stop.is_within else "reach.no")),
    )
