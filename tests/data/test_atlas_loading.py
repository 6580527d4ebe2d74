"""The loaded atlas: types, geometry, identity and fingerprint."""

import dataclasses
import shutil

import geopandas as gpd
import pytest
import shapely

from relos_atlas.data import TABLES, Waypoint, default_geodata, load_atlas
from relos_atlas.data.waypoints import parse_waypoints
from relos_atlas.model import GeometryError

INDEXES = {
    "facilities": "facility_id", "agreements": "agreement_id", "claims": "claim_id",
    "questions": "question_id", "sources": "source_id", "events": "event_id", "countries": "code",
    "regions": "slug", "disputed": "stretch_id", "corridors": "corridor_id", "straits": "strait_id",
    "sea_areas": "sea_area_id",
}  # fmt: skip
SHAPES = ("facilities", "agreement_places", "events", "disputed", "straits", "sea_areas")


@pytest.mark.parametrize(("attribute", "index"), INDEXES.items())
def test_ids_are_the_index(atlas, attribute, index):
    frame = getattr(atlas, attribute)
    assert frame.index.name == index
    assert frame.index.is_unique


@pytest.mark.parametrize("attribute", SHAPES)
def test_sets_of_places_are_in_wgs84(atlas, attribute):
    frame = getattr(atlas, attribute)
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs.to_epsg() == 4326
    west, south, east, north = frame.total_bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90


def test_longitude_stands_before_latitude(atlas):
    assert atlas.facilities.loc["murmansk-port", "geometry"] == shapely.Point(33.0613, 68.9691)


def test_an_event_without_a_place_has_an_empty_point(atlas):
    empty = atlas.events[atlas.events.geometry.is_empty]
    assert len(empty) == 17
    assert "relos-operational-2026" in empty.index


def test_lists_are_tuples_and_unknown_is_empty(atlas):
    claim = atlas.claims.loc["clm-fac-quint"]
    assert claim["facility_ids"] == ("murmansk-port", "vladivostok-port", "petropavlovsk-kamchatsky-port")
    assert atlas.claims.loc["clm-sign-date", "facility_ids"] == ()
    assert atlas.claims.loc["clm-eif-jan12", "known_from"] == ""


def test_unknown_numbers_are_not_zero(atlas):
    assert atlas.facilities["runway_m"].isna().sum() == 122
    assert atlas.tables["ice-edge-median"]["month"].dtype == "int64"


def test_the_class_called_none_is_not_lost(atlas):
    assert "None" in set(atlas.tables["polaris-riv"]["ice_class"])


def test_names_keep_their_script(atlas):
    names = atlas.facility_names.query("facility_id == 'murmansk-port'")
    assert {"en", "ru", "hi"} <= set(names["lang"])
    assert atlas.regions.loc["baltic", ["label_ru", "label_hi"]].tolist() == ["Балтика", "बाल्टिक"]


def test_every_table_is_in_the_atlas(atlas):
    attributes = {field.name.replace("_", "-") for field in dataclasses.fields(atlas)}
    named = {name for name in TABLES if name in attributes or name == "disputed-stretches"}
    assert named | set(atlas.tables) == set(TABLES)


def test_an_atlas_can_be_the_key_of_a_cache_and_not_be_changed(atlas):
    assert {atlas: 1}[atlas] == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        atlas.fingerprint = ""
    with pytest.raises(TypeError):
        atlas.tables["nsr-season"] = None


def test_the_fingerprint_is_that_of_the_tables_alone(atlas, copy):
    (copy / "README.md").write_text("other", encoding="utf-8")
    assert load_atlas(copy).fingerprint == atlas.fingerprint
    assert len(atlas.fingerprint) == 12
    assert int(atlas.fingerprint, 16) >= 0


def test_one_changed_word_changes_the_fingerprint(atlas, faults_with, copy):
    assert faults_with("ice-stages.csv", 2, note="other") == []
    assert load_atlas(copy).fingerprint != atlas.fingerprint


def test_order_of_rows_does_not_decide_what_is_loaded(atlas, copy):
    lines = (copy / "ice-stages.csv").read_text(encoding="utf-8").splitlines()
    (copy / "ice-stages.csv").write_text("\n".join([lines[0], *lines[:0:-1]]), encoding="utf-8")
    stages = load_atlas(copy).tables["ice-stages"].sort_values("ice_type", ignore_index=True)
    assert stages.equals(atlas.tables["ice-stages"].sort_values("ice_type", ignore_index=True))


def test_loading_leaves_the_folder_as_it_was(copy):
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    load_atlas(copy)
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before


def test_the_environment_names_another_folder(monkeypatch, geodata, tmp_path):
    monkeypatch.delenv("RELOS_GEODATA", raising=False)
    assert default_geodata() == geodata
    monkeypatch.setenv("RELOS_GEODATA", str(tmp_path))
    assert default_geodata() == tmp_path


def test_a_folder_without_map_files_can_be_loaded(copy):
    for path in copy.glob("*.geojson"):
        path.unlink()
    assert len(load_atlas(copy).facilities) == 234


def test_a_folder_with_hindi_in_its_name_can_be_loaded(copy, tmp_path):
    target = tmp_path / "आँकड़े данные"
    shutil.move(copy, target)
    assert load_atlas(target).geodata == target


def test_waypoints_are_spelled_latitude_first_and_read_longitude_first():
    assert parse_waypoints("Long Strait@69.9,179;Chukchi Sea@69.3,-177") == (
        Waypoint("Long Strait", lon=179, lat=69.9),
        Waypoint("Chukchi Sea", lon=-177, lat=69.3),
    )


@pytest.mark.parametrize(
    "text", ["", "A@1,1", "A@1;B@2,2", "@1,1;B@2,2", "A@x,1;B@2,2", "A@nan,1;B@2,2", "A@91,1;B@2,2"]
)
def test_other_spellings_of_waypoints_are_refused(text):
    with pytest.raises(GeometryError, match="name@lat,lon"):
        parse_waypoints(text)
