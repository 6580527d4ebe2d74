"""Country borders as lines: no coast, and no solid line where a stretch is disputed."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import CRS, Transformer
from shapely import LineString, MultiLineString

from relos_atlas.geo import WGS84, split_at_antimeridian

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from shapely import Geometry
    from topology import Topology

#: The disputed stretches are coarse: a solid border of the same two within this of one is the same line.
DISPUTED_WITHIN_KM = 25.0

#: Past a stretch's ends less is hidden, so that the solid line takes up where the dashed one stops.
PAST_ENDS_KM = 10.0

#: A crumb left between two stretches would look like a border.
_SHORTEST_DEG = 0.1
_TOLERANCE_DEG = 0.02


@dataclass(frozen=True)
class Stretch:
    """A disputed line and the codes of those whom it parts."""

    line: LineString
    between: frozenset[str]


def read_stretches(path: Path) -> list[Stretch]:
    """Read the stretches that are lines, but for those whose caption asks for a solid line."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if "draw it solid" not in row["note_for_caption"]]
    stretches = [
        Stretch(shapely.from_wkt(row["geometry"]), frozenset(row["between"].split(";"))) for row in rows
    ]
    return [stretch for stretch in stretches if stretch.line.geom_type == "LineString"]


def solid_borders(topology: Topology, codes: list[str | None], stretches: list[Stretch]) -> MultiLineString:
    """
    Return the borders to draw solid, within [-180, 180].

    Parameters
    ----------
    topology
        Areas that share their borders as arcs.
    codes
        Of each area; the border of one that has none (a lease, a buffer zone) is left out.
    stretches
        Left out where they part the same two, and only those: a third country's border nearby stays.
    """
    pieces = [
        piece
        for line, sides in topology.shared_arcs(codes)
        for piece in _undisputed(line, [s for s in stretches if sides <= s.between])
    ]
    merged = shapely.line_merge(MultiLineString(pieces))
    return _thinned(line for line in shapely.get_parts(merged) if line.length >= _SHORTEST_DEG)


def _undisputed(line: LineString, stretches: list[Stretch]) -> list[LineString]:
    hidden = shapely.union_all([_around(stretch.line) for stretch in stretches])
    return [part for part in shapely.get_parts(line.difference(hidden)) if not part.is_empty]


def _around(line: LineString) -> Geometry:
    """Return what counts as the line itself, measured on a plane about its middle."""
    middle = line.centroid
    local = CRS.from_proj4(f"+proj=aeqd +lat_0={middle.y} +lon_0={middle.x} +datum=WGS84 +units=m +type=crs")
    to_plane = Transformer.from_crs(WGS84, local, always_xy=True)
    to_degrees = Transformer.from_crs(local, WGS84, always_xy=True)
    plane = shapely.transform(line.segmentize(0.1), lambda c: np.column_stack(to_plane.transform(*c.T)))
    alongside = plane.buffer(DISPUTED_WITHIN_KM * 1000.0, cap_style="flat")
    return shapely.transform(
        alongside | plane.buffer(PAST_ENDS_KM * 1000.0),
        lambda c: np.column_stack(to_degrees.transform(*c.T)),
    )


def _thinned(lines: Iterable[LineString]) -> MultiLineString:
    """Thin, but keep a vertex each degree: the polar map would draw the 49th parallel as a chord."""
    thinned = shapely.segmentize(shapely.simplify(list(lines), _TOLERANCE_DEG), 1.0)
    parts = [part for line in thinned for part in split_at_antimeridian(line).geoms]
    return shapely.normalize(MultiLineString(parts))
