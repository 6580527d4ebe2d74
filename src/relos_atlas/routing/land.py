"""Where land is, on a grid of half a nautical mile that is unpacked tile by tile when asked."""

from __future__ import annotations

import math
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from relos_atlas.routing.sphere import EARTH_RADIUS_NM

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    #: Rows of cells, eight to a byte.
    Bits = NDArray[np.uint8]

FILE: Final = "sea-network-land.npz"
#: A ship at sea keeps this far from land, in nm.
CLEARANCE_NM: Final = 0.45
_FINE_STEP_NM: Final = 0.4
_MINUTE_STEP_NM: Final = 0.9
#: A line that needs more steps runs along a coast: it is taken to be out of sight.
_MOST_STEPS: Final = 80
#: A line is out of sight beyond doubt if land lies at a sample of it and so far to both sides, in nm.
_ASIDE_NM: Final = np.array([-0.25, 0.25, -0.5, 0.5])
_SOUTH: Final = -78.0
_CELLS: Final = 120
_TILE: Final = 1200
_COARSE: Final = 10
_ROWS: Final = 168 * _CELLS
_COLUMNS: Final = 360 * _CELLS


class LandMask:
    """
    Land and the water next to it, from `sea-network-land.npz`.

    The file holds, for each 10-degree tile with a coast, one bit a cell (each row xored with the one
    south of it, then deflated); for the globe one bit a square minute, set where a ship at sea would be too
    near to land, and a coarse grid of whole miles to the nearest land.
    """

    def __init__(self, geodata: Path) -> None:
        with np.load(geodata / FILE) as file:
            self._coarse: NDArray[np.uint8] = file["coarse_nm"]
            self._minutes: NDArray[np.uint8] = file["minutes"]
            self._plain: NDArray[np.int8] = file["plain"]
            starts = file["starts"].tolist()
            self._span = {int(k): slice(*ab) for k, ab in zip(file["tiles"], pairwise(starts), strict=True)}
            self._packed: NDArray[np.uint8] = file["packed"]
        for row in range(1, len(self._minutes)):  # row by row is ten times as fast as accumulate
            np.bitwise_xor(self._minutes[row], self._minutes[row - 1], out=self._minutes[row])
        self._land: dict[int, Bits] = {}
        self._near: dict[int, Bits] = {}

    def is_land(self, lonlat: Floats) -> Bools:
        """Whether the cell of each point is land."""
        return self._look_up(lonlat, near=False)

    def is_blocked(self, lonlat: Floats) -> Bools:
        """Whether each point is on land or nearer to it than a ship at sea goes."""
        return self._look_up(lonlat, near=True)

    def miles_to_land(self, lonlat: Floats) -> NDArray[np.uint8]:
        """Whole miles that each point is at least off land; 0 along the coast, 255 and less far out."""
        return self._miles(lonlat[:, 0] + 180.0, lonlat[:, 1] - _SOUTH)

    def is_coastal(self, lonlat: Floats) -> Bools:
        """Whether any of the square minute round each point is too near to land for a ship at sea."""
        return self._is_minute_coastal(lonlat[:, 0] + 180.0, lonlat[:, 1] - _SOUTH)

    def in_sight(self, start: Floats, ends: Floats, fine: Bools) -> Bools:
        """
        Which points (unit vectors) are joined by a great circle over open water to a start, one or one each.

        Each line advances by the distance to land where it is, so that the open sea costs few steps. Unless
        it is `fine`, whole square minutes are looked at, which suits ends well off the coast.
        """
        starts = np.broadcast_to(start, ends.shape)
        dot = np.einsum("ij,ij->i", ends, starts)
        total = np.arccos(np.clip(dot, -1.0, 1.0)) * EARTH_RADIUS_NM
        tangent = ends - dot[:, None] * starts
        tangent /= np.maximum(np.linalg.norm(tangent, axis=1), 1e-12)[:, None]
        sighted = np.zeros(len(ends), dtype=np.bool_)
        active = np.flatnonzero(total < 3.1 * EARTH_RADIUS_NM)
        x, y, z = starts[active].T
        u, v, w = tangent[active].T
        total, fine = total[active], fine[active]
        step_nm, at = np.where(fine, _FINE_STEP_NM, _MINUTE_STEP_NM), np.zeros(len(active))
        for _ in range(_MOST_STEPS):
            if not len(active):
                break
            cos, sin = np.cos(at / EARTH_RADIUS_NM), np.sin(at / EARTH_RADIUS_NM)
            a, b, c = cos * x + sin * u, cos * y + sin * v, cos * z + sin * w
            east = np.degrees(np.arctan2(b, a)) + 180.0
            north = np.degrees(np.arctan2(c, np.sqrt(a * a + b * b))) - _SOUTH
            clear = self._miles(east, north)
            blocked = np.zeros(len(active), dtype=np.bool_)
            coastal = np.flatnonzero(clear < 1)
            near, far = coastal[fine[coastal]], coastal[~fine[coastal]]
            blocked[far] = self._is_minute_coastal(east[far], north[far])
            if len(near):
                blocked[near] = self.is_blocked(np.column_stack([east[near] - 180.0, north[near] + _SOUTH]))
            arrived = at >= total - 1e-9
            sighted[active[arrived & ~blocked]] = True
            at = np.minimum(at + np.maximum(0.9 * clear, step_nm), total)
            on = ~(arrived | blocked)
            if not on.all():
                active, at, total, step_nm, fine = (k[on] for k in (active, at, total, step_nm, fine))
                x, y, z, u, v, w = (k[on] for k in (x, y, z, u, v, w))
        return sighted

    def sees(self, start: Floats, end: Floats, *, fine: bool) -> bool:
        """As `in_sight` for one line: without arrays, which are slow for so little."""
        is_blocked, step_nm = (
            (self._is_blocked_at, _FINE_STEP_NM) if fine else (self._is_coastal_at, _MINUTE_STEP_NM)
        )
        (x, y, z), (u, v, w) = start.tolist(), end.tolist()
        dot = x * u + y * v + z * w
        total = math.acos(max(-1.0, min(1.0, dot))) * EARTH_RADIUS_NM
        u, v, w = u - dot * x, v - dot * y, w - dot * z
        length = max(math.sqrt(u * u + v * v + w * w), 1e-12)
        at = 0.0
        for _ in range(_MOST_STEPS if total < 3.1 * EARTH_RADIUS_NM else 0):
            cos, sin = math.cos(at / EARTH_RADIUS_NM), math.sin(at / EARTH_RADIUS_NM) / length
            a, b, c = cos * x + sin * u, cos * y + sin * v, cos * z + sin * w
            lon, lat = math.degrees(math.atan2(b, a)), math.degrees(math.atan2(c, math.hypot(a, b)))
            clear = self._coarse_at(lon, lat)
            if clear < 1 and is_blocked(lon, lat):
                return False
            if at >= total - 1e-9:
                return True
            at = min(at + max(0.9 * clear, step_nm), total)
        return False

    def _coarse_at(self, lon: float, lat: float) -> int:
        rows, columns = self._coarse.shape
        row = min(max(int((lat - _SOUTH) * _COARSE), 0), rows - 1)
        return self._coarse.item(row, int((lon + 180.0) * _COARSE) % columns)

    def _is_coastal_at(self, lon: float, lat: float) -> bool:
        column = int((lon + 180.0) * 60.0) % 21_600
        row = min(max(int((lat - _SOUTH) * 60.0), 0), len(self._minutes) - 1)
        return bool(self._minutes.item(row, column >> 3) >> (7 - (column & 7)) & 1)

    def _is_blocked_at(self, lon: float, lat: float) -> bool:
        row = math.floor((lat - _SOUTH) * _CELLS)
        if row < 0:
            return True
        row, column = min(row, _ROWS - 1), math.floor((lon + 180.0) * _CELLS) % _COLUMNS
        tile = self._tile((row // _TILE) * (_COLUMNS // _TILE) + column // _TILE, near=True)
        column %= _TILE
        return bool(tile.item(row % _TILE, column >> 3) >> (7 - (column & 7)) & 1)

    def is_behind_land(self, start: Floats, ends: Floats, samples: int) -> Bools:
        """
        Which points are out of sight beyond doubt: some sample of the line lies amid a mile of land.

        A sample every so often finds most of what `in_sight` finds step by step, at a fraction of its cost.
        """
        reach = ends - start
        aside = _ASIDE_NM[:, None] / EARTH_RADIUS_NM / np.sqrt((reach * reach).sum(axis=1))
        share = np.linspace(0.0, 1.0, samples + 2)[1:-1]
        starts = np.broadcast_to(start, ends.shape)
        amid = self._are_amid_land(starts[:, None, :] + share[:, None] * reach[:, None, :])
        line, sample = np.nonzero(amid)
        for offset in aside:
            moved = share[sample] + offset[line]
            amid = self._are_amid_land(starts[line] + moved[:, None] * reach[line])
            line, sample = line[amid], sample[amid]
        found = np.zeros(len(ends), dtype=np.bool_)
        found[line] = True
        return found

    def _are_amid_land(self, points: Floats) -> Bools:
        """Whether the square minute round each point (near the unit sphere, last axis) is coastal."""
        x, y, z = points[..., 0], points[..., 1], points[..., 2]
        east = np.degrees(np.arctan2(y, x)) + 180.0
        north = np.degrees(np.arctan2(z, np.sqrt(x * x + y * y))) - _SOUTH
        found: Bools = self._miles(east, north) < 1
        found[found] = self._is_minute_coastal(east[found], north[found])
        return found

    def _miles(self, east: Floats, north: Floats) -> NDArray[np.uint8]:
        """As `miles_to_land`, by degrees from the west and south edges of the grid."""
        row = _within((north * _COARSE).astype(np.int64), self._coarse.shape[0])
        miles: NDArray[np.uint8] = self._coarse[
            row, (east * _COARSE).astype(np.int64) % self._coarse.shape[1]
        ]
        return miles

    def _is_minute_coastal(self, east: Floats, north: Floats) -> Bools:
        """As `is_coastal`, by degrees from the west and south edges of the grid."""
        row = _within((north * 60.0).astype(np.int64), len(self._minutes))
        column = (east * 60.0).astype(np.int64) % 21_600
        return _bits_at(self._minutes, row, column)

    def _look_up(self, lonlat: Floats, *, near: bool) -> Bools:
        row = np.floor((lonlat[:, 1] - _SOUTH) * _CELLS).astype(np.int64)
        column = np.floor((lonlat[:, 0] + 180.0) * _CELLS).astype(np.int64) % _COLUMNS
        south = row < 0
        row = _within(row, _ROWS)
        tile = (row // _TILE) * (_COLUMNS // _TILE) + column // _TILE
        answer = np.zeros(len(lonlat), dtype=np.bool_)
        for number in np.unique(tile).tolist():
            here = tile == number
            answer[here] = _bits_at(self._tile(number, near=near), row[here] % _TILE, column[here] % _TILE)
        return answer | south

    def _tile(self, number: int, *, near: bool) -> Bits:
        known = self._near if near else self._land
        if number not in known:
            self._land[number] = land = self._unpack(number)
            self._near[number] = _widen(land, _SOUTH + (number // (_COLUMNS // _TILE) + 0.5) * 10.0)
        return known[number]

    def _unpack(self, number: int) -> Bits:
        if number not in self._span:
            return np.full((_TILE, _TILE // 8), 255 if self._plain[number] else 0, np.uint8)
        deflated = self._packed[self._span[number]].tobytes()
        rows = np.frombuffer(bytearray(zlib.decompress(deflated)), np.uint8).reshape(_TILE, -1)
        span = 1
        while span < _TILE:  # a row is the xor of all south of it; so it takes 11 strides instead of 1,200
            rows[span:] ^= rows[:-span].copy()
            span *= 2
        return rows


def _bits_at(bits: Bits, row: NDArray[np.int64], column: NDArray[np.int64]) -> Bools:
    found = bits[row, column >> 3] >> (7 - (column & 7)).astype(np.uint8)
    return (found & 1).view(np.bool_)


def _within(row: NDArray[np.int64], rows: int) -> NDArray[np.int64]:
    """Rows, those off the grid moved to its edge; of so few as here `np.clip` takes longer."""
    return np.minimum(np.maximum(row, 0), rows - 1)


def _widen(land: Bits, lat: float) -> Bits:
    """Land and the cells beside it, so many to each side as a ship's clearance asks for."""
    sideways = math.ceil(CLEARANCE_NM / (60.0 / _CELLS) / max(math.cos(math.radians(lat)), 0.05))
    near, done = land, 0
    while done < sideways:
        step = min(done + 1, sideways - done)
        near = near | _moved_east(near, step) | _moved_east(near[:, ::-1], step, mirrored=True)[:, ::-1]
        done += step
    near[1:] |= land[:-1]
    near[:-1] |= land[1:]
    return near


def _moved_east(bits: Bits, cells: int, *, mirrored: bool = False) -> Bits:
    """Rows of cells moved to the east; to the west if their bytes stand the other way round."""
    skipped, rest = divmod(cells, 8)
    moved = np.zeros_like(bits)
    on, carried = (np.left_shift, np.right_shift) if mirrored else (np.right_shift, np.left_shift)
    moved[:, skipped:] = on(bits[:, : bits.shape[1] - skipped], np.uint8(rest))
    if rest:
        moved[:, skipped + 1 :] |= carried(bits[:, : bits.shape[1] - skipped - 1], np.uint8(8 - rest))
    return moved
