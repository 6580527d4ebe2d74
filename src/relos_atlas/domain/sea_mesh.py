"""
The open sea between the nodes of the router, as a mesh: miles from a place to any water.

The router's network is dense along coasts and empty in mid-ocean. The mesh adds points there, joined over
open water, so that a distance can be told, and a line of equal distance drawn, everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import ConvexHull, cKDTree

from relos_atlas.model import Position
from relos_atlas.routing import Router, Terms
from relos_atlas.routing.gates import Gates
from relos_atlas.routing.passages import gate_points
from relos_atlas.routing.places import Harbourmaster
from relos_atlas.routing.scenario import Scenarios
from relos_atlas.routing.sphere import (
    EARTH_RADIUS_NM,
    along,
    lengths_nm,
    lonlat_of,
    unit_vectors,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_SPACING_DEG = 2.0
_SOUTH = -64.0
#: Points of the mesh see each other this far, in nm; farther ones are reached over those between.
_SIGHT_NM = 480.0
#: Nodes of the network join the mesh within this, in nm, if they lie so far off land.
_JOIN_NM = 260.0
_OFF_LAND_NM = 1.6
_SAMPLES = 14
_HARBOUR_NM = 6.0


@dataclass(frozen=True, eq=False)
class SeaMesh:
    """
    Points of all seas: the nodes of the router's network first, then those of the mesh.

    `links` joins points over open water; `triangles` (rows of three point numbers) cover the water.
    """

    router: Router
    lonlat: Floats
    tail: Ints
    head: Ints
    triangles: Ints

    @classmethod
    def over(cls, router: Router) -> SeaMesh:
        """Lay the mesh over the network of a router."""
        mesh = _grid(router)
        nodes = router.network.lonlat
        lonlat = np.vstack([nodes, mesh])
        tail, head = _links(router, lonlat, len(nodes))
        return cls(router, lonlat, tail, head, _triangles(router, lonlat))

    @cached_property
    def vectors(self) -> Floats:
        """The points on the unit sphere."""
        return unit_vectors(self.lonlat)

    @cached_property
    def _length_nm(self) -> Floats:
        return lengths_nm(self.vectors, self.tail, self.head)

    @cached_property
    def _scenarios(self) -> Scenarios:
        router = self.router
        return Scenarios(router.network, router.passages, router.zones, router.seasons)

    @cached_property
    def _harbourmaster(self) -> Harbourmaster:
        return Harbourmaster(self.router.network, self.router.land)

    def miles_from(self, places: tuple[Position, ...], terms: Terms) -> Floats:
        """Return the miles to each point from the nearest of some places; infinite where there is no way."""
        matrix = self._matrix(places, terms)
        sources = [self.nearest(place) for place in places]
        miles: Floats = dijkstra(matrix, indices=sources, min_only=True)
        return miles

    def nearest(self, place: Position) -> int:
        """Return the number of the point of the network where a place is moored."""
        mooring = self._harbourmaster.moor(place)
        return int(mooring.nodes[int(np.argmin(mooring.legs_nm))])

    def _matrix(self, places: tuple[Position, ...], terms: Terms) -> csr_array:
        """Return the open links of network and mesh together, both ways."""
        scenario = self._scenarios.of(terms, places)
        keep = ~self._is_shut(scenario.closed_passages, scenario.closed_zones)
        network = self.router.network
        open_edges = ~scenario.closed
        tail = np.concatenate([network.tail[open_edges], self.tail[keep]])
        head = np.concatenate([network.head[open_edges], self.head[keep]])
        miles = np.concatenate([network.length_nm[open_edges], self._length_nm[keep]])
        size = (len(self.lonlat),) * 2
        both: Any = coo_array(
            (
                np.concatenate([miles, miles]),
                (np.concatenate([tail, head]), np.concatenate([head, tail])),
            ),
            shape=size,
        )
        return csr_array(both)

    def _near(self, gate: Floats) -> Ints:
        """Numbers of the links that may reach a gate, given by points along it."""
        vectors = unit_vectors(gate)
        middle = _unit(vectors.sum(axis=0))
        half = np.arccos(np.clip((vectors @ middle).min(), -1.0, 1.0)) + _SIGHT_NM / EARTH_RADIUS_NM
        near: Ints = np.flatnonzero(self.vectors[self.tail] @ middle > np.cos(half))
        return near

    def _is_shut(self, passages: frozenset[str], zones: frozenset[str]) -> Bools:
        """Which links cross a closed gate, or lead into a closed sea area."""
        rows = self.router.passages.by_slug
        shut = np.zeros(len(self.tail), dtype=np.bool_)
        for row in rows.values():
            if row.is_closed or row.slug in passages:
                near = self._near(gate_points(row))
                starts, ends = self.vectors[self.tail[near]], self.vectors[self.head[near]]
                crossed = Gates([row]).crossed(starts, ends)
                shut[near[[link for link, _, _ in crossed]]] = True
        inside = np.zeros(len(self.lonlat), dtype=np.bool_)
        for slug in zones:
            inside |= self.router.zones[slug].holds_each(self.lonlat)
        return shut | inside[self.tail] | inside[self.head]


def _unit(vector: Floats) -> Floats:
    unit: Floats = vector / np.linalg.norm(vector)
    return unit


def _grid(router: Router) -> Floats:
    """Return points over water about equally far from each other, the pole among them."""
    rows = []
    for lat in np.arange(_SOUTH, 89.0, _SPACING_DEG):
        count = max(round(360.0 / _SPACING_DEG * float(np.cos(np.radians(lat)))), 6)
        lon = np.linspace(-180.0, 180.0, count, endpoint=False)
        rows.append(np.column_stack([lon, np.full(count, lat)]))
    points = np.vstack([*rows, [[0.0, 90.0]]])
    return points[router.land.miles_to_land(points) >= 2]


def _links(router: Router, lonlat: Floats, nodes: int) -> tuple[Ints, Ints]:
    """Join points of the mesh with each other, and with the nodes of the network off the coast."""
    vectors = unit_vectors(lonlat)
    mesh = np.arange(nodes, len(lonlat))
    off_land = np.flatnonzero(router.network.clear_nm >= _OFF_LAND_NM)
    tree = cKDTree(vectors[mesh])
    own = mesh[tree.query_pairs(_chord(_SIGHT_NM), output_type="ndarray")]
    joined = tree.query_ball_point(vectors[off_land], _chord(_JOIN_NM))
    counts = np.array([len(found) for found in joined])
    near = mesh[np.concatenate([np.array(found, dtype=np.int64) for found in joined])]
    tail = np.concatenate([own[:, 0], np.repeat(off_land, counts)])
    head = np.concatenate([own[:, 1], near])
    wet = _is_over_water(router, vectors, tail, head)
    return tail[wet], head[wet]


def _triangles(router: Router, lonlat: Floats) -> Ints:
    """Return triangles between neighbouring points, over the whole globe, that lie on water."""
    vectors = unit_vectors(lonlat)
    unique = np.unique(np.round(vectors, 9), axis=0, return_index=True)[1]
    corners: Ints = unique[ConvexHull(vectors[unique]).simplices].astype(np.int64)
    longest = max(_SPACING_DEG * 2.0 * 60.0, 1.0)
    wet = np.ones(len(corners), dtype=np.bool_)
    for a, b in ((0, 1), (1, 2), (2, 0)):
        wet &= lengths_nm(vectors, corners[:, a], corners[:, b]) < longest
        middle = lonlat_of(vectors[corners[:, a]] + vectors[corners[:, b]])
        wet &= ~router.land.is_coastal(middle)
    return corners[wet]


def _is_over_water(router: Router, vectors: Floats, tail: Ints, head: Ints) -> Bools:
    """Which great circles touch no land between their ends; the coast at a harbour's own end is let be."""
    clear = np.ones(len(tail), dtype=np.bool_)
    miles = lengths_nm(vectors, tail, head)
    for share in np.linspace(0.0, 1.0, _SAMPLES)[1:-1]:
        points = lonlat_of(along(vectors[tail], vectors[head], np.full(len(tail), share)))
        is_end = np.minimum(share, 1.0 - share) * miles < _HARBOUR_NM
        clear &= is_end | ~router.land.is_coastal(points)
    return clear


def _chord(miles: float) -> float:
    return float(2.0 * np.sin(miles / EARTH_RADIUS_NM / 2.0))
