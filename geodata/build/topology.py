"""What a TopoJSON file of world-atlas holds: shared arcs, and the areas that are strung from them."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from shapely import LineString, Polygon

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Area:
    """One geometry of a topology: its id, its name, and its polygons as lists of rings of arc numbers."""

    code: str | None
    name: str
    polygons: list[list[list[int]]]


@dataclass(frozen=True)
class Topology:
    """Arcs in degrees, and the areas of one object."""

    arcs: list[NDArray[np.float64]]
    areas: list[Area]

    def polygons(self, area: Area) -> list[Polygon]:
        """
        Return an area's polygons as stitched: rings jump from +180 to -180 where they cross.

        The grid of the source has shrunk some rocks to a point; those are left out.
        """
        strung = [[self._ring(ring) for ring in polygon] for polygon in area.polygons]
        return [Polygon(shell, holes) for shell, *holes in strung if len(shell) >= 4]

    def shared_arcs(self, codes: list[str | None]) -> list[tuple[LineString, frozenset[str]]]:
        """Return the arcs that two differently coded areas share, with the two codes; no coast is one."""
        sides: dict[int, set[str]] = defaultdict(set)
        for area, code in zip(self.areas, codes, strict=True):
            for number in (n for polygon in area.polygons for ring in polygon for n in ring if code):
                sides[max(number, ~number)].add(str(code))
        return [
            (LineString(self.arcs[number]), frozenset(pair))
            for number, pair in sorted(sides.items())
            if len(pair) == 2
        ]

    def _ring(self, numbers: list[int]) -> NDArray[np.float64]:
        arcs = [self.arcs[number] if number >= 0 else self.arcs[~number][::-1] for number in numbers]
        return np.concatenate([arcs[0], *(arc[1:] for arc in arcs[1:])])


def read_topology(path: Path, object_name: str) -> Topology:
    """Read one object of a quantised TopoJSON file."""
    document = json.loads(path.read_text(encoding="utf-8"))
    scale, origin = document["transform"]["scale"], document["transform"]["translate"]
    arcs = [np.cumsum(arc, axis=0) * scale + origin for arc in document["arcs"]]
    return Topology(arcs, [_area(geometry) for geometry in document["objects"][object_name]["geometries"]])


def _area(geometry: dict[str, Any]) -> Area:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return Area(geometry.get("id"), geometry.get("properties", {}).get("name", ""), polygons)
