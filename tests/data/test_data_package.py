"""The data package and the dictionary say what the schemas and the files say."""

import json
from pathlib import Path

import pytest
from frictionless import Package

from relos_atlas.data import TABLES
from relos_atlas.data.dictionary import data_dictionary
from relos_atlas.data.package import build_datapackage, write_datapackage


@pytest.fixture(scope="module")
def package(geodata):
    return json.loads((geodata / "datapackage.json").read_text(encoding="utf-8"))


def test_the_committed_package_is_up_to_date(geodata, package):
    assert package == build_datapackage(geodata)


def test_a_stranger_finds_the_package_valid(geodata):
    report = Package(str(geodata / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "message"])


def test_every_table_and_every_map_file_is_a_resource(geodata, package):
    files = {path.name for suffix in ("csv", "geojson", "npz") for path in geodata.glob(f"*.{suffix}")}
    assert {resource["path"] for resource in package["resources"]} == files


def test_a_claim_must_answer_a_question_in_the_package_too(package):
    (claims,) = (resource for resource in package["resources"] if resource["name"] == "claims")
    reference = {"fields": ["question_id"], "reference": {"resource": "questions", "fields": ["question_id"]}}
    assert reference in claims["schema"]["foreignKeys"]
    assert claims["schema"]["primaryKey"] == ["claim_id"]


def test_a_changed_table_changes_its_hash(copy, faults_with):
    write_datapackage(copy)
    before = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    assert faults_with("ice-stages.csv", 2, note="other") == []
    after = build_datapackage(copy)
    changed = [a["name"] for a, b in zip(after["resources"], before["resources"], strict=True) if a != b]
    assert changed == ["ice-stages"]


def test_the_committed_dictionary_is_up_to_date():
    page = Path(__file__).parents[2] / "docs" / "data-dictionary.md"
    assert page.read_text(encoding="utf-8") == data_dictionary()


def test_the_dictionary_names_every_column():
    page = data_dictionary()
    assert [table for table in TABLES if f"## {table}.csv\n" not in page] == []
    columns = {column.name for table in TABLES.values() for column in table.columns}
    assert [name for name in columns if f"| {name} |" not in page and f"| **{name}** |" not in page] == []
