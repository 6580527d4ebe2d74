"""What happens to lines and areas at 180 degrees."""

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Polygon

from relos_atlas.geo import (
    cut_polygon_at_antimeridian,
    split_at_antimeridian,
    unwrap,
    unwrap_polygon,
    wrap_longitude,
)
from relos_atlas.model import GeometryError

lons = st.floats(-180, 180).map(lambda lon: round(lon, 6))
lats = st.floats(-89, 89).map(lambda lat: round(lat, 6))
lines = st.lists(st.tuples(lons, lats), min_size=2, max_size=8).map(LineString)


@pytest.mark.parametrize(
    ("lon", "west", "expected"),
    [(180, -180, -180), (-180, -180, -180), (540, -180, -180), (-170, 0, 190), (0, 0, 0), (360, 0, 0)],
)
def test_wrapped_longitude_is_in_a_half_open_range(lon, west, expected):
    assert wrap_longitude(lon, west) == expected


def test_a_hair_west_of_the_range_does_not_become_its_east_end():
    assert wrap_longitude(-1e-17, west=0) == 0


@given(st.floats(-1e4, 1e4), st.sampled_from([-180.0, 0.0, 20.0]))
def test_wrapped_longitude_never_reaches_the_east_end(lon, west):
    assert west <= wrap_longitude(lon, west) < west + 360


def test_unwrap_goes_on_over_180_in_both_directions():
    assert list(unwrap(LineString([(178, 69), (-178, 70)])).coords) == [(178, 69), (182, 70)]
    assert list(unwrap(LineString([(-178, 69), (178, 70)])).coords) == [(-178, 69), (-182, 70)]


def test_a_line_that_does_not_cross_is_one_part():
    line = LineString([(33, 69), (73, 71), (180, 66)])
    assert list(split_at_antimeridian(line).geoms) == [line]


def test_parts_meet_at_180_at_one_latitude():
    east, west = split_at_antimeridian(LineString([(178, 69), (-178, 71)])).geoms
    assert (east.coords[-1], west.coords[0]) == ((180, 70), (-180, 70))


def test_a_continuous_line_splits_where_a_wrapped_one_does():
    wrapped, continuous = LineString([(178, 69), (-178, 69)]), LineString([(178, 69), (182, 69)])
    assert split_at_antimeridian(wrapped).equals_exact(split_at_antimeridian(continuous))


def test_there_and_back_again_is_three_parts():
    there_and_back = LineString([(179, 65), (-179, 66), (179, 67)])
    assert [part.bounds[0] for part in split_at_antimeridian(there_and_back).geoms] == [179, -180, 179]


@pytest.mark.parametrize("lon", [180, -180])
def test_a_line_along_the_antimeridian_stays_on_its_side(lon):
    line = LineString([(lon, 60), (lon, 65), (lon, 70)])
    assert list(split_at_antimeridian(line).geoms) == [line]


@given(lines)
def test_split_parts_hold_every_vertex_within_180(line):
    parts = split_at_antimeridian(line).geoms
    vertices = {(wrap_longitude(round(x, 6)), y) for part in parts for x, y in part.coords}
    assert all(part.bounds[0] >= -180 and part.bounds[2] <= 180 for part in parts)
    assert {(wrap_longitude(x), y) for x, y in line.coords} <= vertices


@given(lines)
def test_splitting_neither_adds_nor_loses_length(line):
    assert math.isclose(split_at_antimeridian(line).length, unwrap(line).length, abs_tol=1e-6)


def test_splitting_leaves_its_input_as_it_was():
    line = LineString([(178, 69), (-178, 69)])
    split_at_antimeridian(line)
    assert line.wkt == "LINESTRING (178 69, -178 69)"


@pytest.mark.parametrize("work", [unwrap, split_at_antimeridian])
def test_an_empty_line_is_refused(work):
    with pytest.raises(GeometryError, match="empty"):
        work(LineString())


def test_a_vertex_that_is_not_finite_is_refused():
    with pytest.raises(GeometryError, match="finite"):
        unwrap(LineString([(0, 0), (math.inf, 1)]))


def test_an_area_across_180_is_cut_into_two_that_meet_there():
    island = Polygon([(178, 70), (-178, 70), (-178, 72), (178, 72)])
    parts = cut_polygon_at_antimeridian(island)
    assert sorted(part.bounds for part in parts.geoms) == [(-180, 70, -178, 72), (178, 70, 180, 72)]


def test_a_lake_across_180_stays_a_lake():
    shell = [(170, 60), (-170, 60), (-170, 70), (170, 70)]
    lake = [(-179, 64), (179, 64), (179, 66), (-179, 66)]
    parts = cut_polygon_at_antimeridian(Polygon(shell, [lake]))
    assert parts.area == pytest.approx(20 * 10 - 2 * 2)
    assert unwrap_polygon(Polygon(shell, [lake])).is_valid


def test_a_coast_round_the_pole_is_closed_over_the_pole():
    ring = [(lon, -70) for lon in (-180, -90, 0, 90, 180)]
    antarctica = cut_polygon_at_antimeridian(Polygon(ring))
    assert antarctica.bounds == (-180, -90, 180, -70)
    assert antarctica.contains(shapely.Point(45, -89))
