"""Which lines cross which gates, and how far along."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
import shapely

from relos_atlas.routing.gates import Gates
from relos_atlas.routing.sphere import unit_vectors


@dataclass(frozen=True)
class Passage:
    """As much of a passage as a gate needs."""

    slug: str
    gate: shapely.LineString


GATES = Gates(
    [
        Passage("equator", shapely.LineString([(20, -0.4), (20, 0.7)])),
        Passage("date-line", shapely.LineString([(180, 65.2), (180, 67)])),
        Passage("pole", shapely.LineString([(0, 87), (0, 89.5)])),
        Passage("wide", shapely.LineString([(-60, -56.3), (-60, -64)])),
    ]
)


def crossed(start, end):
    a, b = unit_vectors(np.array([start])), unit_vectors(np.array([end]))
    return [(slug, round(share, 2)) for _, share, slug in GATES.crossed(a, b)]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((19.5, 0.0), (20.5, 0.0), [("equator", 0.5)]),
        ((20.5, 0.0), (19.5, 0.0), [("equator", 0.5)]),
        ((-30.0, 0.0), (70.0, 0.0), [("equator", 0.5)]),  # a long way over a short gate
        ((19.5, 1.5), (20.5, 1.5), []),  # past its end
        ((19.0, 0.0), (19.9, 0.0), []),  # short of it
        ((-160.5, 0.0), (-159.5, 0.0), []),  # its great circle on the other side of the globe
        ((179.0, 66.0), (-179.0, 66.0), [("date-line", 0.5)]),
        ((60.0, 88.0), (-60.0, 88.0), [("pole", 0.5)]),
        ((-70.0, -60.0), (-50.0, -60.0), [("wide", 0.5)]),
        ((19.5, 0.0), (19.5, 0.0), []),  # of no length
    ],
)
def test_a_line_crosses_a_gate_where_they_meet(start, end, expected):
    assert [slug for slug, _ in crossed(start, end)] == [slug for slug, _ in expected]
    assert [share for _, share in crossed(start, end)] == pytest.approx([s for _, s in expected], abs=0.02)


def test_crossings_come_in_order_along_the_line():
    line = unit_vectors(np.array([(10.0, 0.0), (30.0, 0.0), (10.0, 0.5)]))

    assert [(arc, slug) for arc, _, slug in GATES.crossed(line[:-1], line[1:])] == [
        (0, "equator"),
        (1, "equator"),
    ]


def test_no_line_or_no_gate_is_no_crossing():
    line = unit_vectors(np.array([(19.5, 0.0), (20.5, 0.0)]))

    assert GATES.crossed(line[:0], line[:0]) == []
    assert Gates([]).crossed(line[:1], line[1:]) == []


def test_random_lines_cross_what_a_search_of_all_pairs_finds(router):
    chance = np.random.default_rng(4)
    ends = unit_vectors(np.column_stack([chance.uniform(-180, 180, 600), chance.uniform(-80, 85, 600)]))
    starts, ends = ends[:300], ends[300:]
    passages = list(router.passages.by_slug.values())

    found = {(arc, slug) for arc, _, slug in Gates(passages).crossed(starts, ends)}

    expected = set()
    for passage in passages:
        points = unit_vectors(shapely.get_coordinates(shapely.segmentize(passage.gate, 1.0)))
        for c, d in pairwise(points):
            # the two great circles meet twice: nearer to the middle of a line than its ends are, it is on it
            meeting = np.cross(np.cross(starts, ends), np.cross(c, d))
            meeting /= np.linalg.norm(meeting, axis=1)[:, None]
            middle = starts + ends
            meeting *= np.sign((meeting * middle).sum(axis=1))[:, None]
            on_line = (meeting * middle).sum(axis=1) >= (starts * middle).sum(axis=1) - 1e-12
            on_gate = meeting @ (c + d) >= c @ (c + d) - 1e-12
            expected |= {(arc, passage.slug) for arc in np.flatnonzero(on_line & on_gate).tolist()}
    assert found == expected
    assert len(found) > 50


def test_the_network_knows_each_gate_that_its_edges_cross(router):
    network, crossed = router.network, set()
    gates = Gates(router.passages.by_slug.values())
    some = np.flatnonzero(network.crosses | (np.arange(len(network.tail)) % 5 == 0))

    for lot in np.array_split(some, 50):
        starts, ends = network.vectors[network.tail[lot]], network.vectors[network.head[lot]]
        crossed |= {(int(lot[arc]), slug) for arc, _, slug in gates.crossed(starts, ends)}

    rows = zip(network.crossing_edge.tolist(), network.crossing_passage.tolist(), strict=True)
    assert crossed == {(edge, network.passages[number]) for edge, number in rows}
    assert len(crossed) > 1000
