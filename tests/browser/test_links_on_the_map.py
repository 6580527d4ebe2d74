"""The browser draws links as great circles: held against the geodesics of `relos_atlas.geo`."""

from itertools import pairwise

import pytest
from shapely import LineString, Point

from relos_atlas.geo import geodesic_line
from relos_atlas.model import Position

pytestmark = pytest.mark.browser

MURMANSK, DELHI = (33.06, 68.97), (77.2, 28.6)
PETROPAVLOVSK, SEATTLE = (158.65, 53.05), (-122.3, 47.6)
NEAR_POLE, BEYOND_POLE = (10.0, 80.0), (-170.0, 80.0)

# A degree of latitude is 111 km; sphere and ellipsoid part by less than a third of it.
_FAR_DEG = 0.3


@pytest.mark.parametrize("ends", [(MURMANSK, DELHI), (PETROPAVLOVSK, SEATTLE), (SEATTLE, PETROPAVLOVSK)])
def test_a_link_follows_the_geodesic_and_runs_on_over_180_degrees(visit, ends):
    visitor = visit()
    visitor.open_map()
    line = visitor.page.evaluate("([a, b]) => RelosAtlas.greatCircle(a, b)", list(map(list, ends)))
    assert max(abs(b[0] - a[0]) for a, b in pairwise(line)) < 10
    start, end = (Position(lon=lon, lat=lat) for lon, lat in ends)
    true = LineString(geodesic_line(start, end, 20).coords)
    assert max(true.distance(Point(point)) for point in line) < _FAR_DEG


def test_a_link_over_the_pole_passes_the_pole(visit):
    visitor = visit()
    visitor.open_map()
    line = visitor.page.evaluate("([a, b]) => RelosAtlas.greatCircle(a, b)", [NEAR_POLE, BEYOND_POLE])
    assert max(lat for _, lat in line) > 89
