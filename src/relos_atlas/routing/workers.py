"""What a worker process keeps between the parts of a large task."""

from __future__ import annotations

from functools import lru_cache

from relos_atlas.routing.router import Router


@lru_cache(maxsize=1)
def router_of(geodata: str) -> Router:
    """The router of a worker, loaded once."""
    return Router.load(geodata)
