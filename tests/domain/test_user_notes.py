"""A reader's notes: in the link, in a file, and never more than text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relos_atlas.domain.links import MAX_NOTES_LENGTH, decode_link, encode_link, notes_fit
from relos_atlas.domain.user_notes import MAX_FILE_BYTES, MAX_NOTES, read_notes, write_notes
from relos_atlas.model import MAX_NOTE_TEXT, PartialDate, UserNote, ViewState

NOTES = (
    UserNote("2025-02", "~a~ 100% b:c & d=e <script>"),
    UserNote("murmansk-port", "заход в порт"),
    UserNote("relos-signed-2025", "कोच्चि में"),
)


def test_notes_come_back_from_link_and_file_as_they_were(vocabulary):
    state = ViewState(notes=NOTES)
    assert decode_link(encode_link(state), vocabulary) == (state, ())
    assert read_notes(write_notes(NOTES).encode(), vocabulary) == (NOTES, 0)


@given(text=st.text(min_size=1))
def test_any_text_becomes_one_short_printable_line(text):
    note = UserNote("2025", text)
    assert len(note.text) <= MAX_NOTE_TEXT
    assert "\n" not in note.text
    assert UserNote("2025", note.text) == note


def test_a_note_on_a_date_knows_it_as_exactly_as_it_was_written():
    assert UserNote("2026-04", "x").date == PartialDate(2026, 4)
    assert UserNote("murmansk-port", "x").date is None


@pytest.mark.parametrize("text", ["nowhere:x", "2025-13:x", "2025", "2025:", ":x", "2025:a\u202eb", "~"])
def test_a_note_that_is_about_nothing_or_is_no_clean_text_is_dropped_and_said(text, vocabulary):
    state, notices = decode_link({"un": [f"2024:kept~{text}"]}, vocabulary)
    assert state.notes == (UserNote("2024", "kept"),)
    assert {dict(notice.parameters)["key"] for notice in notices} == {"un"}


def test_a_link_takes_only_so_many_notes(vocabulary):
    many = [UserNote(str(year), "x" * 100) for year in range(2000, 2010)]
    assert not notes_fit(many)
    state, notices = decode_link(encode_link(ViewState(notes=tuple(many))), vocabulary)
    assert notes_fit(state.notes)
    assert len(state.notes) + len(notices) == 10
    assert len(encode_link(state)) <= MAX_NOTES_LENGTH + len("un=")


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe", b"[]", b"null", b"[" * 90_000, b'{"notes": []}', b"{" + b" " * MAX_FILE_BYTES,
        json.dumps({"relos-atlas-user-notes": 2, "notes": []}).encode(),
        json.dumps({"relos-atlas-user-notes": 1, "notes": {}}).encode(),
    ],
    ids=range(9),
)  # fmt: skip
def test_what_is_no_file_of_notes_is_refused(content, vocabulary):
    assert read_notes(content, vocabulary) is None


def test_of_a_file_only_sound_notes_are_taken_and_the_others_counted(vocabulary):
    entries = [
        {"anchor": "2025", "text": "kept"}, {"anchor": "nowhere", "text": "x"}, {"anchor": 1, "text": "x"},
        {"anchor": "2025", "text": "\0"}, None, {"text": "x"},
    ]  # fmt: skip
    content = json.dumps({"relos-atlas-user-notes": 1, "notes": entries}).encode()
    assert read_notes(content, vocabulary) == ((UserNote("2025", "kept"),), 5)
    many = json.dumps(
        {"relos-atlas-user-notes": 1, "notes": [{"anchor": "2025", "text": str(n)} for n in range(500)]}
    )
    notes, dropped = read_notes(many.encode(), vocabulary)
    assert (len(notes), dropped) == (MAX_NOTES, 300)
