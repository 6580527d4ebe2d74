"""Fuel, CO2, tolls and escort of a voyage as low and high figures, with the assumptions they rest on."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from relos_atlas.model import UnknownIdError
from relos_atlas.routing.results import Range
from relos_atlas.routing.season import Access

if TYPE_CHECKING:
    from pathlib import Path

    from relos_atlas.routing.results import Route

#: Fuels that an ordinary ship burns; gases and alcohols need ships of their own.
_OIL_FUELS: Final = ("HFO", "LFO", "MDO/MGO")
_PRICED_FUELS: Final = ("VLSFO", "HSFO", "MGO")
_HOURS_A_DAY: Final = 24.0
_SPAN: Final = re.compile(r"([\d.]+)-([\d.]+)")


@dataclass(frozen=True, slots=True)
class Economics:
    """
    What a voyage costs.

    `toll_usd` and `escort_usd` are None where a toll or an escort is due but no figure is published.
    """

    ship: str
    fuel_t: Range
    co2_t: Range
    fuel_usd: Range
    toll_usd: Range | None
    escort_usd: Range | None
    assumptions: tuple[str, ...]
    source_ids: tuple[str, ...]


class Tariffs:
    """The table of ships, fuels, tolls and fees."""

    def __init__(self, geodata: Path) -> None:
        with (geodata / "voyage-economics.csv").open(encoding="utf-8", newline="") as file:
            self._rows = list(csv.DictReader(file))
        self.ships = tuple(
            dict.fromkeys(r["ship_type"] for r in self._rows if r["parameter"] == "fuel_at_design_speed")
        )

    def ship(self, word: str | None) -> str:
        """
        A ship type by name, whatever the case; without one the open-water tanker of the table.

        Raises
        ------
        UnknownIdError
            If no ship of the table has the name.
        """
        with_speed = [ship for ship in self.ships if self._figure(ship, "design_speed") is not None]
        if word is None:
            return next((ship for ship in with_speed if ship.startswith("open-water")), with_speed[0])
        for ship in with_speed:
            if ship.casefold() == word.casefold():
                return ship
        raise UnknownIdError(f"ship '{word}': expected one of {'; '.join(with_speed)}")

    def of(self, route: Route, speed_kn: float, ship: str | None = None) -> Economics:
        """
        Cost a voyage.

        Fuel goes with the cube of the speed over water; over ice the low figure is at the same rate and
        the high figure at that of the design speed, for an engine that works against the ice.
        """
        name = self.ship(ship)
        design_kn = float(self._figure(name, "design_speed") or speed_kn)
        at_design = float(self._figure(name, "fuel_at_design_speed") or 0)
        rate = at_design * (speed_kn / design_kn) ** 3
        water_days, ice_days = _days(route, speed_kn)
        fuel = Range(
            water_days * rate + ice_days.low * min(rate, at_design),
            water_days * rate + ice_days.high * max(rate, at_design),
        )
        carbon = self._span("co2-factor", _OIL_FUELS)
        price = self._span("fuel-price", _PRICED_FUELS)
        notes = [
            f"{name}: {at_design:g} t/day at {design_kn:g} kn, cube law to {speed_kn:g} kn",
            f"CO2 {carbon.low:g}-{carbon.high:g} t per t of fuel (oil fuels, tank to wake)",
            f"fuel {price.low:g}-{price.high:g} USD/t (2025)",
        ]
        toll = self._toll(route, name, notes)
        escort = self._escort(route, notes)
        return Economics(
            ship=name,
            fuel_t=fuel,
            co2_t=Range(fuel.low * carbon.low, fuel.high * carbon.high),
            fuel_usd=Range(fuel.low * price.low, fuel.high * price.high),
            toll_usd=toll,
            escort_usd=escort,
            assumptions=tuple(notes),
            source_ids=self._sources(name),
        )

    def _toll(self, route: Route, ship: str, notes: list[str]) -> Range | None:
        canals = [slug for slug in route.passages if slug in ("suez-canal", "panama-canal", "kiel-canal")]
        if not canals:
            return Range(0.0, 0.0)
        row = self._row(ship, "suez_toll") or self._row("Panamax-size tanker", "suez_toll")
        if canals != ["suez-canal"] or row is None or ("tanker" in row["ship_type"]) != ("tanker" in ship):
            notes.append(f"tolls of {', '.join(canals)}: no figure for this ship in the table")
            return None
        base = float(row["value"])
        raised = base
        for change in self._rows:
            if change["parameter"] == "suez_toll_change" and change["conditions"].startswith("from"):
                raised *= 1.0 + (float(change["value"]) / 100.0 if change["value"] == "15" else 0.0)
        notes.append(f"Suez toll {base:,.0f} USD as listed; high with the rises of 15 % since 2023")
        return Range(base, raised)

    def _escort(self, route: Route, notes: list[str]) -> Range | None:
        if not any(segment.access == Access.ESCORT for segment in route.segments):
            return Range(0.0, 0.0)
        for row in self._rows:
            span = _SPAN.fullmatch(row["value"])
            if row["parameter"] == "icebreaker_escort" and span:
                notes.append(f"escort {row['value']} {row['unit']}: {row['note']}")
                return Range(float(span[1]), float(span[2]))
        return None

    def _span(self, record: str, kinds: tuple[str, ...]) -> Range:
        values = [
            float(r["value"])
            for r in self._rows
            if r["record"] == record and r["ship_type"] in kinds and r["parameter"] in ("Cf", "price")
        ]
        return Range(min(values), max(values))

    def _row(self, ship: str, parameter: str) -> dict[str, str] | None:
        return next((r for r in self._rows if r["ship_type"] == ship and r["parameter"] == parameter), None)

    def _figure(self, ship: str, parameter: str) -> str | None:
        row = self._row(ship, parameter)
        return row["value"] if row else None

    def _sources(self, ship: str) -> tuple[str, ...]:
        used = [
            r["source_ids"]
            for r in self._rows
            if r["ship_type"] == ship or r["record"] in ("co2-factor", "fuel-price", "fuel-law")
        ]
        return tuple(dict.fromkeys(source for ids in used for source in ids.split(";") if source))


def _days(route: Route, speed_kn: float) -> tuple[float, Range]:
    """Days over water, and days over ice from fastest to slowest."""
    water = low = high = 0.0
    for segment in route.segments:
        ice = segment.distance_nm * segment.ice_share if segment.speed_kn else 0.0
        water += (segment.distance_nm - ice) / speed_kn
        if segment.speed_kn:
            low += ice / segment.speed_kn.high
            high += ice / segment.speed_kn.low
    return water / _HOURS_A_DAY, Range(low / _HOURS_A_DAY, high / _HOURS_A_DAY)
