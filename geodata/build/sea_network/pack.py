"""Writes the network and the land mask as the two files that the application reads."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
from labels import Zone, crossing_share, zone_miles
from network import Full
from passages import Passage
from raster import UNIT, Grid
from sight import DEGREE_DIGITS, MIN_CLEARANCE_NM

TILE_DEGREES = 10
COARSE_CELLS = 10
BAND_DEGREES = 3.0


def write_network(  # noqa: PLR0913
    path: Path,
    full: Full,
    asked: np.ndarray,
    clear_nm: np.ndarray,
    passages: list[Passage],
    zones: list[Zone],
) -> None:
    """The graph with its labels; nodes and edges sorted, so that the same input gives the same bytes."""
    full, clear_nm = _neighbours_together(full, clear_nm)
    order = np.lexsort((full.edges.head, full.edges.tail))
    rank = np.argsort(order)
    tail, head = full.edges.tail[order], full.edges.head[order]
    crossings = full.crossings[np.argsort(rank[full.crossings[:, 0]], kind="stable")]
    edge, passage = rank[crossings[:, 0]], crossings[:, 1]
    share = [
        crossing_share(full.lonlat[tail[e]], full.lonlat[head[e]], passages[p].gate)
        for e, p in zip(edge, passage, strict=True)
    ]
    in_zone = zone_miles(full.lonlat[tail], full.lonlat[head], zones)
    np.savez_compressed(
        path,
        lonlat=np.round(full.lonlat * 10**DEGREE_DIGITS).astype(np.int32),
        clear_nm=np.minimum(clear_nm * 10, 255).astype(np.uint8),
        tail=tail.astype(np.int32),
        head=head.astype(np.int32),
        passages=np.array([p.slug for p in passages]),
        crossing_edge=edge.astype(np.int32),
        crossing_passage=passage.astype(np.uint8),
        crossing_share=np.round(np.array(share) * 255).astype(np.uint8),
        zones=np.array([zone.slug for zone in zones]),
        zone_edge=in_zone[:, 0].astype(np.int32),
        zone_number=in_zone[:, 1].astype(np.uint8),
        zone_nm=np.round(in_zone[:, 2] * 10).astype(np.uint16),
        berth_lonlat=np.round(asked * 10**DEGREE_DIGITS).astype(np.int32),
        berth_node=full.berths.astype(np.int32),
    )


def _neighbours_together(full: Full, clear_nm: np.ndarray) -> tuple[Full, np.ndarray]:
    """Number the nodes in bands from south to north: a search then finds neighbours near in memory."""
    lon, lat = full.lonlat.T
    order = np.lexsort((lat, lon, np.floor(lat / BAND_DEGREES)))
    number = np.argsort(order)
    edges = replace(full.edges, tail=number[full.edges.tail], head=number[full.edges.head])
    moved = replace(full, lonlat=full.lonlat[order], edges=edges, berths=number[full.berths])
    return moved, clear_nm[order]


def write_land(path: Path, mask: np.ndarray, field: np.ndarray, grid: Grid) -> None:
    """The mask in tiles of bits, and the coarse distance to land."""
    size = TILE_DEGREES * grid.cells
    packed, starts, tiles, plain = [], [0], [], []
    for number, (row, column) in enumerate(
        (row, column) for row in range(0, grid.rows, size) for column in range(0, grid.columns, size)
    ):
        tile = mask[row : row + size, column : column + size]
        tile = np.pad(tile, ((0, size - tile.shape[0]), (0, 0)))
        plain.append(tile[0, 0])
        if tile.min() != tile.max():
            stepped = np.vstack([tile[:1], tile[1:] ^ tile[:-1]])
            packed.append(zlib.compress(np.packbits(stepped).tobytes(), 9))
            starts.append(starts[-1] + len(packed[-1]))
            tiles.append(number)
    block = grid.cells // COARSE_CELLS
    coarse = np.stack(
        [
            field[row : row + block].reshape(block, -1, block).min(axis=(0, 2)) // UNIT
            for row in range(0, grid.rows, block)
        ]
    )
    close = field < MIN_CLEARANCE_NM * UNIT
    minutes = np.packbits(
        close[0::2, 0::2] | close[1::2, 0::2] | close[0::2, 1::2] | close[1::2, 1::2], axis=1
    )
    np.savez_compressed(
        path,
        minutes=np.vstack([minutes[:1], minutes[1:] ^ minutes[:-1]]),
        coarse_nm=coarse.astype(np.uint8),
        plain=np.array(plain, np.uint8),
        tiles=np.array(tiles, np.int32),
        starts=np.array(starts, np.int64),
        packed=np.frombuffer(b"".join(packed), np.uint8),
    )
