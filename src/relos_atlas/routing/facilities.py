"""Positions of the places of the atlas that a voyage may begin or end at."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from relos_atlas.model import Position, PositionError, UnknownIdError

if TYPE_CHECKING:
    from pathlib import Path


class Facilities:
    """Facilities by id, from `facilities.csv` of a folder."""

    def __init__(self, geodata: Path) -> None:
        with (geodata / "facilities.csv").open(encoding="utf-8", newline="") as file:
            self._rows = {row["facility_id"]: row for row in csv.DictReader(file)}

    def position(self, text: str) -> Position:
        """
        Read a facility id or "lat,lon".

        Raises
        ------
        UnknownIdError
            If no facility has the id.
        PositionError
            If the two numbers are no position; the message says so if they look swapped.
        """
        if text in self._rows:
            row = self._rows[text]
            return Position(lon=float(row["lon"]), lat=float(row["lat"]))
        lat, comma, lon = text.partition(",")
        if not comma:
            raise UnknownIdError(f"place '{text}': expected a facility id or 'lat,lon'")
        try:
            return Position(lon=float(lon), lat=float(lat))
        except PositionError:
            raise
        except ValueError:
            raise PositionError(f"place '{text}': expected a facility id or 'lat,lon' in degrees") from None
