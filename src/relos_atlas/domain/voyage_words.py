"""The answer to a voyage in one plain sentence: shorter, longer or closed, by how much and why."""

from __future__ import annotations

from relos_atlas.data import Atlas
from relos_atlas.domain.voyages import Plan, Sea, Standing, VoyageAnswer, Way
from relos_atlas.routing import NoRoute, Range, Route
from relos_atlas.routing.compare import DIRECT
from relos_atlas.text import Catalogue, format_and, format_number


def voyage_sentence(sea: Sea, answer: VoyageAnswer, words: Catalogue) -> str:
    """Return the sentence; it needs no map to be understood."""
    if answer.fault is not None:
        fault = answer.fault
        return words.say(
            f"corridors.fault.{fault.code}",
            place=fault.end.name,
            nearest=fault.nearest,
            nm=round(fault.nearest_nm),
        )
    ends = {"start": answer.plan.start.name, "end": answer.plan.end.name}
    if not answer.open_ways:
        return words.say("corridors.no-way", **ends, why=_why_nothing(sea, answer, words))
    parts = [_compared(sea, answer, words), _escort(answer, words), _ice_free(answer.plan, words)]
    return " ".join(part for part in parts if part)


def way_name(way: Way, words: Catalogue) -> str:
    """Return the name of a way."""
    if way.slug != DIRECT:
        return way.name
    return words.say("corridors.way.nsr-part" if way.nsr_nm else "corridors.way.direct")


def ship_words(plan: Plan, words: Catalogue) -> str:
    """Return the ship in words: "a ship without ice class", "an Arc4 ship"."""
    if plan.ice_class in {None, "none"}:
        return words.say("corridors.ship.none")
    return words.say("corridors.ship.class", ice_class=plan.ice_class)


def days_words(days: Range, words: Catalogue) -> str:
    """Return days as one figure, or as a span where the ends differ once rounded."""
    low, high = (format_number(value, words.language, 1) for value in (days.low, days.high))
    return words.say("corridors.days", days=low if low == high else f"{low}–{high}")


def closed_reason(sea: Sea, plan: Plan, answer: NoRoute, words: Catalogue) -> str:
    """Return why a way is closed: by season with the rule of the tables, or by what was asked for."""
    if answer.reason == "season" and plan.month is not None:
        reasons = dict.fromkeys(reason for reason, _ in season_reasons(sea, plan, answer))
        return "; ".join(reasons) or words.say("no-route.season")
    if answer.reason == "avoided":
        names = [sea.router.passages.name(slug) for slug in answer.blocked_by if slug in plan.avoid]
        return (
            words.say("corridors.avoided", names=format_and(names, words.language))
            if names
            else words.say("no-route.avoided")
        )
    return words.say(f"no-route.{answer.reason}")


def reason_words(atlas: Atlas, reason: str, words: Catalogue) -> str:
    """Return a rule of the season with its types of ice in words instead of the slugs of the tables."""
    for ice_type in sorted(atlas.tables["ice-stages"]["ice_type"], key=len, reverse=True):
        if f" {ice_type} " in reason:
            return reason.replace(ice_type, words.say(f"ice-type.{ice_type}"), 1)
    return reason


def season_reasons(sea: Sea, plan: Plan, answer: NoRoute) -> list[tuple[str, tuple[str, ...]]]:
    """Return the rule that closes each segment, with its sources."""
    found = []
    for slug in answer.blocked_by:
        zone = sea.router.zones.get(slug)
        if zone is not None and plan.month is not None:
            season = sea.router.seasons.segment(zone, plan.month, plan.ice_class or "none")
            if season is not None:
                found.append((season.reason, season.source_ids))
    return found


def _compared(sea: Sea, answer: VoyageAnswer, words: Catalogue) -> str:
    plan, arctic, other = answer.plan, answer.arctic, answer.other
    parts = {
        "start": plan.start.name,
        "end": plan.end.name,
        "when": words.say(
            "corridors.in-month", month=words.say(f"month.{plan.month}"), ship=ship_words(plan, words)
        )
        if plan.month
        else words.say("corridors.ice-free"),
    }
    if arctic is not None and isinstance(arctic.answer, NoRoute):
        why = closed_reason(sea, plan, arctic.answer, words)
        best = answer.open_ways[0]
        key = "avoided" if arctic.answer.reason == "avoided" else "closed"
        return words.say(f"corridors.sentence.{key}", **parts, why=why, way=_told(best, words))
    if arctic is None or other is None:
        only = answer.open_ways[0]
        key = "on-nsr" if only.nsr_nm else "only"
        return words.say(f"corridors.sentence.{key}", **parts, way=_told(only, words), nm=round(only.nsr_nm))
    gap = round(abs(other.distance_nm - arctic.distance_nm))
    key = "shorter" if arctic.distance_nm < other.distance_nm else "longer"
    return words.say(
        f"corridors.sentence.{key}", **parts, nm=gap, arctic=_told(arctic, words), other=_told(other, words)
    )


def _told(way: Way, words: Catalogue) -> str:
    if not isinstance(way.answer, Route):
        return way_name(way, words)
    return words.say(
        "corridors.told",
        name=way_name(way, words),
        nm=round(way.distance_nm),
        days=days_words(way.answer.duration_days, words),
    )


def _escort(answer: VoyageAnswer, words: Catalogue) -> str:
    arctic = answer.arctic
    if arctic is None or arctic.standing is not Standing.ESCORT or not isinstance(arctic.answer, Route):
        return ""
    names = dict.fromkeys(part.name for part in arctic.answer.segments if part.access == "icebreaker-escort")
    return words.say("corridors.escort", names=format_and(list(names), words.language))


def _ice_free(plan: Plan, words: Catalogue) -> str:
    return "" if plan.month else words.say("corridors.ice-free-note")


def _why_nothing(sea: Sea, answer: VoyageAnswer, words: Catalogue) -> str:
    shut = [way.answer for way in answer.ways if isinstance(way.answer, NoRoute)]
    unknown = [way for way in answer.ways if way.standing is Standing.UNKNOWN]
    reasons = dict.fromkeys(closed_reason(sea, answer.plan, way, words) for way in shut)
    if unknown:
        reasons[words.say("corridors.only-unknown", name=way_name(unknown[0], words))] = None
    return "; ".join(reasons)
