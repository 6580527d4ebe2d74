"""The choices of a voyage in the sidebar: corridor, ends, month, ship, speed, and what to avoid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import streamlit as st

from relos_atlas.data import Atlas
from relos_atlas.domain.places import places_of
from relos_atlas.domain.ships import ice_class_names, ship_names
from relos_atlas.domain.voyages import (
    DEFAULT_SPEED_KN,
    as_corridor,
    end_text,
    plan_of,
    with_end,
    with_own_ends,
)
from relos_atlas.domain.ways import passage_names
from relos_atlas.views.filters import put, show_heading, show_layers
from relos_atlas.views.page import Page, changed
from relos_atlas.views.sea import sea_of

CLICK = "click-sets"
ENDS = ("origin", "destination")
_OWN = ""
_MOST_AVOIDED = 12


def show_voyage_choices(page: Page) -> None:
    """Show every choice of a voyage."""
    with st.sidebar:
        show_heading(page, ("voyage",), "voyage.heading")
        _corridor(page)
        for which in ENDS:
            _end(page, which)
        _click(page)
        _one(page, "month", {str(month): page.words.say(f"month.{month}") for month in range(1, 13)}, int)
        _one(page, "ice_class", ice_class_names(page.atlas), str)
        _one(page, "ship", ship_names(page.atlas), str, ship=sea_of(page).tariffs.ship(None))
        _speed(page)
        _avoid(page)
        show_layers(page)


def clicked_end() -> str | None:
    """Return which end a click on the map sets, None if neither."""
    chosen = st.session_state.get(CLICK)
    return chosen if chosen in ENDS else None


def _corridor(page: Page) -> None:
    words, table = page.words, page.atlas.corridors
    put("corridor", plan_of(page.atlas, page.state).corridor_id or _OWN)

    def choose() -> None:
        chosen = st.session_state["corridor"]
        if chosen == _OWN:
            changed(page, lambda state: with_own_ends(page.atlas, state))
        else:
            changed(page, lambda state: as_corridor(state, chosen))

    st.selectbox(
        words.say("voyage.corridor"),
        [_OWN, *table.index],
        format_func=lambda i: str(table.loc[i, "name"]) if i else words.say("voyage.own"),
        key="corridor",
        on_change=choose,
        help=words.say("voyage.corridor-help"),
    )


def _end(page: Page, which: str) -> None:
    words = page.words
    plan = plan_of(page.atlas, page.state)
    end = plan.start if which == "origin" else plan.end
    current = end_text(end)
    names = _place_names(page.atlas)
    options = list(names) if current in names else [current, *names]
    put(which, current)

    def choose() -> None:
        chosen = st.session_state[which]
        changed(page, lambda state: with_end(page.atlas, state, which, chosen))

    st.selectbox(
        words.say(f"voyage.{which}"),
        options,
        format_func=lambda i: names.get(i, end.name),
        key=which,
        on_change=choose,
    )


@lru_cache(maxsize=4)
def _place_names(atlas: Atlas) -> dict[str, str]:
    """Return every place by name and country, in the order of the names."""
    places = places_of(atlas)
    named = zip(places.index, places["name"] + " (" + places["country"] + ")", strict=True)
    return dict(sorted(named, key=lambda pair: (pair[1].casefold(), pair[0])))


def _click(page: Page) -> None:
    words = page.words
    st.segmented_control(
        words.say("voyage.click"),
        list(ENDS),
        format_func=lambda which: words.say(f"voyage.click-{which}"),
        key=CLICK,
        help=words.say("voyage.click-help"),
    )


def _one(
    page: Page, field: str, names: Mapping[str, str], parse: Callable[[str], Any], **default: str
) -> None:
    """Show a choice of one value, or of none; `default` fills the words that stand for none."""
    words = page.words
    value = getattr(page.state.voyage, field)
    put(field, _OWN if value is None else str(value))

    def choose() -> None:
        chosen = st.session_state[field]
        meant: dict[str, Any] = {field: None if chosen == _OWN else parse(chosen)}
        changed(page, lambda state: replace(state, voyage=replace(state.voyage, **meant)))

    st.selectbox(
        words.say(f"voyage.{field}"),
        [_OWN, *names],
        format_func=lambda slug: names[slug] if slug else words.say(f"voyage.{field}-any", **default),
        key=field,
        on_change=choose,
    )


def _speed(page: Page) -> None:
    put("speed", page.state.voyage.speed_kn or DEFAULT_SPEED_KN)

    def choose() -> None:
        speed = st.session_state["speed"]
        kept = None if speed == DEFAULT_SPEED_KN else speed
        changed(page, lambda state: replace(state, voyage=replace(state.voyage, speed_kn=kept)))

    st.number_input(
        page.words.say("voyage.speed"), 1.0, 40.0, step=0.5, format="%.1f", key="speed", on_change=choose
    )


def _avoid(page: Page) -> None:
    names = passage_names(page.atlas, page.state.voyage.avoid)
    put("avoid", sorted(page.state.voyage.avoid))

    def choose() -> None:
        chosen = frozenset(st.session_state["avoid"])
        changed(page, lambda state: replace(state, voyage=replace(state.voyage, avoid=chosen)))

    st.multiselect(
        page.words.say("voyage.avoid"),
        sorted(names, key=names.__getitem__),
        format_func=names.__getitem__,
        key="avoid",
        on_change=choose,
        max_selections=_MOST_AVOIDED,
        placeholder=page.words.say("voyage.avoid-none"),
    )
