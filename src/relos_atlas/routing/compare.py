"""Every corridor between two places side by side: what each costs, and what closes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from relos_atlas.routing.results import Route

if TYPE_CHECKING:
    from relos_atlas.routing.economics import Economics, Tariffs
    from relos_atlas.routing.results import NoRoute
    from relos_atlas.routing.router import Router

#: Corridors that are asked for in turn, each as `via`.
_WAYS: Final = ("suez-canal", "panama-canal", "good-hope", "cape-horn", "nsr", "nwp")
#: A corridor this many times longer than the shortest is left out.
_ABSURD: Final = 3.0


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
    start: str,
    end: str,
    *,
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
        once, and so do ways three times as long as the shortest.
    """

    def ask(*via: str) -> Route | NoRoute:
        return router.route(start, end, via=via, month=month, ice_class=ice_class, speed_kn=speed_kn)

    found = [("direct", "Direct", ask())]
    found += [(slug, router.passages.name(slug), ask(slug)) for slug in _WAYS]
    rows = []
    for slug, name, answer in found:
        economics = tariffs.of(answer, speed_kn, ship) if isinstance(answer, Route) else None
        rows.append(Corridor(slug, name, answer, economics))
    return _worth_showing(rows)


def _worth_showing(rows: list[Corridor]) -> list[Corridor]:
    ways = [row for row in rows if isinstance(row.answer, Route)]
    shortest = min((row.answer.distance_nm for row in ways if isinstance(row.answer, Route)), default=0.0)
    shown: dict[tuple[str, ...], Corridor] = {}
    for row in ways:
        if isinstance(row.answer, Route) and row.answer.distance_nm <= _ABSURD * shortest:
            key = row.answer.passages
            if key not in shown or shown[key].via == "direct":
                shown[key] = row
    closed = [row for row in rows if not isinstance(row.answer, Route) and row.via != "direct"]
    open_rows = sorted(
        shown.values(), key=lambda row: row.answer.distance_nm if isinstance(row.answer, Route) else 0.0
    )
    return open_rows + (closed or [row for row in rows if not isinstance(row.answer, Route)])
