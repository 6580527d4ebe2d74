"""A search that makes for its goal finds the same way as one that grows a whole tree."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relos_atlas.model import Position
from relos_atlas.routing import InlandError, NoRoute
from relos_atlas.routing.beeline import TooFarRoundError, way_by_beeline

LAWS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
places = st.builds(Position, lon=st.floats(-180, 180), lat=st.floats(-60, 80))
MONTHS = st.sampled_from([None, 2, 9])


@LAWS
@given(start=places, end=places, month=MONTHS)
def test_the_answer_is_that_of_the_whole_tree(router, start, end, month):
    terms = router.terms(month=month, ice_class="arc7" if month else None)
    try:
        quick = router.answer(start, end, terms)
        (table,) = router.matrix([start, end], terms, slice(0, 1))
    except InlandError:
        return

    if isinstance(quick, NoRoute):
        assert not np.isfinite(table[1])
    else:
        assert quick.distance_nm == pytest.approx(table[1], abs=1e-6)


def one(node):
    return np.array([node]), np.zeros(1)


def test_it_gives_up_where_the_way_leads_far_round(router):
    lonlat = router.network.berth_lonlat
    west, east = (int(np.hypot(*(lonlat - port).T).argmin()) for port in ((-79.5, 8.9), (-79.9, 9.35)))
    goal = router.network.vectors[router.network.berth_node[east]]
    closed = np.zeros(len(router.network.tail), dtype=np.bool_)
    closed[router.network.crossing("panama-canal")] = True

    with pytest.raises(TooFarRoundError):  # from Balboa to Colon, the canal shut: round Cape Horn
        way_by_beeline(
            router.network.matrix(closed),
            router.network.vectors,
            one(router.network.berth_node[west]),
            one(router.network.berth_node[east]),
            goal,
        )


def test_to_a_sea_of_its_own_there_is_no_way(router):
    caspian, ocean = Position(50.5, 40.0), Position(65.0, 20.0)

    assert router.route(caspian, ocean).reason == "different-seas"
