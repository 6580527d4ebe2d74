"""What the map draws of a reach: bands by sea, rings over the globe, and the stops that access would open."""

from __future__ import annotations

from relos_atlas.domain.reach import Band, Reach
from relos_atlas.scene.scenes import Callout, Track
from relos_atlas.text import Catalogue, format_number


def reach_tracks(reach: Reach, words: Catalogue) -> list[Track]:
    """Return rings, bands and the line that one stop leads to; the longest part of each line is named."""
    tracks = []
    for band in reach.bands:
        tracks.append(Track("ring", band.ring))
        tracks += _named("band", band.lines, _label(band, words))
    return [*tracks, *_named("band-stop", reach.with_stop, words.say("reach.with-stop"))]


def reach_callouts(reach: Reach, words: Catalogue) -> tuple[Callout, ...]:
    """Return the start and the stops, each with the days to it."""
    plan = reach.plan
    start = Callout(words.say("corridors.from-label", name=plan.start.name), plan.start.position, "end")
    stops = [
        Callout(
            words.say(
                "reach.stop-label",
                name=stop.end.name,
                days=format_number(stop.miles_nm / plan.speed_kn / 24.0, words.language, 1),
            ),
            stop.end.position,
            "passage",
        )
        for stop in reach.stops
        if stop.is_within
    ]
    return (start, *stops)


def _named(style: str, lines: tuple[tuple[tuple[float, float], ...], ...], label: str) -> list[Track]:
    longest = max(lines, key=len, default=())
    return [Track(style, line, label if line is longest else "", way=label) for line in lines]


def _label(band: Band, words: Catalogue) -> str:
    return words.say("reach.band", days=band.days, nm=round(band.miles_nm))
