"""The filters: each choice with the number of places it would show; one click clears all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from relos_atlas.domain.places import operator_labels
from relos_atlas.domain.select import facet_counts
from relos_atlas.model import DateError, Grade, Layer, Notice, PartialDate, Projection, ViewState
from relos_atlas.views.markup import tag
from relos_atlas.views.page import Page, allow_tiles, changed, is_new_page

_MOST_CHOICES = 15
_FILTERS = ("countries", "regions", "kinds", "operators", "agreements", "text", "as_of", "known_on", "grades")


def show_filters(page: Page) -> None:
    """Show every filter in the sidebar."""
    words = page.words
    counts = facet_counts(page.atlas, page.state)
    with st.sidebar:
        show_heading(page)
        show_search(page)
        _grades(page, counts["grades"])
        show_choices(page, "countries", counts, column(page.atlas.countries, f"label_{words.language}"))
        show_choices(page, "regions", counts, column(page.atlas.regions, f"label_{words.language}"))
        show_choices(page, "kinds", counts, lambda kind: words.say(f"kind.{kind}"))
        show_choices(page, "agreements", counts, column(page.atlas.agreements, "short_name"))
        show_choices(page, "operators", counts, _operator_names(page))
        show_as_of(page)
        show_layers(page)


def show_projection(page: Page) -> None:
    """Show the switch between the flat and the polar map."""
    words = page.words
    put("projection", page.state.projection)

    def choose() -> None:
        chosen = st.session_state["projection"] or page.state.projection
        changed(page, lambda state: replace(state, projection=Projection(chosen)))

    st.segmented_control(
        words.say("projection.label"),
        list(Projection),
        format_func=lambda projection: words.say(f"projection.{projection}"),
        key="projection",
        on_change=choose,
        label_visibility="collapsed",
        required=True,
    )


def show_heading(page: Page, filters: Sequence[str] = _FILTERS, heading: str = "filters.heading") -> None:
    """Show the heading of the filters, and the button that clears these."""
    words = page.words
    head, clear = st.columns([3, 2], vertical_alignment="center")
    head.html(tag("h2", words.say(heading), class_="atlas-filters"))
    clear.button(
        words.say("filters.clear"),
        key="clear",
        on_click=clear_filters,
        args=(page, filters),
        type="tertiary",
    )


def clear_filters(page: Page, filters: Sequence[str] = _FILTERS) -> None:
    """Drop these filters and the selection; projection and layers stay."""
    default = ViewState()
    reset: dict[str, Any] = {name: getattr(default, name) for name in filters}
    for name in filters:
        st.session_state.pop(f"{name.replace('_', '-')}-fault", None)
    changed(page, lambda state: replace(state, selected=None, **reset))


def show_search(page: Page, what: str = "places") -> None:
    """Show the field for searched text."""
    put("text", page.state.text)

    def choose() -> None:
        changed(page, lambda state: replace(state, text=st.session_state["text"] or ""))

    st.text_input(
        page.words.say("filters.search"),
        key="text",
        type="search",
        help=page.words.say("filters.search-help" if what == "places" else f"filters.search-help-{what}"),
        on_change=choose,
        max_chars=80,
    )


def _grades(page: Page, counts: Mapping[str, int]) -> None:
    words = page.words
    put("grades", [grade for grade in Grade if grade in page.state.grades])

    def choose() -> None:
        changed(page, lambda state: replace(state, grades=frozenset(map(Grade, st.session_state["grades"]))))

    st.pills(
        words.say("filters.grades"),
        list(Grade),
        selection_mode="multi",
        format_func=lambda grade: words.say(
            "filters.choice", label=words.say(f"grade.{grade}.short"), count=counts.get(grade, 0)
        ),
        key="grades",
        on_change=choose,
    )


def show_choices(
    page: Page,
    field: str,
    counts: Mapping[str, Mapping[str, int]],
    name_of: Callable[[str], str],
    label: str = "",
) -> None:
    """Show a filter of many values; a chosen value stays listed even if it now shows nothing."""
    words = page.words
    chosen = getattr(page.state, field)
    options = sorted({*counts[field], *chosen}, key=lambda value: (name_of(value).casefold(), value))
    # Written at each run, changed or not: the browser keeps labels, and their counts have moved on.
    st.session_state[field] = sorted(chosen)

    def choose() -> None:
        meant: dict[str, Any] = {field: _meant(st.session_state[field], options, name_of)}
        changed(page, lambda state: replace(state, **meant))

    st.multiselect(
        words.say(f"filters.{label or field}"),
        options,
        format_func=lambda value: words.say(
            "filters.choice", label=name_of(value), count=counts[field].get(value, 0)
        ),
        key=field,
        on_change=choose,
        # So many choices of the longest names still fit into a link of 2,000 characters.
        max_selections=_MOST_CHOICES,
        placeholder=words.say("filters.agreements-none" if field == "agreements" else "filters.any"),
    )


def _meant(values: list[str], options: list[str], name_of: Callable[[str], str]) -> frozenset[str]:
    """
    Return the options that a multiselect's values mean.

    A click made before the last answer arrived comes back as the old label, "Russia (94)", when
    the count has changed since; its name still tells the option.
    """
    by_name = {name_of(option): option for option in options}
    named = (value if value in options else by_name.get(value.rpartition(" (")[0]) for value in values)
    return frozenset(option for option in named if option is not None)


def show_as_of(page: Page, label: str = "as-of") -> None:
    """Show the field for the day that the world is shown at."""
    show_date(page, "as_of", label)


def show_date(page: Page, field: str, label: str) -> None:
    """Show the field for a date of the state; what is no date stays in it and is told."""
    words = page.words
    key = field.replace("_", "-")
    fault = st.session_state.get(f"{key}-fault")
    date = getattr(page.state, field)
    put(key, fault or (str(date) if date else ""))

    def choose() -> None:
        text = (st.session_state[key] or "").strip()
        try:
            chosen: dict[str, Any] = {field: PartialDate.parse(text) if text else None}
        except DateError:
            st.session_state[f"{key}-fault"] = text
            return
        st.session_state.pop(f"{key}-fault", None)
        changed(page, lambda state: replace(state, **chosen))

    st.text_input(
        words.say(f"filters.{label}"),
        key=key,
        placeholder=words.say(f"filters.{label}-placeholder"),
        help=words.say(f"filters.{label}-help"),
        on_change=choose,
        max_chars=10,
    )
    if fault:
        st.html(
            tag("p", words.notice(Notice("as-of", (("value", fault),))), class_="atlas-fault", role="alert")
        )


def show_layers(page: Page) -> None:
    """Show the switches of the map's layers."""
    words = page.words
    put("layers", [layer for layer in Layer if layer in page.state.layers])

    def choose() -> None:
        chosen = frozenset(map(Layer, st.session_state["layers"]))
        if Layer.TILES in chosen:
            allow_tiles()
        changed(page, lambda state: replace(state, layers=chosen))

    st.pills(
        words.say("filters.layers"),
        list(Layer),
        selection_mode="multi",
        format_func=lambda layer: words.say(f"layer.{layer}"),
        key="layers",
        on_change=choose,
    )
    if Layer.TILES in page.state.layers and page.state.projection is Projection.POLAR:
        st.html(tag("p", words.say("map.no-tiles-polar"), class_="atlas-fault", role="status"))


def put(key: str, value: object) -> None:
    """
    Set a widget to the state of the address bar; writing only what differs spares a reset.

    A page that was just come to writes all: the browser makes its widgets anew, with nothing in them.
    """
    if st.session_state.get(key) != value or is_new_page():
        st.session_state[key] = value


def column(table: Any, name: str) -> Callable[[str], str]:
    """Return the function that names a row of `table` by one of its columns."""
    return lambda value: str(table.loc[value, name])


def _operator_names(page: Page) -> Callable[[str], str]:
    labels = operator_labels(page.atlas)
    return lambda group: labels[group]
