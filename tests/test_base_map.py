"""What the derived base-map layers hold: land where there is land, and no line that claims too much."""

import csv
import hashlib
import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely import LineString, Point
from shapely.geometry import shape

from relos_atlas.geo import project_polar

GEODATA = Path(__file__).parents[1] / "geodata"
ELLIPSOID = Geod(ellps="WGS84")

LAND = {
    "Taimyr, on the ring that is stitched over 180": (120, 69.5),
    "Chukotka east of 180": (-175, 66.5),
    "Chukotka west of 180": (178, 67.5),
    "Wrangel Island west of 180": (179.6, 71.2),
    "Wrangel Island east of 180": (-179.5, 71.2),
    "Graham Bell, Franz Josef Land": (64.0, 80.9),
    "Kotelny, New Siberian Islands": (140, 75.5),
    "Svalbard": (16, 78.5),
    "Greenland": (-40, 75),
    "Nagpur": (79.1, 21.1),
    "Great Nicobar": (93.8, 7.0),
    "Crimea": (34.3, 45.2),
}
WATER = {
    "the pole": (0, 90),
    "next to the pole": (100, 89.5),
    "Arctic Ocean at 180": (180, 75),
    "Kara Sea": (75, 76),
    "Long Strait": (179, 70.2),
    "Bering Strait": (-169.5, 65.9),
    "Caspian Sea": (51, 42),
    "Kola inlet off Murmansk": (33.03, 69.0),
    "White Sea": (38, 65.5),
    "Avacha Bay": (158.55, 52.95),
    "Mumbai harbour": (72.88, 18.93),
    "Bay of Bengal": (88, 14),
    "Amur Bay off Vladivostok": (131.8, 43.15),
}
SOUTHERN_LAND = {"Viti Levu": (178, -17.8), "Vanua Levu": (179.2, -16.6), "Antarctica": (90, -80)}


def rows(name):
    with (GEODATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def layer(name):
    document = json.loads((GEODATA / name).read_text(encoding="utf-8"))
    return [(feature["properties"], shape(feature["geometry"])) for feature in document["features"]]


def only(name):
    [(_, geometry)] = layer(name)
    return geometry


@cache
def segments(name):
    """Both ends of every segment, as an array of (segment, end, axis)."""
    rings = shapely.get_rings(shapely.get_parts(only(name)))
    ends = [np.stack([c[:-1], c[1:]], axis=1) for c in map(shapely.get_coordinates, rings)]
    return np.concatenate(ends)


def is_land_polar(lon, lat):
    """Whether the polar layer covers a place under either of its longitudes."""
    return any(only("land-polar.geojson").intersects(Point(lon + turn, lat)) for turn in (0, 360))


def distance_km(geometry, lon, lat):
    return ELLIPSOID.geometry_length(shapely.shortest_line(geometry, Point(lon, lat))) / 1000


@pytest.mark.parametrize(
    ("lon", "lat"), [*LAND.values(), *SOUTHERN_LAND.values()], ids=[*LAND, *SOUTHERN_LAND]
)
def test_flat_land_is_land(lon, lat):
    assert only("land-flat.geojson").intersects(Point(lon, lat))


@pytest.mark.parametrize(("lon", "lat"), WATER.values(), ids=WATER)
def test_flat_water_is_water(lon, lat):
    assert not only("land-flat.geojson").intersects(Point(lon, lat))


@pytest.mark.parametrize(("lon", "lat"), LAND.values(), ids=LAND)
def test_polar_land_is_land(lon, lat):
    assert is_land_polar(lon, lat)


@pytest.mark.parametrize(("lon", "lat"), WATER.values(), ids=WATER)
def test_polar_water_is_water(lon, lat):
    assert not is_land_polar(lon, lat)


@pytest.mark.parametrize("name", ["land-flat.geojson", "land-polar.geojson", "country-areas.geojson"])
def test_every_area_is_valid(name):
    assert all(geometry.is_valid and not geometry.is_empty for _, geometry in layer(name))


def test_no_polar_coast_runs_along_180():
    on_180 = np.isclose(np.abs(segments("land-polar.geojson")[:, :, 0]) % 360, 180).all(axis=1)
    assert not on_180.any()


def test_chukotka_is_one_with_eurasia_on_the_polar_map():
    parts = shapely.get_parts(only("land-polar.geojson"))
    eurasia = parts[shapely.contains_xy(parts, 79.1, 21.1)][0]
    assert eurasia.contains(Point(180, 68))
    assert eurasia.contains(Point(-175 + 360, 66.5))


def test_nothing_covers_the_pole_once_projected():
    parts = [
        shapely.transform(part, lambda c: np.column_stack(project_polar(*c.T)))
        for part in shapely.get_parts(only("land-polar.geojson"))
    ]
    assert not any(shapely.contains_xy(part, 0, 0) for part in parts)


def test_parallels_are_drawn_as_arcs_on_the_polar_map():
    ends = segments("land-polar.geojson")
    on_the_limit = (ends[:, :, 1] == 0).all(axis=1)
    assert on_the_limit.any()
    assert np.abs(np.diff(ends[on_the_limit, :, 0])).max() < 10


def test_flat_land_reaches_no_further_than_a_flat_map_can_show():
    assert only("land-flat.geojson").bounds[:3] == (-180, -85.06, 180)


def test_no_bar_crosses_the_flat_map():
    ends = segments("land-flat.geojson")
    north_of_antarctica = (ends[:, :, 1] > -60).any(axis=1)
    assert np.abs(np.diff(ends[north_of_antarctica, :, 0])).max() < 7


@pytest.mark.parametrize("window", rows("build/detail-windows.csv"), ids=lambda row: row["window_id"])
class TestDetailWindow:
    @pytest.fixture
    def box(self, window):
        return [float(window[side]) for side in ("west", "south", "east", "north")]

    @pytest.mark.parametrize("name", ["land-flat.geojson", "land-polar.geojson"])
    def test_coast_is_fine_enough_for_a_port(self, box, name):
        west, south, east, north = box
        ends = segments(name)
        lon, lat = ends[:, :, 0], ends[:, :, 1]
        inside = ((lon > west) & (lon < east) & (lat > south) & (lat < north)).all(axis=1)
        (lon_a, lat_a), (lon_b, lat_b) = ends[inside, 0].T, ends[inside, 1].T
        lengths_m = ELLIPSOID.inv(lon_a, lat_a, lon_b, lat_b)[2]
        # The source has a vertex every 1.5 to 2 km; thinned as the rest of the world, every 7 to 15 km.
        assert np.median(lengths_m) < 3500

    def test_no_coast_is_drawn_along_its_edge(self, box):
        ends = segments("land-flat.geojson")
        for axis, value in zip((0, 1, 0, 1), box, strict=True):
            along = (ends[:, :, axis] == value).all(axis=1)
            other = ends[along, :, 1 - axis]
            low, high = box[1 - axis], box[3 - axis]
            assert not ((other >= low) & (other <= high)).all(axis=1).any()


HIDDEN = (
    "loc-jammu-kashmir",
    "working-boundary-jammu",
    "lac-west",
    "lac-middle",
    "lac-east-arunachal",
    "crimea-isthmus",
    "korea-mdl",
    "abkhazia-russia-line",
    "halaib-22n-line",
)


@pytest.mark.parametrize("stretch_id", HIDDEN)
def test_no_solid_border_stands_on_a_disputed_stretch(stretch_id):
    stretch = disputed_stretch(stretch_id)
    for share in np.linspace(0.1, 0.9, 17):
        place = stretch.interpolate(share, normalized=True)
        assert distance_km(only("borders-flat.geojson"), place.x, place.y) > 9


def test_crimea_is_parted_from_ukraine_by_no_solid_line_at_all():
    middle = disputed_stretch("crimea-isthmus").centroid
    assert distance_km(only("borders-flat.geojson"), middle.x, middle.y) > 200


def test_a_border_that_its_caption_wants_solid_is_solid():
    stretch = disputed_stretch("ukraine-russia-border-east")
    for share in np.linspace(0.1, 0.9, 17):
        place = stretch.interpolate(share, normalized=True)
        assert distance_km(only("borders-flat.geojson"), place.x, place.y) < 5


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(35.54, 32.0), (29.2, 47.95), (20.6, 42.0), (74.57, 31.6), (88.9, 27.3)],
    ids=["Jordan by the West Bank", "Moldova-Ukraine", "Kosovo-Albania", "Wagah", "Bhutan-China"],
)
def test_an_undisputed_border_beside_a_disputed_one_stays(lon, lat):
    assert distance_km(only("borders-flat.geojson"), lon, lat) < 5


@pytest.mark.parametrize(
    ("lon", "lat"), [(63.3, 45.9), (-75.15, 19.95)], ids=["Baikonur lease", "Guantanamo lease"]
)
def test_a_lease_has_no_border(lon, lat):
    assert distance_km(only("borders-flat.geojson"), lon, lat) > 100


def test_the_49th_parallel_is_an_arc_on_the_polar_map():
    for lon in np.arange(-122, -96):
        assert distance_km(only("borders-flat.geojson"), lon, 49) < 3
    lengths_deg = [
        np.hypot(*np.diff(shapely.get_coordinates(part), axis=0).T).max()
        for part in shapely.get_parts(only("borders-flat.geojson"))
    ]
    assert max(lengths_deg) < 1.02


def test_borders_stay_within_180():
    west, _, east, _ = only("borders-flat.geojson").bounds
    assert west >= -180
    assert east <= 180


def test_each_country_area_has_a_code_of_its_own():
    codes = [properties["code"] for properties, _ in layer("country-areas.geojson")]
    assert codes == sorted(set(codes))
    assert {"IN", "RU", "IO", "GU", "XK", "XN", "XS"} <= set(codes)


def test_an_anchor_stands_in_its_country():
    areas = {properties["code"]: area for properties, area in layer("country-areas.geojson")}
    for row in rows("country-anchors.csv"):
        # An atoll's coarse outline may pass some km beside its ground.
        assert distance_km(areas[row["code"]], float(row["lon"]), float(row["lat"])) < 10, row["code"]


def test_every_country_with_an_area_has_an_anchor():
    drawn = {properties["code"] for properties, _ in layer("country-areas.geojson")}
    known = {row["code"] for row in rows("countries.csv")}
    assert [row["code"] for row in rows("country-anchors.csv")] == sorted(drawn & known)


@pytest.mark.parametrize(
    ("name", "most_bytes"),
    [("land-flat.geojson", 1_300_000), ("land-polar.geojson", 900_000), ("country-areas.geojson", 600_000)],
)
def test_a_layer_is_light_enough_to_send(name, most_bytes):
    assert (GEODATA / name).stat().st_size <= most_bytes


def test_layers_are_the_ones_the_build_wrote():
    written = json.loads((GEODATA / "base-map-sources.json").read_text(encoding="utf-8"))["written"]
    assert written == {name: hashlib.sha256((GEODATA / name).read_bytes()).hexdigest() for name in written}


def disputed_stretch(stretch_id) -> LineString:
    [row] = [row for row in rows("disputed-stretches.csv") if row["stretch_id"] == stretch_id]
    return shapely.from_wkt(row["geometry"])
