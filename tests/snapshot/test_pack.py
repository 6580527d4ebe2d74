"""The pack: the same bytes whoever makes it, the rows of the screen, and files that strangers can open."""

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile

import geopandas as gpd
import pandas as pd
import pytest
import yaml
from frictionless import Package
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relos_atlas import cli
from relos_atlas.domain.agreements import select_agreements
from relos_atlas.domain.links import decode_link
from relos_atlas.domain.select import select_places
from relos_atlas.render.tables import from_csv
from relos_atlas.snapshot.citation import cite, embed_code
from relos_atlas.snapshot.data_files import describe, table_files
from relos_atlas.snapshot.files import KINDS
from relos_atlas.snapshot.order import Order, data_date, shown_by
from relos_atlas.snapshot.pack import data_pack
from relos_atlas.snapshot.shown import PAGES, shown_on

QUERIES = ["cc=IN&ev=reported~official", "ev=none", "q=%D0%BC%D1%83%D1%80%D0%BC&p=polar", "as=2025-12-01"]


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_pack_holds_what_it_promises(made):
    files = unzipped(made["pack"])
    data = {
        f"data/{name}" for name in ("facilities.csv", "facilities.geojson", "facilities.gpkg", "claims.csv")
    }
    assert set(files) >= {
        *(kind.file for kind in KINDS.values()), *data, "data/datapackage.json", "data/sources.csv",
        "citation-apa.txt", "citation.bib", "CITATION.cff", "alternative-text.txt", "embed.html",
        "share.html",
        "LICENCE.txt", "README.txt", "manifest.json",
    }  # fmt: skip
    named = {entry["path"]: entry["sha256"] for entry in json.loads(files["manifest.json"])["files"]}
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert named == {name: digest for name, digest in hashes.items() if name != "manifest.json"}


def test_single_files_are_those_of_the_pack(made):
    files = unzipped(made["pack"])
    assert {kind: files[KINDS[kind].file] for kind in KINDS} == {kind: made[kind] for kind in KINDS}


def test_another_process_makes_the_same_bytes(made, small_view, tmp_path):
    query, address = small_view
    out = tmp_path / "pack.zip"
    command = ["snapshot", "--state", query, "--address", address, "--out", str(out)]
    environment = os.environ | {"PYTHONHASHSEED": "4242", "TZ": "Asia/Vladivostok", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-m", "relos_atlas", *command], env=environment, check=True)
    assert out.read_bytes() == made["pack"]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_the_rows_of_a_pack_are_those_of_the_page_and_its_link_leads_back(
    data, states, studio, vocabulary, words
):
    state = data.draw(states)
    order = Order("access", state, "https://atlas.example/")
    found, notices = decode_link(order.link(studio.atlas.fingerprint).partition("?")[2], vocabulary)
    assert (Order("access", found, order.address), notices) == (order, ())
    shown = shown_on("access", studio.atlas, order.state, words)
    assert list(shown.tables["facilities"].index) == list(select_places(studio.atlas, state).rows.index)
    assert shown.scene.shown.sum() == len(shown.tables["facilities"])


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_the_agreements_of_a_pack_are_those_of_the_page(data, states, studio, words):
    state = data.draw(states)
    agreements = shown_on("agreements", studio.atlas, state, words).tables["agreements"]
    assert list(agreements.index) == list(select_agreements(studio.atlas, state).everything.index)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    ("page", "name"), [("access", "facilities"), ("agreements", "agreements"), ("timeline", "events")]
)
def test_the_files_of_a_pack_are_those_of_the_command_line(
    query, page, name, studio, order_of, tmp_path, monkeypatch
):
    monkeypatch.setattr(cli, "load_atlas", lambda _: studio.atlas)
    files = table_files(shown_by(studio, order_of(query, page)))
    assert cli.main([name, "--state", query, "--format", "csv", "--out", str(tmp_path / "rows.csv")]) == 0
    assert (tmp_path / "rows.csv").read_bytes() == files[f"{name}.csv"]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("page", list(PAGES))
def test_strangers_open_the_data(query, page, studio, order_of, tmp_path):
    content = data_pack(studio, order_of(query, page))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "message"])
    tables = shown_by(studio, order_of(query, page)).tables
    for path in [*tmp_path.glob("*.geojson"), *tmp_path.glob("*.gpkg")]:
        read = gpd.read_file(path)
        rows = tables[path.stem]
        assert len(read) == len(rows)
        if len(rows):
            assert read.crs == rows.crs
            located = [point is not None and not point.is_empty for point in read.geometry]
            assert located == (~rows.geometry.is_empty).tolist()
            assert read.geometry.x[located].tolist() == pytest.approx(rows.geometry.x[located].tolist())


def test_every_column_of_every_table_is_explained(studio, order_of, words):
    for page in PAGES:
        for name, rows in shown_by(studio, order_of("", page)).tables.items():
            columns = [*pd.DataFrame(rows).reset_index().columns.drop("geometry", errors="ignore")]
            assert all(describe(name, column, words) for column in columns)


def test_texts_come_back_equal_from_csv(studio, order_of):
    shown = shown_by(studio, order_of("ev=treaty_text~official~reported~inferred~context"))
    read = from_csv(table_files(shown)["facilities.csv"].decode())
    rows = shown.tables["facilities"]
    assert [row["name"] for row in read] == rows["name"].tolist()
    assert [row["summary"] for row in read] == rows["summary"].tolist()
    assert [float(row["lon"]) for row in read] == rows.geometry.x.tolist()


def test_a_citation_names_the_data_and_leads_to_the_view(studio, order_of):
    order = order_of("cc=RU")
    citation = cite(studio, order)
    link = order.link(studio.atlas.fingerprint)
    assert link == f"https://atlas.example/?cc=RU&d={studio.atlas.fingerprint}"
    assert citation.apa == (
        "RELOS Atlas developers. (2026). RELOS Atlas: Access [Interactive map]. "
        f"Data {studio.atlas.fingerprint}, {data_date(studio)}. {link}\n"
    )
    cff = yaml.safe_load(citation.cff)
    assert (cff["version"], cff["url"]) == (studio.atlas.fingerprint, link)
    assert citation.bibtex.count("{") == citation.bibtex.count("}")


def test_the_embed_code_is_inert_whatever_the_link_says(studio, order_of):
    code = embed_code(studio, order_of("q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"), "map.png")
    assert "<script" not in code
    assert 'src="map.png"' in code
    assert "&amp;embed=true" in code


def test_a_file_is_checked_on_the_command_line(made, tmp_path, capsys):
    path = tmp_path / "map.svg"
    path.write_bytes(made["svg"])
    assert cli.main(["verify", str(path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["answer"] == "same"
    path.write_bytes(made["svg"].replace(b"Data of", b"Date of"))
    assert cli.main(["verify", str(path)]) == 1
    assert capsys.readouterr().out.startswith("Altered\n")


def test_what_cannot_be_read_or_made_is_told(tmp_path, capsys):
    assert cli.main(["verify", str(tmp_path / "none")]) == 1
    assert cli.main(["snapshot", "--page", "nowhere", "--out", str(tmp_path / "pack.zip")]) == 2
    assert "expected one of access, " in capsys.readouterr().err
