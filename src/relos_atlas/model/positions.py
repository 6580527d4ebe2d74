"""A position on the globe, longitude first."""

from __future__ import annotations

import math
from dataclasses import dataclass

from relos_atlas.model.errors import PositionError


@dataclass(frozen=True, slots=True)
class Position:
    """
    A point in EPSG:4326, degrees; longitude in [-180, 180], latitude in [-90, 90].

    Raises
    ------
    PositionError
        If a value is not finite or out of its range; the message says whether the two look swapped.
    """

    lon: float
    lat: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lon) and math.isfinite(self.lat)):
            raise PositionError(f"lon={self.lon} lat={self.lat}: expected finite degrees")
        if abs(self.lat) > 90:
            hint = "; latitude and longitude look swapped" if abs(self.lon) <= 90 else ""
            raise PositionError(f"lat={self.lat}: expected -90 to 90{hint}")
        if abs(self.lon) > 180:
            raise PositionError(f"lon={self.lon}: expected -180 to 180")
