"""Rows as files: the same rows in each format, and no cell that a spreadsheet would run."""

import csv
import io
import json
import re

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from relos_atlas.domain.select import select_places
from relos_atlas.model import Grade, ViewState
from relos_atlas.render.tables import flat_table, from_csv, to_csv, to_geojson, to_gpkg, to_json, write_gpkg

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")']
NAMES = ["Порт Мурманск", "मुंबई", 'a "quoted", name', "two\nlines", "</script>", "", "'quoted"]


def rows_named(names: list[str]) -> gpd.GeoDataFrame:
    ids = pd.Index([f"place-{at}" for at in range(len(names))], name="place_id")
    columns = {
        "name": names,
        "source_ids": [("a", "b")] * len(names),
        "runway_m": [float("nan"), *[2743.0] * (len(names) - 1)],
    }
    points = [Point(-169.65, 66.08 - at) for at in range(len(names))]
    return gpd.GeoDataFrame(columns, index=ids, geometry=points, crs="EPSG:4326")


def read_csv(text: str) -> pd.DataFrame:
    table = pd.read_csv(io.StringIO(text, newline=""), keep_default_na=False)
    return table.set_index(table.columns[0])


@pytest.fixture(scope="module")
def shown(atlas):
    return select_places(atlas, ViewState(grades=frozenset(Grade))).rows


@pytest.fixture(scope="module")
def nothing(atlas):
    return select_places(atlas, ViewState(grades=frozenset())).rows


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_a_spreadsheet_would_run_is_quoted(text):
    assert read_csv(to_csv(rows_named([text])))["name"].tolist() == [f"'{text}"]


@given(names=st.lists(st.text("=+-@\t\r\n,;'\"a") | st.text(), min_size=1))
def test_no_text_cell_ever_starts_a_formula(names):
    records = list(csv.reader(io.StringIO(to_csv(rows_named(names)), newline="")))
    lines = [line for record in records for line in re.split(r"[\r\n]", record[1])[:1]]
    assert len(records) == len(names) + 1
    assert not any(line.startswith(("=", "+", "-", "@", "\t")) for line in lines)


def test_a_carriage_return_starts_no_new_cell():
    # Spreadsheets end a row at a bare carriage return; inside quotes it is text.
    assert '"a\r=1+1"' in to_csv(rows_named(["a\r=1+1"]))


def test_negative_longitudes_stay_numbers():
    lon = read_csv(to_csv(rows_named(["a"])))["lon"]
    assert lon.tolist() == [-169.65]


@given(names=st.lists(st.text("'=+-@\t\r\0a") | st.text(), min_size=1))
def test_every_text_comes_back_equal_through_the_documented_reader(names):
    assert [row["name"] for row in from_csv(to_csv(rows_named(names)))] == names


def test_a_whole_number_claims_no_decimals_and_a_missing_one_is_empty():
    lines = to_csv(rows_named(["a", "b"])).splitlines()
    assert lines[1:] == ["place-0,a,a;b,,-169.65,66.08", "place-1,b,a;b,2743,-169.65,65.08"]


def test_two_writings_of_the_same_rows_are_the_same_bytes(shown):
    assert to_gpkg(shown, "facilities") == to_gpkg(shown, "facilities")


@pytest.mark.parametrize("name", NAMES)
def test_any_other_text_comes_back_from_csv(name):
    assert read_csv(to_csv(rows_named([name])))["name"].tolist() == [name]


def test_lists_are_joined_and_points_become_two_columns():
    flat = flat_table(rows_named(["a"]))
    assert flat.loc["place-0", ["source_ids", "lon", "lat"]].tolist() == ["a;b", -169.65, 66.08]
    assert "geometry" not in flat


def test_csv_holds_every_row_shown(shown):
    table = read_csv(to_csv(shown))
    assert table.index.tolist() == shown.index.tolist()
    assert table["grade"].tolist() == shown["grade"].tolist()
    assert table["lat"].to_numpy() == pytest.approx(shown.geometry.y.to_numpy())


def test_geojson_holds_every_row_shown(shown, tmp_path):
    (tmp_path / "places.geojson").write_text(to_geojson(shown), encoding="utf-8")
    read = gpd.read_file(tmp_path / "places.geojson")
    assert read["id"].tolist() == shown.index.tolist()
    assert read["name"].tolist() == shown["name"].tolist()
    assert read.geometry.geom_equals_exact(shown.geometry, 1e-9, align=False).all()


def test_json_holds_every_row_shown(shown):
    records = json.loads(to_json(shown))
    assert [record[shown.index.name] for record in records] == shown.index.tolist()
    assert [record["beneficiary"] for record in records] == shown["beneficiary"].tolist()


def test_geopackage_holds_every_row_shown(shown, tmp_path):
    write_gpkg(shown, tmp_path / "places.gpkg", layer="facilities")
    read = gpd.read_file(tmp_path / "places.gpkg", layer="facilities")
    assert read[shown.index.name].tolist() == shown.index.tolist()
    assert read["name"].tolist() == shown["name"].tolist()
    assert read.crs.to_epsg() == 4326
    assert read.geometry.geom_equals_exact(shown.geometry, 1e-9, align=False).all()


def test_a_missing_number_is_null_and_never_nan():
    rows = rows_named(["a", "b"])
    assert [record["runway_m"] for record in json.loads(to_json(rows))] == [None, 2743.0]
    assert "NaN" not in to_json(rows) + to_geojson(rows)


def test_an_empty_selection_is_a_valid_table_with_its_headings(nothing):
    table = read_csv(to_csv(nothing))
    assert (len(table), "name" in table, "lon" in table) == (0, True, True)
    assert json.loads(to_json(nothing)) == []
    assert json.loads(to_geojson(nothing)) == {"type": "FeatureCollection", "features": []}


def test_an_empty_selection_is_a_valid_geopackage(nothing, tmp_path):
    write_gpkg(nothing, tmp_path / "none.gpkg", layer="facilities")
    read = gpd.read_file(tmp_path / "none.gpkg", layer="facilities")
    assert (len(read), read.crs.to_epsg(), "name" in read) == (0, 4326, True)


def test_writing_changes_no_row(shown):
    before = shown.copy(deep=True)
    to_csv(shown)
    to_geojson(shown)
    to_json(shown)
    assert shown.equals(before)
