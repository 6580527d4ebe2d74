"""The ends of voyages: places of the atlas, points of a map, and the ends of corridors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from relos_atlas.data import Atlas
from relos_atlas.data.waypoints import Waypoint
from relos_atlas.domain.places import places_of
from relos_atlas.geo import distance_nm
from relos_atlas.model import Position
from relos_atlas.text import format_position

HARBOURS = frozenset({"port", "naval-base", "shipyard"})
"""Kinds of places that ships lie at."""
#: A port this near to the end of a corridor is meant by it, in nm.
_SAME_PORT_NM = 15.0


@dataclass(frozen=True, slots=True)
class End:
    """One end of a voyage; `place_id` is None for a point that is no place of the atlas."""

    name: str
    position: Position
    place_id: str | None = None


def end_of(atlas: Atlas, text: str) -> End:
    """Return the end that a link writes as a place's id or as `lat_lon`."""
    if text in places_of(atlas).index:
        return _place(atlas, text)
    lat, _, lon = text.partition("_")
    position = Position(lon=float(lon), lat=float(lat))
    return End(format_position(position, 2), position)


def position_of(waypoint: Waypoint) -> Position:
    """Return where a waypoint lies."""
    return Position(lon=waypoint.lon, lat=waypoint.lat)


@lru_cache(maxsize=64)
def corridor_ends(atlas: Atlas, corridor_id: str) -> tuple[End, End]:
    """Return the ends of a corridor: the ports that its own ends lie off, else just those points."""
    waypoints = atlas.corridors.loc[corridor_id, "waypoints"]
    return _end(atlas, waypoints[0]), _end(atlas, waypoints[-1])


def nearest_harbour(atlas: Atlas, position: Position, kinds: frozenset[str] = HARBOURS) -> tuple[End, float]:
    """Return the place for ships that is nearest to a position in a straight line, and the miles to it."""
    places = places_of(atlas)
    harbours = places[places["kind"].isin(kinds)]
    gaps = [distance_nm(position, Position(lon=point.x, lat=point.y)) for point in harbours.geometry]
    least = min(range(len(gaps)), key=gaps.__getitem__)
    return _place(atlas, str(harbours.index[least])), gaps[least]


def _place(atlas: Atlas, place_id: str) -> End:
    row = places_of(atlas).loc[place_id]
    return End(row["name"], Position(lon=row.geometry.x, lat=row.geometry.y), place_id)


def _end(atlas: Atlas, waypoint: Waypoint) -> End:
    port, gap_nm = nearest_harbour(atlas, position_of(waypoint), frozenset({"port"}))
    return port if gap_nm < _SAME_PORT_NM else End(waypoint.name, position_of(waypoint))
