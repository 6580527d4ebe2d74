"""Puts corners, fairways and harbours together, joins what sees each other, and keeps what ways use."""

# ruff: noqa: PLR0913

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from berths import ROADS_CLEARANCE_NM
from corners import Corners
from distil import Thinning, one_of_each_cell, price_of
from labels import Zone, gate_crossings, zone_miles
from passages import Passage, turning_points
from raster import UNIT, Grid, room_around
from scipy.sparse import coo_matrix, csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from sight import (
    EARTH_RADIUS_NM,
    MIN_CLEARANCE_NM,
    Edges,
    Nodes,
    as_written,
    hugging_nm,
    unit_vectors,
    visible_pairs,
)

#: How far each kind of node looks that is no corner.
FAIRWAY_REACH_NM = 150.0
EXIT_REACH_NM = 60.0
ROADS_REACH_NM = 6_000.0
OCEAN_REACH_NM = 3_000.0
#: While thinning, inshore and coastal miles count so many times, and one that hugs the land so much more: a
#: lane leaves the coast by the shortest way and follows it only where there is no other water; less so in the
#: ways of NEAR_NM, that are all kept.
LANE_PRICES = (3.0, 1.4, 2.0)
NEAR_PRICES = (1.6, 1.25, 1.0)
NEAR_NM = 90.0
#: Ways up to so many nm, at the same prices, are kept where the lanes kept so far are longer by this share.
SHORTENED_NM = 1_200.0
MOST_LONGER = 0.01
#: What it costs to come to a point of the open ocean or to leave it, in nm: it is there for ships met at sea
#: and is taken out in the end, so that no way between ports may bend there.
OCEAN_TOLL_NM = 25.0
#: Ports that stand for their neighbours, in degrees: the few that lay the lanes, from far apart to near, and
#: all others; corners that stand for their coast; points of the open ocean.
LANES_CELLS = (24.0, 12.0, 6.0, 3.0)
PORT_CELL = 1.0
COAST_CELL = 1.0
OCEAN_CELL = 8.0
#: Ports within this of a passage give the ways round it, in nm.
DETOUR_NM = 900.0
DETOUR_SOURCES = 8
DEEP_DRAUGHT_M = 14.0
#: Fewer nodes than this that see only each other are a bay, not a sea.
SMALLEST_SEA_NODES = 250
#: A harbour should reach water this clear of land within this many miles, in nm.
OFFING_CLEARANCE_NM = 2.3
OFFING_NM = 90.0
#: Passages north of this are looked at with the Arctic open.
NORTHERN_LAT = 66.0


@dataclass(frozen=True, slots=True)
class Full:
    """The whole visibility graph with its labels; `crossings` has rows (edge, passage)."""

    lonlat: np.ndarray
    edges: Edges
    crossings: np.ndarray
    fixed: np.ndarray
    berths: np.ndarray


def ocean_points(field: np.ndarray, grid: Grid) -> np.ndarray:
    """Points far from land, for the lanes of ships that are met at sea."""
    step = int(OCEAN_CELL / 2 * grid.cells)
    rows, columns = np.meshgrid(
        np.arange(step, grid.rows, step), np.arange(0, grid.columns, step), indexing="ij"
    )
    far = field[rows, columns] > 25 * UNIT
    lonlat = np.column_stack(
        [-180 + (columns[far] + 0.5) / grid.cells, grid.south + (rows[far] + 0.5) / grid.cells]
    )
    return as_written(lonlat[one_of_each_cell(lonlat, OCEAN_CELL)])


def turns_at_sea(passages: list[Passage], field: np.ndarray, grid: Grid) -> np.ndarray:
    """Where ships round the banks and reefs that are closed to them."""
    points = as_written(np.vstack([turning_points(passage) for passage in passages if passage.is_closed]))
    return points[grid.look_up(field, points) >= MIN_CLEARANCE_NM * UNIT]


def assemble(
    corners: Corners,
    fairways: list[np.ndarray],
    turns: np.ndarray,
    ways: list[np.ndarray],
    others: list[np.ndarray],
    oceans: np.ndarray,
    field: np.ndarray,
    grid: Grid,
    passages: list[Passage],
) -> tuple[Full, np.ndarray]:
    """
    The whole graph without the passages closed to ships, and the nodes of the ocean points.

    Order of nodes: corners, then fairways, harbour ways, ocean points and those where
    ships round a bank. `ways` lead out one harbour each, `others` are further ways from the same berths, not
    kept where no ship uses them.
    """
    lines = [*fairways, *oceans[:, None], *ways, *others, *turns[:, None]]
    points, chains = _number_lines(lines, len(corners.lonlat))
    seeing = len(fairways) + len(oceans)
    ends = np.array([chain[-1] for chain in chains[seeing:]]) - len(corners.lonlat)
    is_roads = grid.look_up(field, points[ends]) >= ROADS_CLEARANCE_NM * UNIT
    reach_nm = np.zeros(len(points))
    for numbers, nm in (
        (ends, np.where(is_roads, ROADS_REACH_NM, EXIT_REACH_NM)),
        (ends[len(ways) + len(others) :], OCEAN_REACH_NM),
        (np.concatenate(chains[: len(fairways)]) - len(corners.lonlat), FAIRWAY_REACH_NM),
        (np.concatenate(chains[len(fairways) : seeing]) - len(corners.lonlat), OCEAN_REACH_NM),
    ):
        np.maximum.at(reach_nm, numbers, nm)
    blank = np.full(len(points), np.nan)
    nodes = Nodes(
        lonlat=np.vstack([corners.lonlat, points]),
        ahead=np.concatenate([corners.ahead, blank]),
        behind=np.concatenate([corners.behind, blank]),
        reach_nm=np.concatenate([corners.reach_nm, reach_nm]),
    )
    room = room_around(field, grid)
    edges = visible_pairs(nodes, field, room, grid)
    in_harbour = _in_harbour(_chain_edges(chains[seeing : seeing + len(ways) + len(others)], nodes.lonlat))
    hugging = hugging_nm(nodes.lonlat[np.column_stack([in_harbour.tail, in_harbour.head])], field, room, grid)
    for chained in (
        _chain_edges(chains[:seeing] + chains[seeing + len(ways) + len(others) :], nodes.lonlat),
        replace(in_harbour, hugging_nm=hugging),
    ):
        edges = edges.and_also(_without(chained, edges, len(nodes.lonlat)))
    needed = _chain_edges(chains[: seeing + len(ways)], nodes.lonlat)
    fixed = np.isin(_keys(edges, len(nodes.lonlat)), _keys(needed, len(nodes.lonlat)))
    gates = [passage.gate for passage in passages]
    crossings = gate_crossings(nodes.lonlat[edges.tail], nodes.lonlat[edges.head], gates)
    berths = np.array([chain[0] for chain in chains[seeing : seeing + len(ways)]])
    ocean_nodes = np.array([chain[0] for chain in chains[len(fairways) : seeing]])
    return _without_closed(Full(nodes.lonlat, edges, crossings, fixed, berths), passages), ocean_nodes


def _number_lines(lines: list[np.ndarray], first: int) -> tuple[np.ndarray, list[np.ndarray]]:
    """Points of all lines, each once, and each line as numbers of its points counted from `first`."""
    points, index = np.unique(np.vstack(lines), axis=0, return_inverse=True)
    bounds = np.cumsum([0, *(len(line) for line in lines)])
    return points, [index[a:b].ravel() + first for a, b in pairwise(bounds)]


def _chain_edges(chains: list[np.ndarray], lonlat: np.ndarray) -> Edges:
    pairs = np.vstack([np.column_stack([chain[:-1], chain[1:]]) for chain in chains])
    pairs = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0)
    gap = np.linalg.norm(unit_vectors(lonlat[pairs[:, 0]]) - unit_vectors(lonlat[pairs[:, 1]]), axis=1)
    length = (2 * np.arcsin(gap / 2) * EARTH_RADIUS_NM).astype(np.float32)
    near = np.zeros_like(length)
    return Edges(pairs[:, 0].astype(np.int32), pairs[:, 1].astype(np.int32), length, near, near, near)


def _in_harbour(edges: Edges) -> Edges:
    """The same as inshore water: ships that pass are not to save miles by a harbour."""
    return replace(edges, inshore_nm=edges.length_nm, coastal_nm=edges.length_nm)


def _keys(edges: Edges, nodes: int) -> np.ndarray:
    """One number for each edge, from its two ends."""
    return edges.tail.astype(np.int64) * nodes + edges.head


def _without(edges: Edges, others: Edges, nodes: int) -> Edges:
    """Those between two nodes that no other edge joins."""
    return edges.chosen(~np.isin(_keys(edges, nodes), _keys(others, nodes)))


def isolated_berths(full: Full) -> np.ndarray:
    """Which ways end in water that the rest of the graph does not see."""
    return ~_in_large_seas(full)[full.berths]


def cramped_berths(full: Full, clear_nm: np.ndarray) -> np.ndarray:
    """Which harbours have no node well off land within OFFING_NM of sailing: they see only far ahead."""
    ends = (
        np.concatenate([full.edges.tail, full.edges.head]),
        np.concatenate([full.edges.head, full.edges.tail]),
    )
    matrix = csr_array((np.tile(full.edges.length_nm, 2), ends), shape=(len(full.lonlat),) * 2)
    off = clear_nm >= OFFING_CLEARANCE_NM
    cramped = np.zeros(len(full.berths), np.bool_)
    for first in range(0, len(full.berths), 256):
        some = full.berths[first : first + 256]
        cramped[first : first + 256] = ~np.isfinite(
            dijkstra(matrix, indices=some, limit=OFFING_NM)[:, off]
        ).any(axis=1)
    return cramped


def sea_points(full: Full) -> np.ndarray:
    """Nodes of the large seas."""
    return full.lonlat[_in_large_seas(full)]


def _in_large_seas(full: Full) -> np.ndarray:
    piece = _pieces(full)
    return np.bincount(piece)[piece] >= SMALLEST_SEA_NODES


def _pieces(full: Full) -> np.ndarray:
    """The number of the sea that each node lies in."""
    ones = np.ones(len(full.edges.tail))
    matrix = coo_matrix((ones, (full.edges.tail, full.edges.head)), shape=(len(full.lonlat),) * 2)
    _, piece = connected_components(matrix, directed=False)
    return piece


def add_ways(full: Full, which: np.ndarray, ways: list[np.ndarray | None], passages: list[Passage]) -> Full:
    """
    Join the berths `which` to the graph by ways that end on one of its nodes.

    Where a way begins at a new point, that is the berth.
    """
    known = {tuple(point): number for number, point in enumerate(full.lonlat)}
    lonlat, chains, berths = list(map(tuple, full.lonlat)), [], full.berths.copy()
    for berth, way in zip(which, ways, strict=True):
        if way is None:
            continue
        chain = []
        for point in map(tuple, way):
            if point not in known:
                known[point] = len(lonlat)
                lonlat.append(point)
            chain.append(known[point])
        chains.append(np.array(chain))
        if chain[0] >= len(full.lonlat):
            berths[berth] = chain[0]
    if not chains:
        return full
    points = np.array(lonlat)
    added = _without(_in_harbour(_chain_edges(chains, points)), full.edges, len(points))
    gates = [passage.gate for passage in passages]
    crossings = gate_crossings(points[added.tail], points[added.head], gates)
    crossings += np.array([len(full.edges.tail), 0])
    joined = Full(
        points,
        full.edges.and_also(added),
        np.vstack([full.crossings, crossings]),
        np.concatenate([full.fixed, np.ones(len(added.tail), np.bool_)]),
        berths,
    )
    return _without_closed(joined, passages)


def _without_closed(full: Full, passages: list[Passage]) -> Full:
    """Leave out edges through passages that are closed to ships."""
    closed = [number for number, passage in enumerate(passages) if passage.is_closed]
    keep = np.ones(len(full.edges.tail), np.bool_)
    keep[full.crossings[np.isin(full.crossings[:, 1], closed), 0]] = False
    return select_edges(full, keep)


def select_edges(full: Full, keep: np.ndarray) -> Full:
    """The same nodes with fewer edges."""
    number = np.cumsum(keep) - 1
    crossings = full.crossings[keep[full.crossings[:, 0]]]
    crossings = np.column_stack([number[crossings[:, 0]], crossings[:, 1]])
    return replace(full, edges=full.edges.chosen(keep), crossings=crossings, fixed=full.fixed[keep])


def only_seas_of(full: Full, berths: np.ndarray) -> Full:
    """Without the edges of lakes: of what no way joins to one of these berths."""
    piece = _pieces(full)
    return select_edges(full, np.isin(piece, np.unique(piece[berths]))[full.edges.tail])


def thin(
    full: Full, passages: list[Passage], zones: list[Zone], oceans: np.ndarray, coast: np.ndarray, listed: int
) -> Full:
    """
    Keep the edges that ways between ports use, with each canal and strait open and shut.

    Ways lead from the first `listed` harbours to all of them, to the ocean points and to points of the
    coast. Those of few ports come first, and what is kept is a little cheaper for the others: so ways that
    are as good as the same share their lanes.
    """
    thinning = Thinning(len(full.lonlat), full.edges, full.fixed)
    at_ocean = np.isin(full.edges.tail, oceans) | np.isin(full.edges.head, oceans)
    toll_nm = np.where(at_ocean, OCEAN_TOLL_NM, 0.0)
    price = price_of(full.edges, *LANE_PRICES) + toll_nm
    southern = np.where(_in_groups(full, zones, {"nsr", "nwp", "transpolar"}), np.inf, price)
    berths = full.lonlat[full.berths[:listed]]
    on_request = [k for k, p in enumerate(passages) if p.on_request]
    known = np.concatenate([full.berths[:listed], oceans])
    everywhere = np.concatenate([full.berths, oceans, coast])
    usual = _shut(full, southern, on_request)
    for cell in LANES_CELLS:
        thinning.keep(usual, full.berths[one_of_each_cell(berths, cell)], everywhere)
    few = full.berths[one_of_each_cell(berths, LANES_CELLS[-1])]
    ports = full.berths[one_of_each_cell(berths, PORT_CELL)]
    northern = ports[full.lonlat[ports][:, 1] > NORTHERN_LAT - 6.0]
    thinning.keep(usual, np.concatenate([oceans, ports]), known)
    thinning.keep(price, few, everywhere)
    thinning.keep(price, northern, known)
    thinning.keep(_shut(full, price, on_request), np.concatenate([northern, few]), known)
    shallow = [k for k, p in enumerate(passages) if p.max_draught_m < DEEP_DRAUGHT_M]
    thinning.keep(_shut(full, southern, shallow), few, full.berths[:listed])
    thinning.keep(price_of(full.edges, *NEAR_PRICES) + toll_nm, full.berths, full.berths, NEAR_NM)
    for number, passage in enumerate(passages):
        _keep_passable(full, thinning, price, number)
        if passage.is_river:  # there is no way round it
            continue
        near = _nearest(berths, passage, full.berths)
        is_northern = passage.gate.bounds[1] > NORTHERN_LAT
        base = price if is_northern else southern
        thinning.keep(_shut(full, base, [number]), near, full.berths[:listed])
        if is_northern:  # the way round it that is asked for by no name, as by Dmitry Laptev for Sannikov
            thinning.keep(_shut(full, base, [number, *on_request]), near, full.berths[:listed])
        if passage.on_request:
            thinning.keep(base, near, full.berths[:listed])
    at_sea = price_of(full.edges, *NEAR_PRICES)
    at_sea[at_ocean] = np.inf
    thinning.shorten(_shut(full, at_sea, on_request), full.berths, SHORTENED_NM, MOST_LONGER)
    return select_edges(full, thinning.used > 0)


def _keep_passable(full: Full, thinning: Thinning, price: np.ndarray, number: int) -> None:
    """Keep one way through a passage and from both its sides to all ports, though no port needs it."""
    crossing = full.crossings[full.crossings[:, 1] == number, 0]
    if len(crossing) and not thinning.used[crossing].any():
        edge = crossing[price[crossing].argmin()]
        thinning.used[edge] = 1
        thinning.keep(price, np.array([full.edges.tail[edge], full.edges.head[edge]]), full.berths)


def _in_groups(full: Full, zones: list[Zone], groups: set[str]) -> np.ndarray:
    chosen = [zone for zone in zones if zone.group in groups]
    rows = zone_miles(full.lonlat[full.edges.tail], full.lonlat[full.edges.head], chosen, sample_nm=25.0)
    inside = np.zeros(len(full.edges.tail), np.bool_)
    inside[rows[:, 0].astype(int)] = True
    return inside


def _shut(full: Full, price: np.ndarray, numbers: list[int]) -> np.ndarray:
    shut = price.copy()
    shut[full.crossings[np.isin(full.crossings[:, 1], numbers), 0]] = np.inf
    return shut


def _nearest(lonlat: np.ndarray, passage: Passage, berths: np.ndarray) -> np.ndarray:
    centre = np.array(passage.gate.centroid.coords)
    gap = np.linalg.norm(unit_vectors(lonlat) - unit_vectors(centre), axis=1) * EARTH_RADIUS_NM
    near = np.flatnonzero(gap < DETOUR_NM)
    near = near[one_of_each_cell(lonlat[near], PORT_CELL)] if len(near) else near
    return berths[near[:: max(len(near) // DETOUR_SOURCES, 1)]]


def drop_unreached(full: Full, smallest: int) -> tuple[Full, np.ndarray]:
    """Keep pieces of at least `smallest` nodes; returns also the new number of each old node, or -1."""
    piece = _pieces(full)
    keep = np.bincount(piece)[piece] >= smallest
    number = np.where(keep, np.cumsum(keep) - 1, -1)
    kept = select_edges(full, keep[full.edges.tail])
    edges = replace(kept.edges, tail=number[kept.edges.tail], head=number[kept.edges.head])
    berths = number[full.berths]
    return replace(kept, lonlat=full.lonlat[keep], edges=edges, berths=berths), number


def without_nodes(full: Full, nodes: np.ndarray) -> Full:
    """Leave out every edge at some nodes."""
    return select_edges(full, ~(np.isin(full.edges.tail, nodes) | np.isin(full.edges.head, nodes)))


def only_berths(full: Full, keep: np.ndarray) -> Full:
    """Forget the berths that are not kept."""
    return replace(full, berths=full.berths[keep])
