"""The answers of the router: a way with all that is known about it, or no way and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from relos_atlas.routing.sphere import drawn

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from relos_atlas.model import Notice, Position

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Range:
    """A figure known only as a span; both ends in the same unit."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Segment:
    """
    A stretch of a way: one sea area of the Arctic tables, or the open water between them.

    `access` and `basis` are empty where no season was asked for; `ice_share` is the part under ice in
    the median year; `speed_kn` is over the ice of the stretch.
    """

    zone: str
    name: str
    distance_nm: float
    access: str = ""
    basis: str = ""
    ice_share: float = 0.0
    speed_kn: Range | None = None
    reason: str = ""
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """
    A way over water.

    Parameters
    ----------
    distance_nm
        Length of the line from end to end along great circles, and of what a notice says is not drawn.
    passages
        Slugs of the passages crossed, in order.
    line
        Turning points as rows (lon, lat); between them great circles. `geometry` draws it.
    duration_days
        At the speed asked for, slower in ice.
    """

    start: Position
    end: Position
    distance_nm: float
    passages: tuple[str, ...]
    segments: tuple[Segment, ...]
    line: Floats = field(repr=False, compare=False)
    duration_days: Range
    notices: tuple[Notice, ...]
    status: Literal["ok"] = "ok"

    @property
    def geometry(self) -> list[list[float]]:
        """(lon, lat) vertices to be joined straight; longitudes are continuous, past 180 degrees too."""
        vertices: list[list[float]] = np.round(drawn(self.line), 5).tolist()
        return vertices


@dataclass(frozen=True, slots=True)
class Measured:
    """The miles of a way, those of them ashore, and the passages it crosses, without the rest."""

    distance_nm: float
    passages: tuple[str, ...]
    ashore_nm: float = 0.0
    status: Literal["ok"] = "ok"


@dataclass(frozen=True, slots=True)
class NoRoute:
    """
    No way is left.

    `reason` is a code: `different-seas`, `avoided`, `draught`, `season`, `passage-closed`,
    `via-impossible`; `blocked_by` names what stands in the way.
    """

    start: Position
    end: Position
    reason: str
    blocked_by: tuple[str, ...]
    notices: tuple[Notice, ...] = ()
    status: Literal["no-route"] = "no-route"
