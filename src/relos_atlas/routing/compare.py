"""Every corridor between two places side by side: what each costs, and what closes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from relos_atlas.routing.passages import gate_points
from relos_atlas.routing.results import NoRoute, Route
from relos_atlas.routing.sphere import distances_nm, unit_vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from relos_atlas.model import Position
    from relos_atlas.routing.economics import Economics, Tariffs
    from relos_atlas.routing.router import Router

Floats: TypeAlias = "NDArray[np.float64]"
_ANYWHERE: Final = 3.0
_ROUND_AMERICA: Final = 1.6


@dataclass(frozen=True, slots=True)
class _Way:
    """
    A corridor to ask for: what it passes, what it would not be itself any more with.

    It is left out where it is `absurd` times longer than the shortest way.
    """

    slug: str
    via: tuple[str, ...]
    without: tuple[str, ...] = ()
    absurd: float = _ANYWHERE


# Through an Arctic route means in at one end and out at the other; to touch its waters is not enough.
_WAYS: Final = (
    _Way("suez-canal", ("suez-canal",)),
    _Way("panama-canal", ("panama-canal",), ("suez-canal", "nsr"), _ROUND_AMERICA),
    _Way("good-hope", ("good-hope",), ("suez-canal",)),
    _Way("cape-horn", ("cape-horn",), ("suez-canal", "panama-canal", "nsr"), _ROUND_AMERICA),
    _Way("nsr", ("nsr", "bering-strait"), ("nwp",)),
    _Way("nwp", ("nwp", "bering-strait"), ("nsr",), _ROUND_AMERICA),
)
DIRECT: Final = "direct"
_ABSURD: Final = {way.slug: way.absurd for way in _WAYS} | {DIRECT: _ANYWHERE}


@dataclass(frozen=True, slots=True)
class Corridor:
    """
    One corridor: `via` is a slug, or `direct` for the way that the defaults choose.

    `if_open` is the way that a corridor closed by season has over ice-free water.
    """

    via: str
    name: str
    answer: Route | NoRoute
    economics: Economics | None
    if_open: Route | None = None


def compare(  # noqa: PLR0913
    router: Router,
    tariffs: Tariffs,
    start: Position | str,
    end: Position | str,
    *,
    avoid: Sequence[str] = (),
    month: int | None = None,
    ice_class: str | None = None,
    speed_kn: float = 14.0,
    ship: str | None = None,
) -> list[Corridor]:
    """
    Compare the ways between two places.

    Returns
    -------
    corridors
        The shortest first, closed ones last with their reason. Ways that pass the same passages stand
        once; ways that turn back through a passage or are far longer than the shortest are left out.
    """
    avoided = tuple(router.passages.resolve(word) for word in avoid)

    def ask(way: _Way) -> Corridor:
        name = router.passages.name(way.slug) if way.via else "Direct"
        answer = router.route(
            start,
            end,
            via=way.via,
            avoid=dict.fromkeys((*avoided, *way.without)),
            month=month,
            ice_class=ice_class,
            speed_kn=speed_kn,
        )
        if isinstance(answer, Route):
            return Corridor(way.slug, name, answer, tariffs.of(answer, speed_kn, ship))
        if_open = None
        if answer.reason == "season":
            if_open = router.route(start, end, via=way.via, avoid=dict.fromkeys((*avoided, *way.without)))
        return Corridor(way.slug, name, answer, None, if_open if isinstance(if_open, Route) else None)

    direct = ask(_Way(DIRECT, ()))
    most_nm = direct.answer.distance_nm if isinstance(direct.answer, Route) else float("inf")
    ends = unit_vectors(
        np.array([[place.lon, place.lat] for place in (router.place(start), router.place(end))])
    )
    worth = [way for way in _WAYS if _at_least_nm(router, ends, way) <= way.absurd * most_nm]
    return _worth_showing([direct, *(ask(way) for way in worth)], avoided)


def _at_least_nm(router: Router, ends: Floats, way: _Way) -> float:
    """Miles that no way through a corridor's last passage can be shorter than: great circles to its gate."""
    gate = unit_vectors(gate_points(router.passages.by_slug[way.via[-1]]))
    return float((distances_nm(gate, ends[0]) + distances_nm(gate, ends[1])).min())


def _worth_showing(rows: list[Corridor], avoided: Sequence[str]) -> list[Corridor]:
    least_nm = min((line.distance_nm for row in rows if (line := _line(row))), default=0.0)
    ways = _distinct([row for row in rows if isinstance(row.answer, Route)], least_nm)
    by_season = _distinct([row for row in rows if row.if_open is not None], least_nm)
    # A way avoided as asked is worth a line; not so one that is closed by what a corridor does without.
    asked = [row for row in rows if avoided and _reason(row) == "avoided" and _ABSURD[row.via] == _ANYWHERE]
    shut = [*by_season, *asked]
    return [*ways, *shut] if ways or shut else [row for row in rows if isinstance(row.answer, NoRoute)]


def _distinct(rows: list[Corridor], least_nm: float) -> list[Corridor]:
    """Return ways by length, without those that turn back, are far too long, or stand there already."""
    found: dict[tuple[str, ...], Corridor] = {}
    lines = [(line, row) for row in rows if (line := _line(row))]
    for line, row in sorted(lines, key=lambda pair: pair[0].distance_nm):
        passages = line.passages
        is_straight = len(set(passages)) == len(passages) or row.via == DIRECT
        is_far = line.distance_nm > _ABSURD[row.via] * least_nm + 1e-6
        if is_straight and not is_far and (passages not in found or found[passages].via == DIRECT):
            found[passages] = row
    return list(found.values())


def _line(row: Corridor) -> Route | None:
    return row.answer if isinstance(row.answer, Route) else row.if_open


def _reason(row: Corridor) -> str:
    return row.answer.reason if isinstance(row.answer, NoRoute) else ""
