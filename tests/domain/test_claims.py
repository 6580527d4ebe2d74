"""Claims: graded no higher than their sources carry, with rivals side by side."""

import pytest

from relos_atlas.domain.claims import (
    claims_about_place,
    disagreement_about_place,
    questions,
    sources,
)
from relos_atlas.model import PRIMARY_SOURCE_KINDS, Grade, PartialDate, ViewState


@pytest.fixture(scope="module")
def every_claim(atlas):
    asked = questions(atlas, ViewState(grades=frozenset(Grade)))
    return [claim for question in asked for claim in question.claims]


def test_no_claim_is_official_without_a_primary_source(every_claim):
    strong = [claim for claim in every_claim if claim.grade.rank <= Grade.OFFICIAL.rank]
    assert strong
    for claim in strong:
        assert PRIMARY_SOURCE_KINDS & {source.kind for source in claim.sources}, claim.claim_id


def test_every_claim_has_a_source_with_an_address(every_claim):
    unsourced = [claim.claim_id for claim in every_claim if not any(source.url for source in claim.sources)]
    assert unsourced == []


def test_sources_disagree_over_murmansk(atlas):
    rivals = disagreement_about_place(atlas, "murmansk-port", ViewState())
    assert "clm-fac-destroyer" in {claim.claim_id for claim in rivals}


def test_nothing_stands_against_anything_over_chennai_which_nobody_named(atlas):
    assert disagreement_about_place(atlas, "chennai-port", ViewState()) == ()


def test_a_rival_claim_is_shown_once(atlas):
    ids = [claim.claim_id for claim in disagreement_about_place(atlas, "murmansk-port", ViewState())]
    assert len(ids) == len(set(ids))


def test_nothing_stands_against_anything_before_anything_was_said(atlas):
    assert disagreement_about_place(atlas, "murmansk-port", ViewState(as_of=PartialDate(2011))) == ()


def test_chennai_is_only_inferred(atlas):
    grades = {claim.grade for claim in claims_about_place(atlas, "chennai-port", ViewState())}
    assert grades == {Grade.INFERRED}


def test_a_place_of_context_has_no_claims(atlas):
    assert claims_about_place(atlas, "diego-garcia", ViewState()) == ()


def test_the_day_of_entry_into_force_is_contested(atlas):
    asked = questions(atlas, ViewState(), frozenset({"entry-into-force"}))
    contested = {question.question_id: question.is_contested for question in asked}
    assert contested["entry-into-force"]
    assert {question.topic for question in asked} == {"entry-into-force"}


def test_the_number_of_people_is_contested_and_both_answers_stand_there(atlas):
    by_id = {question.question_id: question for question in questions(atlas, ViewState())}
    limit = by_id["personnel-limit"]
    assert limit.is_contested
    assert len({claim.value for claim in limit.claims}) > 1


def test_a_single_answer_is_not_contested(atlas):
    single = [question for question in questions(atlas, ViewState()) if len(question.claims) == 1]
    assert single
    assert not any(question.is_contested for question in single)


def test_the_best_supported_answer_comes_first(atlas):
    order = ["confirmed", "reported", "disputed"]
    for question in questions(atlas, ViewState()):
        keys = [(order.index(claim.status), claim.grade.rank) for claim in question.claims]
        assert keys == sorted(keys), question.question_id


def test_a_claim_shows_from_the_day_it_was_surely_made(atlas):
    day_before = ViewState(as_of=PartialDate.parse("2013-12-04"))
    the_day = ViewState(as_of=PartialDate.parse("2013-12-05"))
    precedent = "clm-fac-precedent-mur"
    assert precedent not in {c.claim_id for c in claims_about_place(atlas, "murmansk-port", day_before)}
    assert precedent in {c.claim_id for c in claims_about_place(atlas, "murmansk-port", the_day)}


def test_as_of_and_known_on_both_bound_what_is_shown(atlas):
    early, late = PartialDate(2014), PartialDate(2026)
    one = claims_about_place(atlas, "murmansk-port", ViewState(as_of=early, known_on=late))
    other = claims_about_place(atlas, "murmansk-port", ViewState(as_of=late, known_on=early))
    assert one == other == claims_about_place(atlas, "murmansk-port", ViewState(as_of=early))


def test_questions_of_another_agreement_leave_out_those_about_the_pact(atlas):
    asked = questions(atlas, ViewState(), agreement="us-india-lemoa")
    assert "entry-into-force" not in {question.question_id for question in asked}


def test_sources_come_in_the_order_asked_for(atlas):
    ids = tuple(reversed(atlas.sources.index[:3].tolist()))
    assert tuple(source.source_id for source in sources(atlas, ids)) == ids
    assert sources(atlas, ()) == ()
