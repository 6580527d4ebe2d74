"""The list under the map: the same places in the same state, sortable, selectable by keyboard."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import streamlit as st

from relos_atlas.scene.scenes import AccessScene
from relos_atlas.views.filters import clear_filters
from relos_atlas.views.grid import show_grid
from relos_atlas.views.markup import tag
from relos_atlas.views.page import Page

ROWS_A_PAGE = 500
"""More rows than this are paged, so that a filter change stays small on the wire."""

_SORTABLE = ("evidence", "place", "kind", "country", "region", "operator")


def show_list(page: Page, scene: AccessScene) -> None:
    """Show the rows of `scene`; a selected row is the selected place."""
    rows = scene.selection.rows
    if rows.empty:
        _show_empty(page)
        return
    show_grid(page, _paged(page, _worded(page, rows)), "list", page.words.say("list.label"))
    st.caption(page.words.say("list.hint"))


def _show_empty(page: Page) -> None:
    words = page.words
    st.html(
        tag("p", tag("strong", words.say("list.empty")), " ", words.say("list.empty-hint"), role="status")
    )
    st.button(words.say("list.empty-clear"), key="clear-empty", on_click=clear_filters, args=(page,))


def _worded(page: Page, rows: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the rows in words; what repeats is categorical, which is small on the wire."""
    words = page.words
    countries = page.atlas.countries[f"label_{words.language}"]
    regions = page.atlas.regions[f"label_{words.language}"]
    return pd.DataFrame(
        {
            words.say("list.place"): rows["name"],
            words.say("list.kind"): _category(rows["kind"].map(lambda kind: words.say(f"kind.{kind}"))),
            words.say("list.country"): _category(rows["country"].map(countries)),
            words.say("list.region"): _category(rows["region"].map(regions).fillna("")),
            words.say("list.evidence"): _category(
                rows["grade"].map(lambda grade: words.say(f"grade.{grade}.short"))
            ),
            words.say("list.user"): _category(rows["beneficiary"].map(countries).fillna("")),
            words.say("list.operator"): _category(rows["operator"]),
        },
        index=rows.index,
    )


def _category(values: pd.Series) -> pd.Series:
    return values.astype("category")


def _paged(page: Page, table: pd.DataFrame) -> pd.DataFrame:
    """Return the part of a long table that is asked for, sorted as asked before it is cut."""
    pages = -(-len(table) // ROWS_A_PAGE)
    if pages == 1:
        return table
    words = page.words
    sort, number = st.columns(2, vertical_alignment="bottom")
    headings = {words.say(f"list.{name}"): name for name in _SORTABLE}
    with sort:
        by = st.selectbox(words.say("list.sort"), list(headings), key="list-sort")
    with number:
        current = st.pagination(pages, key="list-page")
    ordered = table if headings[by] == "evidence" else table.sort_values(by, kind="stable")
    start = (min(current, pages) - 1) * ROWS_A_PAGE
    return ordered.iloc[start : start + ROWS_A_PAGE]
