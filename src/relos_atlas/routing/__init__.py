"""The sea network, search, seasons and ice, voyage economics: the router of the atlas."""

from relos_atlas.routing.errors import (
    InlandError,
    NetworkError,
    RoutingError,
    UnknownIceClassError,
    UnknownPassageError,
)
from relos_atlas.routing.results import NoRoute, Range, Route, Segment
from relos_atlas.routing.router import Router
from relos_atlas.routing.scenario import Terms

__all__ = [
    "InlandError",
    "NetworkError",
    "NoRoute",
    "Range",
    "Route",
    "Router",
    "RoutingError",
    "Segment",
    "Terms",
    "UnknownIceClassError",
    "UnknownPassageError",
]
