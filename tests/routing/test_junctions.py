"""Stretches between junctions are the network itself: no mile and no closed edge is lost in them."""

import numpy as np
import pytest
from scipy.sparse.csgraph import dijkstra

from relos_atlas.routing.forest import Forest
from relos_atlas.routing.junctions import Junctions
from relos_atlas.routing.network import SeaNetwork


def small_network():
    """
    0 - 1 - 2 - 3 and a loop 2 - 4 - 5 - 2; harbours at 0 and 3; the edge 6 - 7 crosses a gate.

    3 - 6 - 7 - 8 leads on to a dead end, and 9 - 10 - 11 - 9 is a ring by itself.
    """
    edges = [
        (0, 1),
        (1, 2),
        (2, 3),
        (2, 4),
        (4, 5),
        (2, 5),
        (3, 6),
        (6, 7),
        (7, 8),
        (9, 10),
        (10, 11),
        (9, 11),
    ]
    tail, head = np.array(edges).T
    nodes = 12
    none = np.empty(0, np.int64)
    lonlat = np.column_stack([np.linspace(170.0, 175.5, nodes), np.tile([-0.5, 0.5, 1.0], 4)])
    return SeaNetwork(
        lonlat=lonlat,
        clear_nm=np.full(nodes, 20.0),
        tail=tail,
        head=head,
        passages=("gate",),
        crossing_edge=np.array([7]),
        crossing_passage=np.array([0]),
        crossing_share=np.array([0.5]),
        zones=(),
        zone_edge=none,
        zone_number=none,
        zone_nm=np.empty(0),
        berth_lonlat=lonlat[[0, 3]],
        berth_node=np.array([0, 3]),
    )


def test_nodes_that_only_lead_on_are_passed():
    network = small_network()

    junctions = Junctions.of(network)

    # 6 and 7 end an edge that may be closed, 9 stands for its ring
    assert junctions.node.tolist() == [0, 2, 3, 6, 7, 8, 9]


def test_a_stretch_is_as_long_as_its_edges_in_both_directions():
    network = small_network()
    junctions = Junctions.of(network)
    (there,) = np.flatnonzero((junctions.start == 0) & (junctions.end == 1))
    (back,) = np.flatnonzero((junctions.start == 1) & (junctions.end == 0))

    assert junctions.length_nm[[there, back]] == pytest.approx(network.length_nm[:2].sum())
    assert junctions.path(0, 0, [there]).tolist() == [0, 1, 2]
    assert junctions.path(2, 0, [back]).tolist() == [2, 1, 0]


def test_the_two_ways_round_a_loop_lead_out_on_two_sides():
    network = small_network()
    junctions = Junctions.of(network)

    assert junctions.sides[4].tolist() == [1, 1]
    paths = sorted(junctions.path(4, side, []).tolist() for side in (0, 1))
    assert paths == [[4, 2], [4, 5, 2]]
    for side in (0, 1):
        edges = network.edges_of(junctions.path(4, side, []))
        assert junctions.sides_nm[4, side] == pytest.approx(network.length_nm[edges].sum())


def test_every_node_of_the_sea_lies_on_a_stretch(router):
    network, junctions = router.network, router.network.junctions

    assert 0 < len(junctions.node) < len(network.lonlat)
    assert (junctions.sides >= 0).all()
    for node in range(0, len(network.lonlat), 997):
        for side in (0, 1):
            path = junctions.path(node, side, [])
            assert path[-1] == junctions.node[junctions.sides[node, side]]
            miles = network.length_nm[network.edges_of(path)].sum()
            assert miles == pytest.approx(junctions.sides_nm[node, side])


@pytest.mark.parametrize("terms", [{}, {"month": 3}, {"avoid": ["suez", "nsr"]}, {"draught_m": 9}], ids=str)
def test_no_stretch_is_half_closed(router, terms):
    network, junctions = router.network, router.network.junctions
    closed = router._scenarios.of(router.terms(**terms), ()).closed

    for stretch in np.flatnonzero(np.diff(junctions.first) > 0)[::40].tolist():
        path = junctions.path(int(junctions.node[junctions.start[stretch]]), 0, [stretch])
        assert len(set(closed[network.edges_of(path)].tolist())) == 1


@pytest.mark.parametrize("terms", [{}, {"month": 3}, {"avoid": ["suez", "dover"]}], ids=str)
@pytest.mark.parametrize("which", [3, 1800])
def test_a_tree_of_junctions_costs_what_a_tree_of_all_nodes_costs(router, terms, which):
    """The reference is SciPy on every edge."""
    network, root = router.network, int(router.network.berth_node[which])
    closed = router._scenarios.of(router.terms(**terms), ()).closed
    whole = dijkstra(network.matrix(closed), indices=root)

    forest = Forest(network, closed)

    everywhere = np.arange(len(whole))
    assert forest.tree_of(root).miles_to(everywhere) == pytest.approx(whole, abs=1e-6)
    assert forest.costs(np.array([root]), everywhere)[0] == pytest.approx(whole, abs=1e-6)
    for node in np.flatnonzero(np.isfinite(whole))[::3001].tolist():
        path = np.array(forest.tree_of(root).back_from(node))
        edges = network.edges_of(path)
        assert (path[0], path[-1]) == (node, root)
        assert not closed[edges].any()
        assert network.length_nm[edges].sum() == pytest.approx(whole[node], abs=1e-6)


def test_a_tree_from_between_junctions_reaches_all(router):
    network = router.network
    root = int(np.flatnonzero(network.junctions.number < 0)[1000])
    closed = np.zeros(len(network.tail), np.bool_)
    whole = dijkstra(network.matrix(), indices=root)

    tree = Forest(network, closed).tree((np.array([root]), np.array([2.5])))

    assert tree.miles_to(np.arange(len(whole))) == pytest.approx(whole + 2.5, abs=1e-6)
