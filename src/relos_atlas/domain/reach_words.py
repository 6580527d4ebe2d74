"""The reach of a ship in one sentence."""

from __future__ import annotations

from relos_atlas.domain.reach import Reach
from relos_atlas.text import Catalogue, format_number


def reach_sentence(reach: Reach, words: Catalogue) -> str:
    """Return the sentence; it needs no map to be understood."""
    plan = reach.plan
    if reach.is_inland:
        return words.say("reach.inland", place=plan.start.name)
    told = words.say(
        "reach.told",
        place=plan.start.name,
        days=plan.days,
        speed=format_number(plan.speed_kn, words.language),
        nm=round(plan.range_nm),
    )
    if not reach.stops:
        return f"{told} {words.say('reach.no-stops')}"
    within = sum(stop.is_within for stop in reach.stops)
    stops = words.say("reach.stops", n=within, total=len(reach.stops))
    if not within:
        return f"{told} {stops}"
    percent = format_number(reach.gained * 100, words.language, 0)
    return f"{told} {stops} {words.say('reach.gained', percent=percent)}"
