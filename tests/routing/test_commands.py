"""The commands print what the contract says and exit as it says."""

import argparse
import json

import pyarrow.parquet as pq
import pytest

from relos_atlas.routing.commands import add_commands


@pytest.fixture
def relos(geodata):
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(required=True))

    def run(*words):
        options = parser.parse_args([*words, "--geodata", str(geodata)])
        return options.run(options)

    return run


def test_route_prints_the_keys_of_the_contract(relos, capsys):
    assert relos("route", "chennai-port", "vladivostok-port", "--month", "9", "--avoid", "suez") == 0

    answer = json.loads(capsys.readouterr().out)
    assert {
        "status",
        "reason",
        "distance_nm",
        "duration_days",
        "passages",
        "segments",
        "geometry",
        "notices",
    } <= set(answer)
    assert set(answer["duration_days"]) == {"low", "high"}
    assert all({"code", "parameters", "text"} == set(notice) for notice in answer["notices"])


def test_route_takes_lat_lon(relos, capsys):
    assert relos("route", "13.1,80.3", "43.1,131.9") == 0
    assert json.loads(capsys.readouterr().out)["status"] == "ok"


def test_geojson_is_a_feature_collection(relos, capsys):
    relos("route", "chennai-port", "vladivostok-port", "--format", "geojson")

    answer = json.loads(capsys.readouterr().out)
    assert answer["features"][0]["geometry"]["type"] == "LineString"


def test_no_route_exits_zero_for_it_is_an_answer(relos, capsys):
    assert relos("route", "tiksi-port", "murmansk-port", "--month", "2") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], answer["reason"]) == ("no-route", "season")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("route", "nowhere", "mumbai-port"), "place 'nowhere'"),
        (("route", "mumbai-port", "chennai-port", "--month", "13"), "month 13"),
        (("route", "mumbai-port", "chennai-port", "--ice-class", "arc99"), "ice class 'arc99'"),
        (("route", "mumbai-port", "chennai-port", "--avoid", "styx"), "passage 'styx'"),
        (("route", "mumbai-port", "chennai-port", "--speed-kn", "0"), "speed 0"),
    ],
)
def test_wrong_use_exits_two_and_says_so_on_standard_error(relos, capsys, words, said):
    assert relos(*words) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""


def test_routes_with_a_faulty_row_exits_one_and_answers_the_rest(relos, capsys, tmp_path):
    pairs, out = tmp_path / "in.csv", tmp_path / "out.csv"
    pairs.write_text("from_lat,from_lon,to_lat,to_lon,via\n13.1,80.3,6.95,79.85,direct\n95,0,0,0,\n")

    assert relos("routes", "--pairs", str(pairs), "--out", str(out)) == 1
    assert out.read_text().splitlines()[1].startswith("13.1,80.3,6.95,79.85,direct,ok,")
    assert "in.csv row 3" in capsys.readouterr().err


def test_compare_lists_corridors_shortest_first_with_costs(relos, capsys):
    assert relos("compare", "chennai-port", "murmansk-port", "--month", "9", "--ice-class", "arc7") == 0

    corridors = json.loads(capsys.readouterr().out)["corridors"]
    miles = [row["distance_nm"] for row in corridors if row["status"] == "ok"]
    assert miles == sorted(miles)
    assert len(miles) >= 3
    costs = corridors[0]["economics"]
    assert costs["fuel_t"]["low"] <= costs["fuel_t"]["high"]
    assert costs["assumptions"]
    assert costs["source_ids"]


def test_compare_says_what_is_closed_and_why(relos, capsys):
    relos("compare", "murmansk-port", "vladivostok-port", "--month", "2")

    closed = [row for row in json.loads(capsys.readouterr().out)["corridors"] if row["status"] == "no-route"]
    assert ("nsr", "season") in {(row["via"], row["reason"]) for row in closed}


def test_matrix_writes_months_by_classes(relos, tmp_path, capsys):
    ports, out = tmp_path / "ports.csv", tmp_path / "out.parquet"
    ports.write_text("id,lat,lon\na,13.1,80.3\nb,6.95,79.85\n")

    assert (
        relos(
            "matrix",
            "--ports",
            str(ports),
            "--months",
            "8-9",
            "--ice-classes",
            "none,arc7",
            "--out",
            str(out),
        )
        == 0
    )
    assert pq.read_table(out).num_rows == 2 * 2 * 2 * 2
