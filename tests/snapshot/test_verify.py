"""The check: the same, on other data, altered or not ours; and no changed byte that passes."""

import csv
import io
import json
import random
import zipfile
from dataclasses import replace

import pytest

from relos_atlas.render.stamps import read_stamp
from relos_atlas.snapshot import verify as checking
from relos_atlas.snapshot.files import KINDS
from relos_atlas.snapshot.order import data_date
from relos_atlas.snapshot.seal import is_intact, seal, unsealed
from relos_atlas.snapshot.stamp import UNSEALED, read
from relos_atlas.snapshot.verify import Answer, verify
from relos_atlas.snapshot.wording import verdict_lines

SORTS = [*KINDS, "pack", "data"]
FLIPS = 200


@pytest.mark.parametrize("kind", SORTS)
def test_an_untouched_file_is_the_same(kind, made, studio):
    verdict = verify(studio, made[kind])
    assert (verdict.answer, verdict.rows, verdict.files) == (Answer.SAME, (), ())
    assert verdict.link.startswith("https://atlas.example/?p=polar&cc=RU")


@pytest.mark.parametrize("kind", SORTS)
def test_a_changed_byte_anywhere_is_found(kind, made, studio):
    content, chance = made[kind], random.Random(kind)  # noqa: S311 - the same flips in every run
    # every part is hit: the first and last bytes, the stamp, and places all over the file
    ends = [0, 1, len(content) - 1, len(content) - 2]
    for at in [*ends, *(chance.randrange(len(content)) for _ in range(FLIPS))]:
        changed = bytearray(content)
        changed[at] ^= 1 << chance.randrange(8)
        assert verify(studio, bytes(changed)).answer in {Answer.ALTERED, Answer.NOT_OURS}, at


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "pack"])
def test_bytes_added_or_taken_away_are_found(kind, made, studio):
    content = made[kind]
    for changed in (content + b"\0", b"\n" + content, content[:-1], content[: len(content) // 2]):
        assert verify(studio, changed).answer in {Answer.ALTERED, Answer.NOT_OURS}


def test_a_picture_that_was_changed_and_sealed_anew_is_found_by_drawing_it_again(made, studio):
    found = read(read_stamp(made["svg"])).seal
    date = data_date(studio).encode()
    forged = seal(unsealed(made["svg"], found).replace(date, b"1 January 1999"))
    assert forged != made["svg"]
    assert is_intact(forged, read(read_stamp(forged)).seal)
    assert verify(studio, forged).answer is Answer.ALTERED


def test_a_forged_link_is_found(made, studio):
    found = read(read_stamp(made["svg"])).seal
    forged = seal(unsealed(made["svg"], found).replace(b"cc=RU", b"cc=IN"))
    assert verify(studio, forged).answer is Answer.ALTERED


def test_a_file_drawn_by_another_version_is_called_unaltered_not_the_same(made, studio, monkeypatch):
    found = read(read_stamp(made["svg"]))
    other = seal(unsealed(made["svg"], found.seal).replace(found.maker.encode(), b"0123456789ab"))
    assert verify(studio, other).answer is Answer.UNALTERED


@pytest.mark.parametrize("kind", ["png", "pdf", "pack"])
def test_a_changed_row_is_named(kind, made, studio_on, geodata_copy):
    edit(geodata_copy / "facilities.csv", "murmansk-port", "summary", "Moved.")
    edit(geodata_copy / "facilities.csv", "mumbai-port", "summary", "Not in this picture.")
    verdict = verify(studio_on(geodata_copy), made[kind])
    assert verdict.answer is Answer.DATA_CHANGED
    assert [(row.table, row.row, row.how) for row in verdict.rows] == [
        ("facilities", "murmansk-port", "changed")
    ]


def test_data_that_changed_elsewhere_are_told_as_such(made, studio_on, geodata_copy, words):
    edit(geodata_copy / "facilities.csv", "mumbai-port", "summary", "Not in this picture.")
    verdict = verify(studio_on(geodata_copy), made["svg"])
    assert (verdict.answer, verdict.rows) == (Answer.DATA_CHANGED, ())
    assert "None of the rows shown" in verdict_lines(verdict, words)[1]


def test_a_row_that_is_gone_is_named(atlas, made, studio_on, geodata_copy):
    stamped = read(read_stamp(made["png"])).rows["claims"]
    gone = next(claim for claim in stamped if atlas.claims.loc[claim, "grade"] == "inferred")
    path = geodata_copy / "claims.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(f"{gone},")), encoding="utf-8")
    (change,) = verify(studio_on(geodata_copy), made["png"]).rows
    assert (change.table, change.row, change.how) == ("claims", gone, "removed")


def test_an_altered_file_of_a_pack_is_named(made, studio):
    with zipfile.ZipFile(io.BytesIO(made["pack"])) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
        comment = archive.comment
    files["data/facilities.csv"] = files["data/facilities.csv"].replace(b"Russia", b"Prussia")
    files["data/facilities.csv"] += b"more"
    files["extra.txt"] = b"hello"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.comment = comment
    verdict = verify(studio, target.getvalue())
    assert (verdict.answer, verdict.files) == (Answer.ALTERED, ("data/facilities.csv", "extra.txt"))


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"%PDF-1.4", b"<svg></svg>", b"\0" * 5000],
)
def test_other_files_are_not_ours(content, studio):
    assert verify(studio, content).answer in {Answer.NOT_OURS, Answer.ALTERED}


def test_a_zip_of_somebody_else_is_not_ours(studio):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "a")
    assert verify(studio, target.getvalue()).answer is Answer.NOT_OURS


def test_a_pack_that_would_unfold_to_too_much_is_not_read(studio, monkeypatch):
    monkeypatch.setattr(checking, "MOST_BYTES", 1_000_000)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", "{}")
        archive.writestr("map.png", b"\0" * 2_000_000)
    assert verify(studio, target.getvalue()).answer is Answer.ALTERED


@pytest.mark.parametrize(
    "change",
    [
        {"rows": []},
        {"rows": {"claims": ["a"]}},
        {"rows": {"claims": {"a": 1}}},
        {"format": 2},
        {"page": None},
        {"more": 1},
    ],
)
def test_a_stamp_that_is_no_stamp_never_raises(change, made, studio):
    stamp = json.loads(read_stamp(made["svg"])) | change
    hostile = b'<svg><metadata id="relos-atlas">' + json.dumps(stamp).encode() + b"</metadata></svg>"
    assert verify(studio, hostile).answer is Answer.ALTERED


@pytest.mark.parametrize("state", ["cc=ZZ", "<script>", "p=polar", "q=" + "a" * 9000])
def test_a_stamp_of_a_state_that_was_not_drawn_is_altered(state, made, studio):
    stamp = read(read_stamp(made["svg"]))
    text = replace(stamp, state=state, seal=UNSEALED).text()
    hostile = seal(b'<svg><metadata id="relos-atlas">' + text.encode() + b"</metadata></svg>")
    assert verify(studio, hostile).answer is Answer.ALTERED


def edit(path, row_id, column, value):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if row_id in row.values())[column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
