"""The browser draws links as great circles: held against the geodesics of `relos_atlas.geo`."""

from itertools import pairwise

import pytest
from shapely import LineString, Point

from relos_atlas.geo import geodesic_line
from relos_atlas.model import Position

MURMANSK, DELHI = (33.06, 68.97), (77.2, 28.6)
PETROPAVLOVSK, SEATTLE = (158.65, 53.05), (-122.3, 47.6)
NEAR_POLE, BEYOND_POLE = (10.0, 80.0), (-170.0, 80.0)

# A degree of latitude is 111 km; sphere and ellipsoid part by less than a third of it.
_FAR_DEG = 0.3
_DRAW = "([a, b]) => RelosAtlas.greatCircle(a, b)"


@pytest.fixture
def great_circle(visitor):
    """The line that the browser draws between two ends, (lon, lat) both, as (lon, lat) pairs."""
    visitor.open_map()
    return lambda *ends: visitor.page.evaluate(_DRAW, [list(end) for end in ends])


def test_links_follow_the_geodesic_run_on_over_180_degrees_and_pass_the_pole(great_circle):
    for ends in ((MURMANSK, DELHI), (PETROPAVLOVSK, SEATTLE), (SEATTLE, PETROPAVLOVSK)):
        line = great_circle(*ends)
        assert max(abs(b[0] - a[0]) for a, b in pairwise(line)) < 10, ends
        start, end = (Position(lon=lon, lat=lat) for lon, lat in ends)
        true = LineString(geodesic_line(start, end, 20).coords)
        assert max(true.distance(Point(point)) for point in line) < _FAR_DEG, ends
    assert max(lat for _, lat in great_circle(NEAR_POLE, BEYOND_POLE)) > 89
