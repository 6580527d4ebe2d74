"""The table of agreements: sortable, selectable by keyboard, exported as it stands; undated ones apart."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from relos_atlas.domain.agreements import FILTERS
from relos_atlas.render.tables import to_csv
from relos_atlas.scene.scenes import AgreementsScene
from relos_atlas.text import Catalogue
from relos_atlas.views.filters import clear_filters
from relos_atlas.views.grid import show_grid
from relos_atlas.views.markup import tag
from relos_atlas.views.page import Page


def show_agreement_list(page: Page, scene: AgreementsScene) -> None:
    """Show the shown agreements; a selected row is the selected agreement."""
    words, selection = page.words, scene.selection
    if selection.everything.empty:
        _show_empty(page)
        return
    if len(selection.rows):
        show_grid(page, _worded(page, selection.rows), "agreement-list", words.say("agreements.list-label"))
    st.caption(words.say("agreements.list-hint"))
    if len(selection.apart):
        heading = words.say("agreements.apart-heading", n=len(selection.apart))
        intro = tag("p", words.say("agreements.apart-intro"))
        st.html(tag("section", tag("h2", heading), intro, class_="atlas-terms"))
        show_grid(page, _worded(page, selection.apart), "apart-list", words.say("agreements.apart-label"))
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
