"""The card of the selected agreement: what it says, what is contested, its places and its sources."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from relos_atlas.domain.agreements import disputes_of
from relos_atlas.domain.claims import sources
from relos_atlas.domain.comparison import MOST_PEERS, POINTS, Cell, agreement_cells
from relos_atlas.domain.places import FOCUS_AGREEMENT
from relos_atlas.scene.scenes import AgreementsScene
from relos_atlas.text import Catalogue
from relos_atlas.views.claims_view import source_list
from relos_atlas.views.closing import show_close
from relos_atlas.views.markup import Markup, joined, tag
from relos_atlas.views.page import Page, changed


def show_agreement_card(page: Page, scene: AgreementsScene) -> None:
    """Show the card of the selected agreement, with a way to close it and to compare it."""
    words = page.words
    agreement = str(page.state.selected)
    row = page.atlas.agreements.loc[agreement]
    show_close(page)
    is_hidden = agreement not in scene.selection.everything.index
    cells = agreement_cells(page.atlas, page.state, words, agreement)
    st.html(
        tag(
            "article",
            tag("h2", row["short_name"]),
            tag("p", row["full_name"], class_="atlas-local"),
            tag("p", words.say("agreement-card.hidden"), class_="atlas-fault") if is_hidden else None,
            tag("p", row["summary"]),
            _facts(cells, words),
            _disputes(page, agreement),
            _sources(page, row),
            class_="atlas-card",
            aria_label=words.say("agreement-card.label"),
        )
    )
    if agreement != FOCUS_AGREEMENT:
        _show_switch(page, agreement)


def _show_switch(page: Page, agreement: str) -> None:
    """Show the button that sets the agreement beside the pact, or takes it out again."""
    chosen = page.state.agreements - {FOCUS_AGREEMENT}
    is_chosen = agreement in chosen
    is_full = len(chosen) >= MOST_PEERS and not is_chosen

    def switch() -> None:
        peers = chosen ^ {agreement}
        both = peers | {FOCUS_AGREEMENT} if peers else peers
        changed(page, lambda state: replace(state, agreements=both))

    words = page.words
    st.button(
        words.say("agreement-card.uncompare" if is_chosen else "agreement-card.compare"),
        key="compare-this",
        on_click=switch,
        disabled=is_full,
        help=words.say("agreement-card.full") if is_full else None,
    )


def _facts(cells: dict[str, Cell], words: Catalogue) -> Markup:
    told = [point for point in POINTS if point != "what-is-contested"]
    lines = [
        joined(tag("dt", words.say(f"compare.{point}")), tag("dd", _value(cells[point], words)))
        for point in told
    ]
    return tag("dl", *lines)


def _value(cell: Cell, words: Catalogue) -> Markup:
    text = ", ".join(item.text for item in cell.items) or words.say("compare.not-public")
    return joined(text, *(tag("p", reading, class_="atlas-note") for reading in cell.readings))


def _disputes(page: Page, agreement: str) -> Markup | None:
    rows = disputes_of(page.atlas, agreement, page.state.as_of)
    if rows.empty:
        return None
    words = page.words
    told = [
        joined(tag("p", row["statement"]), source_list(sources(page.atlas, row["source_ids"]), words))
        for _, row in rows.iterrows()
    ]
    heading = tag("h3", words.say("compare.what-is-contested"))
    return tag("section", heading, *told, class_="atlas-disagree")


def _sources(page: Page, row: pd.Series) -> Markup:
    cited = sources(page.atlas, row["source_ids"])
    return joined(tag("h3", page.words.say("card.sources")), source_list(cited, page.words))
