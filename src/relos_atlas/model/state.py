"""What a reader has chosen, as one frozen value: the link, the cache key, the argument, the stamp."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from relos_atlas.model.dates import Interval, PartialDate
from relos_atlas.model.events import DEFAULT_EVENT_KINDS, EventKind
from relos_atlas.model.grades import CLAIM_GRADES, Grade
from relos_atlas.model.positions import Position
from relos_atlas.model.user_notes import UserNote, clean_line

MAX_QUERY_TEXT = 80
"""Longest search text kept, in characters."""


class Projection(StrEnum):
    """How the map is projected."""

    FLAT = "flat"
    POLAR = "polar"


class BorderView(StrEnum):
    """Whose view of disputed borders the base map follows."""

    DE_FACTO = "de-facto"


class Layer(StrEnum):
    """A layer that a reader can switch."""

    FACILITIES = "facilities"
    LINKS = "links"
    BORDERS = "borders"
    SEA_NAMES = "sea-names"
    GRATICULE = "graticule"
    TILES = "tiles"


DEFAULT_LAYERS: frozenset[Layer] = frozenset(Layer) - {Layer.TILES}
DEFAULT_GRADES: frozenset[Grade] = frozenset(CLAIM_GRADES)


@dataclass(frozen=True, slots=True)
class Voyage:
    """
    A voyage asked for: ends, season and ship.

    `origin` and `destination` are a facility id or `lat_lon`; `avoid` holds passage slugs. `reach_from`
    is where a ship starts from whose reach is shown, `reach_days` how long it sails without a stop;
    `segment` is the sea area whose season is shown, None for the whole Northern Sea Route.
    """

    origin: str | None = None
    destination: str | None = None
    month: int | None = None
    ice_class: str | None = None
    speed_kn: float | None = None
    avoid: frozenset[str] = frozenset()
    ship: str | None = None
    reach_from: str | None = None
    reach_days: int | None = None
    segment: str | None = None

    def __post_init__(self) -> None:
        if self.speed_kn is not None:
            object.__setattr__(self, "speed_kn", round(self.speed_kn, 1))


@dataclass(frozen=True, slots=True)
class ViewState:
    """
    One view of the atlas.

    Empty sets mean "no filter", except `grades`, `layers` and `event_kinds`, which hold what is shown.

    Parameters
    ----------
    projection, centre, zoom
        The camera; `centre` is rounded to 3 decimals, `zoom` to halves; None is the projection's own.
    layers, grades
        What is switched on.
    countries, regions, kinds, operators, agreements
        Filters: ISO 3166 alpha-2 codes (or the atlas's own X codes) and slugs.
    agreement_kinds, statuses, services, troops
        Filters of agreements; `troops` holds answers to whether an agreement covers presence of forces.
    text
        Searched text, in Unicode form C, without control characters, at most 80 characters.
    period, as_of, known_on
        Range of the timeline; the day the world is shown at; the day whose knowledge is shown.
    event_kinds
        Kinds of event that are switched on.
    compare_from
        The day that the day of `as_of` is compared with.
    notes
        The reader's own notes.
    selected
        Id of the selected facility, event, agreement or corridor.
    data
        Fingerprint of the data that the link was made with.
    """

    projection: Projection = Projection.FLAT
    centre: Position | None = None
    zoom: float | None = None
    layers: frozenset[Layer] = DEFAULT_LAYERS
    countries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    operators: frozenset[str] = frozenset()
    grades: frozenset[Grade] = DEFAULT_GRADES
    agreements: frozenset[str] = frozenset()
    agreement_kinds: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    troops: frozenset[str] = frozenset()
    text: str = ""
    period: Interval | None = None
    as_of: PartialDate | None = None
    known_on: PartialDate | None = None
    event_kinds: frozenset[EventKind] = DEFAULT_EVENT_KINDS
    compare_from: PartialDate | None = None
    notes: tuple[UserNote, ...] = ()
    voyage: Voyage = field(default_factory=Voyage)
    selected: str | None = None
    border_view: BorderView = BorderView.DE_FACTO
    language: str = "en"
    data: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean_text(self.text))
        if self.centre is not None:
            centre = Position(lon=round(self.centre.lon, 3) + 0.0, lat=round(self.centre.lat, 3) + 0.0)
            object.__setattr__(self, "centre", centre)
        if self.zoom is not None:
            object.__setattr__(self, "zoom", math.floor(self.zoom * 2 + 0.5) / 2)

    def without_camera(self) -> Self:
        """Return the same choices with the projection's own camera."""
        return replace(self, centre=None, zoom=None)


def clean_text(text: str) -> str:
    """Return `text` fit to search for: form C, one space between words, no control or format characters."""
    return clean_line(text, MAX_QUERY_TEXT)
