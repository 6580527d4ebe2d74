"""What changed between two days, and what happened how often before and after an event."""

from dataclasses import replace

import pytest

from relos_atlas.domain.agreements import Standing
from relos_atlas.domain.changes import before_and_after, changes_between, last_day
from relos_atlas.domain.events import select_events
from relos_atlas.model import EventKind, PartialDate, ViewState

SIGNED = "relos-signed-2025"


def test_between_two_days_the_pact_was_signed_and_later_ratified(atlas):
    changes = changes_between(atlas, ViewState(), PartialDate(2025, 2, 17), PartialDate(2025, 12, 15))
    (pact,) = [change for change in changes.agreements if change.agreement_id == "india-russia-relos"]
    assert (pact.before, pact.after) == (Standing.NOT_YET, Standing.SIGNED)
    assert {SIGNED, "relos-duma-2025", "relos-putin-law-2025"} <= set(changes.events.index)
    assert "ins-tushil-karwar-2025" not in changes.events.index
    assert changes.claims["known_from"].is_monotonic_increasing


def test_what_was_told_without_a_date_does_not_become_a_change(atlas):
    state = ViewState(known_on=PartialDate(2025, 12, 10))
    changes = changes_between(atlas, state, PartialDate(2025, 2, 1), PartialDate(2025, 12, 4))
    assert changes.events["date_start"].min() > "2025-02-01"
    assert "possible" in set(select_events(atlas, state).everything["certainty"])


def test_the_order_of_the_two_days_does_not_matter(atlas):
    days = PartialDate(2025, 12, 15), PartialDate(2025, 2, 17)
    one, other = (changes_between(atlas, ViewState(), *pair) for pair in (days, days[::-1]))
    assert (one.start, one.end) == (other.start, other.end) == days[::-1]
    assert one.events.index.equals(other.events.index)


def test_between_a_day_and_itself_nothing_changed(atlas):
    changes = changes_between(atlas, ViewState(), PartialDate(2025, 2, 18), PartialDate(2025, 2, 18))
    assert (changes.events.empty, changes.agreements, changes.claims.empty) == (True, (), True)


def test_a_month_that_only_may_have_begun_is_among_the_changes_and_marked(atlas):
    changes = changes_between(atlas, ViewState(), PartialDate(2026, 3, 31), PartialDate(2026, 4, 15))
    assert changes.events.loc["relos-text-published-2026", "certainty"] == "possible"


def test_what_lasts_over_the_event_is_neither_before_nor_after(atlas):
    counts = before_and_after(atlas, ViewState(), "relos-putin-law-2025")
    assert counts.by_kind[EventKind.EXERCISE].unsure == 1
    assert sum(c.before + c.after + c.unsure for c in counts.by_kind.values()) == 136


def test_equal_times_are_compared_up_to_the_end_of_the_table_or_of_the_view(atlas):
    assert before_and_after(atlas, ViewState(), SIGNED).window_days == (
        last_day(atlas).latest.toordinal() - PartialDate(2025, 2, 18).latest.toordinal()
    )
    state = ViewState(as_of=PartialDate(2025, 2, 28))
    counts = before_and_after(atlas, state, SIGNED)
    assert counts.window_days == 10
    assert counts.by_kind[EventKind.DELIVERY].before_window == 1
    assert sum(c.after_window for c in counts.by_kind.values()) == 0


@pytest.mark.parametrize("event_id", [SIGNED, "relos-missed-2019", "mig21-arrives-chandigarh-1963"])
def test_counts_are_of_what_the_filters_show(event_id, atlas):
    state = ViewState(event_kinds=frozenset({EventKind.PORT_CALL}))
    counts = before_and_after(atlas, state, event_id)
    told = sum(c.before + c.after + c.unsure for c in counts.by_kind.values())
    assert told == len(select_events(atlas, state).rows) == 16
    assert counts.by_kind[EventKind.EXERCISE].before == 0


def test_the_table_ends_with_its_last_event_whatever_its_precision(atlas):
    events = atlas.events.iloc[:2].assign(date_start=["2029-12", "2029-12-30"])
    assert last_day(replace(atlas, events=events)) == PartialDate(2029, 12)
