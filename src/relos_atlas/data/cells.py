"""What the text of one cell must be: a check returns None, or what was expected instead."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import shapely

from relos_atlas.data.schema import Column, Kind
from relos_atlas.data.waypoints import parse_waypoints
from relos_atlas.model import DateError, GeometryError, Interval, PartialDate, Position, PositionError

Check = Callable[[str], str | None]

#: Kinds of cell that a regular expression describes wholly.
PATTERNS: dict[Kind, str] = {
    Kind.SLUG: r"[a-z0-9]+(-[a-z0-9]+)*",
    Kind.WORD: r"[A-Za-z0-9]+([ _.-][A-Za-z0-9]+)*",
    Kind.CODE: r"[A-Z]{2}",
    Kind.GRANT: r"[A-Z]{2}>[A-Z]{2}",
    Kind.URL: r"https?://[^\s<>\"]+",
}
_EXPECTATIONS: dict[Kind, str] = {
    Kind.SLUG: "expected a slug: lower-case letters, digits, hyphens",
    Kind.WORD: "expected a plain name",
    Kind.CODE: "expected a country code of two capitals",
    Kind.GRANT: "expected grantor>beneficiary, two country codes",
    Kind.URL: "expected an http or https address",
}
_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")


def check_for(column: Column) -> Check | None:
    """The check of a non-empty cell of this column; None where any text will do."""
    one = _one(column)
    if one is None or not column.many:
        return one
    return lambda text: _each(text, one)


def _one(column: Column) -> Check | None:
    if column.choices:
        return lambda text: _one_of(text, column.choices)
    if column.kind is Kind.NUMBER:
        return lambda text: _number(text, column.minimum, column.maximum)
    if column.kind is Kind.INTEGER:
        return lambda text: _integer(text, column.minimum, column.maximum)
    return _CHECKS.get(column.kind)


def _each(text: str, check: Check) -> str | None:
    parts = text.split(";")
    if len(set(parts)) < len(parts):
        return "expected no value twice"
    return next((fault for fault in map(check, parts) if fault), None)


def _one_of(text: str, choices: tuple[str, ...]) -> str | None:
    return None if text in choices else f"expected one of {', '.join(choices)}"


def _number(text: str, minimum: float | None, maximum: float | None) -> str | None:
    if not _NUMBER.fullmatch(text):
        return "expected a plain decimal number"
    low = -math.inf if minimum is None else minimum
    high = math.inf if maximum is None else maximum
    return None if low <= float(text) <= high else f"expected {low:g} to {high:g}"


def _integer(text: str, minimum: float | None, maximum: float | None) -> str | None:
    return "expected a whole number" if "." in text else _number(text, minimum, maximum)


def _matching(pattern: str, expectation: str) -> Check:
    compiled = re.compile(pattern)
    return lambda text: None if compiled.fullmatch(text) else expectation


def _date(text: str) -> str | None:
    try:
        PartialDate.parse(text)
    except DateError:
        return "expected a date as YYYY, YYYY-MM or YYYY-MM-DD"
    return None


def _interval(text: str) -> str | None:
    try:
        Interval.parse(text)
    except DateError:
        return "expected a date as YYYY, YYYY-MM or YYYY-MM-DD, or two joined by '..'"
    return None


def _wkt(text: str) -> str | None:
    try:
        geometry = shapely.from_wkt(text)
        coordinates = shapely.get_coordinates(geometry)
        for lon, lat in coordinates:
            Position(lon=float(lon), lat=float(lat))
    except (shapely.errors.ShapelyError, PositionError):
        return "expected a geometry as WKT, longitude before latitude"
    return None if len(coordinates) else "expected a geometry that is not empty"


def _waypoints(text: str) -> str | None:
    try:
        parse_waypoints(text)
    except GeometryError as error:
        return str(error)
    return None


_CHECKS: dict[Kind, Check] = {
    **{kind: _matching(PATTERNS[kind], expectation) for kind, expectation in _EXPECTATIONS.items()},
    Kind.LON: lambda text: _number(text, -180, 180),
    Kind.LAT: lambda text: _number(text, -90, 90),
    Kind.DATE: _date,
    Kind.INTERVAL: _interval,
    Kind.WKT: _wkt,
    Kind.WAYPOINTS: _waypoints,
}
