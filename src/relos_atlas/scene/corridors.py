"""The scene of the map of corridors: every way of a voyage, its legs told apart, and the Arctic round it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from relos_atlas.data import Atlas
from relos_atlas.domain.arctic import ice_edge, nsr_limits
from relos_atlas.domain.corridors import SEA, corridor
from relos_atlas.domain.ends import HARBOURS
from relos_atlas.domain.lines import NSR, OPEN_SEA, Piece, milestones, passage_points, pieces, sampled
from relos_atlas.domain.places import places_of
from relos_atlas.domain.reach import Reach
from relos_atlas.domain.reach_words import reach_sentence
from relos_atlas.domain.voyage_words import voyage_sentence, way_name
from relos_atlas.domain.voyages import Sea, Standing, VoyageAnswer, Way
from relos_atlas.model import Grade, ViewState
from relos_atlas.routing import Route
from relos_atlas.routing.sphere import EARTH_RADIUS_NM, unit_vectors
from relos_atlas.scene.base import (
    alternative_text,
    base_map,
    camera_of,
    corridors_legend,
    reach_legend,
    row_of,
)
from relos_atlas.scene.reach import reach_callouts, reach_tracks
from relos_atlas.scene.scenes import Callout, CorridorsScene, Subject, Track
from relos_atlas.text import Catalogue

#: A port this near to a way is on it, in nm.
_ON_THE_WAY_NM = 25.0
#: A leg in Arctic water that is shorter than this is drawn, but not named.
_SHORT_LEG_NM = 100.0


def corridors_scene(  # noqa: PLR0913 - what is asked, what answers it, and in which words
    atlas: Atlas,
    sea: Sea,
    state: ViewState,
    answer: VoyageAnswer,
    words: Catalogue,
    reach: Reach | None = None,
) -> CorridorsScene:
    """Return what the map draws for a state: the ways of its voyage, or the reach where that is asked for."""
    places = places_of(atlas)
    selected = row_of(places, state.selected)
    shown = _on_the_way(atlas, answer) if reach is None else _stops_shown(atlas, reach)
    codes = np.where(shown, Grade.CONTEXT.rank + 1, 0).astype(np.uint8)
    if selected is not None:
        codes[selected] = Grade.CONTEXT.rank + 1
    sentence = voyage_sentence(sea, answer, words) if reach is None else reach_sentence(reach, words)
    legend = corridors_legend(words) if reach is None else reach_legend(words)
    return CorridorsScene(
        base=base_map(atlas, state.projection, state.border_view, words, legend),
        places=places,
        shown=shown,
        codes=codes,
        selected_row=selected,
        links=(),
        layers=state.layers,
        camera=camera_of(state),
        alternative_text=alternative_text(state.projection, sentence, words),
        tracks=(
            *_arctic(atlas, sea, answer, words),
            *(_voyage_tracks(atlas, sea, answer, words) if reach is None else reach_tracks(reach, words)),
        ),
        callouts=_callouts(sea, answer, words) if reach is None else reach_callouts(reach, words),
        subject=_subject(answer) if reach is None else None,
        answer=answer,
        sentence=sentence,
        reach=reach,
    )


def _subject(answer: VoyageAnswer) -> Subject:
    """The voyage from end to end, by the ways that the question is about."""
    ends = [end.position for end in (answer.plan.start, answer.plan.end)]
    name = "_".join(f"{end.lat:.4f}_{end.lon:.4f}" for end in ends)
    lines = (way.answer.geometry for way in _main(answer) if isinstance(way.answer, Route))
    return Subject(name, tuple((lon, lat) for line in lines for lon, lat in line))


def _voyage_tracks(atlas: Atlas, sea: Sea, answer: VoyageAnswer, words: Catalogue) -> list[Track]:
    return [*_land_legs(atlas, sea, answer), *_closed(sea, answer, words), *_ways(sea, answer, words)]


def _stops_shown(atlas: Atlas, reach: Reach) -> npt.NDArray[np.bool_]:
    """Which places are those that access would open."""
    stops = [stop.end.place_id for stop in reach.stops]
    return places_of(atlas).index.isin(stops)


def _drawn(answer: VoyageAnswer) -> list[Way]:
    """Return the ways that exist, those that matter most last: they are drawn on top."""
    ways = [way for way in answer.ways if isinstance(way.answer, Route)]
    main = _main(answer)
    return [way for way in ways[::-1] if way not in main] + main[::-1]


def _main(answer: VoyageAnswer) -> list[Way]:
    """Return the ways that the question is about: the shortest, the Arctic one, the chosen corridor."""
    candidates = (*answer.open_ways[:1], answer.arctic, answer.other)
    chosen = [way for way in answer.ways if way.corridor_id]
    ways = [way for way in (*candidates, *chosen) if way is not None and isinstance(way.answer, Route)]
    return list(dict.fromkeys(ways))


def _ways(sea: Sea, answer: VoyageAnswer, words: Catalogue) -> list[Track]:
    main, told = _main(answer), set()
    best = answer.open_ways[0] if answer.open_ways else None
    tracks = []
    for way in _drawn(answer):
        if not isinstance(way.answer, Route):
            continue
        legs = pieces(way.answer, sea.router)
        longest = max(
            (leg for leg in legs if leg.water == OPEN_SEA), key=lambda leg: leg.distance_nm, default=legs[0]
        )
        for leg in legs:
            is_told = leg is longest or (leg.water != OPEN_SEA and leg.distance_nm > _SHORT_LEG_NM)
            label = _label(way, leg, words) if is_told else ""
            is_new = label not in told
            told.add(label)
            tracks.append(
                Track(
                    style=_style(way, leg, is_main=way in main),
                    points=leg.points,
                    label=label if is_new else "",
                    way=way.slug,
                    is_directed=True,
                    is_strong=way is best,
                )
            )
    return tracks


def _style(way: Way, leg: Piece, *, is_main: bool) -> str:
    if leg.water != OPEN_SEA:
        return leg.water
    if way.standing is Standing.UNKNOWN:
        return "untabled"
    return OPEN_SEA if is_main else "other-way"


def _label(way: Way, leg: Piece, words: Catalogue) -> str:
    if leg.water == OPEN_SEA:
        return words.say("corridors.way-label", name=way_name(way, words), nm=round(way.distance_nm))
    return words.say(f"corridors.leg-label.{leg.water}", nm=round(leg.distance_nm))


def _arctic(atlas: Atlas, sea: Sea, answer: VoyageAnswer, words: Catalogue) -> list[Track]:
    west, east = nsr_limits(sea.router)
    tracks = [
        Track("nsr-limit", west, words.say("corridors.limit.west")),
        Track("nsr-limit", east, words.say("corridors.limit.east")),
    ]
    month = answer.plan.month
    if month is None:
        return tracks
    lines = ice_edge(atlas, sea.router, month)
    label = words.say("corridors.ice-edge", month=words.say(f"month.{month}"))
    longest = max(lines, key=len, default=())
    return tracks + [Track("ice-edge", line, label if line is longest else "") for line in lines]


def _closed(sea: Sea, answer: VoyageAnswer, words: Catalogue) -> list[Track]:
    """Return the ways that the season closes, told where they would go along the Northern Sea Route."""
    tracks = []
    for way in answer.ways:
        if way.if_open is not None:
            name = way_name(way, words)
            label = words.say(
                "corridors.closed-label", name=name, month=words.say(f"month.{answer.plan.month}")
            )
            tracks += [
                Track("closed", leg.points, label if leg.water == NSR else "", way.slug)
                for leg in pieces(way.if_open, sea.router)
            ]
    return tracks


def _land_legs(atlas: Atlas, sea: Sea, answer: VoyageAnswer) -> list[Track]:
    """Return the legs of a corridor that uses rail or road too; over land only the ends are known."""
    chosen = answer.plan.corridor_id
    if chosen is None or atlas.corridors.loc[chosen, "kind"] == SEA:
        return []
    tracks = []
    for leg in corridor(atlas, sea.router, chosen).legs:
        if leg.route is not None:
            points = [piece.points for piece in pieces(leg.route, sea.router)]
            tracks += [Track(OPEN_SEA, line, way=chosen, is_directed=True) for line in points]
        else:
            ends = tuple((point.lon, point.lat) for point in (leg.start, leg.end))
            tracks.append(Track("land-leg", ends, way=chosen, is_directed=True))
    return tracks


def _callouts(sea: Sea, answer: VoyageAnswer, words: Catalogue) -> tuple[Callout, ...]:
    plan = answer.plan
    ends = [
        Callout(words.say(f"corridors.{name}-label", name=end.name), end.position, "end")
        for name, end in (("from", plan.start), ("to", plan.end))
    ]
    passages: dict[str, Callout] = {}
    distances = []
    for way in _main(answer):
        if isinstance(way.answer, Route):
            for point in passage_points(way.answer, sea.router):
                passages.setdefault(point.slug, Callout(point.name, point.position, "passage"))
            distances += [
                Callout(words.say("corridors.distance", nm=round(miles)), position, "distance")
                for miles, position in milestones(way.answer, _step_nm(way.distance_nm))
            ]
    return (*ends, *passages.values(), *distances)


def _step_nm(distance_nm: float) -> float:
    return next((step for step in (100.0, 200.0, 500.0) if distance_nm < 6 * step), 1000.0)


def _on_the_way(atlas: Atlas, answer: VoyageAnswer) -> npt.NDArray[np.bool_]:
    """Which places are ports that a ship on one of the main ways passes close by."""
    places = places_of(atlas)
    vectors = unit_vectors(np.column_stack([places.geometry.x, places.geometry.y]))
    near = np.zeros(len(places), dtype=np.bool_)
    for way in _main(answer):
        if isinstance(way.answer, Route):
            nearest = (vectors @ sampled(way.answer).T).max(axis=1)
            near |= np.arccos(np.clip(nearest, -1.0, 1.0)) * EARTH_RADIUS_NM < _ON_THE_WAY_NM
    return near & places["kind"].isin(HARBOURS).to_numpy()
