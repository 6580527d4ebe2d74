"""The table of agreements: sortable, selectable by keyboard, exported as it stands; undated ones apart."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from relos_atlas.domain.agreements import FILTERS
from relos_atlas.render.tables import to_csv
from relos_atlas.scene.scenes import AgreementsScene
from relos_atlas.text import Catalogue
from relos_atlas.views.filters import clear_filters
from relos_atlas.views.markup import tag
from relos_atlas.views.page import Page, changed

_ROW_PX, _TALLEST_PX = 35, 330


def show_agreement_list(page: Page, scene: AgreementsScene) -> None:
    """Show the shown agreements; a selected row is the selected agreement."""
    words, selection = page.words, scene.selection
    if selection.everything.empty:
        _show_empty(page)
        return
    _show_table(page, selection.rows, "agreement-list", words.say("agreements.list-label"))
    st.caption(words.say("agreements.list-hint"))
    if len(selection.apart):
        heading = words.say("agreements.apart-heading", n=len(selection.apart))
        intro = tag("p", words.say("agreements.apart-intro"))
        st.html(tag("section", tag("h2", heading), intro, class_="atlas-terms"))
        _show_table(page, selection.apart, "apart-list", words.say("agreements.apart-label"))
    st.download_button(
        words.say("agreements.export"),
        to_csv(selection.everything),
        words.say("agreements.export-file"),
        "text/csv",
        key="export-agreements",
        on_click="ignore",
    )


def _show_empty(page: Page) -> None:
    words = page.words
    st.html(
        tag(
            "p",
            tag("strong", words.say("list.empty-agreements")),
            " ",
            words.say("list.empty-hint-agreements"),
            role="status",
        )
    )
    filters = (*FILTERS, "agreements", "as_of")
    st.button(words.say("list.empty-clear"), key="clear-empty", on_click=clear_filters, args=(page, filters))


def _show_table(page: Page, rows: pd.DataFrame, key: str, label: str) -> None:
    if rows.empty:
        return
    table = _worded(page, rows)
    _sync(table, page.state.selected, key)

    def select() -> None:
        picked = st.session_state[key]["selection"]["rows"]
        chosen = str(table.index[picked[0]]) if picked else None
        changed(page, lambda state: replace(state, selected=chosen))

    st.dataframe(
        table,
        key=key,
        hide_index=True,
        on_select=select,
        selection_mode="single-row",
        alt=label,
        height=min(_TALLEST_PX, _ROW_PX * (len(table) + 1) + 3),
        placeholder="",
        lazy=False,
    )


def _worded(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    words = page.words
    countries = page.atlas.countries[f"label_{words.language}"]
    return pd.DataFrame(
        {
            words.say("agreements.name"): rows["short_name"],
            words.say("agreements.parties"): rows["parties"].map(
                lambda parties: ", ".join(countries[code] for code in parties)
            ),
            words.say("agreements.standing"): rows["standing"].map(lambda s: words.say(f"standing.{s}")),
            words.say("agreements.direction"): rows["grants"].map(
                lambda grants: _direction(grants, countries, words)
            ),
            words.say("agreements.kind"): rows["kind"].map(lambda kind: words.say(f"agreement-kind.{kind}")),
            words.say("agreements.signed"): rows["signed"],
            words.say("agreements.in-force"): rows["in_force"],
            words.say("agreements.ended"): rows["ended"],
            words.say("agreements.status"): rows["status"].map(lambda status: words.say(f"status.{status}")),
            words.say("agreements.troops"): rows["troop_presence"].map(lambda t: words.say(f"troops.{t}")),
            words.say("agreements.places-column"): rows["place_count"],
            words.say("agreements.contested"): rows["disputed"].map(
                {True: words.say("agreements.is-contested"), False: ""}
            ),
        },
        index=rows.index,
    )


def _direction(grants: tuple[str, ...], countries: pd.Series, words: Catalogue) -> str:
    if len(grants) != 1:
        return words.say("direction.short.mutual") if grants else words.say("direction.short.none")
    grantor, _, beneficiary = grants[0].partition(">")
    return words.say(
        "direction.short.one-way", grantor=countries[grantor], beneficiary=countries[beneficiary]
    )


def _sync(table: pd.DataFrame, selected: str | None, key: str) -> None:
    """Mark the selected agreement's row, if it is in this table."""
    rows = [int(table.index.get_loc(selected))] if selected in table.index else []
    if st.session_state.get(key, {}).get("selection", {}).get("rows", []) != rows:
        st.session_state[key] = {"selection": {"rows": rows, "columns": [], "cells": []}}
