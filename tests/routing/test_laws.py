"""Laws that hold for every way: the properties that a distance must have."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from relos_atlas.model import Position
from relos_atlas.routing import InlandError, NoRoute, Route
from relos_atlas.routing.sphere import distances_nm, unit_vectors

LAWS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
AVOIDABLE = ["suez", "malacca", "panama", "bab-el-mandeb", "gibraltar", "kiel", "good-hope", "la-perouse"]
NSR = {"kara-sw", "kara-ne", "laptev-w", "laptev-e", "ess-w", "ess-e", "chukchi-sw"}

berths = st.integers(min_value=0, max_value=10_000)


def place(router, number):
    lon, lat = router.network.berth_lonlat[number % len(router.network.berth_lonlat)]
    return Position(float(lon), float(lat))


def miles(answer):
    return answer.distance_nm if isinstance(answer, Route) else math.inf


def great_circle_nm(a, b):
    points = unit_vectors(np.array([[a.lon, a.lat], [b.lon, b.lat]]))
    return float(distances_nm(points[:1], points[1])[0])


@LAWS
@given(a=berths, b=berths)
def test_the_way_back_is_as_long(router, a, b):
    here, there = place(router, a), place(router, b)

    assert miles(router.route(here, there)) == pytest.approx(miles(router.route(there, here)), rel=1e-9)


@LAWS
@given(a=berths, b=berths, c=berths)
def test_no_detour_is_shorter(router, a, b, c):
    x, y, z = (place(router, number) for number in (a, b, c))
    season = {"month": 9, "ice_class": "arc7"}
    assume(not any(router.passages.at(end) for end in (x, y, z)))  # one set of open waters for all three

    direct = miles(router.route(x, z, **season))

    assert direct <= miles(router.route(x, y, **season)) + miles(router.route(y, z, **season)) + 1e-6


@LAWS
@given(a=berths, b=berths)
def test_no_way_is_shorter_than_the_great_circle(router, a, b):
    here, there = place(router, a), place(router, b)

    assert (
        miles(router.route(here, there)) >= great_circle_nm(here, there) - 2.5
    )  # a town may lie off its berth


@LAWS
@given(a=berths, b=berths, more=st.lists(st.sampled_from(AVOIDABLE), unique=True, max_size=4))
def test_avoiding_more_never_shortens(router, a, b, more):
    here, there = place(router, a), place(router, b)
    lengths = [miles(router.route(here, there, avoid=more[:count])) for count in range(len(more) + 1)]

    assert all(after >= before - 1e-6 for before, after in pairwise(lengths))


@LAWS
@given(a=berths, b=berths, month=st.integers(1, 12), name=st.sampled_from(["none", "ice1", "arc4", "arc7"]))
def test_a_closed_segment_is_never_touched(router, a, b, month, name):
    answer = router.route(place(router, a), place(router, b), month=month, ice_class=name)

    if isinstance(answer, Route):
        assert "closed" not in {segment.access for segment in answer.segments}


@LAWS
@given(month=st.sampled_from([1, 2, 3, 4, 5, 6, 12]))
def test_without_ice_class_winter_never_touches_the_northern_sea_route(router, month):
    answer = router.route("murmansk-port", "vladivostok-port", month=month)

    assert isinstance(answer, Route)
    assert not NSR & {segment.zone for segment in answer.segments}


@LAWS
@given(a=berths, b=berths)
def test_every_stretch_at_sea_is_clear_of_land(router, a, b):
    answer = router.route(place(router, a), place(router, b))

    if isinstance(answer, Route):
        assert max(over_land(router, answer), default=0) <= 0.5  # the corner of a half-mile cell of the mask


@LAWS
@given(lon=st.floats(-180, 180), lat=st.floats(-70, 80), end=berths)
def test_from_any_place_there_is_an_answer_or_a_sentence(router, lon, lat, end):
    said = ""
    try:
        answer = router.route(Position(lon, lat), place(router, end))
    except InlandError as error:
        answer, said = None, str(error)

    assert isinstance(answer, (Route, NoRoute)) or "nearest port" in said


@LAWS
@given(a=berths, b=berths)
def test_a_drawn_line_never_jumps(router, a, b):
    answer = router.route(place(router, a), place(router, b))

    if isinstance(answer, Route):
        assert all(abs(q[0] - p[0]) < 180 for p, q in pairwise(answer.geometry))


def over_land(router, answer):
    """Miles of each stretch on land cells of the mask, between turning points that are clear of land."""
    vectors = unit_vectors(answer.line)
    found = []
    for k in range(len(vectors) - 1):
        length = float(distances_nm(vectors[k : k + 1], vectors[k + 1])[0])
        if router.land.is_blocked(answer.line[k : k + 2]).any() or length < 0.5:
            continue  # harbours, rivers and canals are charted finer than the mask
        share = np.linspace(0, 1, int(length / 0.25) + 2)[:, None]
        points = (1 - share) * vectors[k] + share * vectors[k + 1]
        points /= np.linalg.norm(points, axis=1)[:, None]
        lonlat = np.degrees(
            np.column_stack([np.arctan2(points[:, 1], points[:, 0]), np.arcsin(points[:, 2])])
        )
        found.append(0.25 * float(router.land.is_land(lonlat).sum()))
    return found
