"""The data page: every table explained, what is not known, corrections, and the check of a snapshot."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pandas as pd
import streamlit as st

from relos_atlas.data import TABLES, Atlas, Column, corrections
from relos_atlas.data.reading import read_table
from relos_atlas.domain.claims import questions
from relos_atlas.domain.gaps import gaps
from relos_atlas.model import ViewState
from relos_atlas.render.tables import to_csv
from relos_atlas.snapshot.order import data_date, studio_of
from relos_atlas.views.check_view import show_check
from relos_atlas.views.markup import Markup, joined, tag
from relos_atlas.views.page import Page

_FIRST = "facilities"
_TABS = ("tables", "gaps", "corrections", "check")
_TYPES = (".csv", ".geojson", ".json", ".md", ".npz")


def show_data(page: Page) -> None:
    """Show the whole page."""
    words, atlas = page.words, page.atlas
    date = data_date(studio_of(atlas, page.assets, words)) or words.say("snapshot.no-date")
    said = words.say("data.version", fingerprint=atlas.fingerprint, date=date)
    counts = {"tables": len(TABLES), "rows": sum(map(len, atlas.row_hashes.values()))}
    st.html(
        tag(
            "section",
            tag("h1", words.say("data.heading")),
            tag("p", words.say("data.intro", **counts, sources=len(atlas.sources))),
            tag("p", said, class_="atlas-note"),
            tag("p", words.say("data.licence"), class_="atlas-note"),
            class_="atlas-data",
        )
    )
    tables, thin, log, check = st.tabs([words.say(f"data.tab.{name}") for name in _TABS])
    with tables:
        _show_tables(page)
    with thin:
        _show_gaps(page)
    with log:
        _show_corrections(page)
    with check:
        show_check(page)


def _show_tables(page: Page) -> None:
    words, atlas = page.words, page.atlas
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    labels = {name: words.say("data.table-label", name=name, title=TABLES[name].title) for name in TABLES}
    with left:
        name = st.selectbox(
            words.say("data.choose"),
            list(TABLES),
            index=list(TABLES).index(_FIRST),
            format_func=lambda name: labels[name],
            key="data-table",
        )
    with right, st.container(horizontal=True, gap="small"):
        st.download_button(
            words.say("data.download-table"),
            data=lambda: _table_csv(atlas, name),
            file_name=TABLES[name].file,
            mime="text/csv",
            key="data-table-csv",
            on_click="ignore",
        )
        st.download_button(
            words.say("data.download-all"),
            data=lambda: _all_files(atlas.geodata),
            file_name=f"relos-atlas-geodata-{atlas.fingerprint}.zip",
            mime="application/zip",
            key="data-all",
            on_click="ignore",
        )
    rows = table_of(atlas, name)
    st.html(_columns(page, name, rows))
    st.dataframe(rows, height=320, hide_index=True, key="data-rows", alt=TABLES[name].title, lazy=False)


def table_of(atlas: Atlas, name: str) -> pd.DataFrame:
    """Return a table of geodata as its file has it: text, with numbers as numbers."""
    raw, _ = read_table(atlas.geodata, TABLES[name])
    if raw is None:
        return pd.DataFrame(columns=list(TABLES[name].names))
    numeric = [column.name for column in TABLES[name].columns if column.kind.is_numeric]
    return raw.frame.assign(**{column: pd.to_numeric(raw.frame[column]) for column in numeric})


def _columns(page: Page, name: str, rows: pd.DataFrame) -> Markup:
    words = page.words
    empty = {column: int(((rows[column] == "") | rows[column].isna()).sum()) for column in rows}
    head = tag("tr", *(tag("th", words.say(f"data.head.{key}"), scope="col") for key in _HEADS))
    body = [_column(page, column, empty[column.name], len(rows)) for column in TABLES[name].columns]
    return tag(
        "section",
        tag("p", words.say("data.table-note", n=len(rows), key=", ".join(TABLES[name].key) or "–")),
        tag(
            "div",
            tag("table", tag("thead", head), tag("tbody", *body), class_="atlas-columns"),
            class_="atlas-scroll",
            tabindex="0",
            role="region",
            aria_label=words.say("data.columns-label", name=name),
        ),
        class_="atlas-data",
    )


_HEADS = ("column", "what", "may-be", "empty")


def _column(page: Page, column: Column, empty: int, total: int) -> Markup:
    said = page.words.say("data.empty", n=empty, total=total) if empty else page.words.say("data.never-empty")
    return tag(
        "tr",
        tag("th", column.name, scope="row"),
        tag("td", column.description),
        tag("td", _domain(page, column)),
        tag("td", said),
    )


def _domain(page: Page, column: Column) -> str:
    parts = [", ".join(column.choices) or str(column.kind)]
    if column.many:
        parts.append(page.words.say("data.several"))
    if column.refers_to:
        parts.append(page.words.say("data.from-table", name=column.refers_to))
    return "; ".join(parts)


def _show_gaps(page: Page) -> None:
    words = page.words
    contested = [question for question in questions(page.atlas, ViewState()) if question.is_contested]
    lines = [
        tag("li", tag("strong", question.label), " ", question.reading, class_="atlas-item")
        for question in contested
    ]
    counts = [
        tag("li", words.say(f"data.gap.{gap.code}", n=gap.n, total=gap.total)) for gap in gaps(page.atlas)
    ]
    st.html(
        tag(
            "section",
            tag("h2", words.say("data.thin")),
            tag("p", words.say("data.thin-note"), class_="atlas-note"),
            tag("ul", *counts, class_="atlas-items"),
            tag("h2", words.say("data.contested")),
            tag("p", words.say("data.contested-note"), class_="atlas-note"),
            tag("ul", *lines, class_="atlas-items"),
            class_="atlas-data",
        )
    )


def _show_corrections(page: Page) -> None:
    parts: list[Markup] = []
    before = ("", "")
    for line in corrections(page.atlas.geodata):
        if line.day != before[0]:
            parts.append(tag("h2", line.day))
        if line.section and (line.day, line.section) != before:
            parts.append(tag("h3", line.section))
        before = (line.day, line.section)
        parts.append(tag("p", line.text, class_="atlas-correction"))
    note = tag("p", page.words.say("data.corrections-note" if parts else "data.no-corrections"))
    st.html(tag("section", note, joined(*parts), class_="atlas-data"))


def _table_csv(atlas: Atlas, name: str) -> bytes:
    """Return a table as CSV whose text cells no spreadsheet runs."""
    rows = table_of(atlas, name)
    return to_csv(rows.set_index(rows.columns[0])).encode()


def _all_files(geodata: Path) -> bytes:
    """Return the folder of tables as it is: the files that `datapackage.json` describes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in geodata.iterdir() if path.suffix in _TYPES):
            archive.write(path, path.name)
    return target.getvalue()
