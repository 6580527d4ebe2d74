"""Shortest ways that cross passages in a given order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from relos_atlas.routing.forest import Forest, Legs, Tree
    from relos_atlas.routing.network import SeaNetwork

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Way = tuple[float, Ints]

#: A passage with so few nodes is narrow: their trees are grown once and serve every voyage.
_NARROW: Final = 8


@dataclass(frozen=True)
class Crossing:
    """Ways across a passage: from `before` to `after` over `length_nm`; both directions are listed."""

    edges: Ints
    before: Ints
    after: Ints
    length_nm: Floats

    @classmethod
    def of(cls, network: SeaNetwork, edges: Ints) -> Crossing:
        """Both directions of some edges."""
        tail, head, length_nm = network.tail[edges], network.head[edges], network.length_nm[edges]
        return cls(
            edges,
            np.concatenate([tail, head]),
            np.concatenate([head, tail]),
            np.concatenate([length_nm, length_nm]),
        )

    @cached_property
    def nodes(self) -> Ints:
        """All nodes at its edges."""
        return np.unique(self.before)

    @property
    def is_narrow(self) -> bool:
        """Whether trees from all its nodes are kept at hand."""
        return len(self.nodes) <= _NARROW


def way_through(forest: Forest, starts: Legs, ends: Legs, stages: Sequence[Crossing]) -> Way | None:
    """The shortest way from any start through the crossings in turn to any end."""
    if not all(len(stage.edges) for stage in stages):
        return None
    if all(stage.is_narrow for stage in stages):
        return _by_gates(forest, starts, ends, stages)
    if len(stages) == 1:
        return _by_ends(forest, starts, ends, stages[0])
    return _onwards(forest, starts, ends, stages)


def _by_gates(forest: Forest, starts: Legs, ends: Legs, stages: Sequence[Crossing]) -> Way | None:
    """By the trees of the nodes at narrow passages: nothing is grown for the ends."""
    spent, links = starts, []
    for stage in stages:
        leg = _between(forest, spent, stage.before)
        links.append((stage, *leg))
        spent = (stage.after, leg[0] + stage.length_nm)
    total, entry = _between(forest, ends, spent[0])
    total = total + spent[1]
    at = int(total.argmin())
    if not np.isfinite(total[at]):
        return None
    parts = [_path(forest, int(spent[0][at]), int(ends[0][entry[at]]))]
    for number in range(len(links) - 1, -1, -1):
        stage, _, entry = links[number]
        before = int(stage.before[at])
        at = int(entry[at])
        origin = starts[0][at] if number == 0 else links[number - 1][0].after[at]
        parts.append(_path(forest, before, int(origin))[::-1])
    return float(total.min()), np.concatenate(parts[::-1])


def _between(forest: Forest, legs: Legs, gate: Ints) -> tuple[Floats, Ints]:
    """For each node of a gate the least miles from any leg, and the number of that leg."""
    nodes, legs_nm = legs
    costs = np.array([forest.tree_of(int(node)).miles_to(nodes) + legs_nm for node in gate])
    entry = costs.argmin(axis=1)
    return costs[np.arange(len(gate)), entry], entry


def _path(forest: Forest, root: int, node: int) -> Ints:
    """From the root of a tree to a node."""
    return np.array(forest.tree_of(root).back_from(node)[::-1], dtype=np.int64)


def _by_ends(forest: Forest, starts: Legs, ends: Legs, stage: Crossing) -> Way | None:
    """Through one crossing: the trees of both ends meet at it, and serve the other crossings too."""
    there, back = forest.tree(starts), forest.tree(ends)
    total = there.miles_to(stage.before) + stage.length_nm + back.miles_to(stage.after)
    best = int(total.argmin())
    if not np.isfinite(total[best]):
        return None
    path = there.back_from(int(stage.before[best]))[::-1] + back.back_from(int(stage.after[best]))
    return float(total[best]), np.array(path, dtype=np.int64)


def _onwards(forest: Forest, starts: Legs, ends: Legs, stages: Sequence[Crossing]) -> Way | None:
    """A tree from the starts, then one from each crossing, begun with what was spent so far."""
    trees = [forest.tree(starts)]
    entries: list[tuple[Ints, Ints]] = []
    for stage in stages:
        cost = trees[-1].miles_to(stage.before) + stage.length_nm
        order = np.argsort(cost, kind="stable")
        after, first = np.unique(stage.after[order], return_index=True)
        chosen = order[first]
        alive = np.isfinite(cost[chosen])
        if not alive.any():
            return None
        entries.append((after[alive], stage.before[chosen[alive]]))
        trees.append(forest.tree((after[alive], cost[chosen[alive]])))
    nodes, legs_nm = ends
    total = trees[-1].miles_to(nodes) + legs_nm
    nearest = int(total.argmin())
    if not np.isfinite(total[nearest]):
        return None
    return float(total[nearest]), _unwound(trees, entries, int(nodes[nearest]))


def _unwound(trees: list[Tree], entries: list[tuple[Ints, Ints]], node: int) -> Ints:
    path = [node]
    for stage in range(len(trees) - 1, -1, -1):
        path += trees[stage].back_from(path[-1])[1:]
        if stage > 0:
            after, before = entries[stage - 1]
            path.append(int(before[np.searchsorted(after, path[-1])]))
    return np.array(path[::-1], dtype=np.int64)
