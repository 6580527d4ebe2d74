"""Every corridor between two places side by side: what each costs, and what closes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from relos_atlas.routing.results import NoRoute, Route

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relos_atlas.model import Position
    from relos_atlas.routing.economics import Economics, Tariffs
    from relos_atlas.routing.router import Router

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


@dataclass(frozen=True, slots=True)
class Corridor:
    """One corridor: `via` is a slug, or `direct` for the way that the defaults choose."""

    via: str
    name: str
    answer: Route | NoRoute
    economics: Economics | None


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
        return Corridor(way.slug, name, answer, None)

    return _worth_showing([ask(way) for way in (_Way(DIRECT, ()), *_WAYS)], avoided)


def _worth_showing(rows: list[Corridor], avoided: Sequence[str]) -> list[Corridor]:
    absurd = {way.slug: way.absurd for way in _WAYS} | {DIRECT: 1.0}
    ways = [(row.answer.distance_nm, row) for row in rows if isinstance(row.answer, Route)]
    ways.sort(key=lambda way: way[0])
    shown: dict[tuple[str, ...], Corridor] = {}
    for distance_nm, row in ways:
        passages = row.answer.passages if isinstance(row.answer, Route) else ()
        is_straight = len(set(passages)) == len(passages) or row.via == DIRECT
        is_far = distance_nm > absurd[row.via] * ways[0][0] + 1e-6
        if is_straight and not is_far and (passages not in shown or shown[passages].via == DIRECT):
            shown[passages] = row
    shut = [row for row in rows if isinstance(row.answer, NoRoute)]
    # What is closed is worth a line where it was to be expected: not by what another corridor would avoid.
    told = [row for row in shut if absurd[row.via] == _ANYWHERE and _is_closed_to_all(row.answer, avoided)]
    return [*shown.values(), *(told or (shut if not shown else []))]


def _is_closed_to_all(answer: Route | NoRoute, avoided: Sequence[str]) -> bool:
    return isinstance(answer, NoRoute) and (answer.reason != "avoided" or bool(avoided))
