"""The router and the tariffs of an atlas, read once for pages and files alike, and the answers they give."""

from __future__ import annotations

from functools import lru_cache
from threading import RLock

from relos_atlas.data import Atlas
from relos_atlas.domain.voyages import Sea, VoyageAnswer, plan_of
from relos_atlas.domain.ways import answer_voyage
from relos_atlas.model import ViewState
from relos_atlas.routing import Router
from relos_atlas.routing.economics import Tariffs

# The router keeps what it has searched; two visitors must not sort the same shelf at once.
LOCK = RLock()


def sea_of(atlas: Atlas) -> Sea:
    """Return what answers voyages on the geodata of `atlas`."""
    with LOCK:
        return _sea(atlas)


def answer_of(atlas: Atlas, state: ViewState) -> VoyageAnswer:
    """Return the ways between the ends that a state asks for."""
    with LOCK:
        return answer_voyage(atlas, _sea(atlas), plan_of(atlas, state))


@lru_cache(maxsize=2)
def _sea(atlas: Atlas) -> Sea:
    return Sea(Router.load(atlas.geodata), Tariffs(atlas.geodata))
