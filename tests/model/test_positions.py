"""Positions: longitude first, on the globe, finite."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relos_atlas.model import Position, PositionError


@given(lon=st.floats(-180, 180), lat=st.floats(-90, 90))
def test_every_place_on_the_globe_is_a_position(lon, lat):
    assert (Position(lon=lon, lat=lat).lon, Position(lon=lon, lat=lat).lat) == (lon, lat)


@pytest.mark.parametrize(("lon", "lat"), [(180, 90), (-180, -90), (0, 90)])
def test_the_pole_and_180_degrees_are_positions(lon, lat):
    assert Position(lon=lon, lat=lat)


def test_swapped_coordinates_are_pointed_out():
    with pytest.raises(PositionError, match=r"lat=131\.9.*look swapped"):
        Position(lon=43.1, lat=131.9)


def test_no_swap_is_suggested_where_swapping_would_not_help():
    with pytest.raises(PositionError) as caught:
        Position(lon=131.9, lat=131.9)
    assert "swapped" not in str(caught.value)


@pytest.mark.parametrize(("lon", "lat"), [(180.001, 0), (-181, 0), (0, 90.001), (0, -91)])
def test_beyond_the_globe_is_refused(lon, lat):
    with pytest.raises(PositionError):
        Position(lon=lon, lat=lat)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_is_refused_on_either_axis(bad):
    with pytest.raises(PositionError, match="finite"):
        Position(lon=bad, lat=0)
    with pytest.raises(PositionError, match="finite"):
        Position(lon=0, lat=bad)


def test_the_error_is_also_the_built_in_one():
    assert issubclass(PositionError, ValueError)
