"""Signs and kept trees only make searches quick: the ways are those of a plain search."""

import random
import shutil
from itertools import pairwise

import numpy as np
import pytest
from scipy.sparse.csgraph import dijkstra

from relos_atlas.model import Position
from relos_atlas.routing import NoRoute, Router, crossings
from relos_atlas.routing.errors import NetworkError
from relos_atlas.routing.network import FILE as NETWORK_FILE
from relos_atlas.routing.signs import FILE, Signposts
from relos_atlas.routing.sphere import lengths_nm, unit_vectors

TERMS = [
    {},
    {"avoid": ["suez", "malacca"]},
    {"avoid": ["skagen"]},
    {"draught_m": 12},
    {"month": 9, "ice_class": "arc7"},
    {"month": 2},
]
VIA = [["suez"], ["good-hope"], ["kiel", "suez"], ["panama", "malacca"], ["good-hope", "bosporus"]]


@pytest.fixture(scope="module")
def plain(geodata):
    """A router that follows no signs."""
    router = Router.load(geodata)
    router._scenarios._signposts = None
    return router


def berths(router, seed, count):
    chance = random.Random(seed)  # noqa: S311  # the same places in every run
    lonlat = router.network.berth_lonlat
    return [Position(*map(float, lonlat[chance.randrange(len(lonlat))])) for _ in range(count)]


def miles(answer):
    return np.inf if isinstance(answer, NoRoute) else answer.distance_nm


@pytest.mark.parametrize("terms", TERMS, ids=str)
def test_signs_lead_along_a_shortest_way(router, plain, terms):
    places = berths(router, 3, 12)

    for start, end in zip(places, places[1:] + places[:1], strict=True):
        found, expected = router.route(start, end, **terms), plain.route(start, end, **terms)
        assert miles(found) == pytest.approx(miles(expected), abs=1e-6)


def test_signs_lead_through_a_passage_that_an_end_opens(router, plain):
    lonlat = router.network.berth_lonlat
    at_one = [place for place in (Position(*map(float, row)) for row in lonlat) if router.passages.at(place)]

    for start, end in zip(at_one[:20], berths(router, 29, 20), strict=True):
        assert miles(router.route(start, end)) == pytest.approx(miles(plain.route(start, end)), abs=1e-6)


def test_a_plain_search_is_that_of_the_whole_network(router):
    """Not of our own trees: the reference is SciPy on the same edges."""
    start, *ends = berths(router, 11, 25)
    scenario = router._scenarios.of(router.terms(month=9, ice_class="arc7"), ())
    node, *goals = (router.moor([place])[0].nodes[0] for place in (start, *ends))

    expected = dijkstra(router.network.matrix(scenario.closed), indices=node)[goals]

    found = [miles(router.route(start, end, month=9, ice_class="arc7")) for end in ends]
    assert found == pytest.approx(expected.tolist(), abs=1e-6)


@pytest.mark.parametrize("via", VIA, ids=str)
def test_narrow_passages_are_crossed_by_a_shortest_way(router, plain, via, monkeypatch):
    places = berths(router, 5, 6)
    found = [router.route(a, b, via=via) for a, b in pairwise(places)]

    monkeypatch.setattr(crossings, "_NARROW", 0)
    expected = [plain.route(a, b, via=via) for a, b in pairwise(places)]

    assert [miles(way) for way in found] == pytest.approx([miles(way) for way in expected], abs=1e-6)


@pytest.mark.parametrize("via", [[], *VIA], ids=str)
def test_the_line_is_as_long_as_the_way(router, via):
    places = berths(router, 17, 8)

    for start, end in pairwise(places):
        answer = router.route(start, end, via=via)
        if not isinstance(answer, NoRoute):
            vectors = unit_vectors(answer.line)
            count = np.arange(len(vectors) - 1)
            assert lengths_nm(vectors, count, count + 1).sum() == pytest.approx(answer.distance_nm)


@pytest.mark.parametrize("terms", TERMS, ids=str)
def test_a_table_along_signs_is_that_of_whole_trees(router, plain, terms):
    lonlat = router.network.berth_lonlat
    at_one = [place for place in (Position(*map(float, row)) for row in lonlat) if router.passages.at(place)]
    places = [*berths(router, 47, 36), *at_one[::9], Position(-150.0, 40.0), Position(150.0, 74.0)]

    found, expected = (each.matrix(places, each.terms(**terms)) for each in (router, plain))

    assert np.isfinite(found).mean() > 0.7
    assert found == pytest.approx(expected, abs=1e-6)


def test_from_a_ship_at_sea_signs_lead_as_short_a_way(router, plain):
    ships = [Position(-150.0, 40.0), Position(62.0, 5.0), Position(3.0, 56.0), Position(150.0, 74.0)]

    for ship, berth in zip(ships, berths(router, 23, 4), strict=True):
        assert miles(router.route(ship, berth)) == pytest.approx(miles(plain.route(ship, berth)), abs=1e-6)


def test_from_a_ship_at_sea_signs_lead_to_harbours_that_open_a_passage_or_a_route(router, plain):
    ship, network = Position(-30.0, 45.0), router.network
    ends = [Position(*map(float, row)) for row in network.berth_lonlat]
    opened = [router._scenarios.opened_at(end, router.terms()) for end in ends]
    one_of_each = [opened.index(bits) for bits in sorted(set(opened) - {0})]

    assert len(one_of_each) > 10
    for berth in one_of_each:
        searcher = router._scenarios.of(router.terms(), (ship, ends[berth])).searcher
        posts, usable = searcher._signs
        (group,) = posts.groups_of(network.berth_node[[berth]])
        assert usable[:, group].tolist().count(True) == 1, "signs stand for just what this harbour opens"
        expected = miles(plain.route(ship, ends[berth]))
        assert miles(router.route(ship, ends[berth])) == pytest.approx(expected, abs=1e-6)


def test_from_a_ship_on_a_northern_route_signs_lead_to_harbours_anywhere(router, plain):
    ships = [Position(130.0, 75.5), Position(-100.0, 74.3), Position(150.0, 85.0)]

    for ship in ships:
        scenario = router._scenarios.of(router.terms(), (ship,))
        assert set(scenario.searcher._signs[1].sum(axis=0)) == {1}, "one set of signs knows just these waters"
        for berth in berths(router, 41, 6):
            expected = miles(plain.route(ship, berth))
            assert miles(router.route(ship, berth)) == pytest.approx(expected, abs=1e-6)


def test_signs_of_another_network_are_refused(geodata, tmp_path, router):
    for name in (FILE, NETWORK_FILE):
        shutil.copy(geodata / name, tmp_path / name)
    with (tmp_path / NETWORK_FILE).open("ab") as file:
        file.write(b"another")

    with pytest.raises(NetworkError, match=r"sea-network-signs.npz network=\w{12}: expected"):
        Signposts.load(tmp_path, router.network)
