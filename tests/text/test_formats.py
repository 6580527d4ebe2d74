"""Dates, numbers and positions as each language writes them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relos_atlas.model import PartialDate, Position
from relos_atlas.text import format_and, format_number, format_partial_date, format_position


@given(year=st.integers(1, 9999), month=st.integers(1, 12), language=st.sampled_from(["en", "hi", "ru"]))
def test_a_month_is_never_written_with_a_day(year, month, language):
    written = format_partial_date(PartialDate(year, month), language)
    assert [int(figures) for figures in re.findall(r"\d+", written)] == [year]


@given(year=st.integers(1, 9999), language=st.sampled_from(["en", "hi", "ru"]))
def test_a_year_is_written_as_its_figures_alone(year, language):
    assert format_partial_date(PartialDate(year), language) == str(year)


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("2025-02-18", "en", "18 February 2025"),
        ("2026-04", "en", "April 2026"),
        ("1947", "en", "1947"),
        ("2024-02-29", "en", "29 February 2024"),
        ("2025-02-18", "ru", "18 февраля 2025"),
        ("2025-02-18", "hi", "18 फ़रवरी 2025"),
        ("2026-04", "hi", "अप्रैल 2026"),
    ],
)
def test_a_date_is_written_as_its_language_does(text, language, written):
    assert format_partial_date(PartialDate.parse(text), language) == written


def test_a_russian_month_stands_in_the_nominative():
    assert format_partial_date(PartialDate(2026, 4), "ru").startswith("апрель 2026")


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        (1234567, "en", "1,234,567"),
        (1234567, "hi", "12,34,567"),
        (1234567, "ru", "1\u00a0234\u00a0567"),
        (0.5, "ru", "0,5"),
        (-3, "en", "-3"),
    ],
)
def test_a_number_is_separated_as_its_language_does(value, language, written):
    assert format_number(value, language) == written


def test_decimals_can_be_fixed():
    assert (format_number(2, "en", 1), format_number(2743.2, "en", 0)) == ("2.0", "2,743")


@pytest.mark.parametrize(
    ("lon", "lat", "written"),
    [
        (33.0613, 68.9691, "68.969° N, 33.061° E"),
        (-169.65, -66.08, "66.080° S, 169.650° W"),
        (180, 90, "90.000° N, 180.000° E"),
        (0, 0, "0.000° N, 0.000° E"),
    ],
)
def test_a_position_is_written_latitude_first_as_on_charts(lon, lat, written):
    assert format_position(Position(lon=lon, lat=lat)) == written


def test_a_list_is_joined_as_its_language_does():
    assert format_and(["a", "b", "c"], "ru") == "a, b и c"
    assert format_and(["a", "b"], "hi") == "a और b"
    assert format_and([], "en") == ""
