"""Sea areas that season and law speak of: the segments of the Northern Sea Route and their neighbours."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from relos_atlas.model import Position

FILE: Final = "sea-network-zones.csv"


@dataclass(frozen=True, slots=True)
class Zone:
    """A sea area; `group` is the route it belongs to, `admission_sea` its name in nsr-admission.csv."""

    slug: str
    name: str
    group: str
    admission_sea: str
    area: shapely.Geometry

    def holds(self, position: Position) -> bool:
        """Whether a place lies in it; areas may run past 180 degrees east."""
        south, north = self.area.bounds[1::2]
        if not south <= position.lat <= north:  # most places lie far south of all zones
            return False
        return bool(self.holds_each(np.array([[position.lon, position.lat]]))[0])

    def holds_each(self, lonlat: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Whether each point lies in it."""
        lon, lat = lonlat[:, 0], lonlat[:, 1]
        inside: NDArray[np.bool_] = shapely.contains_xy(self.area, lon, lat)
        if self.area.bounds[2] > 180.0:
            inside |= shapely.contains_xy(self.area, lon + 360.0, lat)
        return inside


def load_zones(geodata: Path) -> dict[str, Zone]:
    """Zones by slug, from `sea-network-zones.csv` of a folder."""
    with (geodata / FILE).open(encoding="utf-8", newline="") as file:
        rows = [
            Zone(row["slug"], row["name"], row["group"], row["admission_sea"], shapely.from_wkt(row["area"]))
            for row in csv.DictReader(file)
        ]
    return {row.slug: row for row in rows}
