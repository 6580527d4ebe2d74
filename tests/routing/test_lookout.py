"""From a place at sea only nodes that may matter are looked at; the answer is that of looking at all."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relos_atlas.model import Position
from relos_atlas.routing import InlandError, NoRoute
from relos_atlas.routing.sphere import unit_vectors

LAWS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
places = st.builds(Position, lon=st.floats(-180, 180), lat=st.floats(-65, 85))


def outlook_from(router, lon, lat):
    return router._harbourmaster.outlook(Position(lon, lat))


@LAWS
@given(place=places, end=st.integers(0, 3000), month=st.sampled_from([None, 3, 9]), back=st.booleans())
def test_the_answer_is_that_of_looking_at_every_node(router, place, end, month, back):
    lon, lat = router.network.berth_lonlat[end]
    ends = (place, Position(float(lon), float(lat)))[:: -1 if back else 1]
    router._moorings.clear()
    try:
        quick = router.route(*ends, month=month)
        router.moor([place])  # from here on all that it sees is known
        slow = router.route(*ends, month=month)
    except InlandError:
        return

    assert type(quick) is type(slow)
    if isinstance(quick, NoRoute):
        assert quick == slow
    else:
        assert quick.distance_nm == pytest.approx(slow.distance_nm, abs=1e-6)
        assert (quick.start, quick.end) == (slow.start, slow.end) == ends


@pytest.mark.parametrize(("lon", "lat"), [(-30, 40), (179.9, 70), (100, 80), (75, 89.9), (25, 38)])
def test_one_line_at_a_time_sees_what_all_at_once_see(router, lon, lat):
    outlook = outlook_from(router, lon, lat)
    start = unit_vectors(outlook.ends)[0]
    for fine in (False, True):  # as those far off and those near by are looked at
        ends = outlook.vectors[outlook.is_near == fine]
        together = router.land.in_sight(start, ends, np.full(len(ends), fine))

        assert [router.land.sees(start, end, fine=fine) for end in ends] == together.tolist()


@pytest.mark.parametrize(("lon", "lat"), [(-30, 40), (179.9, 70), (100, 80), (75, 89.9), (25, 38)])
@pytest.mark.parametrize("samples", [6, 40])
def test_what_samples_show_to_be_behind_land_is_out_of_sight(router, lon, lat, samples):
    outlook = outlook_from(router, lon, lat)
    start, far = unit_vectors(outlook.ends)[0], outlook.vectors[~outlook.is_near]
    hidden = router.land.is_behind_land(start, far, samples)

    assert hidden.any()
    assert not (hidden & router.land.in_sight(start, far, np.zeros(len(far), np.bool_))).any()


def test_inland_there_is_no_outlook(router):
    assert outlook_from(router, 78, 23) is None  # the middle of India
    assert outlook_from(router, -30, 40) is not None


def test_a_line_to_the_other_side_of_the_globe_is_out_of_sight(router):
    here, there = unit_vectors(np.array([[-30.0, 40.0], [150.0, -40.0]]))

    assert not router.land.sees(here, there, fine=False)
