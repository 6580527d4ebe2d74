"""A table of voyages: good rows are answered, faults are listed with row, column and value."""

import csv
import io

import pytest

from relos_atlas.routing import pairs
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
