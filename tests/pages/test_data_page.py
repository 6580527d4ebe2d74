"""The data page and the share panel without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from relos_atlas.data import TABLES, changes_between, corrections, versions
from relos_atlas.data.corrections import Correction
from relos_atlas.data.history import rows_at
from relos_atlas.domain.gaps import gaps
from relos_atlas.views.data_page import table_of

SCRIPT = "pages/data.py"


def told(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def test_the_page_explains_a_table_and_counts_what_is_missing(open_page, atlas):
    app = open_page(script=SCRIPT)
    assert not app.exception
    text = told(app)
    assert all(f'<th scope="row">{column.name}</th>' in text for column in TABLES["facilities"].columns)
    assert atlas.fingerprint in text
    assert [tab.label for tab in app.tabs] == [
        "Tables", "What is not known", "Corrections", "Check a snapshot",
    ]  # fmt: skip
    assert len(app.dataframe[0].value) == len(atlas.facilities)


@pytest.mark.parametrize("name", ["sources", "nsr-admission", "disputed-stretches", "corridors"])
def test_any_table_can_be_chosen(name, open_page):
    app = open_page(script=SCRIPT)
    app.selectbox(key="data-table").set_value(name).run()
    assert not app.exception
    assert list(app.dataframe[0].value.columns) == list(TABLES[name].names)


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_is_shown_whole(name, atlas):
    rows = table_of(atlas, name)
    assert list(rows.columns) == list(TABLES[name].names)
    assert len(rows) == len(atlas.row_hashes[name])
    assert rows.map(lambda cell: isinstance(cell, str | int | float)).all(axis=None)


def test_what_is_thin_is_counted_from_the_tables(atlas):
    counted = {gap.code: (gap.n, gap.total) for gap in gaps(atlas)}
    assert counted["claims-in-text"][0] == 0
    assert counted["sources-undated"] == (int((atlas.sources["published"] == "").sum()), len(atlas.sources))
    assert all(0 <= n <= total for n, total in counted.values())


def test_the_log_of_corrections_is_told_line_by_line(geodata_copy, open_page):
    (geodata_copy / "CHANGES.md").write_text(
        "# Changes\n\n## 2026-11-22\n### Corrected\n- `facilities` a: was b\n  and is <c> [s].\n- d\n",
        encoding="utf-8",
    )
    assert corrections(geodata_copy) == (
        Correction("2026-11-22", "Corrected", "facilities a: was b and is <c> [s]."),
        Correction("2026-11-22", "Corrected", "d"),
    )
    (geodata_copy / "CHANGES.md").unlink()
    assert corrections(geodata_copy) == ()


@pytest.mark.parametrize("name", ["access", "corridors", "timeline", "evidence", "data"])
def test_every_page_shares_its_view(name, open_page):
    app = open_page("cc=RU", f"pages/{name}.py")
    app.button(key="share").click().run()
    assert not app.exception
    assert ("pages with a map" in told(app)) == (name in {"evidence", "data"})


def test_a_link_made_on_older_data_lists_what_changed(open_page, atlas):
    older = versions(atlas.geodata)[-2].fingerprint
    app = open_page(f"cc=RU&d={older}")
    text = told(app)
    assert not app.exception
    assert f"it was {older}, it is {atlas.fingerprint}" in text
    changes = changes_between(rows_at(atlas.geodata, older), atlas.row_hashes)
    assert all(change.row in text for change in changes[:20])


def test_a_link_made_on_data_that_were_never_recorded_says_so(open_page):
    app = open_page("d=0123456789ab")
    assert "never recorded" in told(app)


def test_a_link_made_on_these_data_says_nothing(open_page, atlas):
    assert "data changed" not in told(open_page(f"d={atlas.fingerprint}"))
