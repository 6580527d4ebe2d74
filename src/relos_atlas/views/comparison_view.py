"""RELOS beside its peers: one column an agreement, one row a point, each cell with its sources."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from relos_atlas.domain.claims import Source
from relos_atlas.domain.comparison import (
    MOST_PEERS,
    Cell,
    Comparison,
    Item,
    compare_agreements,
)
from relos_atlas.domain.places import FOCUS_AGREEMENT
from relos_atlas.text import Catalogue
from relos_atlas.views.claims_view import source_list
from relos_atlas.views.markup import Markup, joined, link, tag
from relos_atlas.views.page import Page, changed

_KEY = "compare"


def show_comparison(page: Page) -> None:
    """Show the choice of peers and the table."""
    words = page.words
    _show_choice(page)
    comparison = compare_agreements(page.atlas, page.state, words)
    cited = _cited(comparison)
    numbers = {source_id: n for n, source_id in enumerate(cited, start=1)}
    left_out = ", ".join(comparison.left_out)
    st.html(
        tag(
            "section",
            tag(
                "p",
                words.say("compare.intro"),
                " ",
                words.say("compare.not-public-note"),
                class_="atlas-note",
            ),
            tag("p", words.say("compare.left-out", names=left_out), class_="atlas-fault")
            if left_out
            else None,
            _table(comparison, numbers, words),
            tag("h2", words.say("compare.sources")),
            source_list(cited.values(), words, is_numbered=True),
            class_="atlas-terms",
        )
    )


def _cell(cell: Cell, numbers: dict[str, int], words: Catalogue) -> Markup:
    """Return a cell: its items or "not public", what is contested, and numbers that lead to its sources."""
    if cell.items:
        body = joined(*_items(cell.items, words))
    else:
        body = tag("p", words.say("compare.not-public"), class_="atlas-meta")
    differs = words.say("compare.differs")
    mark = tag("span", "≠", class_="atlas-differs", title=differs, role="img", aria_label=differs)
    contested = tag("span", words.say("compare.contested"), class_="atlas-badge atlas-badge-disputed")
    return joined(
        mark if cell.differs else None,
        body,
        contested if cell.is_contested else None,
        *(tag("p", reading, class_="atlas-note") for reading in cell.readings),
        _references(cell.sources, numbers, words) if cell.sources else None,
    )


def _show_choice(page: Page) -> None:
    words = page.words
    table = page.atlas.agreements
    chosen = sorted(page.state.agreements - {FOCUS_AGREEMENT})[:MOST_PEERS]
    options = sorted(set(table.index) - {FOCUS_AGREEMENT}, key=lambda name: table.loc[name, "short_name"])
    if st.session_state.get(_KEY) != chosen:
        st.session_state[_KEY] = chosen

    def choose() -> None:
        peers = frozenset(st.session_state[_KEY])
        both = peers | {FOCUS_AGREEMENT} if peers else peers
        changed(page, lambda state: replace(state, agreements=both))

    st.multiselect(
        words.say("compare.choose"),
        options,
        format_func=lambda name: str(table.loc[name, "short_name"]),
        key=_KEY,
        on_change=choose,
        max_selections=MOST_PEERS,
        placeholder=words.say("compare.choose-placeholder"),
    )


def _table(comparison: Comparison, numbers: dict[str, int], words: Catalogue) -> Markup:
    heads = [
        tag("th", short, tag("span", full, class_="atlas-local"), scope="col")
        for _, short, full in comparison.names
    ]
    rows = [
        tag(
            "tr",
            tag("th", words.say(f"compare.{point}"), scope="row"),
            *(tag("td", _cell(cell, numbers, words)) for cell in cells),
        )
        for point, cells in comparison.rows
    ]
    return tag(
        "div",
        tag(
            "table",
            tag("thead", tag("tr", tag("th", words.say("compare.point"), scope="col"), *heads)),
            tag("tbody", *rows),
            class_="atlas-compare",
        ),
        class_="atlas-scroll",
        role="region",
        tabindex="0",
        aria_label=words.say("agreements.compare-tab"),
    )


def _items(items: tuple[Item, ...], words: Catalogue) -> list[Markup]:
    if len(items) == 1 and not items[0].missing_here:
        return [tag("p", items[0].text)]
    return [tag("ul", *(tag("li", _item(item, words)) for item in items), class_="atlas-items")]


def _item(item: Item, words: Catalogue) -> Markup | str:
    if item.missing_here:
        return _signed("−", words.say("compare.missing-here"), item.text, "atlas-missing")
    if item.only_here:
        return _signed("+", words.say("compare.only-here"), item.text, "atlas-only")
    return item.text


def _signed(sign: str, meaning: str, text: str, class_: str) -> Markup:
    return tag(
        "span", tag("span", sign, title=meaning, role="img", aria_label=meaning), " ", text, class_=class_
    )


def _references(sources: tuple[Source, ...], numbers: dict[str, int], words: Catalogue) -> Markup:
    links = []
    for source in sources:
        number = numbers[source.source_id]
        label = words.say("compare.source", n=number, title=source.title)
        links.append(joined(link(str(number), source.url, label), " "))
    return tag("p", *links, class_="atlas-refs")


def _cited(comparison: Comparison) -> dict[str, Source]:
    """Return every source of the table by id, in the order in which a reader meets them."""
    cells = [cell for _, row in comparison.rows for cell in row]
    return {source.source_id: source for cell in cells for source in cell.sources}
