"""Stretches with one sign are drawn together, and the ways stay what they are."""

import numpy as np
import pytest
from scipy.sparse.csgraph import dijkstra

from relos_atlas.model import Position
from relos_atlas.routing.funnels import Funnel


@pytest.mark.parametrize("which", [0, 700, 2500, 5000])
def test_the_tree_along_signs_costs_what_a_whole_tree_costs_and_leads_to_the_harbour(router, which):
    network = router.network
    harbour = int(network.berth_node[which])
    place = Position(*map(float, network.berth_lonlat[which]))
    scenario = router._scenarios.of(router.terms(), [place])
    posts, usable = scenario.searcher._signs
    tree = next(posts.trees(harbour, usable))
    whole = dijkstra(network.matrix(scenario.closed), indices=harbour)

    reached = np.flatnonzero(np.isfinite(whole))
    assert len(reached) > 1000
    assert tree.miles_to(reached) == pytest.approx(whole[reached], abs=1e-6)
    for node in reached[::5000].tolist():
        path = np.array(tree.back_from(node))
        assert path[-1] == harbour
        assert network.length_nm[network.edges_of(path)].sum() == pytest.approx(whole[node], abs=1e-6)


def test_a_fork_and_a_node_without_signs():
    # 0 -> 1 -> 2 or 3, both -> 4, the harbour; 5 has no sign
    start, end = np.array([0, 1, 1, 2, 3]), np.array([1, 2, 3, 4, 4])
    length_nm = np.array([1.0, 1.0, 1.0, 5.0, 3.0])

    tree = Funnel.of(start, end, length_nm, np.arange(6) == 4).tree(4)

    assert tree.cost[:5] == pytest.approx([5.0, 4.0, 5.0, 3.0, 0.0])
    assert not np.isfinite(tree.cost[5])
    assert tree.back_from(0) == [0, 2, 4]  # by 1 and 3


def test_no_two_nodes_lie_on_one_spot(router):  # signs between them would lead round in a circle
    assert len(np.unique(router.network.lonlat, axis=0)) == len(router.network.lonlat)
    assert router.network.length_nm.min() > 0
