"""Events as of a day, as known on a day and in a range, held against the tables read another way."""

import calendar
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_tables import rows

from relos_atlas.data import default_geodata
from relos_atlas.domain.event_words import date_words, events_sentence
from relos_atlas.domain.events import event_facets, first_told, select_events, without_place
from relos_atlas.model import EventKind, Interval, PartialDate, ViewState

TABLE = rows(default_geodata(), "events")
PUBLISHED = {row["source_id"]: row["published"] for row in rows(default_geodata(), "sources")}
FIXED = {
    "1971-08-10": (5, "indo-soviet-treaty-1971"),
    "2000-10-05": (20, "strategic-partnership-2000"),
    "2020-07-15": (74, "relos-missed-2019"),
    "2025-02-18": (110, "relos-signed-2025"),
    "2025-12-03": (123, "relos-duma-2025"),
    "2026-05-01": (136, "relos-operational-2026"),
}


def last_day(text: str) -> str:
    if len(text) == 4:
        return f"{text}-12-31"
    return text if len(text) == 10 else f"{text}-{calendar.monthrange(*map(int, text.split('-')))[1]}"


def first_day(text: str) -> str:
    return (text + "-01-01")[:10]


def state(**choices: str) -> ViewState:
    parsers = {"period": Interval.parse}
    return ViewState(**{name: parsers.get(name, PartialDate.parse)(text) for name, text in choices.items()})


@pytest.fixture
def dated(atlas):
    """The atlas with only as many events as there are dates, dated so."""

    def with_dates(*dates: str):
        starts, _, ends = zip(*(date.partition("..") for date in dates), strict=True)
        events = atlas.events.iloc[: len(dates)].assign(date_start=list(starts), date_end=list(ends))
        return replace(atlas, events=events)

    return with_dates


@pytest.mark.parametrize("day", FIXED)
def test_as_of_a_fixed_day_the_events_are_those_of_the_table(day, atlas):
    selection = select_events(atlas, state(as_of=day))
    sure = {row["event_id"] for row in TABLE if last_day(row["date_start"]) <= day}
    possible = {row["event_id"] for row in TABLE if first_day(row["date_start"]) <= day} - sure
    assert (set(selection.rows.index), set(selection.apart.index)) == (sure, possible)
    assert selection.later == len(TABLE) - len(sure) - len(possible)
    count, newest = FIXED[day]
    assert len(sure) == count
    assert newest in sure
    assert max(last_day(row["date_start"]) for row in TABLE if row["event_id"] in sure) == last_day(
        next(row["date_start"] for row in TABLE if row["event_id"] == newest)
    )


def test_a_month_has_surely_begun_only_when_it_is_over(atlas):
    for day, codes in {
        "2026-03-31": 0,
        "2026-04-01": 1,
        "2026-04-29": 1,
        "2026-04-30": 2,
        "2026-04": 2,
    }.items():
        selection = select_events(atlas, state(as_of=day))
        assert selection.codes[atlas.events.index.get_loc("relos-text-published-2026")] == codes, day


def test_before_the_law_was_signed_nobody_could_have_read_of_it(atlas):
    law = atlas.events.index.get_loc("relos-putin-law-2025")
    assert select_events(atlas, state(known_on="2025-12-10")).codes[law] == 0
    assert select_events(atlas, state(known_on="2025-12-31")).codes[law] == 2


@pytest.mark.parametrize("day", ["2013-12-31", "2024-06-30", "2025-12-14", "2026-02"])
def test_as_known_on_a_day_the_events_are_those_that_a_source_had_told(day, atlas):
    selection = select_events(atlas, state(known_on=day))
    sure = {
        row["event_id"]
        for row in TABLE
        if any(
            last_day(PUBLISHED[source]) <= last_day(day)
            for source in row["source_ids"].split(";")
            if PUBLISHED[source]
        )
    }
    assert set(selection.rows.index) == sure
    assert not set(selection.apart.index) & sure


def test_an_undated_source_is_not_taken_to_be_older_than_what_it_tells(atlas):
    undated = next(
        i for i, row in enumerate(TABLE) if not any(PUBLISHED[s] for s in row["source_ids"].split(";"))
    )
    year = int(TABLE[undated]["date_start"][:4])
    assert first_told(atlas, TABLE[undated]["event_id"]) is None
    assert select_events(atlas, state(known_on=str(year - 1))).codes[undated] == 0
    assert select_events(atlas, state(known_on="2030")).codes[undated] == 1


def test_a_range_is_met_by_any_day_of_an_event(dated):
    atlas = dated("2020-01-10..2020-01-20", "2020-01-21", "2020-01", "2020", "2019-12-31")
    codes = select_events(atlas, state(period="2020-01-15..2020-01-20")).codes
    assert codes.tolist() == [2, 0, 1, 1, 0]
    assert select_events(atlas, state(period="2020")).codes.tolist() == [2, 2, 2, 2, 0]
    assert select_events(atlas, state(period="..2019")).codes.tolist() == [0, 0, 0, 0, 2]


def test_coarser_dates_stand_before_the_days_in_them_and_never_as_a_day(dated):
    atlas = dated("2026-04-01", "2026-04", "2026", "2025-12-31", "2026-03-31", "2030-01-01", "1947-08-15")
    shown = select_events(atlas, ViewState()).rows["date_start"].tolist()
    assert shown == ["1947-08-15", "2025-12-31", "2026", "2026-03-31", "2026-04", "2026-04-01", "2030-01-01"]


def test_dates_are_told_as_exactly_as_they_are_known(words):
    assert date_words(PartialDate(2026, 4), None, words) == "April 2026"
    assert date_words(PartialDate(1971, 8, 9), None, words) == "9 August 1971"
    assert date_words(PartialDate(2018), PartialDate(2019, 2), words) == "2018 to February 2019"


@pytest.mark.parametrize("text", ["Мурманск", "murmansk commercial", "मुरमान्स्क"])
def test_an_event_is_found_by_any_name_of_its_facility(text, atlas):
    assert "murmansk-india-cargo-2023" in select_events(atlas, ViewState(text=text)).rows.index


@pytest.mark.parametrize("text", ["<script>", "${7*7}", "zzzz"])
def test_a_text_that_nothing_has_shows_nothing(text, atlas, words):
    selection = select_events(atlas, ViewState(text=text))
    assert selection.everything.empty
    assert selection.hidden_by_filters == len(TABLE)
    assert events_sentence(atlas, ViewState(text=text), selection, words).startswith("None of the 137 events")


@given(data=st.data())
def test_every_event_is_shown_or_hidden_for_one_reason_and_counted(data, states, atlas, words):
    chosen = data.draw(states)
    selection = select_events(atlas, chosen)
    hidden = selection.later + selection.outside + selection.unpublished + selection.hidden_by_filters
    assert len(selection.everything) + hidden == selection.total == len(TABLE)
    assert set(selection.rows["category"]) <= set(chosen.event_kinds)
    assert events_sentence(atlas, chosen, selection, words)
    for kind, n in event_facets(atlas, chosen)["event_kinds"].items():
        alone = select_events(atlas, replace(chosen, event_kinds=frozenset({EventKind(kind)})))
        assert len(alone.everything) == n


@given(data=st.data())
def test_the_answer_does_not_depend_on_the_order_of_the_table(data, states, atlas):
    chosen = data.draw(states)
    shuffled = replace(atlas, events=atlas.events.sample(frac=1, random_state=1))
    one, other = (select_events(each, chosen).rows for each in (atlas, shuffled))
    assert set(one.index) == set(other.index)
    assert one["date_start"].tolist() == other["date_start"].tolist()


def test_events_without_a_place_are_counted_in_the_sentence(atlas, words):
    selection = select_events(atlas, ViewState())
    assert without_place(selection.rows) == sum(not row["lat"] for row in TABLE) == 17
    assert "17 have no place on the map" in events_sentence(atlas, ViewState(), selection, words)


def test_an_atlas_without_events_has_a_sentence_as_well(atlas, words):
    bare = replace(atlas, events=atlas.events[:0])
    selection = select_events(bare, ViewState())
    assert selection.everything.empty
    assert events_sentence(bare, ViewState(), selection, words).startswith("None of the 0 events")
