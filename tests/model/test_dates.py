"""Dates that know their own precision."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relos_atlas.model import DateError, Interval, PartialDate

TEXTS = ["1947", "1947-08", "1947-08-15", "2024-02-29", "2026-04", "0001", "9999-12-31"]


@given(data=st.data())
def test_what_is_written_is_read_back(data, dates):
    date = data.draw(dates)
    assert PartialDate.parse(str(date)) == date


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_written_as_it_was_read_with_nothing_padded(text):
    assert str(PartialDate.parse(text)) == text


@given(data=st.data())
def test_a_date_lies_within_its_own_year_and_month(data, dates):
    date = data.draw(dates)
    assert date.earliest <= date.latest
    assert (date.earliest.year, date.latest.year) == (date.year, date.year)
    assert date.month is None or (date.earliest.month, date.latest.month) == (date.month, date.month)
    assert date.day is None or date.earliest == date.latest


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1947", dt.date(1947, 1, 1), dt.date(1947, 12, 31)),
        ("2026-04", dt.date(2026, 4, 1), dt.date(2026, 4, 30)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("1900-02", dt.date(1900, 2, 1), dt.date(1900, 2, 28)),
    ],
)
def test_a_month_and_a_year_end_on_their_last_day(text, first, last):
    date = PartialDate.parse(text)
    assert (date.earliest, date.latest) == (first, last)


@pytest.mark.parametrize(
    ("what", "when", "surely", "possibly"),
    [
        ("2026-04", "2026-04-29", False, True),
        ("2026-04", "2026-04-30", True, True),
        ("2026-04", "2026-03-31", False, False),
        ("2026-04-30", "2026-04", True, True),
        ("2026", "2026-11", False, True),
        ("2026", "2026", True, True),
        ("2026", "2025-12-31", False, False),
        ("2024-02-29", "2024-02", True, True),
        ("1947-08-15", "1947", True, True),
    ],
)
def test_surely_and_possibly_part_ways_inside_a_month_or_year(what, when, surely, possibly):
    date, limit = PartialDate.parse(what), PartialDate.parse(when)
    assert (date.surely_by(limit), date.possibly_by(limit)) == (surely, possibly)


@given(data=st.data())
def test_what_is_sure_is_possible(data, dates):
    date, limit = data.draw(dates), data.draw(dates)
    assert date.possibly_by(limit) or not date.surely_by(limit)


@pytest.mark.parametrize(
    "text",
    [
        "", " 2026", "2026 ", "26", "2026-4", "2026-13", "2026-00", "2026-04-00", "2026-04-31", "2023-02-29",
        "0000", "2026-04-", "2026/04", "april 2026", "२०२६", "２０２６", "2026-04-01T00:00",
        "2026\n", "..", "-2026",
    ],
)  # fmt: skip
def test_any_other_text_is_refused(text):
    with pytest.raises(DateError):
        PartialDate.parse(text)


@pytest.mark.parametrize("parts", [(2026, None, 5), (2026, 0), (2026, 13), (2026, 2, 30), (2026, 4, 0), (0,)])
def test_no_impossible_date_can_be_made(parts):
    with pytest.raises(DateError):
        PartialDate(*parts)


@pytest.mark.parametrize("text", ["2018..2026-11", "2018..", "..2026-11-30", "1947", "2024-02-29"])
def test_interval_is_written_as_it_was_read(text):
    assert str(Interval.parse(text)) == text


@pytest.mark.parametrize("text", ["", "..", "2026..2025", "2026-05-01..2026-04", "2018..2019..2020", "a..b"])
def test_interval_without_ends_or_backwards_is_refused(text):
    with pytest.raises(DateError):
        Interval.parse(text)


def test_interval_may_end_within_the_month_it_starts_in():
    assert Interval.parse("2026-04-30..2026-04").start == PartialDate(2026, 4, 30)


def test_interval_from_a_day_to_itself_is_that_day():
    assert str(Interval.parse("2025-02-18..2025-02-18")) == "2025-02-18"
