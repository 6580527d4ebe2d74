"""What a voyage must cross for each passage or whole route that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from relos_atlas.routing.crossings import Crossing
from relos_atlas.routing.passages import ROUTES, gate_points
from relos_atlas.routing.sphere import distances_nm, unit_vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relos_atlas.model import Position
    from relos_atlas.routing.network import SeaNetwork
    from relos_atlas.routing.passages import Passages
    from relos_atlas.routing.scenario import Scenario, Scenarios

#: An end this near to a passage has used it, in nm.
_AT_PASSAGE_NM: Final = 15.0


class Stages:
    """Turns names of `via` into edges to cross."""

    def __init__(self, network: SeaNetwork, passages: Passages, scenarios: Scenarios) -> None:
        self._network = network
        self._passages = passages
        self._scenarios = scenarios

    def crossing(self, slug: str, ends: Sequence[Position], scenario: Scenario) -> Crossing | None:
        """The edges that satisfy one `via`; None if an end already does."""
        if slug in ROUTES:
            if any(self._scenarios.lies_on(slug, end) for end in ends):
                return None
            edges = np.flatnonzero(self._scenarios.edges_on(slug) & ~scenario.closed)
        else:
            points = unit_vectors(np.array([[end.lon, end.lat] for end in ends]))
            gate = unit_vectors(gate_points(self._passages.by_slug[slug]))
            if any(distances_nm(gate, point).min() < _AT_PASSAGE_NM for point in points):
                return None
            edges = self._network.crossing(slug)
            edges = edges[~scenario.closed[edges]]
        return Crossing.of(self._network, edges)
