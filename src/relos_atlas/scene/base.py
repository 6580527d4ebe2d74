"""The base map of each projection: land, borders, names, graticule and caption, the same for every state."""

from __future__ import annotations

from functools import lru_cache

from shapely import LineString

from relos_atlas.data import Atlas
from relos_atlas.domain.places import anchors_of, places_of
from relos_atlas.model import BorderView, Grade, Position, Projection, ViewState
from relos_atlas.scene.scenes import BaseMap, Camera, Graticule, Legend, LineSample, Name
from relos_atlas.text import Catalogue, format_latitude, format_longitude

# Countries with many places are named from the first; those with few only further in, or they would crowd.
_MANY_PLACES = 20
_FEW_PLACES = 3
_FEW_PLACES_ZOOM = 4.0

HOMES = {
    Projection.FLAT: Camera(Position(lon=98, lat=50), zoom=2.5),
    Projection.POLAR: Camera(Position(lon=100, lat=73), zoom=3),
}
"""Where each projection looks at first."""

_GRATICULES = {
    Projection.FLAT: Graticule(
        parallels=tuple(range(-60, 81, 20)), meridians=tuple(range(-40, 341, 20)),
        west=-60, east=360, south=-80, north=84,
    ),
    Projection.POLAR: Graticule(
        parallels=tuple(range(0, 81, 10)), meridians=tuple(range(-180, 180, 30)),
        west=-180, east=180, south=0, north=84,
    ),
}  # fmt: skip


@lru_cache(maxsize=8)
def base_map(
    atlas: Atlas, projection: Projection, view: BorderView, words: Catalogue, legend: Legend | None = None
) -> BaseMap:
    """Return the base map of a projection, worded in one language; without a legend, with that of access."""
    is_flat = projection is Projection.FLAT
    return BaseMap(
        projection=projection,
        # The seam lies in the Atlantic, so that the Bering Strait and the whole Arctic coast are one piece.
        west=-30.0 if is_flat else -180.0,
        home=HOMES[projection],
        zoom_range=(1.5, 12.0),
        land=f"land-{projection}",
        borders="borders-flat",
        disputed=_disputed_lines(atlas),
        names=(*_sea_names(atlas, projection, words), *_country_names(atlas, words), *_degrees(projection)),
        graticule=_GRATICULES[projection],
        caption=words.say(f"map.caption.{projection}", view=words.say(f"border-view.{view}")),
        grade_labels={grade: words.say(f"grade.{grade}.label") for grade in Grade},
        kind_labels={
            kind: words.say(f"kind.{kind}") for kind in sorted(set(places_of(atlas)["kind"])) if kind
        },
        legend=legend or _access_legend(words),
    )


def _access_legend(words: Catalogue) -> Legend:
    """Return the legend of places and who would use them."""
    return Legend(tuple(Grade), (LineSample(words.say("map.linkLegend"), is_mutual=False, is_dashed=False),))


@lru_cache(maxsize=8)
def agreements_legend(words: Catalogue) -> Legend:
    """Return the legend of agreements between countries; nobody is shown a place that no source names."""
    lines = (
        LineSample(words.say("map.one-way"), is_mutual=False, is_dashed=False),
        LineSample(words.say("map.two-way"), is_mutual=True, is_dashed=False),
        LineSample(words.say("map.not-confirmed"), is_mutual=False, is_dashed=True),
    )
    return Legend((Grade.OFFICIAL, Grade.REPORTED), lines)


@lru_cache(maxsize=8)
def reach_legend(words: Catalogue) -> Legend:
    """Return the legend of how far a ship gets."""
    styles = ("band", "band-stop", "ring", "ice-edge", "nsr-limit")
    lines = tuple(LineSample(words.say(f"track.{style}"), style=style) for style in styles)
    return Legend((Grade.CONTEXT,), lines, has_kinds=False)


@lru_cache(maxsize=8)
def corridors_legend(words: Catalogue) -> Legend:
    """Return the legend of ways over water; places are there for context only."""
    styles = (
        "open-sea", "barents", "nsr", "other-way", "untabled", "closed", "land-leg", "ice-edge", "nsr-limit",
    )  # fmt: skip
    lines = tuple(LineSample(words.say(f"track.{style}"), style=style) for style in styles)
    return Legend((Grade.CONTEXT,), lines, has_kinds=False)


def camera_of(state: ViewState) -> Camera | None:
    """Return the camera that a link asks for, or None where the reader's own stays."""
    if state.centre is None and state.zoom is None:
        return None
    home = HOMES[state.projection]
    return Camera(state.centre or home.centre, home.zoom if state.zoom is None else state.zoom)


def _disputed_lines(atlas: Atlas) -> tuple[LineString, ...]:
    shapes = atlas.disputed.geometry
    return tuple(shape for shape in shapes if isinstance(shape, LineString))


def _sea_names(atlas: Atlas, projection: Projection, words: Catalogue) -> list[Name]:
    # Zoom 2 of the flat map and zoom 3 of the polar one show the Arctic at about the same size.
    shift = 0.0 if projection is Projection.FLAT else 0.5
    column = f"name_{words.language}"
    return [
        Name(
            row[column],
            Position(lon=row.geometry.x, lat=row.geometry.y),
            row["min_zoom"] + shift,
            _lettering(row["kind"]),
        )
        for _, row in atlas.sea_areas.iterrows()
    ]


def _lettering(kind: str) -> str:
    return "ocean" if kind == "ocean" else "sea"


def _country_names(atlas: Atlas, words: Catalogue) -> list[Name]:
    counts = places_of(atlas)["country"].value_counts()
    anchors = anchors_of(atlas)
    frequent = [(str(code), n) for code, n in counts.items() if n >= _FEW_PLACES and code in anchors.index]
    return [
        Name(
            str(atlas.countries.loc[code, f"label_{words.language}"]),
            Position(lon=anchors.loc[code, "lon"], lat=anchors.loc[code, "lat"]),
            0 if n >= _MANY_PLACES else _FEW_PLACES_ZOOM,
            "country",
        )
        for code, n in frequent
    ]


def _degrees(projection: Projection) -> list[Name]:
    """Label the graticule of the polar map, where no frame can carry the figures."""
    if projection is Projection.FLAT:
        return []
    parallels = [
        Name(format_latitude(lat), Position(lon=-165, lat=lat), 1, "degree") for lat in (50, 60, 70, 80)
    ]
    meridians = [
        Name(format_longitude(lon), Position(lon=lon, lat=lat), 1, "degree")
        for lon in _GRATICULES[Projection.POLAR].meridians
        for lat in (56, 66, 82)
    ]
    return [*parallels, *meridians]
