"""Every way in which geodata can be broken is a fault with its place, never an exception."""

import csv
import json

import pytest

from relos_atlas.data import Fault, GeodataError, load_atlas, validate

PARTIAL_DATE = "expected a date as YYYY, YYYY-MM or YYYY-MM-DD"
PRIMARY = "expected a primary source (government, legislature, treaty), source_ids has none"
KINDS = "expected one of air-base, airport, naval-base, port, research-station, shipyard"
WAYPOINTS = "expected name@lat,lon joined by semicolons, at least two"


def texts(geodata):
    return [str(fault) for fault in validate(geodata)]


@pytest.mark.parametrize(
    ("file", "column", "value", "expectation"),
    [
        ("facilities.csv", "facility_id", "A b", "expected a slug: lower-case letters, digits, hyphens"),
        ("facilities.csv", "lat", "nan", "expected a plain decimal number"),
        ("facilities.csv", "lat", "inf", "expected a plain decimal number"),
        ("facilities.csv", "lat", "६८", "expected a plain decimal number"),
        ("facilities.csv", "lat", "", "expected a value"),
        ("facilities.csv", "lat", "-900", "expected -90 to 90"),
        ("facilities.csv", "lon", "190", "expected -180 to 180"),
        ("facilities.csv", "kind", "harbour", KINDS),
        ("facilities.csv", "country", "ru", "expected a country code of two capitals"),
        ("facilities.csv", "country", "ZZ", "expected an id that countries.csv has"),
        ("facilities.csv", "region", "atlantis", "expected an id that regions.csv has"),
        ("facilities.csv", "source_ids", "rel-nobody", "expected an id that sources.csv has"),
        ("facilities.csv", "source_ids", "", "expected a value"),
        ("facilities.csv", "source_ids", "fac-wpi;fac-wpi", "expected no value twice"),
        ("events.csv", "date_start", "1963-02-30", PARTIAL_DATE),
        ("events.csv", "date_start", "April 1963", PARTIAL_DATE),
        ("events.csv", "date_end", "1962", "expected a date not before 1963-04"),
        ("claims.csv", "grade", "treaty_text", PRIMARY),
        ("claims.csv", "grade", "official", PRIMARY),
        ("claims.csv", "grade", "context", "expected one of treaty_text, official, reported, inferred"),
        ("claims.csv", "question_id", "why", "expected an id that questions.csv has"),
        ("claims.csv", "facility_ids", "atlantis-port", "expected an id that facilities.csv has"),
        ("claims.csv", "agreement_id", "no-pact", "expected an id that agreements.csv has"),
        ("agreements.csv", "grants", "RU-IN", "expected grantor>beneficiary, two country codes"),
        ("nsr-traffic.csv", "voyages_all", "4.5", "expected a whole number"),
        ("arctic-notes.csv", "date", "2021..2012", f"{PARTIAL_DATE}, or two joined by '..'"),
        (
            "disputed-stretches.csv",
            "geometry",
            "POINT(1",
            "expected a geometry as WKT, longitude before latitude",
        ),
        (
            "disputed-stretches.csv",
            "geometry",
            "POINT(20 95)",
            "expected a geometry as WKT, longitude before latitude",
        ),
        ("disputed-stretches.csv", "geometry", "POINT EMPTY", "expected a geometry that is not empty"),
        ("corridors.csv", "waypoints", "A@158.9,-94.1;B@1,1", WAYPOINTS),
        ("corridors.csv", "waypoints", "A@58.9,-94.1", WAYPOINTS),
        ("sources.csv", "url", "javascript:alert(1)", "expected an http or https address"),
    ],
)
def test_a_bad_cell_is_named_with_line_column_and_value(faults_with, file, column, value, expectation):
    assert f"{file}:2 {column} {value!r}: {expectation}" in faults_with(file, 2, **{column: value})


def test_one_bad_cell_is_one_fault(faults_with):
    assert faults_with("facilities.csv", 2, lon="190") == ["facilities.csv:2 lon '190': expected -180 to 180"]


def test_swapped_latitude_and_longitude_are_said_to_look_swapped(faults_with):
    assert faults_with("facilities.csv", 2, lat="133.1", lon="69.1") == [
        "facilities.csv:2 lat '133.1': expected -90 to 90; latitude and longitude look swapped"
    ]


def test_a_claim_on_access_needs_an_agreement_and_a_place(faults_with):
    expectation = "expected a value, as the topic is facility-access"
    assert faults_with("claims.csv", 100, agreement_id="", facility_ids="") == [
        f"claims.csv:100 agreement_id '': {expectation}",
        f"claims.csv:100 facility_ids '': {expectation}",
    ]


def test_a_place_that_is_a_facility_must_say_so(faults_with):
    assert faults_with("agreement-places.csv", 2, facility_id="") == [
        "agreement-places.csv:2 place_id 'murmansk-port': expected the facility_id, or an id of its own"
    ]


def test_a_second_row_with_the_same_id_names_the_line_of_the_first(faults_with):
    fault = "facilities.csv:4 facility_id 'murmansk-port': expected each facility_id once, also in line 2"
    assert fault in faults_with("facilities.csv", 4, facility_id="murmansk-port")


def test_a_point_in_another_country_needs_a_note(faults_with):
    assert faults_with("facilities.csv", 2, lat="12.9", lon="77.6") == [
        "facilities.csv:2 country 'RU': expected a point within 20 km of it, or a position_note"
    ]
    assert faults_with("facilities.csv", 2, position_note="moved for a test") == []


def test_a_point_at_sea_near_the_coast_is_in_its_country(faults_with):
    assert faults_with("facilities.csv", 2, lat="69.40", lon="33.80") == []


@pytest.mark.parametrize(
    ("lat", "lon", "faults"), [("68.97", "180", 0), ("68.97", "-180", 0), ("90", "0", 1)]
)
def test_the_country_check_holds_at_180_degrees_and_at_the_pole(faults_with, lat, lon, faults):
    assert len(faults_with("facilities.csv", 2, lat=lat, lon=lon)) == faults


def test_hostile_text_is_loaded_as_the_text_that_it_is(faults_with, copy):
    hostile = "=1+1\"'<script>alert(1)</script>{{7*7}}\u202e; DROP TABLE"
    assert faults_with("facilities.csv", 2, summary=hostile, name=hostile) == []
    assert load_atlas(copy).facilities.loc["murmansk-port", "summary"] == hostile


def test_a_missing_file_is_a_fault(copy):
    (copy / "regions.csv").unlink()
    assert texts(copy) == ["regions.csv: expected this file, found none"]


def test_a_directory_instead_of_a_file_is_a_fault(copy):
    (copy / "regions.csv").unlink()
    (copy / "regions.csv").mkdir()
    assert texts(copy) == ["regions.csv: expected a file, found a directory"]


def test_an_empty_folder_lacks_every_file(tmp_path):
    faults = validate(tmp_path)
    assert {fault.expectation for fault in faults} == {"expected this file, found none"}
    assert Fault("claims.csv", None, "", None, "expected this file, found none") in faults


@pytest.mark.parametrize("content", ["", "\n", " \r\n\r\n"])
def test_an_empty_file_is_a_fault(copy, content):
    (copy / "regions.csv").write_text(content, encoding="utf-8")
    assert texts(copy) == ["regions.csv: expected a header, found an empty file"]


def test_a_table_without_rows_is_read_and_leaves_others_dangling(copy):
    header = (copy / "regions.csv").read_text(encoding="utf-8").splitlines()[0]
    (copy / "regions.csv").write_text(header, encoding="utf-8")
    # All facilities, and the places of agreements that are no facility.
    assert len(texts(copy)) == 234 + 117


def test_text_that_is_not_utf_8_is_a_fault_with_its_line(copy):
    content = (copy / "regions.csv").read_bytes()
    (copy / "regions.csv").write_bytes(content.replace("Балтика".encode(), "Балтика".encode("cp1251")))
    assert texts(copy) == ["regions.csv:3: expected UTF-8, found byte 0xc1"]


def test_a_nul_byte_is_a_fault_with_its_line(copy):
    content = (copy / "regions.csv").read_bytes()
    (copy / "regions.csv").write_bytes(content.replace(b"Baltic", b"Bal\0tic", 1))
    assert texts(copy) == ["regions.csv:3: expected text, found a NUL byte"]


def test_a_byte_order_mark_is_a_fault(copy):
    content = (copy / "regions.csv").read_bytes()
    (copy / "regions.csv").write_bytes(b"\xef\xbb\xbf" + content)
    assert texts(copy) == ["regions.csv:1: expected UTF-8 without a byte order mark"]


def test_rows_with_too_few_or_too_many_fields_are_faults(copy):
    path = copy / "ice-stages.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = "new,0,10"
    lines[2] += ",more"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert texts(copy) == [
        "ice-stages.csv:2: expected 5 fields, found 3",
        "ice-stages.csv:3: expected 5 fields, found 6",
    ]


def test_a_quote_that_is_never_closed_is_a_fault_where_it_opens(copy):
    path = copy / "ice-stages.csv"
    text = path.read_text(encoding="utf-8").replace("\ngrey,", '\n"grey,', 1)
    path.write_text(text, encoding="utf-8")
    assert texts(copy) == ["ice-stages.csv:3: expected CSV, unexpected end of data"]


def test_missing_strange_and_repeated_columns_are_faults(copy):
    path = copy / "ice-stages.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("ice_type,", "ice_typ,", 1).replace("max_cm", "min_cm", 1), encoding="utf-8")
    assert texts(copy) == [
        "ice-stages.csv:1 ice_type: expected this column",
        "ice-stages.csv:1 thickness_max_cm: expected this column",
        "ice-stages.csv:1 'ice_typ': expected no column of this name",
        "ice-stages.csv:1 thickness_min_cm: expected this column once",
    ]


def test_columns_may_stand_in_another_order(copy):
    path = copy / "regions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row[::-1] for row in csv.reader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert texts(copy) == []


def test_lines_are_counted_as_an_editor_counts_them(faults_with):
    assert faults_with("events.csv", 2, title="First\n\nsecond\r\nthird") == []
    assert faults_with("events.csv", 3, date_start="soon") == [
        f"events.csv:6 date_start 'soon': {PARTIAL_DATE}"
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{", ":1: expected JSON: Expecting property name enclosed in double quotes"),
        ("[]", ": expected a GeoJSON feature collection"),
        ('{"features": [1]}', ": expected a GeoJSON feature collection"),
        (
            '{"features": [{}]}',
            ": expected polygons with a country code each (KeyError)",
        ),
        ("[" * 100_000, ": expected GeoJSON, found endless nesting"),
    ],
)
def test_damaged_country_polygons_are_a_fault(copy, content, expected):
    (copy / "country-areas.geojson").write_text(content, encoding="utf-8")
    assert texts(copy) == [f"country-areas.geojson{expected}"]


def test_polygons_without_coordinates_are_a_fault(copy):
    feature = {
        "type": "Feature",
        "properties": {"code": "RU"},
        "geometry": {"type": "Polygon", "coordinates": [[[0]]]},
    }
    (copy / "country-areas.geojson").write_text(json.dumps({"features": [feature]}), encoding="utf-8")
    (fault,) = texts(copy)
    assert fault.startswith("country-areas.geojson: expected polygons with a country code each")


def test_a_damaged_map_layer_is_a_fault(copy):
    (copy / "land-flat.geojson").write_bytes(b"\xff\xfe")
    assert texts(copy) == ["land-flat.geojson:1: expected UTF-8, found byte 0xff"]


def test_loading_raises_once_with_every_fault(copy):
    (copy / "regions.csv").unlink()
    (copy / "claims.csv").write_text("claim_id\n", encoding="utf-8")
    with pytest.raises(GeodataError) as raised:
        load_atlas(copy)
    assert raised.value.faults == validate(copy)
    assert len(raised.value.faults) > 10
    assert isinstance(raised.value, ValueError)


def test_a_fault_cannot_rewrite_a_terminal_or_fill_it():
    fault = Fault("claims.csv", 7, "value", "\x1b[2J\u202e" + "x" * 500, "expected less")
    assert str(fault) == rf"claims.csv:7 value '\x1b[2J\u202e{'x' * 74}…': expected less"


def test_a_fault_shows_hindi_and_russian_as_they_are():
    assert str(Fault("regions.csv", 3, "slug", "Балтика बाल्टिक", "expected a slug")) == (
        "regions.csv:3 slug 'Балтика बाल्टिक': expected a slug"
    )
