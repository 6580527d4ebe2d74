"""A table of voyages: good rows are answered, faults are listed with row, column and value."""

import csv
import io
from itertools import pairwise

import pytest

from relos_atlas.model import Position
from relos_atlas.routing import Router, pairs
from relos_atlas.routing.errors import RoutingError
from relos_atlas.routing.pairs import answer_pairs

HEADER = "name,from_lat,from_lon,to_lat,to_lon,via\n"


def answered(router, text):
    target, faults = io.StringIO(), []
    count = answer_pairs(router, io.StringIO(text, newline=""), target, complain=faults.append)
    assert count == len(faults)
    return list(csv.DictReader(io.StringIO(target.getvalue()))), faults


def test_a_good_row_keeps_its_own_columns_and_says_what_was_understood(router):
    rows, faults = answered(router, HEADER + "मुंबई,18.9333,72.85,69.0,33.05,via Suez and magic\n")

    assert faults == []
    assert (rows[0]["name"], rows[0]["status"], rows[0]["via_used"]) == ("मुंबई", "ok", "suez-canal")
    assert "suez-canal" in rows[0]["passages"]
    assert 7300 < float(rows[0]["distance_nm"]) < 8100


def test_miles_from_a_town_to_its_water_are_told_apart(router):
    towns = "Delft,52.0,4.5,51.95,1.3,\nberths,18.9333,72.85,6.95,79.85,\n"

    rows, _ = answered(router, HEADER + towns)

    assert 5 < float(rows[0]["ashore_nm"]) < 8
    assert rows[1]["ashore_nm"] == "0.0"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("x,nan,72.85,69,33,", "finite"),
        ("x,118.9,72.85,69,33,", "swapped"),
        ("x,,72.85,69,33,", "from_lat=''"),
        ("x,18.9,72.85,69,east,", "to_lon='east'"),
        ("x,23,78,69,33,", "nearest port"),
    ],
)
def test_a_fault_names_row_and_value_and_the_others_are_answered(router, row, said):
    good = "y,18.9333,72.85,6.95,79.85,direct\n"

    rows, faults = answered(router, HEADER + good + row + "\n" + good)

    assert [r["status"] for r in rows] == ["ok", "fault", "ok"]
    assert len(faults) == 1
    assert faults[0].startswith("row 3 ")
    assert said in faults[0]
    assert rows[1]["fault"] == faults[0]


FULL = "name,from_facility,from_lat,from_lon,to_facility,to_lat,to_lon,via,month,ice_class\n"


def test_a_row_may_name_facilities_a_month_and_an_ice_class(router):
    rows, faults = answered(
        router,
        FULL
        + "ids,chennai-port,,,murmansk-port,,,nsr,9,arc7\n"
        + "winter,chennai-port,,,murmansk-port,,,nsr,2,none\n"
        + "mixed,,13.1,80.3,vladivostok-port,,,,,\n",
    )

    assert faults == []
    assert [row["status"] for row in rows] == ["ok", "no-route", "ok"]
    assert rows[0]["via_used"] == "nsr"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("x,nowhere,,,murmansk-port,,,,,", "from_facility='nowhere': place 'nowhere'"),
        ("x,chennai-port,,,murmansk-port,,,,13,", "month='13': expected 1 to 12"),
        ("x,chennai-port,,,murmansk-port,,,,May,", "month='May': expected 1 to 12"),
        (
            "x,chennai-port,,,murmansk-port,,,,9,arc99",
            "ice_class='arc99': ice class 'arc99': expected one of",
        ),
        ("x,chennai-port,,,,23,78,,,", "to_lat='23' to_lon='78': lon=78.0 lat=23.0"),
        ("x,,23,78,chennai-port,,,,,", "from_lat='23' from_lon='78': lon=78.0 lat=23.0"),
        ("x,chennai-port", "to_lon=None: expected degrees"),
    ],
)
def test_a_fault_names_its_column(router, row, said):
    rows, faults = answered(router, FULL + row + "\n")

    assert rows[0]["status"] == "fault"
    assert faults[0].startswith(f"row 2 {said}")


def test_what_is_no_text_is_said_with_its_line(router):
    source = io.TextIOWrapper(io.BytesIO(HEADER.encode() + b"\xff,1,2,3,4,\n"), encoding="utf-8", newline="")

    with pytest.raises(RoutingError, match="expected CSV in UTF-8"):
        answer_pairs(router, source, io.StringIO(), complain=print)


@pytest.mark.parametrize("via", ["via Sunda Strait", "via Malacca and Suez"])
def test_many_rows_through_wide_passages_are_answered_like_single_ones(geodata, via):
    fresh = Router.load(geodata)
    ports = fresh.network.berth_lonlat[::200][:16]
    ends = [(Position(*map(float, a)), Position(*map(float, b))) for a, b in pairwise(ports)]
    terms = fresh.terms(via=fresh.passages.read(via))

    measured = [fresh.measure(*pair, terms) for pair in ends]
    answers = [fresh.answer(*pair, terms) for pair in ends]

    assert [found.status for found in measured] == [answer.status for answer in answers]
    ok = [(found, answer) for found, answer in zip(measured, answers, strict=True) if answer.status == "ok"]
    assert len(ok) > 8
    assert [found.passages for found, _ in ok] == [answer.passages for _, answer in ok]
    for found, answer in ok:
        assert found.distance_nm == pytest.approx(answer.distance_nm, abs=1e-6)


def test_no_way_is_an_answer_and_no_fault(router):
    rows, faults = answered(router, HEADER + "x,18.9333,72.85,42.98,47.5,\n")

    assert (rows[0]["status"], rows[0]["distance_nm"], faults) == ("no-route", "", [])


def test_an_empty_table_gives_an_empty_table(router):
    assert answered(router, HEADER) == ([], [])


def test_a_missing_column_is_named(router):
    with pytest.raises(RoutingError, match="missing to_lon"):
        answered(router, "from_lat,from_lon,to_lat\n1,2,3\n")


def test_answers_do_not_depend_on_the_order_of_rows(router):
    body = [
        f"p{n},{lat},{lon},6.95,79.85,\n"
        for n, (lat, lon) in enumerate([(18.93, 72.85), (13.1, 80.3), (9.97, 76.24)])
    ]

    forward, _ = answered(router, HEADER + "".join(body))
    backward, _ = answered(router, HEADER + "".join(reversed(body)))

    assert forward == backward[::-1]


def test_a_long_table_keeps_its_order_and_its_row_numbers(router, monkeypatch):
    monkeypatch.setattr(pairs, "_BATCH", 2)
    good, bad = "{},18.9333,72.85,6.95,79.85,direct\n", "{},x,72.85,6.95,79.85,\n"

    rows, faults = answered(
        router, HEADER + good.format(0) + bad.format(1) + good.format(2) * 3 + bad.format(5)
    )

    assert [row["name"] for row in rows] == ["0", "1", "2", "2", "2", "5"]
    assert [row["status"] for row in rows] == ["ok", "fault", "ok", "ok", "ok", "fault"]
    assert [fault.split(" ")[1] for fault in faults] == ["3", "7"]
