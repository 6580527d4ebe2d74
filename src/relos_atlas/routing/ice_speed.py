"""How fast a ship goes over ice: a low and a high figure from the tables."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Final

from relos_atlas.routing.errors import NetworkError
from relos_atlas.routing.results import Range
from relos_atlas.routing.season import Access, Seasons, SegmentSeason

if TYPE_CHECKING:
    from pathlib import Path

_FUNCTION: Final = re.compile(r"([\d.]+)\*T\^(-[\d.]+)")


class IceSpeeds:
    """
    Speeds over ice from voyage-economics.csv.

    The low figure is the speed function of the nearest class at the thicker end of the modelled ice, or the
    speed behind an icebreaker in thick ice; the high figure is the best average sailed on the route, never
    more than the speed asked for.
    """

    def __init__(self, geodata: Path, seasons: Seasons) -> None:
        with (geodata / "voyage-economics.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self._seasons = seasons
        speeds = {(r["ship_type"], r["parameter"]): r["value"] for r in rows if r["record"] == "ice-speed"}
        try:
            self._escorted_kn = float(speeds["all", "speed_under_escort_in_thick_ice"])
            self._heavy_kn = float(speeds["Arc7 LNG carrier", "speed_in_ice"])
        except KeyError as missing:
            raise NetworkError(f"voyage-economics.csv {missing}: expected a row of ice-speed") from None
        self._functions = {
            ship: (float(match[1]), float(match[2]))
            for (ship, _), value in speeds.items()
            if (match := _FUNCTION.fullmatch(value))
        }
        self._best_kn = max(
            float(r["value"])
            for r in rows
            if r["record"] == "voyage" and r["parameter"] in ("average_speed", "nsr_average_speed")
        )

    def over_ice(self, season: SegmentSeason, ice_class: str, speed_kn: float) -> Range:
        """Speed of a class over the ice of a segment."""
        high = min(speed_kn, self._best_kn)
        if season.access is Access.ESCORT or not season.ice_type:
            return Range(min(self._escorted_kn, high), high)
        thickness = max(self._seasons.thickness_m(season.ice_type)[1], 0.01)
        baltic = self._seasons.baltic_equivalent(ice_class)
        if baltic in self._functions:
            factor, power = self._functions[baltic]
            return Range(min(max(factor * thickness**power, self._escorted_kn), high), high)
        low = self._heavy_kn if self._seasons.is_heavy(ice_class) else self._escorted_kn
        return Range(min(low, high), high)
