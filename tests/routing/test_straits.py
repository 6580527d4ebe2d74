"""Each strait of the table lets a ship through, and its name shuts it."""

import numpy as np
import pytest

from relos_atlas.model import Position
from relos_atlas.routing import Route
from relos_atlas.routing.gates import Gates
from relos_atlas.routing.sphere import distances_nm, unit_vectors

# (passage, a place on either side as lon, lat, and what else must be asked for to get there)
THROUGH = [
    ("kara-gate", (54.0, 70.3), (62.0, 71.0), {"ice_class": "arc7"}),
    ("yugorsky-shar", (54.0, 70.3), (62.0, 71.0), {"ice_class": "arc7", "via": ["yugorsky-shar"]}),
    ("cape-zhelaniya", (55.0, 76.5), (80.0, 77.0), {"via": ["cape-zhelaniya"]}),
    ("vilkitsky-strait", (98.0, 77.3), (112.0, 77.0), {"ice_class": "arc7"}),
    ("shokalsky-strait", (97.0, 78.8), (108.0, 78.6), {"via": ["shokalsky"]}),
    ("sannikov-strait", (132.0, 74.6), (150.0, 74.4), {"via": ["sannikov"]}),
    ("dmitry-laptev-strait", (134.0, 73.2), (148.0, 72.6), {"via": ["dmitry laptev"]}),
    ("long-strait", (172.0, 70.3), (-175.0, 69.0), {"ice_class": "arc7"}),
    ("bering-strait", (-168.5, 68.0), (-170.0, 63.0), {}),
    ("gulf-of-ob", (73.0, 74.0), (73.3, 71.5), {}),
    ("gorlo", (45.0, 69.0), (38.0, 65.3), {}),
    ("suez-canal", (31.0, 32.5), (35.0, 27.0), {}),
    ("panama-canal", (-79.0, 11.0), (-79.5, 7.0), {}),
    ("kiel-canal", (7.0, 54.3), (11.0, 54.6), {"via": ["kiel"]}),
    ("corinth-canal", (22.6, 38.1), (23.4, 37.75), {"via": ["corinth canal"]}),
    ("canso", (-62.0, 45.9), (-60.9, 45.3), {"via": ["strait of canso"]}),
    ("bosporus", (28.3, 40.8), (30.0, 42.0), {}),
    ("dardanelles", (25.3, 39.8), (28.0, 40.7), {}),
    ("the-sound", (11.9, 57.0), (13.5, 55.1), {"via": ["the sound"]}),
    ("great-belt", (11.9, 57.0), (13.5, 55.0), {"via": ["great belt"]}),
    ("malacca", (96.0, 6.0), (105.5, 2.5), {}),
    ("singapore-strait", (102.5, 1.7), (105.5, 2.5), {}),
    ("sunda", (103.5, -7.0), (107.0, -4.5), {}),
    ("lombok", (115.5, -10.5), (116.0, -7.0), {}),
    ("bab-el-mandeb", (41.5, 15.5), (47.0, 12.3), {}),
    ("hormuz", (54.0, 26.0), (58.5, 25.3), {}),
    ("gibraltar", (-8.0, 35.8), (-2.0, 36.2), {}),
    ("la-perouse", (139.5, 45.0), (146.0, 46.0), {}),
    ("tsugaru", (139.0, 41.0), (142.5, 41.3), {}),
    ("tsushima", (128.5, 33.0), (131.0, 35.5), {"via": ["tsushima"]}),
    ("korea-strait", (127.0, 33.5), (131.0, 37.0), {}),
    ("kerch-strait", (36.3, 44.6), (37.0, 46.0), {}),
    ("dover-strait", (0.0, 50.3), (3.0, 52.5), {}),
    ("tatar-strait", (141.0, 50.5), (142.0, 54.2), {}),
    ("hudson-strait", (-60.0, 60.5), (-80.0, 62.5), {}),
    ("magellan", (-66.0, -52.3), (-77.0, -52.5), {}),
    ("torres", (138.0, -10.5), (147.0, -9.5), {}),
    ("bass", (142.0, -39.5), (150.0, -38.5), {}),
    ("taiwan-strait", (117.5, 22.3), (122.5, 27.0), {}),
    ("messina", (15.2, 38.7), (16.0, 37.3), {}),
    ("fourth-kuril-strait", (153.5, 50.2), (156.5, 49.3), {}),
    ("bisan-seto", (134.2, 34.42), (133.45, 34.27), {}),
    ("kurushima-strait", (132.75, 34.03), (133.15, 34.17), {}),
    ("xiazhimen", (122.5, 29.5), (121.9, 29.97), {}),
    ("chacao-channel", (-74.3, -41.75), (-73.0, -41.9), {}),
    ("beagle-channel", (-66.3, -55.05), (-68.2, -54.87), {}),
    ("corfu-north-channel", (19.7, 39.88), (20.05, 39.65), {}),
    ("samos-strait", (27.15, 37.79), (26.9, 37.6), {}),
    ("furusund", (19.5, 59.78), (18.9, 59.66), {}),
    ("kalmarsund", (16.3, 56.45), (16.6, 56.95), {}),
    ("china-strait", (150.5, -10.9), (150.9, -10.3), {}),
    ("bellot-strait", (-96.2, 71.9), (-92.8, 72.1), {"via": ["bellot strait"]}),
    ("seymour-narrows", (-125.0, 49.8), (-127.6, 50.9), {"via": ["inside passage"]}),
    ("cape-cod-canal", (-70.8, 41.5), (-70.3, 41.9), {"via": ["cape cod canal"]}),
    ("chesapeake-delaware-canal", (-75.0, 38.8), (-76.4, 39.0), {"via": ["chesapeake and delaware canal"]}),
]


@pytest.mark.parametrize(("slug", "here", "there", "terms"), THROUGH, ids=[row[0] for row in THROUGH])
def test_a_ship_passes(router, slug, here, there, terms):
    answer = router.route(Position(*here), Position(*there), **terms)

    assert isinstance(answer, Route)
    assert slug in answer.passages


@pytest.mark.parametrize(("slug", "here", "there", "terms"), THROUGH, ids=[row[0] for row in THROUGH])
def test_its_name_is_the_switch_that_shuts_it(router, slug, here, there, terms):
    terms = {key: value for key, value in terms.items() if key != "via"}

    answer = router.route(Position(*here), Position(*there), avoid=[slug], **terms)

    assert answer.status == "no-route" or slug not in answer.passages


# narrows that no ship goes round: (name, a place on either side as lon, lat)
NARROWS = [
    ("Bisan Seto, from Kobe to Hiroshima", (135.2, 34.68), (132.45, 34.36)),
    ("Chacao, to Puerto Montt", (-74.3, -41.75), (-72.95, -41.5)),
    ("Beagle, to Ushuaia", (-66.0, -55.05), (-68.3, -54.82)),
    ("Kalmarsund, from Borgholm to Kalmar", (16.65, 56.88), (16.37, 56.66)),
    ("Corfu, from the north", (19.6, 39.95), (19.92, 39.63)),
]


@pytest.mark.parametrize(("name", "here", "there"), NARROWS, ids=[row[0] for row in NARROWS])
def test_a_narrow_strait_between_two_seas_is_not_gone_round(router, name, here, there):
    straight_nm = distances_nm(unit_vectors(np.array([here])), unit_vectors(np.array([there]))[0])[0]

    assert router.route(Position(*here), Position(*there)).distance_nm < 1.45 * straight_nm, name


# (river or fjord, a place at sea, a port on it)
RIVERS = [
    ("parana-river", (-54.0, -36.0), (-60.63, -32.95)),  # Rosario
    ("rajang", (110.5, 2.6), (111.82, 2.29)),  # Sibu
    ("danube", (31.0, 44.5), (27.98, 45.27)),  # Braila
    ("hudson-river", (-72.5, 40.0), (-73.75, 42.65)),  # Albany
    ("musi", (106.0, -1.0), (104.76, -2.99)),  # Palembang
    ("yangtze", (123.0, 31.0), (118.75, 32.1)),  # Nanjing
    ("mississippi", (-88.5, 28.3), (-90.05, 29.95)),  # New Orleans
    ("kangerlussuaq", (-55.0, 65.5), (-50.9403, 66.9583)),  # Camp Lloyd
    ("haderslev-fjord", (9.85, 55.2), (9.4877, 55.2494)),  # Haderslev
]


@pytest.mark.parametrize(("slug", "sea", "port"), RIVERS, ids=[row[0] for row in RIVERS])
def test_a_river_or_fjord_leads_to_its_port(router, slug, sea, port):
    answer = router.route(Position(*sea), Position(*port))

    assert isinstance(answer, Route)
    assert slug in answer.passages
    ashore = [dict(notice.parameters) for notice in answer.notices if notice.code == "route.ashore"]
    assert sum(float(values["miles_nm"]) for values in ashore) < 3


def test_to_a_port_on_a_river_there_is_no_way_but_the_river(router):
    answer = router.route(Position(-88.5, 28.3), Position(-90.05, 29.95), avoid=["mississippi"])

    assert (answer.reason, answer.blocked_by) == ("avoided", ("mississippi",))


def test_palk_strait_is_closed_to_ships(router):
    answer = router.route("chennai-port", "tuticorin-port")

    assert "palk-strait" not in answer.passages
    assert answer.distance_nm > 600  # round Sri Lanka


def test_asking_for_palk_strait_is_answered_with_no(router):
    answer = router.route("chennai-port", "tuticorin-port", via=["palk"])

    assert (answer.reason, answer.blocked_by) == ("passage-closed", ("palk-strait",))


def test_no_edge_of_the_network_crosses_a_bank_or_strait_that_is_closed_to_ships(router):
    closed = Gates(row for row in router.passages.by_slug.values() if row.is_closed)
    network = router.network
    ends = network.vectors[network.tail], network.vectors[network.head]

    crossed = [
        slug
        for first in range(0, len(network.tail), 20_000)
        for _, share, slug in closed.crossed(*(side[first : first + 20_000] for side in ends))
        if 1e-6 < share < 1 - 1e-6  # a node may lie on the very end of a gate
    ]

    assert len([row for row in router.passages.by_slug.values() if row.is_closed]) > 20
    assert crossed == []


@pytest.mark.parametrize(
    ("start", "end", "farther_than"),
    [
        (
            (-80.1, 25.75),
            (-82.8, 27.6),
            310,
        ),  # Miami to Tampa: round the Florida Keys and off their reef
        ((114.2, 22.2), (116.05, 5.98), 990),  # Hong Kong to Kota Kinabalu: past the Dangerous Ground
        ((-38.5, -13.0), (-43.2, -23.0), 719),  # Salvador to Rio de Janeiro: outside Abrolhos
    ],
)
def test_ships_go_round_a_bank_and_no_farther_than_they_must(router, start, end, farther_than):
    answer = router.route(Position(*start), Position(*end))

    assert farther_than < answer.distance_nm < 1.2 * farther_than


def test_the_caspian_is_a_sea_of_its_own(router):
    assert router.route("makhachkala-port", "mumbai-port").reason == "different-seas"
    assert router.route("makhachkala-port", "astrakhan-port").status == "ok"


def test_every_gate_is_crossed_by_some_edge_unless_it_is_closed(router):
    # two straits that no way between ports uses: their gates still name and shut the line of a ship at sea
    unused = {"red-army-strait", "second-kuril-strait"}
    open_gates = {slug for slug, row in router.passages.by_slug.items() if not row.is_closed} - unused

    crossed = {router.network.passages[number] for number in set(router.network.crossing_passage.tolist())}

    assert open_gates - crossed == set()
