"""Out of harbour a ship sees round the next cape: near ways are no longer than the tables have them."""

import numpy as np
import pytest

from relos_atlas.model import Position
from relos_atlas.routing.sphere import distances_nm, unit_vectors

# (what it goes round, a harbour and another place as lon, lat, published nm: NGA Pub. 151)
NEAR = [
    ("Ras Muhammad", (34.9986, 29.5208), (32.3167, 31.2667), 380),
    ("Cape Ghir", (-9.6264, 30.4250), (-5.5, 48.6667), 1136),
    ("Farewell Spit", (173.25, -41.2333), (151.2, -33.85), 1166),
    ("the coast by Cadiz", (-6.9583, 37.25), (-5.75, 35.95), 102),
]


@pytest.mark.parametrize(("cape", "harbour", "place", "published_nm"), NEAR, ids=[row[0] for row in NEAR])
def test_the_way_goes_round_the_cape_and_not_by_the_far_side(router, cape, harbour, place, published_nm):
    answer = router.route(Position(*harbour), Position(*place))

    assert answer.distance_nm <= 1.05 * published_nm, cape


def test_by_dmitry_laptev_strait_a_ship_does_not_call_at_the_roads_of_tiksi(router):
    west, east = Position(112.0, 77.0), Position(160.0, 71.0)

    by_laptev = router.route(west, east, via=["dmitry laptev"]).distance_nm
    to_strait = router.route(west, Position(139.5, 73.2), via=["nsr"]).distance_nm
    from_strait = router.route(Position(139.5, 73.2), east, via=["dmitry laptev"]).distance_nm

    assert by_laptev <= 1.02 * (to_strait + from_strait)


TOWNS = [
    ("Nuuk", -51.7333, 64.1667),
    ("Valdez", -146.2833, 61.1),
    ("Montreal", -73.55, 45.5),
    ("Tuxpan", -97.4167, 20.9667),
]


@pytest.mark.parametrize(("town", "lon", "lat"), TOWNS, ids=[row[0] for row in TOWNS])
def test_towns_up_fjords_and_rivers_are_no_inland_places(router, town, lon, lat):
    answer = router.route(Position(lon, lat), Position(-5.75, 35.95))

    assert answer.distance_nm > 1_000, town


def test_neighbours_across_a_strait_have_a_lane_of_their_own(router):  # once 132 nm, by the Channel Islands
    plymouth, perros = Position(-4.11, 50.22), Position(-3.23, 48.79)

    assert router.route(plymouth, perros).distance_nm < 100


OPEN_CAPES = [
    ("Cape Hatteras", (-75.53, 35.25), (-74.0, 40.6), (-80.1, 25.77)),
    ("Ponta do Seixas", (-34.79, -7.15), (-43.1, -22.9), (-48.5, -1.4)),
]


@pytest.mark.parametrize(("cape", "point", "start", "end"), OPEN_CAPES, ids=[row[0] for row in OPEN_CAPES])
def test_a_ship_on_passage_keeps_off_an_open_cape(router, cape, point, start, end):
    line = unit_vectors(router.route(Position(*start), Position(*end)).line)
    off_nm = distances_nm(line, unit_vectors(np.array([point]))[0]).min()

    assert 6.0 < off_nm < 25.0, cape
