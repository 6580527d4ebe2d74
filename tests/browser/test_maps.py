"""Land, marks and card appear without a network, on both projections; the two projections agree."""

import numpy as np
import pytest
from support.visitor import MAP

from relos_atlas.domain.select import select_places
from relos_atlas.geo import project_polar
from relos_atlas.model import Projection, ViewState

# How many different colours a pane's canvas holds, and which share of it is painted.
_INK = """(pane) => {
  const canvas = document.querySelector(`.leaflet-${pane}-pane canvas`);
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set();
  let painted = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] < 250) continue;
    painted += 1;
    colours.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
  }
  return { colours: [...colours], share: painted / (data.length / 4) };
}"""


def land_colour(visitor) -> int:
    text = visitor.page.eval_on_selector(MAP, "e => getComputedStyle(e).getPropertyValue('--atlas-land')")
    return int(text.strip().lstrip("#"), 16)


@pytest.mark.parametrize("projection", list(Projection))
def test_land_marks_and_card_appear_without_a_network(visitor, atlas, place_names, picture, projection):
    visitor.open_map(f"/?p={projection}")
    picture(visitor, f"map-{projection}")
    land = visitor.page.evaluate(_INK, "land")
    marks = visitor.page.evaluate(_INK, "atlas-marks")
    assert land_colour(visitor) in land["colours"]
    assert 0.1 < land["share"] < 0.9
    assert len(marks["colours"]) > 20
    assert visitor.shown() == len(select_places(atlas, ViewState(projection=projection)).rows)
    drawn = sum(mark["size"] for mark in visitor.marks(reachable=False))
    assert 0 < drawn <= visitor.shown()

    place = visitor.places()[-1]
    assert visitor.does(lambda: visitor.page.mouse.click(place["x"], place["y"])) == 1
    assert visitor.page.inner_text("article.atlas-card h2") == place_names[place["id"]]
    picture(visitor, f"card-{projection}")


def test_on_a_small_map_a_popup_says_what_was_touched(visit, place_names):
    visitor = visit(viewport={"width": 600, "height": 800})
    visitor.open_map()
    place = visitor.places()[-1]
    visitor.does(lambda: visitor.page.mouse.click(place["x"], place["y"]))
    assert place_names[place["id"]] in visitor.page.inner_text(".leaflet-popup-content")


def test_a_cluster_opens_into_its_places(visitor):
    visitor.open_map()
    cluster = max(visitor.marks(), key=lambda mark: mark["size"])
    before = visitor.camera()[2]
    visitor.page.mouse.click(cluster["x"], cluster["y"])
    visitor.page.wait_for_function(f"() => RelosAtlas.maps.atlas.map.getZoom() > {before}")
    assert visitor.wire.runs == 1


def test_the_two_projections_of_python_and_javascript_agree(visitor):
    lons, lats = np.meshgrid(np.arange(-180.0, 181.0, 15.0), [90.0, 89.999, 80.0, 66.5, 40.0, 0.0, -55.0])
    points = np.column_stack([lons.ravel(), lats.ravel()])
    visitor.open_map("/?p=polar")
    project = """(points) => points.map(([lon, lat]) => {
      const p = L.CRS.PolarNSR.projection.project(new L.LatLng(lat, lon));
      return [p.x, p.y];
    })"""
    there = np.array(visitor.page.evaluate(project, points.tolist()))
    here = np.column_stack(project_polar(points[:, 0], points[:, 1]))
    assert np.abs(there - here).max() < 1e-3


def test_the_dark_scheme_has_dark_paper(visit, picture):
    visitor = visit(color_scheme="dark")
    visitor.open_map()
    assert visitor.page.locator(".atlas-host.atlas-dark").count() == 1
    assert land_colour(visitor) in visitor.page.evaluate(_INK, "land")["colours"]
    assert max(land_colour(visitor).to_bytes(3, "big")) < 80
    picture(visitor, "map-dark")
