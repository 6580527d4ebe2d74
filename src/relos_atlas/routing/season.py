"""Which segments of the Northern Sea Route a ship may use in a month, and in what ice."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from relos_atlas.model import Notice
from relos_atlas.routing.errors import RoutingError, UnknownIceClassError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from relos_atlas.routing.zones import Zone

NO_CLASS: Final = "none"
_ICE_FREE_TENTHS: Final = 10
#: From this share of a segment under ice on, its ice counts as medium rather than light: our reading.
_MEDIUM_SHARE: Final = 0.5
#: Winter limit of the class whose carriers gave the speed in heavy ice, in m.
_HEAVY_M: Final = 1.4
_BELOW_POLAR: Final = {"None", "IC", "IB", "IA", "IA Super"}


class Access(StrEnum):
    """How a ship passes a segment."""

    ICE_FREE = "ice-free"
    INDEPENDENT = "independent"
    ESCORT = "icebreaker-escort"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class SegmentSeason:
    """
    What holds for one segment, month and ice class.

    `share` is the part of the segment inside the median ice extent; `basis` says what decided:
    `table` (season and admission tables) or `polaris-model`.
    """

    access: Access
    share: float
    basis: str
    ice_type: str
    condition: str
    source_ids: tuple[str, ...]
    reason: str


class Seasons:
    """The season, admission and POLARIS tables, asked for one segment at a time."""

    def __init__(self, geodata: Path) -> None:
        self._season = {(r["segment_id"], int(r["month"])): r for r in _rows(geodata / "nsr-season.csv")}
        self._admission = _rows(geodata / "nsr-admission.csv")
        self._classes = {r["class_id"]: r for r in _rows(geodata / "ice-classes.csv")}
        self._stages = {r["ice_type"]: r for r in _rows(geodata / "ice-stages.csv")}
        self._polaris = {
            r["ice_class"]: r for r in _rows(geodata / "polaris-riv.csv") if r["record"] == "riv"
        }
        self._ice = {int(r["month"]): r for r in _rows(geodata / "sea-network-ice.csv")}

    def ice_class(self, word: str | None) -> str | None:
        """
        Name of an ice class as the table writes it, whatever the case and spacing.

        Raises
        ------
        UnknownIceClassError
            If no class is written so.
        """
        if word is None:
            return None
        plain = {_plain(name): name for name in self._classes}
        if _plain(word) not in plain:
            known = ", ".join(self._classes)
            raise UnknownIceClassError(f"ice class '{word}': expected one of {known}")
        return plain[_plain(word)]

    def segment(self, zone: Zone, month: int, ice_class: str) -> SegmentSeason | None:
        """What holds in a zone; None where no table has the zone."""
        if (zone.slug, month) not in self._season:
            return None
        row = self._season[zone.slug, month]
        share = float(row["median_extent_share_1981_2010"])
        if not zone.admission_sea:
            return self._outside_the_route(row, share, month)
        if self._is_tabled(ice_class):
            return self._by_law(zone, row, share, ice_class)
        return self._by_model(row, share, month, ice_class)

    def _is_tabled(self, ice_class: str) -> bool:
        return any(r["ice_class"] == ice_class and r["sea"] for r in self._admission)

    def _outside_the_route(self, row: Mapping[str, str], share: float, month: int) -> SegmentSeason:
        """A sea next to the route: ice slows ships down, but no rule of the route bars them."""
        access = Access.INDEPENDENT if share else Access.ICE_FREE
        return self._answer(
            row, access, share, "table", month, "no admission rule outside the NSR water area"
        )

    def _by_law(self, zone: Zone, row: Mapping[str, str], share: float, ice_class: str) -> SegmentSeason:
        month = int(row["month"])
        if row["no_class_to_ice3_rule_2017"] == "banned":
            return self._answer(
                row, Access.CLOSED, share, "table", month, "navigation barred to this class by rule"
            )
        if share == 0:
            return self._answer(row, Access.ICE_FREE, share, "table", month, "no ice in the median year")
        kind = "light" if share < _MEDIUM_SHARE else "medium"
        # The table speaks of kinds of ice, not of shares: the reader must see that we read one off.
        ice = f"{kind} ice, as read from the 1981–2010 median ({share:.0%} of the segment iced)"
        for mode, access in (("independent", Access.INDEPENDENT), ("icebreaker", Access.ESCORT)):
            if self._allows(zone, ice_class, mode, kind):
                return self._answer(row, access, share, "table", month, f"{ice}: {mode} by the 2017 table")
        return self._answer(row, Access.CLOSED, share, "table", month, f"{ice}: barred by the 2017 table")

    def _allows(self, zone: Zone, ice_class: str, mode: str, kind: str) -> bool:
        """
        Look a cell of the admission table up.

        The copy seen breaks off in the row of Ice3 behind an icebreaker: an empty cell is read as that of
        the next weaker class, which a stronger ship may always do.
        """
        weaker = list(reversed(self._classes))[list(reversed(self._classes)).index(ice_class) :]
        for name in weaker:
            for row in self._admission:
                if (row["ice_class"], row["mode"], row["sea"]) == (name, mode, zone.admission_sea) and row[
                    kind
                ]:
                    return row[kind] == "yes"
        return False

    def _by_model(self, row: Mapping[str, str], share: float, month: int, ice_class: str) -> SegmentSeason:
        if share == 0:
            return self._answer(
                row, Access.ICE_FREE, share, "polaris-model", month, "no ice in the median year"
            )
        ice_type = self._ice[month]["ice_type"]
        if not self._classes[ice_class]["polaris_row"]:
            access = Access.ESCORT if self._too_thick(ice_class, month, ice_type) else Access.INDEPENDENT
            reason = (
                f"{ice_type}: by the thickness limit of the class, which has no published POLARIS row (model)"
            )
            return self._answer(row, access, share, "polaris-model", month, reason)
        rio = self.risk_index(ice_class, month)
        polar = self._classes[ice_class]["polaris_row"] not in _BELOW_POLAR
        if rio >= 0:
            access = Access.ESCORT if self._too_thick(ice_class, month, ice_type) else Access.INDEPENDENT
        else:
            access = Access.ESCORT if polar and rio >= -_ICE_FREE_TENTHS else Access.CLOSED
        reason = f"POLARIS RIO {rio} for {self._ice[month]['concentration_tenths']}/10 {ice_type} (model)"
        return self._answer(row, access, share, "polaris-model", month, reason)

    def risk_index(self, ice_class: str, month: int) -> int:
        """RIO of a class in the modelled ice of a month: ice and open water, each with its own value."""
        riv = self._polaris[self._classes[ice_class]["polaris_row"]]
        ice = self._ice[month]
        tenths = int(ice["concentration_tenths"])
        return tenths * int(riv[ice["ice_type"]]) + (_ICE_FREE_TENTHS - tenths) * int(riv["ice_free"])

    def _too_thick(self, ice_class: str, month: int, ice_type: str) -> bool:
        """Whether the ice begins thicker than the published limit of the class (none published: no)."""
        season = "summer_autumn" if month in range(7, 12) else "winter_spring"
        limit = self._classes[ice_class][f"max_ice_{season}_m"]
        thickness = self._stages[ice_type]["thickness_min_cm"]
        return bool(limit and thickness) and float(thickness) / 100.0 > float(limit)

    def _answer(  # noqa: PLR0913
        self, row: Mapping[str, str], access: Access, share: float, basis: str, month: int, reason: str
    ) -> SegmentSeason:
        ice_type = self._ice[month]["ice_type"] if share else ""
        sources = tuple(filter(None, row["source_ids"].split(";")))
        return SegmentSeason(access, share, basis, ice_type, row["typical_condition"], sources, reason)

    def baltic_equivalent(self, ice_class: str) -> str:
        """The Baltic class that the table sets beside a class, or empty."""
        return self._classes[ice_class]["equivalent_baltic"].split(" (")[0]

    def is_heavy(self, ice_class: str) -> bool:
        """Whether a class is made for first-year ice of 1.4 m and more, as the Arc7 carriers are."""
        limit = self._classes[ice_class]["max_ice_winter_spring_m"]
        return bool(limit) and float(limit) >= _HEAVY_M

    def thickness_m(self, ice_type: str) -> tuple[float, float]:
        """Thickness of an ice type; where the table leaves the upper end open, the lower is given twice."""
        low, high = (self._stages[ice_type][f"thickness_{end}_cm"] for end in ("min", "max"))
        least = float(low or high) / 100.0
        return least, float(high) / 100.0 if high else least


def checked_month(month: int | None) -> int | None:
    """
    Pass a month on.

    Raises
    ------
    RoutingError
        If it is not 1 to 12.
    """
    if month is not None and month not in range(1, 13):
        raise RoutingError(f"month {month}: expected 1 to 12")
    return month


def notices_for(seasons: Mapping[str, SegmentSeason], month: int) -> list[Notice]:
    """What must be said with an answer that rests on these segments."""
    notices = []
    modelled = [slug for slug, season in seasons.items() if season.basis == "polaris-model"]
    if modelled:
        notices.append(Notice("route.modelled-from-polaris", (("segments", ", ".join(modelled)),)))
    if any(season.basis == "table" and season.access is not Access.ICE_FREE for season in seasons.values()):
        notices.append(Notice("route.admission-table-2017", (("month", str(month)),)))
    if month == 11 and any(season.access is not Access.CLOSED for season in seasons.values()):
        notices.append(Notice("route.november-half", (("last_day", "15"),)))
    return notices


def _plain(word: str) -> str:
    return "".join(word.casefold().split()).replace("-", "").replace("_", "")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
