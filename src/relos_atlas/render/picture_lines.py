"""Lines of a picture: relations and tracks along great circles, with arrowheads."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from relos_atlas.geo.geodesics import geodesic_line
from relos_atlas.model import Layer, Position, Projection
from relos_atlas.render.drawing import Box, Disc, Item, Pen, Points, Shape
from relos_atlas.render.picture_inks import HALO, LINK, PAPER, SELECTED, TEXT
from relos_atlas.render.picture_view import View
from relos_atlas.render.projecting import MERCATOR_END_DEG, to_world
from relos_atlas.scene.scenes import Link, MapScene, Track
from relos_atlas.scene.style import TRACK_STYLES, TrackStyle

DASHED = (5.0, 4.0)
STYLES = {style.slug: style for style in TRACK_STYLES}
_STRONGER_BY, _RIM = 1.0, 2.2
_HEAD_EVERY = 150.0
_SPOT_RADII = {"end": 6.0, "passage": 3.4, "distance": 2.0}
_DISTANCES_FROM_ZOOM = 2


def link_items(scene: MapScene, view: View) -> list[Item]:
    """Return the relations, the selected ones on top."""
    if Layer.LINKS not in scene.layers:
        return []
    return [
        item for link in sorted(scene.links, key=lambda each: each.is_selected) for item in _link(link, view)
    ]


def track_items(scene: MapScene, view: View) -> list[Item]:
    """Return the tracks, the chosen ones on top."""
    return [
        item
        for track in sorted(scene.tracks, key=lambda each: each.is_strong)
        for item in _track(track, view)
    ]


def line_pieces(scene: MapScene, view: View) -> list[Points]:
    """Return what the frame shows of every relation and track."""
    links = scene.links if Layer.LINKS in scene.layers else ()
    ways = [np.asarray(geodesic_line(link.start, link.end).coords) for link in links]
    tracks = [piece for track in scene.tracks for piece in track_pieces(track, view)]
    return [*(piece for way in ways for piece in pieces_of(way, view)), *tracks]


def track_pieces(track: Track, view: View) -> list[Points]:
    """Return what the frame shows of a track."""
    return pieces_of(way_of(track), view)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a callout stands on the page, and how large its symbol is."""

    text: str
    kind: str
    x: float
    y: float

    @property
    def radius(self) -> float:
        """Radius of the symbol."""
        return _SPOT_RADII.get(self.kind, 2.6)

    @property
    def box(self) -> Box:
        """What the symbol covers."""
        return Box(self.x, self.y, self.x, self.y).grown(self.radius + 1)


def callout_spots(scene: MapScene, view: View) -> list[Spot]:
    """Return the callouts that the frame shows."""
    spots = []
    for callout in scene.callouts:
        at = view.place(view.turned([callout.position.lon]), [callout.position.lat])[0]
        if _is_seen(at, view) and (callout.kind != "distance" or view.zoom >= _DISTANCES_FROM_ZOOM):
            spots.append(Spot(callout.text, callout.kind, float(at[0]), float(at[1])))
    return spots


def callout_items(scene: MapScene, view: View) -> list[Item]:
    """Return the symbols of callouts: ends as rings, passages as diamonds, distances as dots."""
    return [_symbol(spot) for spot in callout_spots(scene, view)]


def _symbol(spot: Spot) -> Item:
    pen = Pen(TEXT, 2.6 if spot.kind == "end" else 1.3)
    if spot.kind == "passage":
        r = spot.radius * 1.2
        corners = [(0, -r), (r, 0), (0, r), (-r, 0), (0, -r)]
        return Shape((np.array(corners, dtype=np.float64) + np.array([spot.x, spot.y]),), fill=PAPER, pen=pen)
    return Disc(spot.x, spot.y, spot.radius, TEXT if spot.kind == "distance" else PAPER, pen)


def track_pen(style: TrackStyle, *, is_strong: bool = False) -> Pen:
    """Return the pen of a kind of track."""
    return Pen(style.colour, style.width_px + (_STRONGER_BY if is_strong else 0), style.dash_px)


def pieces_of(lon_lat: Points, view: View) -> list[Points]:
    """Return a line of degrees as the pieces of it that the frame shows, in page units."""
    pieces = []
    for turned in _turns(lon_lat, view):
        for part in _without_pole(turned, view):
            line = view.place_world(to_world(view.projection, part[:, 0], part[:, 1]))
            pieces.extend(_inside(line, view))
    return pieces


def arrowhead(tip: tuple[float, float], angle: float, colour: str, size: float = 1.0) -> Shape:
    """Return a small triangle that points along `angle` (radians, y downwards)."""
    corners = np.array([(5, 0), (-4, 3.6), (-4, -3.6), (5, 0)], dtype=np.float64) * size
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    return Shape((corners @ turn + np.array(tip),), fill=colour)


def way_of(track: Track) -> Points:
    """Return a track as (lon, lat), great circles between its points."""
    points = np.asarray(track.points, dtype=np.float64)
    legs = [_leg(start, end) for start, end in pairwise(points)]
    return np.concatenate([points[:1], *(leg[1:] for leg in legs)])


def _leg(start: Points, end: Points) -> Points:
    """Return a great circle whose longitudes run on from those of its start."""
    line = geodesic_line(_position(start), _position(end))
    degrees = np.asarray(line.coords)
    return degrees + np.array([start[0] - degrees[0, 0], 0.0])


def _position(point: Points) -> Position:
    return Position(lon=float((point[0] + 180) % 360 - 180), lat=float(point[1]))


def _link(link: Link, view: View) -> list[Item]:
    colour = SELECTED if link.is_selected else LINK
    pen = Pen(colour, 2.0 if link.is_selected else 1.2, () if link.is_confirmed else DASHED)
    way = np.asarray(geodesic_line(link.start, link.end).coords)
    pieces = pieces_of(way, view)
    if not pieces:
        return []
    heads = _heads(way, view, colour, (0.6,))
    back = _heads(way[::-1], view, colour, (0.6,)) if link.is_mutual else []
    return [Shape(tuple(pieces), is_closed=False, pen=pen), *heads, *back]


def _track(track: Track, view: View) -> list[Item]:
    pen = track_pen(STYLES[track.style], is_strong=track.is_strong)
    pieces = track_pieces(track, view)
    if not pieces:
        return []
    line = Shape(tuple(pieces), is_closed=False, pen=pen)
    # A light edge keeps crossing lines apart, whatever their colours.
    rim = Shape(tuple(pieces), is_closed=False, pen=Pen(HALO, pen.width + _RIM))
    return [rim, line, *(head for piece in pieces if track.is_directed for head in _along(piece, pen.colour))]


def _along(piece: Points, colour: str) -> list[Item]:
    """Return an arrowhead every so often along a piece."""
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(piece, axis=0).T))])
    count = int(lengths[-1] // _HEAD_EVERY) + (lengths[-1] > _HEAD_EVERY / 4)
    heads = []
    for share in (np.arange(count) + 0.5) / max(count, 1):
        at = min(int(np.searchsorted(lengths, share * lengths[-1], side="right")), len(piece) - 1)
        heads.append(_head(piece, max(at, 1), colour))
    return list(heads)


def _heads(way: Points, view: View, colour: str, shares: tuple[float, ...]) -> list[Item]:
    heads = []
    for turned in _turns(way, view):
        line = view.place_world(to_world(view.projection, turned[:, 0], turned[:, 1]))
        for share in shares:
            at = int(len(line) * share)
            if at >= 1 and _is_seen(line[at], view):
                heads.append(_head(line, at, colour))
    return list(heads)


def _head(line: Points, at: int, colour: str) -> Shape:
    (ax, ay), (bx, by) = line[at - 1], line[at]
    return arrowhead((float(bx), float(by)), math.atan2(by - ay, bx - ax), colour)


def _is_seen(point: Points, view: View) -> bool:
    frame = view.frame.grown(-4)
    return bool(frame.left < point[0] < frame.right and frame.top < point[1] < frame.bottom)


def _turns(line: Points, view: View) -> list[Points]:
    """Return the line on each side of the flat map's seam where it shows; the polar map has no seam."""
    if view.projection is Projection.POLAR:
        return [line]
    low, high = line[:, 0].min(), line[:, 0].max()
    shifts = [
        shift
        for shift in (-720, -360, 0, 360, 720)
        if high + shift > view.west and low + shift < view.west + 360
    ]
    return [line + np.array([shift, 0.0]) for shift in shifts]


def _without_pole(line: Points, view: View) -> list[Points]:
    """Mercator has no pole: a line over it leaves the flat map at the top and comes back there."""
    if view.projection is Projection.POLAR:
        return [line]
    beyond = np.maximum(line[:-1, 1], line[1:, 1]) > MERCATOR_END_DEG
    return [piece for piece in np.split(line, np.flatnonzero(beyond) + 1) if len(piece) > 1]


def _inside(line: Points, view: View) -> list[Points]:
    frame = view.frame.grown(3)
    seen = shapely.clip_by_rect(shapely.LineString(line), frame.left, frame.top, frame.right, frame.bottom)
    return [
        shapely.get_coordinates(part) for part in shapely.get_parts(seen) if part.geom_type == "LineString"
    ]
