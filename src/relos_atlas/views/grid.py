"""A table of which one row can be selected: the row of what is selected everywhere else."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from relos_atlas.views.page import Page, changed

_ROW_PX, _TALLEST_PX = 35, 330


def show_grid(
    page: Page, table: pd.DataFrame, key: str, label: str, *, texts: dict[str, int] | None = None
) -> None:
    """
    Show a table, worded, with ids as index; a row that is picked becomes the selected id.

    `texts` names columns that are text whatever they hold, with their width in pixels.
    """
    _sync(table, page.state.selected, key)

    def select() -> None:
        picked = st.session_state[key]["selection"]["rows"]
        chosen = str(table.index[picked[0]]) if picked else None
        changed(page, lambda state: replace(state, selected=chosen))

    columns = {name: st.column_config.TextColumn(width=width) for name, width in (texts or {}).items()}
    st.dataframe(
        table,
        key=key,
        hide_index=True,
        on_select=select,
        selection_mode="single-row",
        alt=label,
        height=min(_TALLEST_PX, _ROW_PX * (len(table) + 1) + 3),
        column_config=columns,
        placeholder="",
        lazy=False,
    )


def _sync(table: pd.DataFrame, selected: str | None, key: str) -> None:
    """Mark the row of what is selected, if it is in this table."""
    rows = [int(table.index.get_loc(selected))] if selected in table.index else []
    if st.session_state.get(key, {}).get("selection", {}).get("rows", []) != rows:
        st.session_state[key] = {"selection": {"rows": rows, "columns": [], "cells": []}}
