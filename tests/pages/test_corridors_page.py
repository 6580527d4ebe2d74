"""The corridors page without a browser: default, hostile and impossible voyages, and what its table says."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from relos_atlas.cli import main
from relos_atlas.domain.corridor_figures import corridor_figures

SCRIPT = "pages/corridors.py"


@pytest.fixture
def opened(open_page):
    return lambda query="": open_page(query, SCRIPT)


def told(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def sentence(app: AppTest) -> str:
    return re.search(r'<p class="atlas-live"[^>]*>(.*?)</p>', told(app)).group(1)


def ways(app: AppTest) -> str:
    return re.search(r'<table class="atlas-ways">.*?</table>', told(app), re.DOTALL).group()


def test_the_default_page_says_that_the_arctic_is_longer_from_india(opened):
    app = opened()
    assert not app.exception
    assert "the Arctic way is longer" in sentence(app)
    assert app.selectbox(key="corridor").value == "chennai-vladivostok-nsr-murmansk"


@pytest.mark.parametrize(
    "query",
    [
        "fr=<script>&to=${7*7}&mo=13&ic=arc99&kt=999&av=styx~~&sh=x&rc=../x&rd=0&sg=atlantis&id={{7*7}}",
        "fr=murmansk-port~mumbai-port&to=91_0&mo=-1",
    ],
)
def test_a_hostile_link_shows_the_default_voyage_and_says_what_it_ignored(query, opened):
    app = opened(query)
    assert not app.exception
    assert "<script>" not in told(app)
    assert "49" not in sentence(app)
    assert "atlas-notices" in told(app)


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("fr=murmansk-port&to=murmansk-port", "is both start and end"),
        ("fr=55.75_37.6&to=mumbai-port", "lies inland"),
        ("fr=chennai-port&to=murmansk-port&av=kola-inlet", "Kola Inlet to be avoided, as asked"),
        ("fr=murmansk-port&to=dudinka-port&mo=2", "navigation barred to this class by rule"),
        ("rc=55.75_37.6", "no ship starts there"),
    ],
)
def test_an_impossible_voyage_is_answered_in_words_and_the_page_stays_usable(query, answer, opened):
    app = opened(query)
    assert not app.exception
    assert answer in sentence(app)
    app.selectbox(key="corridor").set_value("emc-chennai-vladivostok").run()
    assert (
        app.query_params["id"] == ["emc-chennai-vladivostok"]
        or app.query_params["id"] == "emc-chennai-vladivostok"
    )
    assert not app.exception


def test_february_without_ice_class_is_closed_in_sentence_and_table_with_its_source(opened):
    app = opened("fr=murmansk-port&to=vladivostok-port&mo=2")
    assert "closed in February for a ship without ice class: navigation barred to this class" in sentence(app)
    row = next(part for part in ways(app).split("<tr") if ">Northern Sea Route<" in part)
    assert "atlas-season-closed" in row
    assert "navigation barred to this class by rule" in row
    assert "atlas-refs" in row


def test_september_with_arc4_is_open_in_sentence_and_table(opened):
    app = opened("fr=murmansk-port&to=vladivostok-port&mo=9&ic=arc4")
    assert "the Arctic is the shorter way in September for a ship of class Arc4" in sentence(app)
    row = next(part for part in ways(app).split("<tr") if ">Northern Sea Route<" in part)
    assert "atlas-season-open" in row


def test_page_file_and_command_line_have_the_same_figures(opened, capsys):
    table = ways(opened("fr=mumbai-port&to=murmansk-port&mo=9&ic=arc7&kt=13"))
    assert (
        main(["ways", "--state", "fr=mumbai-port&to=murmansk-port&mo=9&ic=arc7&kt=13", "--format", "json"])
        == 0
    )
    rows = json.loads(capsys.readouterr().out)
    main(
        ["compare", "mumbai-port", "murmansk-port", "--month", "9", "--ice-class", "arc7", "--speed-kn", "13"]
    )
    compared = json.loads(capsys.readouterr().out)["corridors"]
    assert [row["distance_nm"] for row in rows] == [row["distance_nm"] for row in compared]
    assert [row["fuel_t_low"] for row in rows] == [row["economics"]["fuel_t"]["low"] for row in compared]
    told_nm = [float(nm.replace(",", "")) for nm in re.findall(r"<p>([\d,]+) nm \(", table)]
    assert told_nm == pytest.approx([row["distance_nm"] for row in rows], abs=0.6)
    assert "9,100 nm claimed" in table
    assert "computed 13.9 % below the claim" in table


def test_choices_write_the_link(opened):
    app = opened("fr=mumbai-port&to=murmansk-port")
    app.selectbox(key="month").set_value("9").run()
    app.selectbox(key="ice_class").set_value("arc4").run()
    app.number_input(key="speed").set_value(12.5).run()
    app.selectbox(key="destination").set_value("vladivostok-port").run()
    asked = {"fr": "mumbai-port", "to": "vladivostok-port", "mo": "9", "ic": "arc4", "kt": "12.5"}
    assert {key: "".join(app.query_params[key]) for key in asked} == asked
    assert not app.exception


def test_a_chosen_corridor_has_a_card_with_claimed_beside_computed(opened, atlas, sea):
    computed = round(corridor_figures(atlas, sea.router).loc["emc-chennai-vladivostok", "sea_nm"])
    bodies = told(opened("id=emc-chennai-vladivostok"))
    card = re.search(r'<article class="atlas-card".*?</article>', bodies, re.DOTALL).group()
    assert "5,647 nm" in card
    assert f"{computed:,} nm" in card
    assert f"computed {100 * (1 - computed / 5647):.1f} % below the claim" in card
    assert "no part of the pact" in card


def test_a_place_keeps_its_card_and_the_voyage_its_ends(opened):
    app = opened("fr=mumbai-port&to=murmansk-port&id=murmansk-port")
    assert "Mumbai" in sentence(app)
    assert any("atlas-card" in e.proto.body for e in app.get("html"))


def test_the_season_grid_and_its_rules_stand_in_their_tab(opened):
    app = opened("mo=2")
    grid = app.dataframe[0].value
    assert grid.shape == (26, 12)
    assert grid.loc["no ice class", "Feb"] == "closed"
    assert "February, no ice class: segment by segment" in told(app)


def test_traffic_has_a_row_for_every_year_and_no_figure_for_unknown_ones(opened, atlas):
    table = re.search(r'<table class="atlas-traffic">.*?</table>', told(opened()), re.DOTALL).group()
    traffic = atlas.tables["nsr-traffic"]
    assert table.count('scope="row"') == len(traffic)
    unknown = int(traffic[["cargo_total_mt", "transit_voyages"]].isna().sum().sum())
    assert table.count("not recovered</span>") == unknown


def test_a_reach_is_told_with_the_places_that_access_would_open(opened):
    app = opened("rc=visakhapatnam-port&rd=20")
    assert not app.exception
    assert "Of 4 harbours that sources name as open to its country" in sentence(app)
    assert "Port and Naval Base of Vladivostok" in told(app)
