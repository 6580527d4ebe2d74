"""Selections: what a state shows, what it hides and why, and that the counts agree with both."""

import csv
import itertools
from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from relos_atlas.domain.places import anchors_of, operator_group, places_of, relations_of, slug
from relos_atlas.domain.select import facet_counts, relations_under, select_places
from relos_atlas.model import DEFAULT_GRADES, Grade, PartialDate, ViewState

EVERY_GRADE = frozenset(Grade)
FILTERS = ("countries", "regions", "kinds", "operators", "text")


def as_of(date: str, **choices) -> ViewState:
    return ViewState(as_of=PartialDate.parse(date), **choices)


def shown_ids(atlas, state: ViewState) -> set[str]:
    return set(select_places(atlas, state).rows.index)


def named(atlas, *grades: str) -> set[str]:
    """Places that the claims file grades so for the pact, read without the code under test."""
    with (atlas.geodata / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["topic"] == "facility-access"]
    return {place for row in rows if row["grade"] in grades for place in row["facility_ids"].split(";")}


def test_default_view_shows_what_the_claims_file_names_or_infers(atlas):
    selection = select_places(atlas, ViewState())
    assert set(selection.rows.index) == named(atlas, "reported", "inferred")
    assert (selection.counts[Grade.REPORTED], selection.counts[Grade.INFERRED]) == (6, 178)


def test_default_view_grades_each_place_by_its_best_claim(atlas):
    grades = select_places(atlas, ViewState()).rows["grade"]
    assert set(grades.index[grades == "reported"]) == named(atlas, "reported")
    assert set(grades.index[grades == "inferred"]) == named(atlas, "inferred") - named(atlas, "reported")


def test_default_view_hides_context_and_counts_it(atlas):
    selection = select_places(atlas, ViewState())
    assert selection.counts[Grade.CONTEXT] == 0
    assert selection.hidden_by_grade[Grade.CONTEXT] == selection.total - 184
    assert selection.hidden_by_filters == 0


def test_nothing_is_graded_official_or_from_the_text_for_the_pact(atlas):
    counts = select_places(atlas, ViewState(grades=EVERY_GRADE)).counts
    assert (counts[Grade.TREATY_TEXT], counts[Grade.OFFICIAL]) == (0, 0)


def test_every_grade_together_shows_every_place_once(atlas):
    ids = select_places(atlas, ViewState(grades=EVERY_GRADE)).rows.index
    assert ids.is_unique
    assert set(ids) == set(atlas.facilities.index) | set(atlas.agreement_places["place_id"])


def test_named_places_come_first_then_the_alphabet(atlas):
    rows = select_places(atlas, ViewState(grades=EVERY_GRADE)).rows
    keys = [(Grade(grade).rank, name) for grade, name in zip(rows["grade"], rows["name"], strict=True)]
    assert keys == sorted(keys)


@settings(max_examples=300)
@given(data=st.data())
def test_shown_and_hidden_places_add_up(data, atlas, states):
    selection = select_places(atlas, data.draw(states))
    shown = sum(selection.counts.values())
    assert shown == len(selection.rows) == selection.shown.sum()
    assert shown + sum(selection.hidden_by_grade.values()) + selection.hidden_by_filters == selection.total


@given(data=st.data())
def test_only_grades_switched_on_are_shown_and_only_others_hidden_by_grade(data, atlas, states):
    state = data.draw(states)
    selection = select_places(atlas, state)
    assert set(selection.rows["grade"]) <= state.grades
    assert {grade for grade, n in selection.hidden_by_grade.items() if n} <= EVERY_GRADE - state.grades


@given(data=st.data())
def test_filters_intersect(data, atlas, states):
    state = data.draw(states)
    bare = replace(state, **{name: getattr(ViewState(), name) for name in FILTERS})
    alone = [shown_ids(atlas, replace(bare, **{name: getattr(state, name)})) for name in FILTERS]
    assert shown_ids(atlas, state) == set.intersection(*alone)


@given(data=st.data())
def test_rows_fit_every_filter(data, atlas, states):
    state = data.draw(states)
    rows = select_places(atlas, state).rows
    columns = {"country": state.countries, "region": state.regions, "kind": state.kinds}
    assert all(set(rows[column]) <= chosen for column, chosen in columns.items() if chosen)
    assert not state.operators or set(rows["operator"].map(operator_group)) <= state.operators


@pytest.fixture(scope="module")
def shuffled(atlas):
    tables = {
        name: getattr(atlas, name).sample(frac=1, random_state=7)
        for name in ("facilities", "facility_names", "claims", "agreement_places", "agreements", "sources")
    }
    return replace(atlas, **tables)


def test_every_place_has_one_name_whatever_the_order_of_the_tables(atlas, shuffled):
    here, there = places_of(atlas).sort_index(), places_of(shuffled).sort_index()
    columns = ["name", "country", "kind", "operator_group", "source_ids", "position_note"]
    assert_frame_equal(pd.DataFrame(here[columns]), pd.DataFrame(there[columns]))


@given(data=st.data())
def test_the_order_of_the_tables_does_not_matter(data, atlas, shuffled, states):
    state = data.draw(states)
    columns = ["name", "grade", "grantor", "beneficiary"]
    here, there = select_places(atlas, state), select_places(shuffled, state)
    assert_frame_equal(here.rows[columns].sort_index(), there.rows[columns].sort_index())
    assert (here.counts, here.hidden_by_filters) == (there.counts, there.hidden_by_filters)


def test_as_of_2019_nobody_had_named_any_place(atlas):
    assert shown_ids(atlas, as_of("2019")) == set()


def test_as_of_2021_only_the_two_ports_of_the_draft_stage_had_been_named(atlas):
    assert shown_ids(atlas, as_of("2021")) == {"mumbai-port", "visakhapatnam-port"}


def test_a_claim_of_july_2020_counts_from_the_end_of_july(atlas):
    assert shown_ids(atlas, as_of("2020-07-30")) == set()
    assert shown_ids(atlas, as_of("2020-07-31")) == {"mumbai-port", "visakhapatnam-port"}


def test_as_of_the_end_of_2026_the_default_view_is_shown(atlas):
    assert shown_ids(atlas, as_of("2026")) == shown_ids(atlas, ViewState())


def test_a_claim_dated_2026_had_not_surely_been_made_by_november_2026(atlas):
    missing = shown_ids(atlas, ViewState()) - shown_ids(atlas, as_of("2026-11"))
    assert missing == {"severomorsk-naval-base"}


def test_claims_left_out_because_their_date_is_not_exact_are_counted(atlas):
    assert select_places(atlas, as_of("2026-11")).undated == 2
    assert select_places(atlas, as_of("2026")).undated == 0


def test_a_later_date_never_takes_a_place_of_the_pact_away(atlas):
    years = [
        shown_ids(atlas, as_of(year)) for year in ("1947", "2019", "2020", "2024", "2025", "2026", "2030")
    ]
    assert all(earlier <= later for earlier, later in itertools.pairwise(years))


def test_known_on_a_day_shows_what_had_been_said_by_then(atlas):
    known = replace(ViewState(), known_on=PartialDate.parse("2021"))
    assert shown_ids(atlas, known) == {"mumbai-port", "visakhapatnam-port"}


def test_an_agreement_shows_the_places_its_sources_name(atlas):
    ids = shown_ids(atlas, ViewState(agreements=frozenset({"us-india-lemoa"})))
    assert ids == {"apra-harbor-guam", "diego-garcia", "camp-lemonnier", "subic-bay"}


def test_an_agreement_counts_from_the_day_it_was_signed(atlas):
    lemoa = frozenset({"us-india-lemoa"})
    assert shown_ids(atlas, as_of("2016-08-28", agreements=lemoa)) == set()
    assert len(shown_ids(atlas, as_of("2016-08-29", agreements=lemoa))) == 4


def test_an_agreement_that_ended_shows_nothing_afterwards(atlas):
    places = atlas.agreement_places
    ended = atlas.agreements.query("ended != '' and signed != ''")
    ended = ended[ended.index.isin(places["agreement_id"])]
    assert len(ended) > 0
    for agreement, end in ended["ended"].items():
        assert shown_ids(atlas, ViewState(agreements=frozenset({str(agreement)})))
        assert shown_ids(atlas, as_of(end, agreements=frozenset({str(agreement)}))) == set()


def test_two_agreements_show_the_places_of_both(atlas):
    one, other = frozenset({"us-india-lemoa"}), frozenset({"russia-syria-tartus"})
    both = shown_ids(atlas, ViewState(agreements=one | other))
    assert both == shown_ids(atlas, ViewState(agreements=one)) | shown_ids(atlas, ViewState(agreements=other))


FACETS = ("countries", "regions", "kinds", "operators", "grades", "agreements")


@pytest.mark.parametrize("facet", FACETS)
@settings(max_examples=25)
@given(data=st.data())
def test_the_count_beside_a_choice_is_what_choosing_it_shows(data, facet, atlas, states, vocabulary):
    state = data.draw(states)
    counts = facet_counts(atlas, state)[facet]
    choices = Grade if facet == "grades" else sorted(getattr(vocabulary, facet))
    some = data.draw(st.lists(st.sampled_from([*choices, *counts]), min_size=1, max_size=5))
    really = {
        choice: len(shown_ids(atlas, replace(state, **{facet: frozenset({choice})}))) for choice in some
    }
    assert {choice: counts.get(choice, 0) for choice in some} == really


@pytest.mark.parametrize("facet", FACETS)
def test_every_count_of_the_default_view_is_what_choosing_it_shows(facet, atlas):
    counts = facet_counts(atlas, ViewState())[facet]
    assert counts
    for choice, count in counts.items():
        assert count == len(shown_ids(atlas, replace(ViewState(), **{facet: frozenset({choice})}))), choice


def test_counts_of_agreements_leave_out_what_was_not_known_yet(atlas):
    assert facet_counts(atlas, as_of("2019"))["agreements"].get("india-russia-relos", 0) == 0


def test_choices_that_would_show_nothing_are_left_out(atlas):
    counts = facet_counts(atlas, ViewState(countries=frozenset({"RU"})))
    assert all(n > 0 for choices in counts.values() for n in choices.values())


def test_selecting_changes_no_table(atlas):
    names = ("facilities", "claims", "agreements", "agreement_places", "facility_names", "sources")
    before = {name: getattr(atlas, name).copy(deep=True) for name in names}
    cached = [frame.copy(deep=True) for frame in (places_of(atlas), relations_of(atlas), anchors_of(atlas))]
    state = as_of("2025-12", text="port", agreements=frozenset({"india-russia-relos"}))
    select_places(atlas, state)
    facet_counts(atlas, state)
    for name, frame in before.items():
        assert_frame_equal(getattr(atlas, name), frame)
    for now, then in zip((places_of(atlas), relations_of(atlas), anchors_of(atlas)), cached, strict=True):
        assert_frame_equal(now, then)


def test_an_empty_selection_keeps_its_columns_and_its_crs(atlas):
    rows = select_places(atlas, ViewState(grades=frozenset())).rows
    assert (len(rows), rows.crs.to_epsg()) == (0, 4326)
    assert {"name", "grade", "grantor", "beneficiary"} <= set(rows.columns)


def test_places_are_points_on_the_globe_with_one_row_each(atlas):
    places = places_of(atlas)
    assert places.index.is_unique
    assert (places.geometry.geom_type == "Point").all()
    assert np.isfinite(places.get_coordinates()).all(axis=None)


def test_a_listed_place_is_official_only_with_a_primary_source(atlas):
    relations = relations_of(atlas)
    official = relations[relations["rank"] <= Grade.OFFICIAL.rank]
    rows = atlas.agreement_places.set_index(["place_id", "agreement_id"]).sort_index()
    primary = {"government", "legislature", "treaty"}
    for pair in official[["place_id", "agreement_id"]].itertuples(index=False, name=None):
        sources = rows.loc[[pair], "source_ids"].iloc[0]
        assert primary & set(atlas.sources.loc[list(sources), "kind"]), pair


def test_relations_under_a_state_are_those_of_its_agreements(atlas):
    assert set(relations_under(atlas, ViewState())["agreement_id"]) == {"india-russia-relos"}
    tartus = ViewState(agreements=frozenset({"russia-syria-tartus"}))
    assert Counter(relations_under(atlas, tartus)["agreement_id"]).keys() == {"russia-syria-tartus"}


@given(text=st.text())
def test_a_slug_is_lower_case_ascii_words_joined_by_hyphens(text):
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert pd.isna(slug(text)) is False
    assert DEFAULT_GRADES < EVERY_GRADE
