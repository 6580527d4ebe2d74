"""A reader's own notes: added, removed, kept in the link or in a file; marked as theirs everywhere."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from relos_atlas.domain.links import is_anchor, notes_fit
from relos_atlas.domain.places import places_of
from relos_atlas.domain.user_notes import MAX_FILE_BYTES, read_notes, write_notes
from relos_atlas.domain.vocabulary import vocabulary_of
from relos_atlas.model import MAX_NOTE_TEXT, UserNote
from relos_atlas.text import format_partial_date
from relos_atlas.views.markup import Markup, as_markdown, tag
from relos_atlas.views.page import Page, changed

_FROM_FILE = "notes-from-file"
_SAID = "notes-said"


def notes_of(page: Page) -> tuple[UserNote, ...]:
    """Return all notes: those of the link, then those of the reader's file that are not in it."""
    own = page.state.notes
    return tuple(dict.fromkeys((*own, *st.session_state.get(_FROM_FILE, ()))))


def notes_markup(page: Page, anchor: str) -> Markup | None:
    """Return the reader's notes on something, each marked as theirs; None without any."""
    own = [note for note in notes_of(page) if note.anchor == anchor]
    if not own:
        return None
    lines = [tag("p", page.words.say("timeline.user-note", text=note.text)) for note in own]
    return tag("section", *lines, class_="atlas-user-notes", aria_label=page.words.say("notes.label"))


def show_notes(page: Page) -> None:
    """Show the notes with a way to remove each, a form for a new one, and the file of them."""
    words = page.words
    st.html(tag("p", words.say("notes.intro"), class_="atlas-note"))
    notes = notes_of(page)
    for number, note in enumerate(notes):
        _show_note(page, number, note)
    if said := st.session_state.pop(_SAID, ""):
        st.html(tag("p", said, class_="atlas-fault", role="alert"))
    _show_form(page)
    _show_file(page, notes)


def _show_note(page: Page, number: int, note: UserNote) -> None:
    words = page.words
    with st.container(horizontal=True, vertical_alignment="center", key=f"user-note-{number}"):
        about = words.say("notes.about", anchor=anchor_words(page, note.anchor))
        st.html(
            tag("p", tag("strong", about), " ", words.say("timeline.user-note", text=note.text)),
            width="stretch",
        )
        st.button(
            words.say("notes.remove"),
            key=f"remove-note-{number}",
            help=words.say("notes.remove-help", text=as_markdown(note.text)),
            on_click=_remove,
            args=(page, note),
        )


def anchor_words(page: Page, anchor: str) -> str:
    """Return what a note is about in words: a date, or the name of a place, an event or an agreement."""
    date = UserNote(anchor, "").date
    if date is not None:
        return format_partial_date(date, page.words.language)
    tables = (
        (places_of(page.atlas), "name"),
        (page.atlas.events, "title"),
        (page.atlas.agreements, "short_name"),
    )
    return next((str(table.loc[anchor, column]) for table, column in tables if anchor in table.index), anchor)


def _show_form(page: Page) -> None:
    words = page.words
    with st.form("new-note", clear_on_submit=True, border=False):
        where, what = st.columns([1, 3])
        where.text_input(
            words.say("notes.anchor"),
            value=page.state.selected or str(page.state.as_of or ""),
            key="note-anchor",
            help=words.say("notes.anchor-help"),
            max_chars=80,
        )
        what.text_input(words.say("notes.text"), key="note-text", max_chars=MAX_NOTE_TEXT)
        st.form_submit_button(words.say("notes.add"), on_click=_add, args=(page,), key="add-note")


def _add(page: Page) -> None:
    words = page.words
    anchor = str(st.session_state["note-anchor"] or "").strip()
    note = UserNote(anchor, str(st.session_state["note-text"] or ""))
    if not is_anchor(anchor, vocabulary_of(page.atlas)):
        st.session_state[_SAID] = words.say("notes.bad-anchor", anchor=anchor)
    elif not note.text:
        st.session_state[_SAID] = words.say("notes.empty")
    elif note not in page.state.notes and not notes_fit((*page.state.notes, note)):
        st.session_state[_SAID] = words.say("notes.full")
        _keep_in_session((*st.session_state.get(_FROM_FILE, ()), note))
    elif note not in page.state.notes:
        changed(page, lambda state: replace(state, notes=(*state.notes, note)))


def _remove(page: Page, note: UserNote) -> None:
    _keep_in_session(tuple(n for n in st.session_state.get(_FROM_FILE, ()) if n != note))
    if note in page.state.notes:
        changed(page, lambda state: replace(state, notes=tuple(n for n in state.notes if n != note)))


def _keep_in_session(notes: tuple[UserNote, ...]) -> None:
    st.session_state[_FROM_FILE] = tuple(dict.fromkeys(notes))


def _show_file(page: Page, notes: tuple[UserNote, ...]) -> None:
    words = page.words
    if notes:
        st.download_button(
            words.say("notes.save"),
            write_notes(notes),
            words.say("notes.file"),
            "application/json",
            key="save-notes",
            on_click="ignore",
        )

    def load() -> None:
        uploaded = st.session_state["load-notes"]
        if uploaded is None:
            return
        read = read_notes(uploaded.getvalue(), vocabulary_of(page.atlas))
        if read is None:
            st.session_state[_SAID] = words.say("notes.bad-file")
            return
        loaded, dropped = read
        _keep_in_session((*st.session_state.get(_FROM_FILE, ()), *loaded))
        if dropped:
            st.session_state[_SAID] = words.say("notes.dropped", n=dropped)

    st.file_uploader(
        words.say("notes.load"),
        type="json",
        key="load-notes",
        on_change=load,
        max_upload_size=max(1, MAX_FILE_BYTES // 1_000_000),
    )
