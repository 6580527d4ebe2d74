"""The command line: the same rows as the page, results on standard output, messages on standard error."""

import contextlib
import csv
import io
import json
import subprocess
import sys
from unittest import mock

import geopandas as gpd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relos_atlas import __version__, cli
from relos_atlas.domain.agreements import select_agreements
from relos_atlas.domain.events import select_events
from relos_atlas.domain.links import encode_link
from relos_atlas.domain.select import select_places
from relos_atlas.model import ViewState


@pytest.fixture
def loaded(atlas, monkeypatch):
    """The command line with the atlas that is loaded already: reading it each time would take minutes."""
    monkeypatch.setattr(cli, "load_atlas", lambda _: atlas)


def output_of(*arguments: str) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()):
        assert cli.main(arguments) == cli.OK
    return out.getvalue()


def ids_of(file_format: str, text: str) -> list[str]:
    if file_format == "csv":
        return [record[0] for record in csv.reader(io.StringIO(text, newline=""))][1:]
    content = json.loads(text)
    if file_format == "geojson":
        return [feature["id"] for feature in content["features"]]
    return [next(iter(record.values())) for record in content]


def test_the_committed_tables_are_valid_and_are_counted(capsys):
    assert cli.main(["validate"]) == 0
    out, err = capsys.readouterr()
    assert "facilities: 234 rows" in out.splitlines()
    assert err.startswith("0 faults in ")


def test_validate_tells_faults_and_rows_as_json(capsys):
    assert cli.main(["validate", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["faults"] == []
    assert told["rows"]["facilities"] == 234


def test_a_fault_is_told_with_file_line_column_and_value_and_the_exit_status_is_1(geodata_copy, capsys):
    path = geodata_copy / "facilities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("68.9691", "168.9691"), encoding="utf-8")
    assert cli.main(["validate", "--geodata", str(geodata_copy)]) == 1
    assert "facilities.csv:2 lat '168.9691': expected" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_bad_data_and_no_traceback(tmp_path, capsys):
    assert cli.main(["validate", "--geodata", str(tmp_path / "none")]) == 1
    assert "facilities.csv: expected this file, found none" in capsys.readouterr().out


def test_facilities_of_a_damaged_folder_are_no_rows_but_faults(geodata_copy, monkeypatch, capsys):
    (geodata_copy / "claims.csv").unlink()
    monkeypatch.setenv("RELOS_GEODATA", str(geodata_copy))
    assert cli.main(["facilities"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "claims.csv: expected this file, found none" in err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["no-such-command"],
        ["facilities", "--format", "xlsx"],
        ["facilities", "--state"],
        ["validate", "--no-such-option"],
    ],
)
def test_wrong_use_exits_with_2_and_says_how_it_is_meant(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    out, err = capsys.readouterr()
    assert (caught.value.code, out) == (2, "")
    assert "usage: relos-atlas" in err


def test_a_geopackage_needs_a_file_to_go_to(capsys):
    assert cli.main(["facilities", "--format", "gpkg"]) == 2
    assert "--out" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["validate", "--help"], ["facilities", "--help"]])
def test_help_is_no_error(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 0
    assert "usage: relos-atlas" in capsys.readouterr().out


def test_the_default_link_gives_the_default_view(loaded, atlas, capsys):
    assert cli.main(["facilities"]) == 0
    out, err = capsys.readouterr()
    assert ids_of("csv", out) == select_places(atlas, ViewState()).rows.index.tolist()
    assert err == ""


@pytest.mark.parametrize("file_format", ["csv", "geojson", "json"])
@settings(max_examples=40)
@given(data=st.data())
def test_a_link_gives_exactly_the_rows_that_the_page_shows(data, file_format, atlas, states):
    state = data.draw(states)
    with mock.patch.object(cli, "load_atlas", return_value=atlas):
        text = output_of("facilities", f"--state={encode_link(state)}", "--format", file_format)
    assert ids_of(file_format, text) == select_places(atlas, state).rows.index.tolist()


@pytest.mark.parametrize("file_format", ["csv", "json"])
@settings(max_examples=30)
@given(data=st.data())
def test_a_link_gives_exactly_the_agreements_that_the_page_shows(data, file_format, atlas, states):
    state = data.draw(states)
    with mock.patch.object(cli, "load_atlas", return_value=atlas):
        text = output_of("agreements", f"--state={encode_link(state)}", "--format", file_format)
    assert ids_of(file_format, text) == select_agreements(atlas, state).everything.index.tolist()


@pytest.mark.parametrize("file_format", ["csv", "geojson", "json"])
@settings(max_examples=12)
@given(data=st.data())
def test_a_link_gives_exactly_the_events_that_the_page_shows(data, file_format, atlas, states):
    state = data.draw(states)
    with mock.patch.object(cli, "load_atlas", return_value=atlas):
        text = output_of("events", f"--state={encode_link(state)}", "--format", file_format)
    assert ids_of(file_format, text) == select_events(atlas, state).everything.index.tolist()


def test_an_event_without_a_place_has_no_geometry_and_a_month_no_day(loaded):
    text = output_of("events", "--state", "t=2026-04", "--format", "geojson")
    by_id = {feature["id"]: feature for feature in json.loads(text)["features"]}
    assert by_id["relos-operational-2026"]["geometry"] is None
    assert by_id["relos-operational-2026"]["properties"]["date_start"] == "2026-04"
    assert by_id["relos-text-published-2026"]["geometry"]["coordinates"] == [37.617, 55.756]


def test_an_agreement_is_given_with_where_it_stands_on_the_date(loaded):
    (row,) = json.loads(output_of("agreements", "--state", "cc=IN~RU&as=2025-03", "--format", "json"))
    assert (row["agreement_id"], row["standing"], row["signed"]) == (
        "india-russia-relos",
        "signed",
        "2025-02-18",
    )


@pytest.mark.parametrize("file_format", ["csv", "geojson", "json"])
@pytest.mark.parametrize("query", ["", "cc=RU&kd=port", "ev=none", "q=мурманск", "as=2021"])
def test_a_file_holds_what_standard_output_would(file_format, query, loaded, tmp_path):
    path = tmp_path / f"rows.{file_format}"
    arguments = ("facilities", "--state", query, "--format", file_format)
    assert output_of(*arguments, "--out", str(path)) == ""
    assert path.read_bytes().decode() == output_of(*arguments)


@pytest.mark.parametrize("query", ["", "cc=RU&kd=port", "ev=none", "ag=us-india-lemoa"])
def test_a_geopackage_holds_the_rows_of_the_link(query, loaded, atlas, tmp_path):
    path = tmp_path / "rows.gpkg"
    output_of("facilities", "--state", query, "--format", "gpkg", "--out", str(path))
    rows = gpd.read_file(path, layer="facilities")
    assert rows.iloc[:, 0].tolist() == ids_of("csv", output_of("facilities", "--state", query))


def test_a_hostile_link_is_told_on_standard_error_and_the_rest_is_shown(loaded, capsys):
    assert cli.main(["facilities", "--state", "cc=RU&kd=<script>&evil=${7*7}", "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert {row["country"] for row in json.loads(out)} == {"RU"}
    assert ["“kd=<script>”" in err, "“evil”" in err] == [True, True]


def test_a_file_that_cannot_be_written_is_told_without_a_traceback(loaded, tmp_path, capsys):
    assert cli.main(["facilities", "--out", str(tmp_path / "none" / "rows.csv")]) != 0
    assert "rows.csv" in capsys.readouterr().err


def test_a_geopackage_that_cannot_be_written_is_told_without_a_traceback(loaded, tmp_path, capsys):
    out = str(tmp_path / "none" / "rows.gpkg")
    assert cli.main(["facilities", "--format", "gpkg", "--out", out]) != 0
    assert "rows.gpkg" in capsys.readouterr().err


def test_the_module_runs_as_a_program():
    done = subprocess.run([sys.executable, "-m", "relos_atlas", "--version"], capture_output=True, check=True)
    assert done.stdout.decode().strip() == __version__
