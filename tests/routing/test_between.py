"""A search between two ends finds the same way as one that grows a whole tree."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relos_atlas.model import Position
from relos_atlas.routing import InlandError, NoRoute
from relos_atlas.routing.search import Searcher
from relos_atlas.routing.sphere import LEAST_RADIUS_NM

LAWS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
places = st.builds(Position, lon=st.floats(-180, 180), lat=st.floats(-60, 80))
MONTHS = st.sampled_from([None, 2, 9])


@LAWS
@given(start=places, end=places, month=MONTHS)
def test_the_answer_is_that_of_the_whole_tree(router, start, end, month):
    terms = router.terms(month=month, ice_class="arc7" if month else None)
    router._moorings.clear()
    try:
        quick = router.answer(start, end, terms)
        (table,) = router.matrix([start, end], terms, slice(0, 1))
    except InlandError:
        return

    if isinstance(quick, NoRoute):
        assert not np.isfinite(table[1])
    else:
        assert quick.distance_nm == pytest.approx(table[1], abs=1e-6)


def test_beacons_never_say_that_two_nodes_are_farther_apart_than_they_are(router):
    searcher = router._scenarios.with_opened(router.terms(), 0).searcher
    network, nodes = router.network, np.arange(0, len(router.network.lonlat), 997)
    here, there = network.berth_node[[10]], network.berth_node[[2000]]
    points = network.vectors[here[0]], network.vectors[there[0]]
    between = searcher.between(points, ((here, np.zeros(1)), (there, np.zeros(1))))
    miles = searcher.miles_from(int(there[0]), nodes)
    least_nm = between.to_there(nodes)
    circle_nm = np.arccos(np.clip(network.vectors[nodes] @ points[1], -1.0, 1.0)) * LEAST_RADIUS_NM
    afloat = np.isfinite(miles)

    assert np.all(least_nm[afloat] <= miles[afloat] + 1e-6)
    assert np.mean(least_nm[afloat] > circle_nm[afloat] + 50) > 0.2  # and they say more than the great circle


def test_where_more_is_open_than_the_beacons_know_they_are_not_asked(router):
    opened = router._scenarios.with_opened(router.terms(via=["nsr"]), 0).searcher
    usual = router._scenarios.with_opened(router.terms(), 0).searcher

    assert len(usual._beacons_nm) == 16
    assert len(opened._beacons_nm) == 0


def test_far_round_the_way_is_that_of_the_whole_tree(router):
    network = router.network
    ports = [(-79.5, 8.9), (-79.9, 9.35)]  # Balboa and Colon, the canal shut: round Cape Horn
    berths = [int(np.hypot(*(network.berth_lonlat - port).T).argmin()) for port in ports]
    west, east = ((network.berth_node[[berth]], np.zeros(1)) for berth in berths)
    closed = np.zeros(len(network.tail), dtype=np.bool_)
    closed[network.crossing("panama-canal")] = True
    points = network.vectors[west[0][0]], network.vectors[east[0][0]]

    miles, path = Searcher(network, closed).shortest(west, east, points=points)
    whole, along = Searcher(network, closed).shortest(west, east)

    assert miles == pytest.approx(whole, abs=1e-6)
    assert miles > 9_000
    assert path.tolist() == along.tolist()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (Position(179.5, 30), Position(-179.5, 31)),  # straight over 180 degrees
        (Position(17.8, 54.84), Position(-50.84, 54.95)),  # out of the Baltic
        (Position(11.7, 41.3), Position(-98.4, 7.3)),  # through Gibraltar and Panama
        (Position(130, 89.5), Position(-30, 40)),  # from beside the pole
        (Position(5.1, 43.25), Position(12.4, 44.3)),  # both near the shore, Italy between
        (Position(-30, 40), Position(-30, 40)),
    ],
)
def test_two_places_afloat_that_look_only_where_it_matters(router, start, end):
    router._moorings.clear()
    quick = router.route(start, end)
    router.moor([start, end])  # from here on all that they see is known
    slow = router.route(start, end)

    assert quick.distance_nm == pytest.approx(slow.distance_nm, abs=1e-6)
    np.testing.assert_allclose(quick.geometry, slow.geometry)
    assert quick.passages == slow.passages


def test_to_a_sea_of_its_own_there_is_no_way(router):
    caspian, ocean = Position(50.5, 40.0), Position(65.0, 20.0)

    assert router.route(caspian, ocean).reason == "different-seas"
