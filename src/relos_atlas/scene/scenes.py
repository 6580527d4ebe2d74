"""What is to be drawn, as values: one source for map, list, sentence and every later picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
from shapely import LineString

from relos_atlas.domain.agreements import AgreementSelection
from relos_atlas.domain.events import EventSelection
from relos_atlas.domain.reach import Reach
from relos_atlas.domain.select import Selection
from relos_atlas.domain.voyages import VoyageAnswer
from relos_atlas.model import Layer, Position, Projection
from relos_atlas.scene.style import GRADE_STYLES, GradeStyle
from relos_atlas.scene.timeline import Timeline, TimelineState


@dataclass(frozen=True, slots=True)
class Subject:
    """
    What a map is about, which is brought into view when it is asked for.

    `name` tells one from another; `points` are (lon, lat) that are to be seen.
    """

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the map looks: a centre and a Leaflet zoom level of its projection."""

    centre: Position
    zoom: float


@dataclass(frozen=True, slots=True)
class Name:
    """A name written on the map, from `min_zoom` on; `kind` chooses the lettering."""

    text: str
    position: Position
    min_zoom: float
    kind: str


@dataclass(frozen=True, slots=True)
class Graticule:
    """Parallels and meridians to draw, in degrees, between the given limits."""

    parallels: tuple[int, ...]
    meridians: tuple[int, ...]
    west: int
    east: int
    south: int
    north: int


@dataclass(frozen=True, slots=True)
class LineSample:
    """
    A line of the legend: what it means, how many arrowheads it has, whether it is dashed.

    `style` names one of `TRACK_STYLES`; empty for a relation between countries.
    """

    text: str
    is_mutual: bool = False
    is_dashed: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Legend:
    """What the legend explains: the grades of marks that may appear, the lines, and the shapes of places."""

    grades: tuple[str, ...]
    lines: tuple[LineSample, ...]
    has_kinds: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class BaseMap:
    """
    What does not change with the filters.

    `west` is where the flat map begins: longitudes in [west, west + 360[. `land` and `borders`
    are stems of GeoJSON files in geodata. `disputed` holds lines in EPSG:4326. `marks` holds the look
    of each code of a place: code 1 is the first.
    """

    projection: Projection
    west: float
    home: Camera
    zoom_range: tuple[float, float]
    land: str
    borders: str
    disputed: tuple[LineString, ...]
    names: tuple[Name, ...]
    graticule: Graticule
    caption: str
    grade_labels: Mapping[str, str]
    kind_labels: Mapping[str, str]
    legend: Legend
    marks: tuple[GradeStyle, ...] = GRADE_STYLES


@dataclass(frozen=True, slots=True)
class Link:
    """
    A relation, not a route: the shortest line to the country that would use something.

    `is_mutual` relations hold both ways; those that are not `is_confirmed` in force are dashed.

    Each renderer draws the line between the two ends itself; ends are small, lines are not.
    """

    start: Position
    end: Position
    is_selected: bool
    is_mutual: bool = False
    is_confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Track:
    """
    A line on the map that is more than a relation: a leg of a way, an ice edge, a limit, a ring.

    Parameters
    ----------
    style
        One of the slugs of `TRACK_STYLES`.
    points
        (lon, lat) in order, in degrees; longitudes run on over 180 degrees, so they may leave
        [-180, 180]. Renderers draw great circles between them.
    label
        Written beside the middle of the line, where there is room; empty for none.
    way
        Id of the way that this is a leg of; empty for a line that is not part of one.
    is_directed
        Whether arrowheads show the order of the points.
    is_strong
        Whether it is the one that is chosen.
    """

    style: str
    points: tuple[tuple[float, float], ...]
    label: str = ""
    way: str = ""
    is_directed: bool = False
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Callout:
    """A word at a point of the map: a strait, a limit, a distance sailed, a reader's own note."""

    text: str
    position: Position
    kind: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class MapScene:
    """
    One state of a map with places and links.

    Parameters
    ----------
    places
        Every place, shown or not, in the order of the marks; EPSG:4326, columns `name`, `kind` and
        `country`, and where they differ from these `label` (written beside the mark) and `note`.
    shown
        Which of them are shown.
    codes
        One byte per place: 0 hidden, else the number of its style in `base.marks`, from 1; for
        places with grades that is 1 + `Grade.rank`.
    selected_row
        Row of the selected place, None without one. A selected place is drawn even if hidden.
    tracks, callouts
        Lines and words of pages that have them.
    is_stacked
        Whether many marks share one spot, so that solid ones gather in clusters as well.
    subject
        What the map is about, if it is more than all that is shown.
    """

    base: BaseMap
    places: gpd.GeoDataFrame
    shown: npt.NDArray[np.bool_]
    codes: npt.NDArray[np.uint8]
    selected_row: int | None
    links: tuple[Link, ...]
    layers: frozenset[Layer]
    camera: Camera | None
    alternative_text: str
    tracks: tuple[Track, ...] = ()
    callouts: tuple[Callout, ...] = ()
    is_stacked: bool = False
    subject: Subject | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class AccessScene(MapScene):
    """One state of the access map."""

    selection: Selection


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class AgreementsScene(MapScene):
    """
    One state of the map of agreements.

    `undrawn` holds the pairs (grantor, beneficiary) that have no line, as the base map has no point
    inside one of the two.
    """

    selection: AgreementSelection
    undrawn: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CorridorsScene(MapScene):
    """One state of the map of corridors."""

    answer: VoyageAnswer
    sentence: str
    reach: Reach | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EventsScene(MapScene):
    """
    One state of the map of events, and of the timeline of the same events.

    `places` holds the events that have a point; the timeline holds all of them.
    """

    selection: EventSelection
    timeline: Timeline
    timeline_state: TimelineState
