"""Numbers, dates and positions as each language writes them; a date never shows more than it knows."""

from __future__ import annotations

from babel.dates import format_date as babel_date
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from relos_atlas.model import PartialDate, Position


def format_number(value: float, language: str = "en", digits: int | None = None) -> str:
    """Return `value` with the language's separators; `digits` fixes the decimals."""
    pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=language)


def format_partial_date(date: PartialDate, language: str = "en") -> str:
    """
    Return a date at its own precision.

    Examples
    --------
    >>> format_partial_date(PartialDate(2026, 4))
    'April 2026'
    >>> format_partial_date(PartialDate(2025, 2, 18))
    '18 February 2025'
    """
    if date.day is not None:
        return babel_date(date.earliest, format="d MMMM y", locale=language)
    if date.month is not None:
        return format_skeleton("yMMMM", date.earliest, locale=language)
    return str(date.year)


def format_position(position: Position, decimals: int = 3) -> str:
    """
    Return latitude and longitude as printed on charts.

    Examples
    --------
    >>> format_position(Position(lon=-169.65, lat=66.08), 2)
    '66.08° N, 169.65° W'
    """
    north = "N" if position.lat >= 0 else "S"
    east = "E" if position.lon >= 0 else "W"
    return f"{abs(position.lat):.{decimals}f}° {north}, {abs(position.lon):.{decimals}f}° {east}"


def format_latitude(degrees: int) -> str:
    """
    Return a whole parallel as printed on charts.

    Examples
    --------
    >>> format_latitude(60), format_latitude(0), format_latitude(-40)
    ('60° N', '0°', '40° S')
    """
    return f"{abs(degrees)}°" + ("" if degrees == 0 else " N" if degrees > 0 else " S")


def format_longitude(degrees: int) -> str:
    """
    Return a whole meridian as printed on charts; degrees may run on over 180.

    Examples
    --------
    >>> format_longitude(200), format_longitude(-180), format_longitude(30)
    ('160° W', '180°', '30° E')
    """
    lon = (degrees + 180) % 360 - 180
    return f"{abs(lon)}°" + ("" if lon in {0, -180} else " E" if lon > 0 else " W")


def format_and(parts: list[str], language: str = "en") -> str:
    """Return "a, b and c"."""
    return format_list(parts, style="standard", locale=language)
