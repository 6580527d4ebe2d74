"""Lengths and lines on the ellipsoid, against published figures."""

import itertools

import numpy as np
import pytest

from relos_atlas.geo import bearing_deg, distance_nm, geodesic_line, project_polar, split_at_antimeridian
from relos_atlas.model import Position

# Geoscience Australia's worked example of Vincenty's formulae (GDA94; its ellipsoid is WGS 84 to 0.1 mm).
FLINDERS_PEAK = Position(lon=144 + 25 / 60 + 29.5244 / 3600, lat=-(37 + 57 / 60 + 3.7203 / 3600))
BUNINYONG = Position(lon=143 + 55 / 60 + 35.3839 / 3600, lat=-(37 + 39 / 60 + 10.1561 / 3600))
PUBLISHED_M = 54_972.271
PUBLISHED_BEARING_DEG = 306 + 52 / 60 + 5.37 / 3600

MURMANSK = Position(lon=33.08, lat=68.97)
PEVEK = Position(lon=170.3, lat=69.7)


def test_distance_is_the_published_one():
    assert distance_nm(FLINDERS_PEAK, BUNINYONG) * 1852 == pytest.approx(PUBLISHED_M, abs=0.001)


def test_bearing_is_the_published_one():
    assert bearing_deg(FLINDERS_PEAK, BUNINYONG) == pytest.approx(PUBLISHED_BEARING_DEG, abs=0.01 / 3600)


def test_one_minute_of_the_meridian_is_about_one_nautical_mile():
    assert distance_nm(Position(lon=100, lat=70), Position(lon=100, lat=71)) == pytest.approx(60.2, abs=0.1)


def test_distance_from_a_place_to_itself_is_nothing():
    assert distance_nm(PEVEK, PEVEK) == 0


def test_distance_does_not_mind_which_name_180_has():
    assert distance_nm(Position(lon=180, lat=70), Position(lon=-180, lat=70)) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("lon", "expected"), [(10, 90), (-10, 270)])
def test_bearings_along_the_equator(lon, expected):
    assert bearing_deg(Position(lon=0, lat=0), Position(lon=lon, lat=0)) == expected


def test_no_step_of_a_geodesic_is_longer_than_asked():
    line = geodesic_line(MURMANSK, PEVEK, step_km=50)
    places = [Position(lon=lon, lat=lat) for lon, lat in line.coords]
    steps_km = [distance_nm(a, b) * 1.852 for a, b in itertools.pairwise(places)]
    assert max(steps_km) <= 50.001
    assert sum(steps_km) == pytest.approx(distance_nm(MURMANSK, PEVEK) * 1.852)


def test_a_geodesic_across_the_pacific_crosses_180_once():
    line = geodesic_line(Position(lon=132, lat=43), Position(lon=-122, lat=37))
    assert (line.coords[0], line.coords[-1]) == ((132, 43), (238, 37))
    assert len(split_at_antimeridian(line).geoms) == 2


def test_a_geodesic_over_the_pole_is_straight_on_the_polar_map():
    line = geodesic_line(Position(lon=30, lat=75), Position(lon=-150, lat=75))
    lons, lats = np.array(line.coords).T
    assert lats.max() > 89.7
    assert np.abs(np.diff(lons)).max() <= 180
    x, y = project_polar(lons, lats)
    assert np.hypot(np.diff(x), np.diff(y)).max() < 52_000


def test_a_line_from_a_place_to_itself_has_two_vertices():
    assert list(geodesic_line(PEVEK, PEVEK).coords) == [(170.3, 69.7), (170.3, 69.7)]


@pytest.mark.parametrize("step_km", [0, -1, float("nan")])
def test_a_step_that_leads_nowhere_is_refused(step_km):
    with pytest.raises(ValueError, match="step_km"):
        geodesic_line(MURMANSK, PEVEK, step_km=step_km)
