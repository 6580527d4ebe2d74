"""A base map as a Folium map: the only place where latitude comes before longitude."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template
from jinja2.utils import htmlsafe_json_dumps

from relos_atlas.model import Projection
from relos_atlas.render.assets import Assets, write_asset
from relos_atlas.scene.scenes import BaseMap, Graticule
from relos_atlas.scene.style import KIND_SHAPES, TRACK_STYLES
from relos_atlas.text import Catalogue

_CRS = {Projection.FLAT: "EPSG3857", Projection.POLAR: "PolarNSR"}
_TEXTS = (
    "zoomIn", "zoomOut", "home", "copyLink", "copyLinkTitle", "copied", "copyByHand", "cluster",
    "legend", "disputedLegend",
)  # fmt: skip
MAP_ID = "atlas"


class AtlasLayers(MacroElement):
    """Land, borders, graticule, legend and the layer of marks, all drawn by this project's scripts."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            RelosAtlas.attach({{ this._parent.get_name() }}, {{ this.options }});
        {% endmacro %}
        """
    )

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__()
        self._name = "AtlasLayers"
        self.options = _inert(options)


def folium_map(base: BaseMap, assets: Assets, words: Catalogue, prefix: str) -> folium.Map:
    """
    Return the Folium map of a base map.

    Parameters
    ----------
    prefix
        What a browser puts before the paths of `assets`.
    """
    home = base.home
    low, high = base.zoom_range
    drawn = folium.Map(
        location=[home.centre.lat, home.centre.lon],
        zoom_start=home.zoom,
        crs=_CRS[base.projection],
        tiles=None,
        # The graticule's longitudes run past 180: copies of the world would only repeat them.
        world_copy_jump=False,
        zoom_snap=0.5,
        zoom_delta=0.5,
        minZoom=low,
        maxZoom=high,
        attributionControl=False,
        zoom_control=False,
        **_bounds(base),
    )
    drawn._id = MAP_ID  # noqa: SLF001 - Folium's own id is random; ours lets a page find the map again
    drawn.default_js = [(path, prefix + path) for path in assets.scripts]
    drawn.default_css = [(path, prefix + path) for path in assets.styles]
    AtlasLayers(_options(base, assets, words, prefix)).add_to(drawn)
    return drawn


def map_page(base: BaseMap, assets: Assets, words: Catalogue, prefix: str) -> dict[str, Any]:
    """
    Return the Folium map of `base` taken apart, for a page that brings its own frame.

    Keys: `html` is the map's element, `script` fills it; `scripts` and `styles` are the files that
    must load before, in order.
    """
    figure = folium_map(base, assets, words, prefix).get_root()
    figure.render()
    return {
        "html": figure.html.render(),
        "script": figure.script.render(),
        "scripts": [prefix + path for path in assets.scripts],
        "styles": [prefix + path for path in assets.styles],
    }


@lru_cache(maxsize=8)
def map_page_path(base: BaseMap, assets: Assets, words: Catalogue, prefix: str) -> str:
    """Write the map's page where a browser can fetch it once, and return its path below the static folder."""
    content = json.dumps(map_page(base, assets, words, prefix), ensure_ascii=False)
    return write_asset(assets.folder, f"data/map-{base.projection}-{words.language}.json", content.encode())


def _inert(options: dict[str, Any]) -> str:
    """
    Return options as JSON that no template engine finds anything in.

    Folium renders what a template made as a template once more: a name with `{{` in it, from
    somebody's table, would run on the server.
    """
    text = str(htmlsafe_json_dumps(options))
    for start in ("{{", "{%", "{#"):
        text = text.replace(start, start.replace("{", r"\u007b"))
    return text


def _bounds(base: BaseMap) -> dict[str, Any]:
    """Keep the flat map inside one turn of the globe; a box means nothing on the polar one."""
    if base.projection is Projection.POLAR:
        return {}
    return {
        "max_bounds": True,
        "min_lat": -75,
        "max_lat": 84,
        "min_lon": base.west - 10,
        "max_lon": base.west + 370,
    }


def _options(base: BaseMap, assets: Assets, words: Catalogue, prefix: str) -> dict[str, Any]:
    home = base.home
    return {
        "id": MAP_ID,
        "projection": str(base.projection),
        "west": base.west,
        "home": {"centre": [home.centre.lat, home.centre.lon], "zoom": home.zoom},
        "land": prefix + assets.layers[base.land],
        "borders": prefix + assets.layers[base.borders],
        "disputed": [[list(point) for point in line.coords] for line in base.disputed],
        "names": [_name(name) for name in base.names],
        "graticule": _graticule(base.graticule),
        "grades": [
            {
                "slug": style.grade,
                "label": base.grade_labels[style.grade],
                "solid": style.solid,
                "colour": style.colour,
                "ink": style.ink,
                "radius": style.radius_px,
                "inLegend": style.grade in base.legend.grades,
            }
            for style in base.marks
        ],
        "lines": [
            {
                "text": line.text,
                "mutual": line.is_mutual,
                "solid": not line.is_dashed,
                "style": line.style,
            }
            for line in base.legend.lines
        ],
        "tracks": {
            style.slug: {"colour": style.colour, "width": style.width_px, "dash": style.dash_px}
            for style in TRACK_STYLES
        },
        "legendHasKinds": base.legend.has_kinds,
        "kinds": dict(base.kind_labels),
        "shapes": KIND_SHAPES,
        "caption": base.caption,
        "texts": {name: words.say(f"map.{name}", n="{n}") for name in _TEXTS},
    }


def _name(name: Any) -> dict[str, Any]:
    return {
        "text": name.text,
        "lon": name.position.lon,
        "lat": name.position.lat,
        "minZoom": name.min_zoom,
        "kind": name.kind,
    }


def _graticule(graticule: Graticule) -> dict[str, Any]:
    return {
        "parallels": graticule.parallels,
        "meridians": graticule.meridians,
        "west": graticule.west,
        "east": graticule.east,
        "south": graticule.south,
        "north": graticule.north,
    }
