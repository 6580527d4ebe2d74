"""
One link, three readers: page, domain and command line give the same rows in the same order.

A page takes a second a state, so each run of the tests tries some; `ATLAS_PAGE_STATES=200` tries more.
"""

import csv
import io
import os
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relos_atlas.cli import main
from relos_atlas.domain.links import decode_link, encode_link
from relos_atlas.domain.select import select_places

STATES = int(os.environ.get("ATLAS_PAGE_STATES", "15"))


@settings(
    max_examples=STATES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_the_same_link_gives_the_same_rows_everywhere(open_page, atlas, vocabulary, states, capsys, data):
    state = data.draw(states)
    link = encode_link(state)
    expected = list(select_places(atlas, state).rows.index)
    page = open_page(link)
    assert rows_of_the_page(page) == expected
    assert decode_link(link_of(page), vocabulary) == (state, ())
    assert main(["facilities", "--state", link, "--format", "csv"]) == 0
    table = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert [row["facility_id"] for row in table] == expected


def rows_of_the_page(app):
    assert not app.exception
    return [place for table in app.dataframe for place in table.value.index]


def link_of(app):
    """The query string that the page has left in the address bar."""
    return urlencode(app.query_params, doseq=True)


@pytest.mark.parametrize("link", ["", "ev=none", "cc=IN&kd=port", "q=%D0%BC%D1%83%D1%80%D0%BC"])
def test_the_file_holds_the_rows_of_the_page(open_page, tmp_path, link):
    target = tmp_path / "places.csv"
    assert main(["facilities", "--state", link, "--format", "csv", "--out", str(target)]) == 0
    with target.open(encoding="utf-8", newline="") as file:
        assert [row["facility_id"] for row in csv.DictReader(file)] == rows_of_the_page(open_page(link))
