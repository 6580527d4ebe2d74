"""The shape of a way: legs that add up, milestones, passages; across 180 degrees and over the pole."""

from itertools import pairwise

import numpy as np
import pytest

from relos_atlas.domain.arctic import ice_edge, nsr_limits, nsr_zones
from relos_atlas.domain.lines import BARENTS, NSR, OPEN_SEA, milestones, passage_points, pieces
from relos_atlas.geo import distance_nm
from relos_atlas.model import Position


@pytest.fixture(scope="module")
def route(sea):
    return sea.router.route("murmansk-port", "vladivostok-port", via=["nsr", "bering-strait"])


def test_legs_are_barents_then_the_route_then_open_sea(route, sea):
    waters = [piece.water for piece in pieces(route, sea.router)]
    assert waters == [BARENTS, NSR, OPEN_SEA]


def test_legs_add_up_and_meet(route, sea):
    legs = pieces(route, sea.router)
    assert sum(leg.distance_nm for leg in legs) == pytest.approx(route.distance_nm, rel=0.001)
    for before, after in pairwise(legs):
        lon = (before.points[-1][0] - after.points[0][0] + 180) % 360 - 180
        assert (abs(lon), before.points[-1][1]) == pytest.approx((0, after.points[0][1]), abs=0.002)


def test_longitudes_run_on_over_180_degrees(route, sea):
    lons = [lon for leg in pieces(route, sea.router) for lon, _ in leg.points]
    assert max(lons) > 180
    for leg in pieces(route, sea.router):
        assert np.abs(np.diff([lon for lon, _ in leg.points])).max(initial=0) < 180


def test_milestones_lie_evenly_along_the_way(route):
    stones = milestones(route, 1000)
    assert [miles for miles, _ in stones] == [1000, 2000, 3000, 4000, 5000]
    assert milestones(route, 6000) == ()
    positions = [position for _, position in stones]
    assert all(distance_nm(a, b) <= 1006 for a, b in pairwise(positions))


def test_passages_are_marked_where_the_way_crosses_them(route, sea):
    points = {point.slug: point.position for point in passage_points(route, sea.router)}
    assert list(points) == list(dict.fromkeys(route.passages))
    assert distance_nm(points["bering-strait"], Position(lon=-169, lat=66)) < 60
    assert distance_nm(points["kara-gate"], Position(lon=58, lat=70.5)) < 30


def test_the_limits_bound_the_route_and_murmansk_lies_outside(sea):
    west, east = nsr_limits(sea.router)
    assert {round(lon, 1) for lon, _ in east} == {191.0}
    assert max(lon for lon, _ in west) == pytest.approx(68.6)
    murmansk = sea.router.place("murmansk-port")
    assert not any(sea.router.zones[slug].holds(murmansk) for slug in nsr_zones(sea.router))


@pytest.mark.parametrize("month", range(1, 13))
def test_the_ice_edge_lies_on_water_and_never_leaps(month, atlas, sea):
    lines = ice_edge(atlas, sea.router, month)
    assert lines
    points = np.vstack(lines)
    assert not sea.router.land.is_land(points).any()
    for line in lines:
        assert np.abs(np.diff(np.array(line), axis=0)).max() <= 4.001


def test_a_month_without_a_table_has_no_edge(atlas, sea):
    assert ice_edge(atlas, sea.router, 13) == ()
