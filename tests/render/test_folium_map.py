"""Base maps as Folium maps: own files only, own ids, and text that stays text."""

import json
import re
from dataclasses import replace

import folium
import pytest

from relos_atlas.model import BorderView, Projection
from relos_atlas.render.folium_map import MAP_ID, folium_map, map_page, map_page_path
from relos_atlas.scene.base import base_map

PREFIX = "/app/static/"


@pytest.fixture(params=list(Projection))
def base(request, atlas, words):
    return base_map(atlas, request.param, BorderView.DE_FACTO, words)


@pytest.fixture
def parts(base, assets, words):
    return map_page(base, assets, words, PREFIX)


def test_a_map_names_no_outside_address(parts):
    text = "\n".join([parts["html"], parts["script"], *parts["scripts"], *parts["styles"]])
    assert re.findall(r"(?:https?:)?//\w[\w.-]+\.\w+", text) == []
    assert "cdn" not in text.lower()


def test_every_file_of_a_map_lies_below_the_prefix(parts):
    quoted = re.findall(r"\"(/[^\"]+)\"", parts["script"])
    paths = [*parts["scripts"], *parts["styles"], *quoted]
    assert len(quoted) == 2
    assert [path for path in paths if not path.startswith(PREFIX)] == []


def test_files_load_in_the_order_of_the_assets(parts, assets):
    assert parts["scripts"] == [PREFIX + path for path in assets.scripts]
    assert parts["styles"] == [PREFIX + path for path in assets.styles]


def test_it_is_a_folium_map_without_tiles(base, assets, words):
    drawn = folium_map(base, assets, words, PREFIX)
    layers = [child for child in drawn._children.values() if isinstance(child, folium.TileLayer)]
    assert isinstance(drawn, folium.Map)
    assert layers == []


def test_the_element_has_a_known_id(parts):
    assert f'id="map_{MAP_ID}"' in parts["html"]


def test_the_same_base_gives_the_same_page_whenever_it_is_made(base, assets, words):
    assert map_page(base, assets, words, PREFIX) == map_page(base, assets, words, PREFIX)


def test_the_page_is_fetched_as_one_file(base, assets, words, parts):
    path = assets.folder / map_page_path(base, assets, words, PREFIX)
    assert json.loads(path.read_text(encoding="utf-8")) == parts


def test_a_whole_document_of_folium_names_no_outside_address(base, assets, words):
    document = folium_map(base, assets, words, PREFIX).get_root().render()
    assert re.findall(r"(?:src|href)=\"(?!/app/static/)[^\"]*\"", document) == []


def test_each_projection_has_its_own_coordinate_system(atlas, words, assets):
    bases = {projection: base_map(atlas, projection, BorderView.DE_FACTO, words) for projection in Projection}
    scripts = {
        projection: map_page(base, assets, words, PREFIX)["script"] for projection, base in bases.items()
    }
    assert "L.CRS.EPSG3857" in scripts[Projection.FLAT]
    assert "L.CRS.PolarNSR" in scripts[Projection.POLAR]


@pytest.mark.parametrize("projection", list(Projection))
def test_hostile_names_cannot_leave_the_script(projection, hostile_atlas, words, assets):
    base = base_map(hostile_atlas, projection, BorderView.DE_FACTO, words)
    parts = map_page(base, assets, words, PREFIX)
    assert "</script" not in parts["script"].lower()
    assert "<script" not in parts["html"].lower()
    options = re.search(r"RelosAtlas\.attach\(map_\w+, (\{.*\})\);", parts["script"])
    assert json.loads(options[1])["names"][0]["text"] == base.names[0].text


@pytest.mark.parametrize(
    "text", ["{{7*7}}", "{{{7*7}}}", "{% raw %}", "{% for %}", "{# gone #}", "{{ this }}", "${7*7}"]
)
def test_a_template_in_a_name_is_written_and_not_run(text, base, assets, words):
    named = replace(base, names=(replace(base.names[0], text=text),))
    script = map_page(named, assets, words, PREFIX)["script"]
    options = re.search(r"RelosAtlas\.attach\(map_\w+, (\{.*\})\);", script)
    assert json.loads(options[1])["names"][0]["text"] == text
