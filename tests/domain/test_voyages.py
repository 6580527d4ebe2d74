"""Voyages: which way is shorter, what is closed and why, and what no ship can sail."""

import pytest

from relos_atlas.domain.links import decode_link
from relos_atlas.domain.voyage_words import season_reasons, voyage_sentence
from relos_atlas.domain.voyages import Standing, as_corridor, plan_of, with_end, with_own_ends
from relos_atlas.domain.way_table import way_sources, way_table
from relos_atlas.domain.ways import AS_CORRIDOR, passage_names
from relos_atlas.model import ViewState, Voyage
from relos_atlas.routing import NoRoute

EAST = "fr=murmansk-port&to=vladivostok-port"


@pytest.fixture
def said(answered, sea, words):
    return lambda query: voyage_sentence(sea, answered(query), words)


def way(answer, slug):
    return next(way for way in answer.ways if way.slug == slug)


def test_from_india_the_arctic_is_no_shortcut_to_murmansk_and_the_sentence_says_so(answered, said):
    answer = answered("fr=chennai-port&to=murmansk-port&mo=9&ic=arc4")
    assert answer.arctic.distance_nm > answer.other.distance_nm + 1000
    assert "the Arctic way is longer in September" in said("fr=chennai-port&to=murmansk-port&mo=9&ic=arc4")


def test_between_murmansk_and_vladivostok_the_arctic_halves_the_way(answered, said):
    answer = answered(EAST + "&mo=9&ic=arc4")
    assert (answer.arctic.slug, answer.other.slug) == ("nsr", "suez-canal")
    assert answer.arctic.distance_nm < answer.other.distance_nm / 2
    assert "the Arctic is the shorter way in September" in said(EAST + "&mo=9&ic=arc4")


def test_in_february_a_ship_without_ice_class_finds_the_route_closed_with_rule_and_source(
    answered, sea, said
):
    answer = answered(EAST + "&mo=2")
    closed = way(answer, "nsr")
    assert closed.standing is Standing.CLOSED
    reasons = season_reasons(sea, answer.plan, closed.answer)
    assert {reason for reason, _ in reasons} == {"navigation barred to this class by rule"}
    assert all("arc-consultant-2017" in sources for _, sources in reasons)
    assert "closed in February for a ship without ice class: navigation barred" in said(EAST + "&mo=2")


def test_in_september_an_arc4_ship_finds_the_route_open(answered):
    assert way(answered(EAST + "&mo=9&ic=arc4"), "nsr").standing is Standing.OPEN


def test_a_closed_way_is_known_by_where_it_would_go(answered):
    closed = way(answered(EAST + "&mo=2"), "nsr")
    assert 5000 < closed.if_open.distance_nm < 6000


def test_the_barents_sea_is_not_counted_to_the_northern_sea_route(answered):
    nsr = way(answered(EAST), "nsr")
    barents = sum(part.distance_nm for part in nsr.answer.segments if part.zone == "barents")
    assert barents > 400
    assert nsr.nsr_nm < 2600


def test_waters_that_no_table_covers_are_never_called_open(answered):
    answer = answered(EAST + "&mo=2")
    assert way(answer, "nwp").standing is Standing.UNKNOWN
    assert way(answer, "nwp") not in answer.open_ways
    assert answer.open_ways[0].slug == "suez-canal"


def test_through_ice_that_no_table_covers_miles_are_known_and_days_and_costs_are_not(answered, sea, words):
    answer = answered(EAST + "&mo=2")
    row = way_table(sea, answer, words).loc["nwp"]
    assert row["distance_nm"] == pytest.approx(way(answer, "nwp").distance_nm, abs=0.1)
    assert row[["days_low", "days_high", "fuel_t_low", "co2_t_high", "toll_usd_low"]].isna().all()


@pytest.mark.parametrize("query", ["mo=9", "mo=10&ic=ice3", "mo=9&id=nsr-high-latitude"])
def test_a_route_with_a_closed_segment_is_closed_and_no_way_turns_back_before_it(answered, query):
    answer = answered(query)
    assert way(answer, "nsr").standing is Standing.CLOSED
    assert all(each.slug != AS_CORRIDOR for each in answer.ways)
    assert answer.arctic is way(answer, "nsr")


def test_a_way_that_only_touches_the_route_is_not_a_way_along_it(answered):
    nsr = way(answered("fr=chennai-port&to=murmansk-port"), "nsr")
    assert {"bering-strait", "vilkitsky-strait"} <= set(nsr.answer.passages)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("fr=murmansk-port&to=murmansk-port", "is both start and end"),
        ("fr=69_180&to=69_-180", "is both start and end"),
        ("fr=55.75_37.6&to=mumbai-port", "lies inland"),
        (
            "fr=mumbai-port&to=90_0&av=bering-strait~suez-canal~good-hope~cape-horn~panama-canal~magellan",
            "No way",
        ),
        ("fr=chennai-port&to=murmansk-port&av=kola-inlet", "Kola Inlet to be avoided, as asked"),
        ("fr=astrakhan-port&to=mumbai-port", "no way joins"),
    ],
)
def test_what_cannot_be_sailed_is_answered_in_words(query, told, said, vocabulary):
    if "astrakhan-port" in query and "astrakhan-port" not in vocabulary.places:
        query = query.replace("astrakhan-port", "45.6_47.9")
    assert told in said(query)


def test_an_inland_end_is_told_with_the_nearest_harbour(answered):
    fault = answered("fr=55.75_37.6&to=mumbai-port").fault
    assert (fault.code, fault.end.place_id) == ("inland", None)
    assert "St Petersburg" in fault.nearest
    assert 300 < fault.nearest_nm < 400


def test_what_is_avoided_is_told_as_avoided_and_the_rest_stays(answered, said):
    answer = answered("fr=chennai-port&to=murmansk-port&av=suez-canal")
    assert isinstance(way(answer, "suez-canal").answer, NoRoute)
    assert answer.open_ways
    assert all("suez-canal" not in way.answer.passages for way in answer.open_ways)


def test_a_voyage_across_180_degrees_is_short(answered):
    answer = answered("fr=70_179&to=70_-179")
    assert answer.open_ways[0].distance_nm < 60


def test_a_claim_stands_beside_the_way_it_is_made_for(answered):
    suez = way(answered("fr=mumbai-port&to=murmansk-port"), "suez-canal")
    (claim,) = suez.claims
    assert (claim.corridor_id, claim.distance_nm) == ("mumbai-suez-murmansk", 9100)
    assert suez.difference_percent(claim) == pytest.approx(-14.3, abs=0.5)
    assert way(answered("fr=murmansk-port&to=mumbai-port"), "suez-canal").claims == suez.claims
    assert way(answered("fr=mumbai-port&to=murmansk-port"), "good-hope").claims == ()


def test_the_chosen_corridor_is_marked_on_the_way_that_it_takes(answered):
    for corridor_id in ("nsr-high-latitude", "mumbai-suez-stpetersburg", "murmansk-dudinka"):
        chosen = [way for way in answered(f"id={corridor_id}").ways if way.corridor_id]
        assert [way.corridor_id for way in chosen] == [corridor_id]


def test_the_table_has_the_figures_of_the_ways(answered, sea, words):
    answer = answered("fr=mumbai-port&to=murmansk-port&mo=9&ic=arc7")
    table = way_table(sea, answer, words)
    assert table.index.tolist() == [way.slug for way in answer.ways]
    assert table["distance_nm"].tolist() == [round(way.distance_nm, 1) for way in answer.ways]
    assert (table["days_low"] <= table["days_high"]).all()
    assert (table["fuel_t_low"] <= table["fuel_t_high"]).all()
    assert table.loc["suez-canal", ["claimed_nm", "difference_percent"]].tolist() == [9100.0, -13.9]


def test_every_way_names_sources_that_the_atlas_has(answered, sea, atlas):
    answer = answered(EAST + "&mo=2")
    for each in answer.ways:
        assert set(way_sources(sea, answer, each)) <= set(atlas.sources.index)
    assert way_sources(sea, answer, way(answer, "nsr"))


def test_the_default_is_a_corridor_and_an_own_end_takes_its_place(atlas):
    plan = plan_of(atlas, ViewState())
    assert (plan.start.place_id, plan.end.place_id) == ("chennai-port", "murmansk-port")
    state = with_end(atlas, ViewState(), "origin", "mumbai-port")
    assert (state.voyage.origin, state.voyage.destination) == ("mumbai-port", "murmansk-port")
    assert plan_of(atlas, state).corridor_id is None


def test_another_end_leaves_the_chosen_corridor_and_keeps_its_other_end(atlas):
    state = as_corridor(ViewState(voyage=Voyage(month=9)), "arctic-bridge")
    changed = with_end(atlas, state, "origin", "66_-179.5")
    assert changed.selected is None
    assert (changed.voyage.origin, changed.voyage.destination) == ("66_-179.5", "58.9_-94.1")
    assert changed.voyage.month == 9


@pytest.mark.parametrize("corridor_id", ["arctic-bridge", "instc-east", "rotterdam-yokohama-nsr"])
def test_the_ends_of_a_corridor_survive_in_the_link(corridor_id, atlas, vocabulary):
    state = ViewState(selected=corridor_id)
    own = with_own_ends(atlas, state)
    again, notices = decode_link({"fr": [own.voyage.origin], "to": [own.voyage.destination]}, vocabulary)
    assert notices == ()
    before, after = plan_of(atlas, state), plan_of(atlas, again)
    assert (before.start.position, before.end.position) == (after.start.position, after.end.position)


def test_what_is_closed_to_ships_anyway_is_not_offered_to_be_avoided_unless_a_link_names_it(atlas):
    assert "suez-canal" in passage_names(atlas)
    assert "palk-strait" not in passage_names(atlas)
    assert "palk-strait" in passage_names(atlas, frozenset({"palk-strait"}))
