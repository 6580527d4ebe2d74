"""Out of harbour a ship sees round the next cape: near ways are no longer than the tables have them."""

import pytest

from relos_atlas.model import Position

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
