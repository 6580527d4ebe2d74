"""The water round a place near the shore, cell by cell, and ways through it that keep off land."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import ndimage
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from relos_atlas.routing.land import LandMask

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

_CELLS: Final = 120
_CELL_NM: Final = 60.0 / _CELLS
_HALF_HEIGHT: Final = 24
#: No cell is farther off than this, in nm: the corners.
REACH_NM: Final = 18.0
#: Water this near to a place is its own, in nm; within a berth's breadth the way is drawn from the place.
OWN_WATER_NM: Final = 4.0
_BERTH_NM: Final = 1.0
#: Where ways out of the shallows end, if not at the first open water: on a ring so far off, in nm, cut in
#: so many sectors.
_RING_NM: Final = (7.5, 11.5)
_SECTORS: Final = 16


class Shallows:
    """
    Half-mile cells about 12 nm to each side of a place, as one long row.

    `clear` are the cells well off land; `open` those in a minute that is clear as well, which see far.
    """

    def __init__(self, land: LandMask, here: Floats) -> None:
        self._here = here
        self._wide = 1.0 / max(math.cos(math.radians(float(here[1]))), 0.05)
        origin = np.floor(here * _CELLS).astype(np.int64)
        half_width = int(_HALF_HEIGHT * self._wide)
        self._shape = (2 * _HALF_HEIGHT + 1, 2 * half_width + 1)
        rows, columns = np.indices(self._shape)
        self._corner = origin - [half_width, _HALF_HEIGHT]
        self.centres: Floats = self._lonlat(
            np.column_stack([columns.ravel(), rows.ravel()]) + np.float64(0.5)
        )
        self.water: Bools = ~land.is_land(self.centres)
        self.clear: Bools = ~land.is_blocked(self.centres)
        self.open: Bools = self.clear & ~land.is_coastal(self.centres)
        across = (columns.ravel() - half_width) / self._wide
        up = rows.ravel() - _HALF_HEIGHT
        self._away_nm = np.hypot(across, up) * _CELL_NM
        self._sector = np.floor((np.arctan2(across, up) / (2 * np.pi) % 1.0) * _SECTORS).astype(np.int64)

    def _lonlat(self, places: Floats) -> Floats:
        """Degrees of places in the grid, counted in cells from its corner."""
        lon, lat = ((self._corner + places) / _CELLS).T
        return np.column_stack([(lon + 180.0) % 360.0 - 180.0, np.clip(lat, -77.9, 89.9)])

    @cached_property
    def _own(self) -> int:
        """The water nearest to the place; a pool without a way out only if there is none else."""
        pieces, count = ndimage.label(self.water.reshape(self._shape), np.ones((3, 3)))
        piece = pieces.ravel()
        leads_out = np.zeros(count + 1, dtype=np.bool_)
        leads_out[piece[self.clear]] = True
        away_nm = np.where(self.water & leads_out[piece], self._away_nm, np.inf)
        if away_nm.min() > OWN_WATER_NM:
            away_nm = np.where(self.water, self._away_nm, np.inf)
        return int(away_nm.argmin())

    @cached_property
    def _flood(self) -> tuple[Floats, NDArray[np.int32]]:
        """Miles through water from the place to each cell, and the cell before it."""
        if not self.water.any() or self._away_nm[self._own] > OWN_WATER_NM:
            return np.full(len(self.water), np.inf), np.full(len(self.water), -1, np.int32)
        number = np.arange(len(self.water)).reshape(self._shape)
        water = self.water.reshape(self._shape)
        parts = [
            (number[:, :-1], number[:, 1:], water[:, :-1] & water[:, 1:], 1.0 / self._wide),
            (number[:-1], number[1:], water[:-1] & water[1:], 1.0),
        ]
        # aslant only where one of the two cells beside it is water too
        beside = water[:-1, :-1] | water[1:, 1:], water[1:, :-1] | water[:-1, 1:]
        aslant = math.hypot(1.0, 1.0 / self._wide)
        parts.append((number[1:, :-1], number[:-1, 1:], water[1:, :-1] & water[:-1, 1:] & beside[0], aslant))
        parts.append((number[:-1, :-1], number[1:, 1:], water[:-1, :-1] & water[1:, 1:] & beside[1], aslant))
        tail = np.concatenate([start[keep] for start, _, keep, _ in parts])
        head = np.concatenate([end[keep] for _, end, keep, _ in parts])
        miles = np.concatenate([np.full(np.count_nonzero(keep), step) for _, _, keep, step in parts])
        graph = csr_array((miles * _CELL_NM, (tail, head)), shape=(len(self.water),) * 2)
        cost, before = dijkstra(graph, directed=False, indices=self._own, return_predecessors=True)
        return cost, before

    @property
    def ashore_nm(self) -> float:
        """Miles from the place to its water, where those are too many to be drawn."""
        away_nm = float(self._away_nm[self._own])
        return away_nm if away_nm > _BERTH_NM else 0.0

    @property
    def miles(self) -> Floats:
        """Miles through water from the place to each cell; infinite where none leads."""
        return self._flood[0]

    def nearest(self, goal: Bools) -> int | None:
        """The cell of a goal that is nearest by water."""
        miles = np.where(goal, self.miles, np.inf)
        cell = int(miles.argmin())
        return cell if np.isfinite(miles[cell]) else None

    def ring(self) -> list[tuple[float, int]]:
        """In each direction (radians from north by east) the nearest cell of open water some miles off."""
        near, far = _RING_NM
        on_ring = self.open & (self._away_nm >= near) & (self._away_nm <= far) & np.isfinite(self.miles)
        cells = np.flatnonzero(on_ring)
        cells = cells[np.argsort(self.miles[cells], kind="stable")]
        sectors, first = np.unique(self._sector[cells], return_index=True)
        middles = (sectors + 0.5) * (2 * np.pi / _SECTORS)
        return list(zip(middles.tolist(), cells[first].tolist(), strict=True))

    def cells_of(self, lonlat: Floats) -> Ints:
        """The cell of each of some points, -1 for those outside."""
        column = np.floor(lonlat[:, 0] * _CELLS).astype(np.int64) - self._corner[0]
        row = np.floor(lonlat[:, 1] * _CELLS).astype(np.int64) - self._corner[1]
        column = np.where(column < 0, column + 360 * _CELLS, column)
        inside = (row >= 0) & (row < self._shape[0]) & (column < self._shape[1])
        return np.where(inside, row * self._shape[1] + column, -1)

    def lead_to(self, cell: int, end: Floats | None = None) -> Floats:
        """
        The way through water to a cell, to its centre or some other point in it.

        Returns
        -------
        lead
            Vertices (lon, lat), the place first if its water is a berth's breadth away; straight lines
            between them stay on water, but for that breadth.
        """
        chain = [cell]
        before = self._flood[1]
        while before[chain[-1]] >= 0:
            chain.append(int(before[chain[-1]]))
        places = np.column_stack(np.divmod(np.array(chain[::-1]), self._shape[1])[::-1]) + 0.5
        away_nm = self._away_nm[self._own]
        if away_nm == 0:  # the place lies in its own water
            places[0] = self._here * _CELLS - self._corner
        lead = self._lonlat(places[self._taut(places)])
        if away_nm == 0:
            lead[0] = self._here
        if end is not None:
            lead = np.vstack([lead[: max(len(lead) - 1, 1)], end])
        return np.vstack([self._here, lead]) if 0 < away_nm <= _BERTH_NM else lead

    def _taut(self, places: Floats) -> list[int]:
        """Of a chain of places those at which a straight way over water has to turn."""
        kept, last = [0], len(places) - 1
        while kept[-1] < last:
            ahead = places[kept[-1] + 1 :]
            steps = int(np.abs(ahead - places[kept[-1]]).max() * 3) + 2
            share = np.linspace(0.0, 1.0, steps)[None, :, None]
            points = np.floor(places[kept[-1]] + share * (ahead[:, None] - places[kept[-1]])).astype(np.int64)
            is_wet = self.water[points[..., 1] * self._shape[1] + points[..., 0]].all(axis=1)
            kept.append(kept[-1] + 1 + max(int(np.flatnonzero(is_wet).max(initial=0)), 0))
        return kept
