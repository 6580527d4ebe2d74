"""The voyage that a reader asks for, and the answer to it as values: ways, claims beside them, faults."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from relos_atlas.data import Atlas
from relos_atlas.domain.ends import End, corridor_ends, end_of
from relos_atlas.domain.ships import ice_class_names, ship_names
from relos_atlas.model import ViewState
from relos_atlas.routing import NoRoute, Range, Route, Router
from relos_atlas.routing.economics import Economics, Tariffs

DEFAULT_CORRIDOR = "chennai-vladivostok-nsr-murmansk"
"""What the page shows before anybody has asked for anything."""
DEFAULT_SPEED_KN = 14.0


#: A way with so many miles more on the Northern Sea Route than others goes along it.
_ALONG_NM = 300.0
_NSR, _NWP = "nsr", "nwp"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for, with the defaults filled in; `ice_class` and `ship` as the tables name them."""

    start: End
    end: End
    corridor_id: str | None
    month: int | None
    ice_class: str | None
    speed_kn: float
    ship: str | None
    avoid: tuple[str, ...]


class Standing(StrEnum):
    """Whether a ship may sail a way: UNKNOWN where it leads through ice that no table covers."""

    ICE_FREE = "ice-free"
    OPEN = "open"
    ESCORT = "escort"
    UNKNOWN = "unknown"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Claimed:
    """What sources say of a way."""

    corridor_id: str
    corridor: str
    distance_nm: float | None
    days: str
    source_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """
    One way of the comparison.

    `economics` is None where there is no way, or where its ice is not known.
    `nsr_nm` are its miles on the Northern Sea Route as the law bounds it; `if_open` is what a way closed by
    season would be without ice; `corridor_id` is set on the way that the chosen corridor takes.
    """

    slug: str
    name: str
    answer: Route | NoRoute
    economics: Economics | None
    standing: Standing
    claims: tuple[Claimed, ...]
    nsr_nm: float = 0.0
    if_open: Route | None = None
    corridor_id: str | None = None

    @property
    def distance_nm(self) -> float:
        """Miles of the way; infinite where there is none."""
        return self.answer.distance_nm if isinstance(self.answer, Route) else float("inf")

    @property
    def duration_days(self) -> Range | None:
        """Days at sea; None where there is no way, or ice that nobody has tabled slows the ship."""
        if isinstance(self.answer, NoRoute) or self.standing is Standing.UNKNOWN:
            return None
        return self.answer.duration_days

    def difference_percent(self, claim: Claimed) -> float | None:
        """Percent by which the computed distance lies above (or, negative, below) a claimed one."""
        if claim.distance_nm is None or not isinstance(self.answer, Route):
            return None
        return (self.answer.distance_nm / claim.distance_nm - 1.0) * 100.0


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is nothing to compare: `same-place`, `inland`; `end` is the end that it is about."""

    code: str
    end: End
    nearest: str = ""
    nearest_nm: float = 0.0


@dataclass(frozen=True, slots=True)
class VoyageAnswer:
    """A plan and the ways between its ends, the shortest first, closed ones last."""

    plan: Plan
    ways: tuple[Way, ...]
    fault: Fault | None = None

    @property
    def open_ways(self) -> tuple[Way, ...]:
        """The ways that the ship may sail, as far as the tables know."""
        usable = {Standing.ICE_FREE, Standing.OPEN, Standing.ESCORT}
        return tuple(way for way in self.ways if way.standing in usable)

    @property
    def arctic(self) -> Way | None:
        """The shortest way along the Northern Sea Route where others avoid it, or the closed one."""
        along = [way for way in self.open_ways if way.nsr_nm > self._unavoidable_nm + _ALONG_NM]
        closed = (way for way in self.ways if way.slug == _NSR and isinstance(way.answer, NoRoute))
        return along[0] if along else next(closed, None)

    @property
    def other(self) -> Way | None:
        """The shortest open way that keeps off the Arctic as far as its ends let it."""
        most = self._unavoidable_nm + _ALONG_NM
        off = (way for way in self.open_ways if way.nsr_nm <= most and way.slug != _NWP)
        return next(off, None)

    @property
    def _unavoidable_nm(self) -> float:
        """Miles on the Northern Sea Route that no way spares: an end lies on it."""
        return min((way.nsr_nm for way in self.open_ways), default=0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Sea:
    """What answers voyages: the router and the tariffs, read once and shared."""

    router: Router
    tariffs: Tariffs


def plan_of(atlas: Atlas, state: ViewState) -> Plan:
    """Return what a state asks for: its own ends, else those of its corridor, else the default corridor."""
    voyage = state.voyage
    chosen = state.selected if state.selected in atlas.corridors.index else None
    given = (voyage.origin, voyage.destination)
    fallback = chosen or DEFAULT_CORRIDOR
    own = corridor_ends(atlas, fallback)
    start, end = (end_of(atlas, text) if text else own[k] for k, text in enumerate(given))
    return Plan(
        start=start,
        end=end,
        corridor_id=None if any(given) else fallback,
        month=voyage.month,
        ice_class=ice_class_names(atlas)[voyage.ice_class] if voyage.ice_class else None,
        speed_kn=voyage.speed_kn or DEFAULT_SPEED_KN,
        ship=ship_names(atlas)[voyage.ship] if voyage.ship else None,
        avoid=tuple(sorted(voyage.avoid)),
    )


def with_end(atlas: Atlas, state: ViewState, which: str, text: str) -> ViewState:
    """Return `state` with another `origin` or `destination`; the other end stays, a corridor does not."""
    kept = with_own_ends(atlas, state)
    changed = (
        replace(kept.voyage, origin=text) if which == "origin" else replace(kept.voyage, destination=text)
    )
    return replace(kept, voyage=changed)


def with_own_ends(atlas: Atlas, state: ViewState) -> ViewState:
    """Return the same voyage with both ends named, so that it no longer hangs on a chosen corridor."""
    plan = plan_of(atlas, state)
    voyage = replace(state.voyage, origin=end_text(plan.start), destination=end_text(plan.end))
    selected = None if state.selected in atlas.corridors.index else state.selected
    return replace(state, voyage=voyage, selected=selected)


def as_corridor(state: ViewState, corridor_id: str) -> ViewState:
    """Return `state` with the voyage of a corridor, from its one end to the other."""
    voyage = replace(state.voyage, origin=None, destination=None)
    return replace(state, voyage=voyage, selected=corridor_id)


def end_text(end: End) -> str:
    """Return an end as a link writes it."""
    if end.place_id is not None:
        return end.place_id
    return "_".join(
        f"{degrees:.3f}".rstrip("0").rstrip(".") for degrees in (end.position.lat, end.position.lon)
    )
