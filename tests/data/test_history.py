"""The history of the tables: which rows changed since a version, and that it is up to date."""

import csv
from itertools import pairwise

import pytest

from relos_atlas.data import changes_between, load_atlas, recorded_on, rows_at, versions
from relos_atlas.data.history import record


def edit(path, row_id, column, value):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if row_id in row.values())[column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_the_newest_version_is_that_of_the_committed_tables(atlas):
    assert versions(atlas.geodata)[-1].fingerprint == atlas.fingerprint
    assert changes_between(rows_at(atlas.geodata, atlas.fingerprint), atlas.row_hashes) == ()
    assert recorded_on(atlas.geodata, atlas.fingerprint)


def test_every_recorded_version_can_be_told_from_the_one_before(atlas):
    states = [rows_at(atlas.geodata, version.fingerprint) for version in versions(atlas.geodata)]
    assert all(changes_between(old, new) for old, new in pairwise(states))


def test_a_version_that_was_never_recorded_is_not_known(atlas):
    assert rows_at(atlas.geodata, "0123456789ab") is None
    assert recorded_on(atlas.geodata, "0123456789ab") == ""


@pytest.mark.parametrize(
    ("table", "row_id", "column", "value"),
    [
        ("facilities", "murmansk-port", "summary", "An ice-free port. 5 > 4, \"quoted\", 'so'."),
        ("claims", "clm-eif-jan12", "note", "мурманск मुंबई"),
    ],
)
def test_an_edited_row_is_named_and_a_new_version_recorded_once(geodata_copy, table, row_id, column, value):
    before = load_atlas(geodata_copy)
    edit(geodata_copy / f"{table}.csv", row_id, column, value)
    after = load_atlas(geodata_copy)
    changed = [(c.table, c.row, c.how) for c in changes_between(before.row_hashes, after.row_hashes)]
    assert changed == [(table, row_id, "changed")]
    assert record(geodata_copy, after.fingerprint, after.row_hashes, "2026-12-01")
    assert not record(geodata_copy, after.fingerprint, after.row_hashes, "2026-12-02")
    assert rows_at(geodata_copy, after.fingerprint) == after.row_hashes
    assert rows_at(geodata_copy, before.fingerprint) == before.row_hashes
    assert recorded_on(geodata_copy, after.fingerprint) == "2026-12-01"


def test_a_table_without_a_key_names_a_row_by_what_it_holds(geodata_copy, atlas):
    path = geodata_copy / "nsr-admission.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([lines[0], *lines[2:]]), encoding="utf-8")
    (change,) = changes_between(atlas.row_hashes, load_atlas(geodata_copy).row_hashes)
    assert (change.table, change.how) == ("nsr-admission", "removed")
