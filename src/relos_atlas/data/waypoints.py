"""The waypoints of a corridor: how a cell spells them, and what they are once read."""

from __future__ import annotations

from typing import NamedTuple

from relos_atlas.model import GeometryError, Position, PositionError

_EXPECTATION = "expected name@lat,lon joined by semicolons, at least two"


class Waypoint(NamedTuple):
    """A named point of a corridor, degrees."""

    name: str
    lon: float
    lat: float


def parse_waypoints(text: str) -> tuple[Waypoint, ...]:
    """
    Read `name@lat,lon;name@lat,lon`; the cell has latitude first, as the command line has.

    Raises
    ------
    GeometryError
        If a part is not spelled so, a position is off the globe, or there are fewer than two.
    """
    waypoints = tuple(_waypoint(part) for part in text.split(";"))
    if len(waypoints) < 2:
        raise GeometryError(_EXPECTATION)
    return waypoints


def _waypoint(part: str) -> Waypoint:
    name, at, place = part.rpartition("@")
    lat, comma, lon = place.partition(",")
    if not (name and at and comma):
        raise GeometryError(_EXPECTATION)
    try:
        position = Position(lon=float(lon), lat=float(lat))
    except (PositionError, ValueError):
        raise GeometryError(_EXPECTATION) from None
    return Waypoint(name, position.lon, position.lat)
