"""The season view: a grid of months and ice classes, what a cell rests on, and the traffic by year."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from relos_atlas.data import Atlas
from relos_atlas.domain.claims import sources
from relos_atlas.domain.season_grid import Cell, SegmentRule, rules_of, season_grid
from relos_atlas.domain.ships import ice_class_names
from relos_atlas.domain.voyage_words import reason_words
from relos_atlas.domain.voyages import plan_of
from relos_atlas.routing.season import NO_CLASS, Access
from relos_atlas.text import Catalogue, format_number
from relos_atlas.views.claims_view import source_list
from relos_atlas.views.filters import put
from relos_atlas.views.markup import Markup, joined, tag
from relos_atlas.views.page import Page, changed
from relos_atlas.views.sea import sea_of

_KEY = "season-grid"
_WHOLE = ""
# Paler and darker grounds, so that the grid reads in grey; the words say it all by themselves.
_GROUND = {
    Access.ICE_FREE: "",
    Access.INDEPENDENT: "background-color: rgba(0, 158, 115, 0.14)",
    Access.ESCORT: "background-color: rgba(230, 159, 0, 0.34)",
    Access.CLOSED: "background-color: rgba(120, 60, 90, 0.52)",
}


def show_season(page: Page) -> None:
    """Show the choice of a segment, the grid, and what the chosen month and class rest on."""
    words = page.words
    st.html(tag("p", words.say("season.intro"), class_="atlas-note"))
    _segment(page)
    _grid(page)
    st.caption(words.say("season.hint"))
    _details(page)


def _segment(page: Page) -> None:
    words = page.words
    zones = sea_of(page).router.zones
    table = page.atlas.tables["nsr-season"]
    put("segment", page.state.voyage.segment or _WHOLE)

    def choose() -> None:
        chosen = st.session_state["segment"] or None
        changed(page, lambda state: replace(state, voyage=replace(state.voyage, segment=chosen)))

    st.selectbox(
        words.say("season.segment"),
        [_WHOLE, *dict.fromkeys(table["segment_id"])],
        format_func=lambda slug: zones[slug].name if slug else words.say("season.whole"),
        key="segment",
        on_change=choose,
    )


def _grid(page: Page) -> None:
    words = page.words
    cells = season_grid(page.atlas, sea_of(page), page.state.voyage.segment)
    names = ice_class_names(page.atlas)
    shown = cells.map(lambda cell: _cell(page, cell))
    shown.index = pd.Index([words.say("season.no-class") if i == NO_CLASS else names[i] for i in cells.index])
    shown.index.name = words.say("season.class")
    shown.columns = [words.say(f"month.{month}")[:3] for month in cells.columns]
    grounds = cells.map(lambda cell: _GROUND[cell.access])

    def choose() -> None:
        picked = st.session_state[_KEY]["selection"]["cells"]
        if picked:
            row, column = picked[0]
            month = list(shown.columns).index(column) + 1 if column in shown.columns else None
            ice_class = str(cells.index[row])
            changed(page, lambda state: _at(state, month, ice_class))

    st.dataframe(
        shown.style.apply(lambda _: grounds.set_axis(shown.index).set_axis(shown.columns, axis=1), axis=None),
        key=_KEY,
        on_select=choose,
        selection_mode="single-cell",
        height=420,
        alt=words.say("season.label"),
        lazy=False,
    )


def _at(state: Any, month: int | None, ice_class: str) -> Any:
    voyage = replace(state.voyage, month=month or state.voyage.month, ice_class=ice_class)
    return replace(state, voyage=voyage)


def _cell(page: Page, cell: Cell) -> str:
    word = page.words.say(f"season.access.{cell.access}")
    return f"{word} *" if cell.is_modelled else word


def _details(page: Page) -> None:
    words = page.words
    plan = plan_of(page.atlas, page.state)
    if plan.month is None:
        st.html(tag("p", words.say("season.choose"), class_="atlas-note"))
        return
    ice_class = plan.ice_class or NO_CLASS
    rules = rules_of(sea_of(page), plan.month, ice_class, page.state.voyage.segment)
    name = words.say("season.no-class") if ice_class == NO_CLASS else ice_class
    heading = words.say("season.details", month=words.say(f"month.{plan.month}"), ice_class=name)
    st.html(
        tag(
            "section",
            tag("h2", heading),
            *(_rule(page, rule) for rule in rules),
            class_="atlas-terms",
        )
    )


def _rule(page: Page, rule: SegmentRule) -> Markup:
    words, season = page.words, rule.season
    share = format_number(season.share * 100, words.language, 0)
    basis = words.say(f"season.basis.{season.basis}")
    return tag(
        "details",
        tag(
            "summary",
            tag("span", rule.name, class_="atlas-question"),
            " · ",
            words.say(f"season.access.{season.access}"),
            " · ",
            reason_words(page.atlas, season.reason, words),
        ),
        tag("p", words.say("season.ice", share=share), " ", season.condition, class_="atlas-meta"),
        tag("p", basis, class_="atlas-note"),
        source_list(sources(page.atlas, season.source_ids), words),
        class_="atlas-details",
    )


def show_traffic(page: Page) -> None:
    """Show the cargo and the transit voyages of each year as bars with their figures and sources."""
    st.html(_traffic(page.atlas, page.words))


# The tables never change while the atlas stands; a change of the voyage writes this again unchanged.
@lru_cache(maxsize=4)
def _traffic(atlas: Atlas, words: Catalogue) -> Markup:
    table = atlas.tables["nsr-traffic"]
    rows = [_year(atlas, words, row, table) for _, row in table.iterrows()]
    columns = ("year", "cargo", "transit", "note")
    heads = [tag("th", words.say(f"traffic.{name}"), scope="col") for name in columns]
    grid = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows), class_="atlas-traffic")
    return tag(
        "section",
        tag("p", words.say("traffic.intro"), class_="atlas-note"),
        tag(
            "div",
            grid,
            class_="atlas-scroll",
            role="region",
            tabindex="0",
            aria_label=words.say("traffic.label"),
        ),
        class_="atlas-terms",
    )


def _year(atlas: Atlas, words: Catalogue, row: pd.Series, table: pd.DataFrame) -> Markup:
    cited = source_list(sources(atlas, row["source_ids"]), words)
    note = tag(
        "details", tag("summary", words.say("traffic.sources", n=len(row["source_ids"]))), cited
    )  # fmt: skip
    return tag(
        "tr",
        tag("th", str(row["year"]), scope="row"),
        tag("td", _bar(words, row["cargo_total_mt"], table["cargo_total_mt"].max(), "Mt")),
        tag("td", _bar(words, row["transit_voyages"], table["transit_voyages"].max(), "")),
        tag("td", row["note"], note),
    )


def _bar(words: Catalogue, value: float, most: float, unit: str) -> Markup:
    """Return a bar as long as its figure, with the figure beside it; an unknown one is said to be so."""
    if pd.isna(value):
        return tag("span", words.say("traffic.unknown"), class_="atlas-missing")
    bar = tag("span", "", class_="atlas-bar", style=f"width: {100 * value / most:.1f}%", aria_hidden="true")
    figure = format_number(value, words.language)
    return joined(tag("span", bar, class_="atlas-bars"), tag("span", f"{figure} {unit}".strip()))
