"""Places: facilities, points at sea, towns near water; inland and senseless ones are refused."""

import csv
import math
from pathlib import Path

import numpy as np
import pytest

from relos_atlas.model import Position, PositionError, UnknownIdError
from relos_atlas.routing import InlandError, Route
from relos_atlas.routing.sphere import distances_nm, unit_vectors

GEODATA = Path(__file__).resolve().parents[2] / "geodata"
SEA_KINDS = ("port", "naval-base", "shipyard")
CASPIAN = {"astrakhan-port", "makhachkala-port", "kaspiysk-naval-base", "olya-port"}


def sea_facilities():
    with (GEODATA / "facilities.csv").open(encoding="utf-8") as file:
        return [row["facility_id"] for row in csv.DictReader(file) if row["kind"] in SEA_KINDS]


@pytest.mark.parametrize("facility", sea_facilities())
def test_every_port_base_and_yard_is_reached(router, facility):
    other = "baku" if facility in CASPIAN else "mumbai-port"
    end = Position(50.5, 40.3) if other == "baku" else other

    assert isinstance(router.route(facility, end), Route)


def test_an_inland_origin_names_the_nearest_port(router):
    with pytest.raises(InlandError, match=r"nearest port is .* nm away"):
        router.route(Position(78.0, 23.0), "mumbai-port")


def test_swapped_coordinates_are_said_to_look_swapped(router):
    with pytest.raises(PositionError, match="swapped"):
        router.route("100.5,13.5", "mumbai-port")


@pytest.mark.parametrize("text", ["nan,10", "inf,0", "10,", "ten,20"])
def test_numbers_that_are_none_are_refused(router, text):
    with pytest.raises(PositionError):
        router.route(text, "mumbai-port")


@pytest.mark.parametrize("text", ["", "atlantis-port", "<script>alert(1)</script>", "मुंबई", "Мурманск"])
def test_an_unknown_id_is_named(router, text):
    with pytest.raises(UnknownIdError, match="expected a facility id"):
        router.route(text, "mumbai-port")


def test_a_place_to_itself_is_no_distance(router):
    assert router.route("mumbai-port", "mumbai-port").distance_nm == 0


def test_a_place_on_a_shore_to_itself_is_no_distance(router):
    answer = router.route("-33.83,151.28", "-33.83,151.28")  # by Sydney's heads

    assert answer.distance_nm == 0
    assert answer.segments[0].distance_nm == 0


def test_two_ships_in_sight_of_each_other_sail_straight(router):
    answer = router.route(Position(-30.0, 30.0), Position(-30.0, 31.0))

    assert answer.distance_nm == pytest.approx(60.04, abs=0.1)


def test_ends_either_side_of_180_degrees_are_near(router):
    answer = router.route(Position(-179.0, 60.0), Position(179.0, 60.0))

    assert answer.distance_nm == pytest.approx(120 * math.cos(math.radians(60)), rel=0.01)


def test_an_end_near_the_pole_is_reached_only_over_the_sea_no_table_covers(router):
    answer = router.route("murmansk-port", Position(0.0, 89.5))

    assert isinstance(answer, Route)
    assert "route.no-table" in {notice.code for notice in answer.notices}


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(151.28, -33.83), (19.0, 74.5), (-2.075, 57.14)],  # Sydney's heads, Bear Island, the shore of Aberdeen
)
def test_from_a_shore_much_is_seen_though_its_own_minute_holds_land(router, lon, lat):
    mooring = router.moor([Position(lon, lat)])[0]

    assert len(mooring.nodes) >= 20
    assert min(mooring.legs_nm) < 15  # lanes round open coasts 10 nm off


def straight_nm(start, end):
    return distances_nm(unit_vectors(np.array([start])), unit_vectors(np.array([end]))[0])[0]


@pytest.mark.parametrize(
    ("start", "end", "more_nm"),
    [
        ((19.0, 74.54), (31.12, 70.37), 16),  # the north shore of Bear Island, and Vardo beyond the island
        ((56.5, 26.4), (56.27, 27.14), 4),  # the roads off Musandam, with islets about, and Bandar Abbas
    ],
)
def test_from_behind_islands_a_ship_rounds_them_and_sails_straight(router, start, end, more_nm):
    answer = router.route(Position(*start), Position(*end))

    assert answer.distance_nm == pytest.approx(straight_nm(start, end) + more_nm / 2, abs=more_nm / 2)


def test_a_town_up_a_river_beyond_the_last_harbour_begins_at_the_river(router):
    basra = Position(47.8417, 30.525)

    answer = router.route(basra, "mumbai-port")

    assert "shatt-al-arab" in answer.passages
    assert straight_nm((basra.lon, basra.lat), answer.line[0]) < 1


def test_a_town_at_the_head_of_a_fjord_is_a_harbour_though_a_port_list_has_it_up_the_valley(router):
    mo_i_rana, bergen = Position(14.1158, 66.3086), Position(5.32, 60.39)

    assert 440 < router.route(mo_i_rana, bergen).distance_nm < 500  # published: 474


@pytest.mark.parametrize("town", [(80.2, 13.0), (4.5, 52.0)])  # some miles inland of Chennai, of Rotterdam
def test_miles_from_a_town_to_its_water_are_counted_and_told_but_not_drawn_over_land(router, town):
    answer = router.route(Position(*town), "mumbai-port")
    told = {notice.code: dict(notice.parameters) for notice in answer.notices}
    gap_nm = straight_nm(town, answer.line[0])

    assert gap_nm > 1
    assert float(told["route.ashore"]["miles_nm"]) == pytest.approx(gap_nm, abs=0.4)
    assert sum(segment.distance_nm for segment in answer.segments) == pytest.approx(answer.distance_nm)
