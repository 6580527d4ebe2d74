"""The polar projection in formulas, against PROJ."""

import numpy as np
import pytest
from pyproj import Transformer

from relos_atlas.geo import ARCTIC_STEREOGRAPHIC, WGS84, project_polar, unproject_polar

MILLIMETRE = 0.001
LON, LAT = (axis.ravel() for axis in np.meshgrid(np.arange(-180, 181, 7.5), np.arange(-30, 90.1, 2.5)))


def test_projection_is_that_of_proj_to_a_millimetre():
    theirs = Transformer.from_crs(WGS84, ARCTIC_STEREOGRAPHIC, always_xy=True).transform(LON, LAT)
    np.testing.assert_allclose(project_polar(LON, LAT), theirs, rtol=0, atol=MILLIMETRE)


def test_inverse_is_that_of_proj_to_a_millimetre_on_the_ground():
    x, y = (
        axis.ravel() for axis in np.meshgrid(np.linspace(-1.2e7, 1.2e7, 40), np.linspace(-1.2e7, 1.2e7, 40))
    )
    lon, lat = unproject_polar(x, y)
    their_lon, their_lat = Transformer.from_crs(ARCTIC_STEREOGRAPHIC, WGS84, always_xy=True).transform(x, y)
    millimetre_deg = MILLIMETRE / 111_000
    np.testing.assert_allclose(lat, their_lat, rtol=0, atol=millimetre_deg)
    np.testing.assert_allclose((lon - their_lon + 180) % 360 - 180, 0, atol=millimetre_deg)


def test_there_and_back_is_where_one_was():
    lon, lat = unproject_polar(*project_polar(LON, LAT))
    np.testing.assert_allclose(lat, LAT, atol=1e-10)
    off_pole = LAT < 90
    np.testing.assert_allclose((lon - LON + 180)[off_pole] % 360 - 180, 0, atol=1e-9)


@pytest.mark.parametrize("lon", [-180, 0, 33, 100, 540])
def test_the_pole_is_the_origin_whatever_its_longitude(lon):
    assert np.hypot(*project_polar(lon, 90)) == pytest.approx(0, abs=1e-6)


def test_the_origin_is_the_pole():
    assert tuple(map(float, unproject_polar(0.0, 0.0))) == (100.0, 90.0)


def test_100_east_runs_straight_down():
    x, y = project_polar([100, 100], [80, 60])
    np.testing.assert_allclose(x, 0, atol=1e-6)
    assert y[1] < y[0] < 0


def test_continuous_longitudes_are_the_same_places():
    np.testing.assert_allclose(project_polar(190, 66), project_polar(-170, 66), atol=1e-6)


def test_scale_is_true_at_70_north():
    x, y = project_polar([0, 0.01], [70, 70])
    parallel_m = (
        2 * np.pi * 6_378_137 * np.cos(np.radians(70)) / np.sqrt(1 - 0.00669438 * np.sin(np.radians(70)) ** 2)
    )
    assert np.hypot(np.diff(x), np.diff(y))[0] == pytest.approx(parallel_m / 36_000, rel=1e-6)


def test_a_place_goes_in_and_a_place_comes_out():
    x, y = project_polar(33.08, 68.97)
    assert x.shape == y.shape == ()
