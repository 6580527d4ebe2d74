"""Marks of a picture: places as shapes, weak ones gathered where they crowd, as 2-marks.js does."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from relos_atlas.model import Layer
from relos_atlas.render.drawing import SEMIBOLD, Box, Disc, Item, Pen, Points, Shape, Text
from relos_atlas.render.drawn_text import text_width
from relos_atlas.render.picture_inks import GRADE_INKS, PAPER, SELECTED, WEAK
from relos_atlas.render.picture_lines import callout_spots
from relos_atlas.render.picture_view import View
from relos_atlas.scene.scenes import MapScene
from relos_atlas.scene.style import KIND_SHAPES, GradeStyle

_CLUSTER_CELL = 46.0
_CLUSTER_FROM = 3
_CLUSTERS_UNTIL_ZOOM = 7
_NUMBER_SIZE = 11.0
# More named places than this are labelled only from this zoom on: their names would hide the map.
_MANY_NAMED, _MANY_NAMED_ZOOM = 40, 4
_LEAST_SELECTED_RADIUS = 6.5
# Strong marks may overlap by a little; they are moved apart in rounds, never further than this from home.
_CLEAR, _ROUNDS, _FARTHEST = 0.92, 8, 9.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One place: its row in the scene, where it is drawn, its look, whether it gave way to others."""

    row: int
    x: float
    y: float
    code: int
    style: GradeStyle
    kind: str
    is_selected: bool
    is_moved: bool = False

    @property
    def radius(self) -> float:
        """Radius of a circle of the same weight, in page units."""
        return max(self.style.radius_px, _LEAST_SELECTED_RADIUS) if self.is_selected else self.style.radius_px

    @property
    def reach(self) -> float:
        """Radius with the ring of the selected place."""
        return self.radius + (6 if self.is_selected else 0)

    @property
    def is_strong(self) -> bool:
        """Whether it may be named and must not be covered."""
        return self.style.solid or self.is_selected

    @property
    def box(self) -> Box:
        """What it covers."""
        reach = self.radius * 0.2 + self.reach
        return Box(self.x - reach, self.y - reach, self.x + reach, self.y + reach)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Several weak marks drawn as their number."""

    count: int
    x: float
    y: float

    @property
    def radius(self) -> float:
        """Radius in page units."""
        return 8 + 5.1 * math.log10(self.count)

    @property
    def box(self) -> Box:
        """What it covers."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


def marks_of(scene: MapScene, view: View) -> tuple[list[Mark], list[Cluster]]:
    """Return the single marks that the frame shows, weakest first, and the clusters."""
    if Layer.FACILITIES not in scene.layers:
        return [], []
    inside = view.frame.grown(-2)
    every = [mark for mark in _marks(scene, view) if inside.holds(Box(mark.x, mark.y, mark.x, mark.y))]
    is_far = view.zoom < _CLUSTERS_UNTIL_ZOOM
    loose = [m for m in every if not m.is_selected and (scene.is_stacked or (is_far and not m.style.solid))]
    singles = [mark for mark in every if mark not in loose]
    clusters: list[Cluster] = []
    for cell in _cells(loose, view, _CLUSTER_CELL if is_far else 1.0):
        if len(cell) < (2 if scene.is_stacked else _CLUSTER_FROM):
            singles.extend(cell)
        else:
            clusters.append(_gathered([(1, mark.x, mark.y) for mark in cell]))
    singles = _apart(singles) if is_named(singles, view) else singles
    ends = [spot.box for spot in callout_spots(scene, view)]
    singles, clusters = _settled(singles, clusters, ends)
    return sorted(singles, key=lambda mark: (mark.is_selected, -mark.code, mark.row)), clusters


def _settled(
    singles: list[Mark], clusters: list[Cluster], callouts: list[Box]
) -> tuple[list[Mark], list[Cluster]]:
    """
    Merge clusters that touch, and take in weak marks that they would cover.

    Strong marks and callouts are never covered: clusters give way to them.
    """
    strong = [(mark.x, mark.y, mark.reach) for mark in singles if mark.is_strong]
    firm = [
        *strong,
        *((box.left + box.width / 2, box.top + box.height / 2, box.width / 2) for box in callouts),
    ]
    for _ in range(_ROUNDS):
        clusters = [_aside(cluster, firm) for cluster in _merged(clusters)]
        covered = {
            mark.row: number
            for mark in singles
            if not mark.is_strong
            for number, cluster in enumerate(clusters)
            if math.hypot(cluster.x - mark.x, cluster.y - mark.y) < cluster.radius + mark.radius
        }
        if not covered and len(_merged(clusters)) == len(clusters):
            break
        clusters = [
            Cluster(cluster.count + sum(at == number for at in covered.values()), cluster.x, cluster.y)
            for number, cluster in enumerate(clusters)
        ]
        singles = [mark for mark in singles if mark.row not in covered]
    return singles, clusters


def is_named(marks: list[Mark], view: View) -> bool:
    """Whether strong marks are few enough, or near enough, to be named each."""
    return view.zoom >= _MANY_NAMED_ZOOM or sum(mark.style.solid for mark in marks) <= _MANY_NAMED


def mark_items(marks: list[Mark]) -> list[Item]:
    """Return the marks as drawn, a ring round the selected one."""
    items: list[Item] = []
    for mark in marks:
        if mark.is_selected:
            items.append(Disc(mark.x, mark.y, mark.radius + 5, pen=Pen(SELECTED, 2.4)))
        items.append(symbol(mark.kind, mark.style, mark.x, mark.y, mark.radius))
    return items


def cluster_items(clusters: list[Cluster]) -> list[Item]:
    """Return each cluster as a circle with its number."""
    items: list[Item] = []
    for cluster in clusters:
        number = str(cluster.count)
        width = text_width(number, _NUMBER_SIZE, SEMIBOLD)
        items.append(Disc(cluster.x, cluster.y, cluster.radius, PAPER, Pen(WEAK, 1.2)))
        items.append(
            Text(
                number, cluster.x - width / 2, cluster.y + _NUMBER_SIZE * 0.34, _NUMBER_SIZE, width, SEMIBOLD
            )
        )
    return items


def symbol(kind: str, style: GradeStyle, x: float, y: float, radius: float) -> Shape | Disc:
    """Return the mark of a kind of place in the look of a grade."""
    fill = style.colour if style.solid else PAPER
    pen = Pen(PAPER, 1.2) if style.solid else Pen(GRADE_INKS[style.ink], 1.4)
    shape = KIND_SHAPES.get(kind, "circle")
    if shape == "circle":
        return Disc(x, y, radius, fill, pen)
    return Shape((_outline(shape, radius) + np.array([x, y]),), fill=fill, pen=pen)


def _outline(shape: str, r: float) -> Points:
    """Return the outline of a shape about the origin (the shapes of 0-shapes.js)."""
    if shape == "square":
        return _polygon(4, r * 0.88 * math.sqrt(2), 45)
    if shape == "cross":
        a, b = r * 0.42, r * 1.1
        quarter = [(-a, -b), (a, -b), (a, -a)]
        corners = [turned for k in range(4) for turned in _quarter_turns(quarter, k)]
        return np.array([*corners, corners[0]], dtype=np.float64)
    if shape == "star":
        reach = np.where(np.arange(11) % 2, 0.6, 1.35 * np.ones(11)) * r
        return _polygon(10, 1.0, -90) * reach[:, None]
    sides, size, start, drop = {
        "diamond": (4, 1.2, -90, 0.0),
        "triangle": (3, 1.25, -90, 0.15),
        "wedge": (3, 1.25, 90, -0.15),
        "pentagon": (5, 1.12, -90, 0.0),
        "hexagon": (6, 1.1, 0, 0.0),
    }[shape]
    return _polygon(sides, r * size, start) + np.array([0.0, drop * r])


def _quarter_turns(corners: list[tuple[float, float]], count: int) -> list[tuple[float, float]]:
    for _ in range(count):
        corners = [(-y, x) for x, y in corners]
    return corners


def _polygon(sides: int, r: float, start_deg: float) -> Points:
    angles = np.radians(start_deg + 360 / sides * np.arange(sides + 1))
    outline = np.stack([r * np.cos(angles), r * np.sin(angles)], axis=-1)
    outline[-1] = outline[0]
    return outline


def _marks(scene: MapScene, view: View) -> list[Mark]:
    rows = np.flatnonzero(scene.codes)
    points = scene.places.geometry.iloc[rows]
    kinds = scene.places["kind"].to_numpy(dtype=str)
    at = view.place(view.turned(points.x.to_numpy()), points.y.to_numpy())
    return [
        Mark(
            int(row),
            float(x),
            float(y),
            int(scene.codes[row]),
            scene.base.marks[scene.codes[row] - 1],
            kinds[row],
            int(row) == scene.selected_row,
        )
        for row, (x, y) in zip(rows, at, strict=True)
    ]


def _cells(marks: list[Mark], view: View, side: float) -> list[list[Mark]]:
    """Group marks by cells that lie fixed on the globe, as on the screen."""
    left, top = view.left * view.scale, view.top * view.scale
    cells: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        x, y = mark.x - view.frame.left + left, mark.y - view.frame.top + top
        cells.setdefault((math.floor(x / side), math.floor(y / side)), []).append(mark)
    return list(cells.values())


def _gathered(parts: list[tuple[int, float, float]]) -> Cluster:
    total = sum(count for count, _, _ in parts)
    x, y = (sum(part[0] * part[axis] for part in parts) / total for axis in (1, 2))
    return Cluster(total, x, y)


def _merged(clusters: list[Cluster]) -> list[Cluster]:
    """Make one of clusters whose circles would touch."""
    done: list[Cluster] = []
    for cluster in sorted(clusters, key=lambda each: -each.count):
        near = next(
            (
                i
                for i, d in enumerate(done)
                if math.hypot(d.x - cluster.x, d.y - cluster.y) < d.radius + cluster.radius + 1
            ),
            None,
        )
        if near is None:
            done.append(cluster)
        else:
            done[near] = _gathered([(c.count, c.x, c.y) for c in (done[near], cluster)])
    return done


def _apart(marks: list[Mark]) -> list[Mark]:
    """Move strong marks that would cover each other apart, each by at most `_FARTHEST`; weak ones stay."""
    strong = [mark for mark in marks if mark.is_strong]
    if len(strong) < 2:
        return marks
    home = np.array([(mark.x, mark.y) for mark in strong])
    radii = np.array([mark.reach for mark in strong])
    at = home.copy()
    for _ in range(_ROUNDS):
        at = _farthest(home, at + _push(at, radii))
    moved = np.hypot(*(at - home).T) > 0.5
    shifted = {
        mark.row: replace(mark, x=float(x), y=float(y), is_moved=True)
        for mark, (x, y), has_moved in zip(strong, at, moved, strict=True)
        if has_moved
    }
    return [shifted.get(mark.row, mark) for mark in marks]


def _push(at: Points, radii: npt.NDArray[np.float64]) -> Points:
    """Return how far each mark gives way to those that it overlaps; two on one point part sideways."""
    apart = at[:, None] - at[None, :]
    order = np.arange(len(at))
    side = np.sign(order[:, None] - order[None, :])
    distance = np.hypot(apart[..., 0], apart[..., 1])
    together = distance < 0.01
    apart[..., 0] = np.where(together, side, apart[..., 0])
    unit = apart / np.where(together, 1.0, distance)[..., None]
    overlap = np.clip((radii[:, None] + radii[None, :]) * _CLEAR - distance, 0, None) * (side != 0)
    shift: Points = (unit * overlap[..., None]).sum(axis=1) / 2
    return shift


def _farthest(home: Points, at: Points) -> Points:
    way = at - home
    length = np.hypot(way[:, 0], way[:, 1])
    return home + way * np.minimum(1.0, _FARTHEST / np.maximum(length, 1e-9))[:, None]


def _aside(cluster: Cluster, firm: list[tuple[float, float, float]]) -> Cluster:
    """Push a cluster away from what must be seen (x, y, radius) until both can be read."""
    for x, y, radius in firm:
        apart = cluster.radius + radius + 3
        dx, dy = cluster.x - x, cluster.y - y
        distance = math.hypot(dx, dy)
        if distance >= apart:
            continue
        ux, uy = (dx / distance, dy / distance) if distance > 0.5 else (0.0, 1.0)
        cluster = Cluster(cluster.count, x + ux * apart, y + uy * apart)
    return cluster
