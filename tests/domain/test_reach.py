"""How far a ship gets: by sea and not over land, over the pole and 180 degrees, with and without a stop."""

import numpy as np
import pytest
from scipy.spatial import ConvexHull

from relos_atlas.domain.contours import contour
from relos_atlas.domain.links import decode_link
from relos_atlas.domain.reach import reach_of, reach_plan, ring
from relos_atlas.domain.reach_words import reach_sentence
from relos_atlas.domain.sea_mesh import SeaMesh
from relos_atlas.geo import distance_nm
from relos_atlas.model import Position, ViewState
from relos_atlas.routing.sphere import distances_nm, unit_vectors


@pytest.fixture(scope="module")
def mesh(sea):
    return SeaMesh.over(sea.router)


@pytest.fixture(scope="module")
def reached(atlas, mesh, vocabulary):
    def reach(query):
        state, _ = decode_link(query, vocabulary)
        return reach_of(atlas, mesh, reach_plan(atlas, state))

    return reach


def test_nothing_is_asked_by_default(atlas):
    assert reach_plan(atlas, ViewState()) is None


def test_miles_over_the_mesh_are_those_of_the_router(mesh, sea):
    start = sea.router.place("murmansk-port")
    miles = mesh.miles_from((start,), sea.router.terms())
    chance = np.random.default_rng(20250218)
    points = chance.choice(np.arange(len(sea.router.network.lonlat), len(mesh.lonlat)), 12, replace=False)
    for point in points[np.isfinite(miles[points])]:
        lon, lat = mesh.lonlat[point]
        way = sea.router.route(start, Position(lon=float(lon), lat=float(lat)))
        assert miles[point] == pytest.approx(way.distance_nm, rel=0.035)


def test_the_band_lies_within_the_ring_of_the_same_miles(reached):
    reach = reached("rc=visakhapatnam-port&rd=12")
    start = reach.plan.start.position
    for band in reach.bands:
        points = np.vstack(band.lines)
        gaps = distances_nm(unit_vectors(points), unit_vectors(np.array([[start.lon, start.lat]]))[0])
        assert gaps.max() <= band.miles_nm * 1.005


def test_a_ship_does_not_sail_over_land(reached):
    """As the crow flies the Baltic is near Murmansk; by sea it is round Norway."""
    (near, *_) = reached("rc=murmansk-port&rd=12").bands
    baltic = Position(lon=21.0, lat=59.5)
    assert distance_nm(Position(lon=33.05, lat=68.97), baltic) < near.miles_nm / 2
    assert not any(20 < lon < 30 and 56 < lat < 66 for line in near.lines for lon, lat in line)
    (far,) = reached("rc=murmansk-port&rd=1").bands
    assert min(lat for line in far.lines for _, lat in line) > 65


def test_closed_waters_are_not_entered(mesh, sea):
    start = sea.router.place("murmansk-port")
    closed = mesh.miles_from((start,), sea.router.terms(month=2, ice_class="none"))
    open_ = mesh.miles_from((start,), sea.router.terms(month=9, ice_class="arc7"))
    kara = sea.router.zones["kara-ne"].holds_each(mesh.lonlat)
    assert not np.isfinite(closed[kara]).any()
    assert np.isfinite(open_[kara]).sum() > 20


def test_what_is_avoided_makes_the_way_longer(mesh, sea):
    start = sea.router.place("mumbai-port")
    there = mesh.nearest(sea.router.place("murmansk-port"))
    by_suez = mesh.miles_from((start,), sea.router.terms())[there]
    round_africa = mesh.miles_from((start,), sea.router.terms(avoid=["suez"]))[there]
    assert round_africa > by_suez + 3000


def test_a_stop_widens_the_reach_and_only_stops_within_it_count(reached):
    alone, wide = reached("rc=visakhapatnam-port&rd=5"), reached("rc=visakhapatnam-port&rd=20")
    assert {stop.end.place_id for stop in wide.stops} >= {"murmansk-port", "vladivostok-port"}
    assert [stop.is_within for stop in alone.stops] == [False] * len(alone.stops)
    assert (alone.with_stop, alone.gained) == ((), 0)
    assert wide.with_stop
    assert wide.gained > 0.1
    assert all(stop.is_within == (stop.miles_nm <= wide.plan.range_nm) for stop in wide.stops)


def test_an_inland_start_is_answered_in_words(reached, words):
    reach = reached("rc=55.75_37.6")
    assert reach.is_inland
    assert "lies inland" in reach_sentence(reach, words)


def test_a_start_in_the_open_sea_has_no_country_and_no_stops(reached, words):
    reach = reached("rc=0_-179.9&rd=3")
    assert reach.stops == ()
    lons = [lon for band in reach.bands for line in band.lines for lon, _ in line]
    assert min(lons) < -180 or max(lons) > 180 or any(lon > 170 for lon in lons)
    assert "No source names a harbour" in reach_sentence(reach, words)


@pytest.mark.parametrize(("lon", "lat"), [(33, 69), (180, 0), (0, 90)])
def test_a_ring_keeps_its_distance_over_the_pole_and_180_degrees(lon, lat):
    centre = Position(lon=lon, lat=lat)
    points = ring(centre, 2000)
    gaps = [distance_nm(centre, Position(lon=(lon + 180) % 360 - 180, lat=lat)) for lon, lat in points]
    assert gaps == pytest.approx([2000] * len(points), abs=1)
    assert np.abs(np.diff([lon for lon, _ in points])).max() < 180


def test_a_line_of_equal_value_runs_over_the_pole():
    chance = np.random.default_rng(7)
    vectors = chance.normal(size=(2000, 3))
    vectors /= np.linalg.norm(vectors, axis=1)[:, None]
    vectors[0] = (0, 0, 1)
    centre = unit_vectors(np.array([[100.0, 75.0]]))[0]
    miles = distances_nm(vectors, centre)
    (line,) = contour(vectors, ConvexHull(vectors).simplices.astype(np.int64), miles, 900.0 + 15)
    assert line[0].tolist() == line[-1].tolist()
    assert distances_nm(unit_vectors(line), centre) == pytest.approx(np.full(len(line), 915), abs=60)
    assert line[:, 1].max() > 88


def test_nothing_reached_is_no_line():
    vectors = unit_vectors(np.array([[0.0, 0.0], [10, 0], [0, 10]]))
    triangles = np.array([[0, 1, 2]])
    assert contour(vectors, triangles, np.array([5.0, 6.0, 7.0]), 4.0) == []
    assert contour(vectors, triangles, np.array([5.0, np.inf, 7.0]), 6.0) == []
