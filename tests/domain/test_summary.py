"""The live sentence: its figures are those of the selection."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relos_atlas.domain.select import select_places
from relos_atlas.domain.summary import agreement_steps, summary_sentence
from relos_atlas.model import Grade, PartialDate, ViewState

SHOWN = {
    Grade.TREATY_TEXT: r"([\d,]+) in the text of",
    Grade.OFFICIAL: r"([\d,]+) named by (?:an )?official sources?",
    Grade.REPORTED: r"([\d,]+) named by press in connection",
    Grade.INFERRED: r"([\d,]+) merely of a kind",
    Grade.CONTEXT: r"([\d,]+) for context, about which nothing is claimed",
}
HIDDEN = {
    Grade.TREATY_TEXT: r"([\d,]+) from the treaty's text",
    Grade.OFFICIAL: r"([\d,]+) named officially",
    Grade.REPORTED: r"([\d,]+) named by press(?! in)",
    Grade.INFERRED: r"([\d,]+) that nobody named",
    Grade.CONTEXT: r"([\d,]+) for context(?!, about)",
}


def figure(pattern: str, sentence: str) -> int:
    found = re.search(pattern, sentence)
    return int(found[1].replace(",", "")) if found else 0


@pytest.fixture(scope="module")
def say(atlas, words):
    return lambda state: summary_sentence(atlas, state, select_places(atlas, state), words)


@settings(max_examples=300)
@given(data=st.data())
def test_every_figure_of_the_sentence_is_that_of_the_selection(data, atlas, states, words):
    state = data.draw(states)
    selection = select_places(atlas, state)
    said = summary_sentence(atlas, state, selection, words)
    assert figure(r"Showing ([\d,]+) of", said) == selection.shown.sum()
    assert figure(r"of (?:the )?([\d,]+) places", said) == selection.total
    assert {grade: figure(SHOWN[grade], said) for grade in Grade} == selection.counts
    assert {grade: figure(HIDDEN[grade], said) for grade in Grade} == selection.hidden_by_grade
    assert figure(r"([\d,]+) by your filters", said) == selection.hidden_by_filters
    assert figure(r"([\d,]+) claims? without", said) == selection.undated


def test_the_sentence_says_that_nobody_named_the_inferred_places(say):
    assert "178 merely of a kind that RELOS covers, which nobody named" in say(ViewState())


def test_the_sentence_says_what_the_default_view_hides(say):
    assert say(ViewState()).endswith("Hidden: 162 for context.")


def test_without_a_date_the_sentence_names_none(say):
    assert "as of" not in say(ViewState())


def test_an_empty_selection_is_an_answer(say):
    assert say(ViewState(grades=frozenset())).startswith("None of the 346 places fits these choices.")


@pytest.mark.parametrize(
    ("date", "words_of_it"),
    [
        ("2025-02-17", "as of 17 February 2025, before the pact was signed"),
        ("2025-02-18", "as of 18 February 2025: the pact was signed, Russia had not yet ratified it"),
        ("2025-12-14", "as of 14 December 2025: the pact was signed, Russia had not yet ratified it"),
        ("2025-12-15", "as of 15 December 2025: Russia had ratified the pact; no day of entry into force"),
        ("2026-04", "as of April 2026: Russia had ratified the pact; no day of entry into force"),
        ("1947", "as of 1947, before the pact was signed"),
    ],
)
def test_the_sentence_says_how_far_the_pact_had_come(say, date, words_of_it):
    assert words_of_it in say(ViewState(as_of=PartialDate.parse(date)))


def test_the_sentence_never_says_that_the_pact_is_in_force(say):
    said = say(ViewState(as_of=PartialDate.parse("2030")))
    assert "no day of entry into force is established" in said


def test_under_other_agreements_the_sentence_names_them_and_is_silent_on_the_pact(say):
    state = ViewState(agreements=frozenset({"us-india-lemoa"}), as_of=PartialDate.parse("2026"))
    assert "named by press in connection with LEMOA" in say(state)
    assert say(state).endswith("Shown as of 2026.")


def test_a_partial_date_of_signature_counts_from_its_last_day(atlas):
    assert agreement_steps(atlas, "us-india-msra", PartialDate.parse("2023-06-29")) == "unsigned"
    assert agreement_steps(atlas, "us-india-msra", PartialDate.parse("2023-06")) == "signed"


def test_the_sentence_says_when_the_places_are_switched_off(say):
    assert say(ViewState(layers=frozenset())).endswith("they stand in the list only.")
    assert "in the list only" not in say(ViewState())
