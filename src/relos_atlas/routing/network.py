"""The prebuilt sea network: nodes, great-circle edges, and the passages and zones of each edge."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from relos_atlas.routing.junctions import Junctions
from relos_atlas.routing.sphere import lengths_nm, unit_vectors

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

FILE: Final = "sea-network.npz"
_UNIT_DEGREES: Final = 1e-5


@dataclass(frozen=True)
class SeaNetwork:
    """
    The network as arrays; an edge is a pair of nodes, sailed both ways.

    Parameters
    ----------
    lonlat, clear_nm, tail, head
        Nodes in degrees, and their distance to land; the ends of each edge.
    passages, crossing_edge, crossing_passage, crossing_share
        Slugs of the passages; which edge crosses which, how far along from its tail (0 to 1).
    zones, zone_edge, zone_number, zone_nm
        Slugs of the zones; which edge has how many miles in which.
    berth_lonlat, berth_node
        Places that harbours were asked for, and the node where the way from each begins.
    """

    lonlat: Floats
    clear_nm: Floats
    tail: Ints
    head: Ints
    passages: tuple[str, ...]
    crossing_edge: Ints
    crossing_passage: Ints
    crossing_share: Floats
    zones: tuple[str, ...]
    zone_edge: Ints
    zone_number: Ints
    zone_nm: Floats
    berth_lonlat: Floats
    berth_node: Ints

    @classmethod
    def load(cls, geodata: Path) -> SeaNetwork:
        """Read `sea-network.npz` of a folder."""
        with np.load(geodata / FILE) as file:
            return cls(
                lonlat=file["lonlat"] * _UNIT_DEGREES,
                clear_nm=file["clear_nm"] / 10.0,
                tail=file["tail"].astype(np.int64),
                head=file["head"].astype(np.int64),
                passages=tuple(file["passages"].tolist()),
                crossing_edge=file["crossing_edge"].astype(np.int64),
                crossing_passage=file["crossing_passage"].astype(np.int64),
                crossing_share=file["crossing_share"] / 255.0,
                zones=tuple(file["zones"].tolist()),
                zone_edge=file["zone_edge"].astype(np.int64),
                zone_number=file["zone_number"].astype(np.int64),
                zone_nm=file["zone_nm"] / 10.0,
                berth_lonlat=file["berth_lonlat"] * _UNIT_DEGREES,
                berth_node=file["berth_node"].astype(np.int64),
            )

    def make_ready(self) -> SeaNetwork:
        """Work out what every voyage needs, so that the first is as quick as the others."""
        _ = self._arc_keys, self.length_nm, self.sea, self.crosses, self.junctions
        return self

    @cached_property
    def vectors(self) -> Floats:
        """The nodes on the unit sphere."""
        return unit_vectors(self.lonlat)

    @cached_property
    def length_nm(self) -> Floats:
        """Length of each edge."""
        return lengths_nm(self.vectors, self.tail, self.head)

    @cached_property
    def arcs(self) -> tuple[Ints, Ints, Ints]:
        """Both directions of all edges: first arc of each node; end and edge of each arc, ends sorted."""
        start, end = np.concatenate([self.tail, self.head]), np.concatenate([self.head, self.tail])
        order = np.lexsort((end, start))
        first = np.searchsorted(start[order], np.arange(len(self.lonlat) + 1))
        return first, end[order], np.tile(np.arange(len(self.tail)), 2)[order]

    @cached_property
    def arc_start(self) -> Ints:
        """Where each arc begins."""
        return np.repeat(np.arange(len(self.lonlat)), np.diff(self.arcs[0]))

    def matrix(self, closed: NDArray[np.bool_] | None = None) -> csr_array:
        """Adjacency in nm, both directions, without the edges that are closed."""
        first, end, edge = self.arcs
        if closed is None or not closed.any():
            shape = (len(self.lonlat),) * 2
            return csr_array(
                (self.length_nm[edge], end.astype(np.int32), first.astype(np.int32)), shape=shape
            )
        keep = ~closed[edge]
        kept_first = np.concatenate([[0], np.cumsum(keep)])[first]
        shape = (len(self.lonlat),) * 2
        return csr_array(
            (self.length_nm[edge[keep]], end[keep].astype(np.int32), kept_first.astype(np.int32)), shape=shape
        )

    def edges_of(self, path: Ints) -> Ints:
        """Numbers of the edges along a path of nodes."""
        edge = self.arcs[2]
        found = np.searchsorted(self._arc_keys, path[:-1] * len(self.lonlat) + path[1:])
        return edge[found]

    @cached_property
    def _arc_keys(self) -> Ints:
        """One ascending number an arc, from its two ends."""
        return self.arc_start * len(self.lonlat) + self.arcs[1]

    @cached_property
    def crosses(self) -> NDArray[np.bool_]:
        """Which edges cross a gate."""
        crosses = np.zeros(len(self.tail), dtype=np.bool_)
        crosses[self.crossing_edge] = True
        return crosses

    def crossing(self, slug: str) -> Ints:
        """Edges that cross a passage."""
        return self.crossing_edge[self.crossing_passage == self.passages.index(slug)]

    def in_zone(self, slug: str) -> Ints:
        """Edges with some of their length in a zone."""
        return self.zone_edge[self.zone_number == self.zones.index(slug)]

    @cached_property
    def junctions(self) -> Junctions:
        """Where ways meet, and the stretches between."""
        return Junctions.of(self)

    @cached_property
    def sea(self) -> Ints:
        """Number of the piece of water that each node lies in: the ocean, or a sea of its own."""
        return np.asarray(connected_components(self.matrix(), directed=False)[1], dtype=np.int64)
