"""Which names a picture writes, the most important first; the board finds room for each or leaves it out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from relos_atlas.model import Layer, Projection
from relos_atlas.render.drawing import ITALIC, SEMIBOLD, Box, Pen, Shape
from relos_atlas.render.drawn_text import plain
from relos_atlas.render.picture_base import graticule_of
from relos_atlas.render.picture_board import Board, Lettering
from relos_atlas.render.picture_inks import COUNTRY_NAME, SEA_NAME, WEAK
from relos_atlas.render.picture_lines import callout_spots, line_pieces, track_pieces
from relos_atlas.render.picture_marks import Cluster, Mark, is_named
from relos_atlas.render.picture_view import View
from relos_atlas.scene.scenes import MapScene, Name, Track
from relos_atlas.text import Catalogue, format_latitude, format_longitude

_LABELS_FROM_ZOOM = 6.5
# What it costs to cover a weak mark or a point of a line, in steps that a label would move outwards.
_WEAK_MARK, _LINE_CELL = 2.5, 0.12
_NAMED, _WEAK = Lettering(13.5, SEMIBOLD), Lettering(12)
_NOTE, _TRACK = Lettering(12, ITALIC), Lettering(12.5, SEMIBOLD)
_CALLOUTS = {
    "end": Lettering(13.5, SEMIBOLD),
    "passage": Lettering(12, ITALIC),
    "distance": Lettering(10.5, colour=WEAK),
}
_DEGREE = Lettering(10.5, colour=COUNTRY_NAME)
_LETTERINGS = {
    "ocean": Lettering(14.5, ITALIC, SEA_NAME),
    "sea": Lettering(13, ITALIC, SEA_NAME),
    "country": Lettering(11.5, colour=COUNTRY_NAME, is_upper=True),
    "degree": _DEGREE,
}
_POLE_ARM = 4.0
_NUDGES = ((0, 0), (0, -12), (0, 12), (22, 0), (-22, 0), (16, -12), (-16, 12))
# Marks of one grade are equal: of several orders in which to name them, that which names most is taken.
_ORDERS: tuple[Callable[[Mark], tuple[float, ...]], ...] = (
    lambda mark: (mark.row,),
    lambda mark: (-mark.row,),
    lambda mark: (-mark.x, mark.row),
    lambda mark: (mark.y, mark.row),
)
_ALONG = (0.5, 0.36, 0.64, 0.22, 0.78)


def write_labels(
    board: Board, scene: MapScene, view: View, marks: tuple[list[Mark], list[Cluster]], words: Catalogue
) -> None:
    """Write all labels of a picture on `board`."""
    singles, clusters = marks
    board.take(mark.box for mark in singles if mark.is_strong)
    board.take_passable(cluster.box for cluster in clusters)
    board.weigh((mark.box for mark in singles if not mark.is_strong), _WEAK_MARK)
    for piece in line_pieces(scene, view):
        board.weigh_line(piece, _LINE_CELL)
    board.take(spot.box for spot in callout_spots(scene, view))
    _label_marks(board, scene, singles, view)
    _label_callouts(board, scene, view, frozenset({"end", "user-note"}))
    _label_tracks(board, scene, view)
    _label_callouts(board, scene, view, frozenset({"passage", "distance"}))
    _label_names(board, scene, view)
    if Layer.GRATICULE in scene.layers:
        _label_pole(board, view, words)
        _label_edges(board, scene, view)


def _label_marks(board: Board, scene: MapScene, marks: list[Mark], view: View) -> None:
    """Name the places that deserve it, the selected one first, then by grade."""
    names_strong = is_named(marks, view)
    is_near = view.zoom >= _LABELS_FROM_ZOOM
    wanted = [m for m in marks if m.is_selected or (m.style.solid and names_strong) or is_near]
    names = scene.places["name"].to_numpy(dtype=str)
    countries = scene.places["country"].to_numpy(dtype=str)
    own = scene.places["label"].to_numpy(dtype=str) if "label" in scene.places else None
    texts = {
        m.row: plain(f"{names[m.row]} ({countries[m.row]})" if own is None else own[m.row]) for m in wanted
    }
    trials = [board.fork() for _ in _ORDERS]
    for trial, order in zip(trials, _ORDERS, strict=True):
        for mark in _in_order(wanted, order):
            look = _NAMED if mark.is_strong else _WEAK
            trial.beside(texts[mark.row], (mark.x, mark.y), mark.reach, look)
    board.adopt(min(trials, key=lambda trial: (-len(trial.boxes), trial.spent)))


def _in_order(marks: list[Mark], order: Callable[[Mark], tuple[float, ...]]) -> list[Mark]:
    return sorted(marks, key=lambda mark: (not mark.is_selected, mark.code, *order(mark)))


def _label_callouts(board: Board, scene: MapScene, view: View, kinds: frozenset[str]) -> None:
    """Write callouts of these kinds; a distance stands at its point or not at all: there is a next one."""
    for spot in callout_spots(scene, view):
        if spot.kind in kinds:
            look = _CALLOUTS.get(spot.kind, _NOTE)
            board.beside(
                plain(spot.text), (spot.x, spot.y), spot.radius, look, is_near=spot.kind == "distance"
            )


def _label_tracks(board: Board, scene: MapScene, view: View) -> None:
    """Write beside the middle of each track what it is, once for all tracks of the same words."""
    told: set[str] = set()
    for track in sorted(scene.tracks, key=lambda each: not each.is_strong):
        if track.label and track.label not in told and _label_track(board, track, view):
            told.add(track.label)


def _label_track(board: Board, track: Track, view: View) -> bool:
    pieces = track_pieces(track, view)
    if not pieces:
        return False
    longest = max(pieces, key=len)
    spots = (longest[int((len(longest) - 1) * share)] for share in _ALONG)
    return any(board.beside(plain(track.label), (float(x), float(y)), 3, _TRACK) for x, y in spots)


def _label_names(board: Board, scene: MapScene, view: View) -> None:
    """Write names of seas and countries, and degrees of the polar map, where they cover no mark."""
    for name in scene.base.names:
        is_wanted = (
            Layer.GRATICULE in scene.layers if name.kind == "degree" else Layer.SEA_NAMES in scene.layers
        )
        if is_wanted and view.zoom >= name.min_zoom:
            _label_name(board, name, view)


def _label_name(board: Board, name: Name, view: View) -> bool:
    look = _LETTERINGS[name.kind]
    text = plain(name.text.upper() if look.is_upper else name.text)
    x, y = _at(view, name.position.lon, name.position.lat)
    # A figure of the graticule stands on its line or nowhere.
    nudges = _NUDGES if name.kind != "degree" else _NUDGES[:1]
    return board.centred(text, [(x + dx, y + dy) for dx, dy in nudges], look)


def _label_pole(board: Board, view: View, words: Catalogue) -> None:
    if view.projection is Projection.FLAT:
        return
    x, y = _at(view, 0, 90)
    if board.is_free(Box(x, y, x, y).grown(_POLE_ARM)):
        for dx, dy in ((_POLE_ARM, 0), (0, _POLE_ARM)):
            cross = np.array([(x - dx, y - dy), (x + dx, y + dy)], dtype=np.float64)
            board.items.append(Shape((cross,), is_closed=False, pen=Pen(_DEGREE.colour, 0.9)))
        board.beside(words.say("picture.north-pole"), (x, y), 3, _DEGREE, is_near=True)


def _label_edges(board: Board, scene: MapScene, view: View) -> None:
    """Write the degrees of the flat map's graticule along the frame's left and lower edge."""
    if view.projection is Projection.POLAR:
        return
    frame, lines = board.frame, graticule_of(scene, view)
    for lat in lines.parallels:
        text = format_latitude(lat)
        board.centred(text, [(frame.left + 7 + 3.1 * len(text), _at(view, lines.west, lat)[1])], _DEGREE)
    for lon in lines.meridians:
        board.centred(format_longitude(lon), [(_at(view, lon, 0)[0], frame.bottom - 12)], _DEGREE)


def _at(view: View, lon: float, lat: float) -> tuple[float, float]:
    x, y = view.place(view.turned([lon]), [lat])[0]
    return float(x), float(y)
