"""Says what a way passes: gates in order, sea areas in order, ice and the time it takes."""

from __future__ import annotations

import csv
from itertools import groupby
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from relos_atlas.model import Notice
from relos_atlas.routing.gates import Gates
from relos_atlas.routing.results import Range, Segment
from relos_atlas.routing.season import NO_CLASS, Access, notices_for
from relos_atlas.routing.sphere import along, lengths_nm, lonlat_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from relos_atlas.routing.found import Found, Line
    from relos_atlas.routing.ice_speed import IceSpeeds
    from relos_atlas.routing.passages import Passages
    from relos_atlas.routing.scenario import Scenario, Terms
    from relos_atlas.routing.zones import Zone

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

OPEN_WATER: Final = "open-water"
_PIECE_NM: Final = 10.0
_HOURS_A_DAY: Final = 24.0
#: South of this no zone of the tables lies.
_ZONES_SOUTH: Final = 64.5


class Describer:
    """Turns the vertices of a way into what people want to know about it."""

    def __init__(
        self, geodata: Path, passages: Passages, zones: Mapping[str, Zone], ice_speeds: IceSpeeds
    ) -> None:
        self._passages = passages
        self._gates = Gates(passages.by_slug.values())
        self._zones = [zone for zone in zones.values() if zone.group != "inland-sea"]
        for zone in self._zones:
            shapely.prepare(zone.area)
        self._bounds = shapely.bounds([zone.area for zone in self._zones]).T
        self._ice_speeds = ice_speeds
        self._edge = _median_edge(geodata / "ice-edge-median.csv")

    def passages(self, line: Line) -> tuple[str, ...]:
        """Slugs of the passages crossed by a line, in order, each run of one once."""
        legs = np.flatnonzero(~line.is_quiet)
        crossed = self._gates.crossed(line.vectors[legs], line.vectors[legs + 1])
        return tuple(slug for slug, _ in groupby(slug for _, _, slug in crossed))

    def segments(self, found: Found, terms: Terms, scenario: Scenario) -> tuple[Segment, ...]:
        """Stretches of a way by sea area; the miles ashore count with the first."""
        (number, miles), *others = self._stretches(found.line)
        stretches = [(number, miles + found.ashore_nm), *others]
        return tuple(self._segment(number, miles, terms, scenario) for number, miles in stretches)

    def _stretches(self, line: Line) -> list[tuple[int, float]]:
        """Runs of (number of the zone or -1, miles) along a line."""
        vectors, lat = line.vectors, line.lonlat[:, 1]
        count = np.arange(len(lat) - 1)
        miles = lengths_nm(vectors, count, count + 1)
        is_north = np.maximum(lat[:-1], lat[1:]) > _ZONES_SOUTH - 5
        if not is_north.any():
            return [(-1, float(miles.sum()))]
        pieces = np.where(is_north, np.maximum(np.ceil(miles / _PIECE_NM), 1), 1).astype(np.int64)
        which = np.repeat(count, pieces)
        share = (np.arange(len(which)) - np.repeat(np.cumsum(pieces) - pieces, pieces) + 0.5) / pieces[which]
        north = np.flatnonzero(is_north[which])
        middle = lonlat_of(along(vectors[which[north]], vectors[which[north] + 1], share[north]))
        number = np.full(len(which), -1)
        number[north] = self._zone_of_each(middle)
        length = (miles / pieces)[which]
        begins = np.concatenate([[0], np.flatnonzero(np.diff(number)) + 1])
        runs = np.add.reduceat(length, begins)
        return list(zip(number[begins].tolist(), runs.tolist(), strict=True))

    def _zone_of_each(self, lonlat: Floats) -> Ints:
        """Number of the zone that each point lies in, -1 outside all."""
        number = np.full(len(lonlat), -1)
        (west, south), (east, north) = lonlat.min(axis=0), lonlat.max(axis=0)
        zone_west, zone_south, zone_east, zone_north = self._bounds
        meets = (zone_south <= north) & (zone_north >= south)
        # areas may run past 180 degrees east
        meets &= (zone_west <= east) & (zone_east >= west) | (zone_east >= west + 360.0)
        for k in np.flatnonzero(meets).tolist():
            number[self._zones[k].holds_each(lonlat)] = k
        return number

    def _segment(self, number: int, miles: float, terms: Terms, scenario: Scenario) -> Segment:
        if number < 0:
            return Segment(OPEN_WATER, "Open water", miles)
        zone = self._zones[number]
        season = scenario.seasons.get(zone.slug)
        if season is None:
            return Segment(zone.slug, zone.name, miles)
        speed = None
        if season.access is not Access.ICE_FREE:
            speed = self._ice_speeds.over_ice(season, terms.ice_class or NO_CLASS, terms.speed_kn)
        return Segment(
            zone=zone.slug,
            name=zone.name,
            distance_nm=miles,
            access=str(season.access),
            basis=season.basis,
            ice_share=season.share,
            speed_kn=speed,
            reason=season.reason,
            source_ids=season.source_ids,
        )

    def notices(
        self,
        way: Found,
        passages: Iterable[str],
        segments: Iterable[Segment],
        terms: Terms,
        scenario: Scenario,
    ) -> tuple[Notice, ...]:
        """What must be said with an answer."""
        found = []
        if way.ashore_nm:
            found.append(Notice("route.ashore", (("miles_nm", f"{way.ashore_nm:.1f}"),)))
        rows = self._passages.by_slug
        found += [
            Notice("route.ends-at", (("passage", rows[slug].name), ("slug", slug)))
            for slug in passages
            if rows[slug].is_on_request and slug not in terms.via
        ]
        zones = {segment.zone for segment in segments}
        if terms.month is None:
            found.append(Notice("route.ice-free"))
        else:
            used = {slug: season for slug, season in scenario.seasons.items() if slug in zones}
            found += notices_for(used, terms.month)
            if terms.ice_class is None:
                found.append(Notice("route.no-ice-class"))
            if (miles := self._in_untabled_ice(way.line, terms.month)) >= 1:
                found.append(Notice("route.north-of-ice-edge", (("miles_nm", f"{miles:.0f}"),)))
        if "central-arctic" in zones:
            found.append(Notice("route.no-table", (("zone", "central-arctic"),)))
        return tuple(found)

    def _in_untabled_ice(self, line: Line, month: int) -> float:
        """Miles north of the median ice edge of a month, outside the zones that the season table covers."""
        vectors = line.vectors
        count = np.arange(len(vectors) - 1)
        miles = lengths_nm(vectors, count, count + 1)
        pieces = np.maximum(np.ceil(miles / (2 * _PIECE_NM)), 1).astype(np.int64)
        which = np.repeat(count, pieces)
        share = (np.arange(len(which)) - np.repeat(np.cumsum(pieces) - pieces, pieces) + 0.5) / pieces[which]
        middle = lonlat_of(along(vectors[which], vectors[which + 1], share))
        beyond = middle[:, 1] > self._edge[month][((middle[:, 0] + 180.0) // 2).astype(np.int64) % 180]
        for zone in self._zones:
            beyond &= ~zone.holds_each(middle)
        return float((miles / pieces)[which][beyond].sum())


def duration_days(segments: Iterable[Segment], speed_kn: float) -> Range:
    """Days of a voyage: full speed over water, the speed of each stretch over its ice."""
    low = high = 0.0
    for segment in segments:
        ice = segment.distance_nm * segment.ice_share if segment.speed_kn else 0.0
        water_h = (segment.distance_nm - ice) / speed_kn
        low += water_h + (ice / segment.speed_kn.high if segment.speed_kn else 0.0)
        high += water_h + (ice / segment.speed_kn.low if segment.speed_kn else 0.0)
    return Range(low / _HOURS_A_DAY, high / _HOURS_A_DAY)


def _median_edge(path: Path) -> dict[int, Floats]:
    """Latitude of the edge by month and 2 degrees of longitude; the pole where the table has none."""
    edge = {month: np.full(180, 90.0) for month in range(1, 13)}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["edge_lat"]:
                edge[int(row["month"])][int((float(row["lon"]) + 180) // 2) % 180] = float(row["edge_lat"])
    return edge
