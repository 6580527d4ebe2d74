"""Without a word about ice the answers are those of the distance tables."""

import pytest

from relos_atlas.model import Position
from relos_atlas.routing import Route

BRUNSBUTTEL, KIEL = Position(9.14, 53.89), Position(10.14, 54.32)
ARCTIC = {"kara-sw", "kara-ne", "laptev-w", "laptev-e", "ess-w", "ess-e", "chukchi-sw", "northwest-passage"}


def zones(answer):
    return {segment.zone for segment in answer.segments}


def test_no_month_is_said_to_be_ice_free(router):
    answer = router.route("murmansk-port", "vladivostok-port")

    assert "route.ice-free" in {notice.code for notice in answer.notices}


def test_between_ends_off_the_arctic_routes_neither_is_used(router):
    answer = router.route("murmansk-port", "vladivostok-port")

    assert "suez-canal" in answer.passages
    assert not zones(answer) & ARCTIC


def test_via_opens_the_northern_sea_route(router):
    answer = router.route("murmansk-port", "vladivostok-port", via=["nsr"])

    assert {"kara-sw", "laptev-e", "chukchi-sw"} <= zones(answer)
    assert 5400 < answer.distance_nm < 5900  # published: 5,778


def test_an_end_on_the_route_opens_it(router):
    answer = router.route("sabetta-port", "vladivostok-port")

    assert "bering-strait" in answer.passages


def test_murmansk_is_not_on_the_northern_sea_route(router):
    assert not router.zones["kara-sw"].holds(router.place("murmansk-port"))
    assert "kara-sw" not in zones(router.route("murmansk-port", "naryan-mar-port"))


def test_the_high_latitude_way_is_used_on_request(router):
    usual = router.route("murmansk-port", "tiksi-port")
    asked = router.route("murmansk-port", "tiksi-port", via=["cape zhelaniya"])

    assert "kara-gate" in usual.passages
    assert "cape-zhelaniya" in asked.passages
    assert "kara-gate" not in asked.passages


def test_the_sound_does_not_mean_the_kiel_canal(router):
    answer = router.route("mumbai-port", "st-petersburg-port", via=["suez", "the sound"])

    assert {"suez-canal", "the-sound"} <= set(answer.passages)
    assert "kiel-canal" not in answer.passages


def test_draught_shuts_what_is_too_shallow(router):
    shallow = router.route("vostochny-port", "st-petersburg-port", via=["suez"], draught_m=7)
    deep = router.route("vostochny-port", "st-petersburg-port", via=["suez"], draught_m=12)

    assert "the-sound" in shallow.passages
    assert "the-sound" not in deep.passages
    assert deep.distance_nm > shallow.distance_nm


def test_between_other_ends_the_kiel_canal_is_used_only_by_name(router):
    usual = router.route("mumbai-port", "st-petersburg-port")
    by_name = router.route("mumbai-port", "st-petersburg-port", via=["kiel"])

    assert "kiel-canal" not in usual.passages
    assert "kiel-canal" in by_name.passages
    assert by_name.distance_nm < usual.distance_nm


def test_who_begins_or_ends_at_a_passage_on_request_may_use_it_and_is_told(router):
    through, along = router.route(BRUNSBUTTEL, KIEL), router.route(KIEL, "st-petersburg-port")

    assert through.passages == ("kiel-canal",)
    assert 50 < through.distance_nm < 58  # the canal is 53 nm long
    assert ("slug", "kiel-canal") in {p for notice in through.notices for p in notice.parameters}
    assert "kiel-canal" not in along.passages
    assert "route.ends-at" not in {notice.code for notice in along.notices}


@pytest.mark.parametrize("terms", [{"avoid": ["kiel"]}, {"draught_m": 12}], ids=str)
def test_an_end_at_a_passage_opens_it_to_no_ship_that_avoids_it_or_is_too_deep(router, terms):
    answer = router.route(BRUNSBUTTEL, KIEL, **terms)

    assert "kiel-canal" not in answer.passages
    assert answer.distance_nm > 450  # round Skagen


@pytest.mark.parametrize(
    ("slug", "served", "beyond"),
    [
        ("cape-zhelaniya", (15.6, 78.2), (80.5, 73.5)),  # Longyearbyen and Dikson
        ("little-belt", (9.43, 55.04), (10.22, 56.15)),  # Aabenraa and Aarhus
        ("canso", (-63.12, 46.23), (-63.57, 44.65)),  # Charlottetown and Halifax
    ],
)
def test_a_passage_on_request_is_used_by_voyages_from_the_area_that_it_serves(router, slug, served, beyond):
    start, end = Position(*served), Position(*beyond)
    through, round_about = router.route(start, end), router.route(start, end, avoid=[slug])

    assert slug in through.passages
    assert ("slug", slug) in {pair for notice in through.notices for pair in notice.parameters}
    assert through.distance_nm < 0.95 * round_about.distance_nm
    assert slug not in router.passages.at(end)


def test_a_cape_on_request_is_opened_by_no_end_that_it_does_not_serve(router):
    north = router.passages.by_slug["cape-arktichesky"]

    assert north.serves is None
    assert "cape-arktichesky" not in router.passages.at(Position(95.7, 81.3))
    assert "cape-zhelaniya" not in router.passages.at(Position(33.05, 68.97))  # Murmansk


def test_a_canal_asked_for_does_not_take_a_ship_too_deep_for_it(router):
    answer = router.route("mumbai-port", "st-petersburg-port", via=["kiel"], draught_m=12)

    assert (answer.reason, answer.blocked_by) == ("draught", ("kiel-canal",))


def test_avoiding_and_asking_for_one_passage_leaves_nothing(router):
    answer = router.route("mumbai-port", "murmansk-port", avoid=["suez"], via=["suez"])

    assert (answer.reason, answer.blocked_by) == ("avoided", ("suez-canal",))


def test_without_suez_the_way_goes_round_the_cape(router):
    answer = router.route("mumbai-port", "murmansk-port", avoid=["suez"])

    assert isinstance(answer, Route)
    assert "good-hope" in answer.passages


def test_passages_stand_in_the_order_they_are_crossed(router):
    answer = router.route("mumbai-port", "murmansk-port")

    order = [
        slug for slug in answer.passages if slug in ("bab-el-mandeb", "suez-canal", "gibraltar", "north-cape")
    ]
    assert order == ["bab-el-mandeb", "suez-canal", "gibraltar", "north-cape"]


def test_over_180_degrees_the_line_goes_on(router):
    longitudes = [lon for lon, _ in router.route("pevek-port", "provideniya-port").geometry]

    assert max(longitudes) > 180
    assert longitudes == sorted(longitudes) or max(longitudes) - min(longitudes) < 30
