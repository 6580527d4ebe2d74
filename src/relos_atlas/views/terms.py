"""The pact's terms as graded claims, and how to read the map: the tabs beside the list."""

from __future__ import annotations

import streamlit as st

from relos_atlas.domain.claims import questions
from relos_atlas.views.claims_view import question_markup
from relos_atlas.views.markup import tag
from relos_atlas.views.page import Page

TERM_TOPICS = frozenset(
    {"signature", "ratification", "entry-into-force", "limits", "term", "scope", "exclusions", "cost"}
)


# What bounds every mark of the map: there is no list, and no use was reported. Said with its sources.
_BOUNDS = frozenset({"facility-list", "use-so-far"})


def show_terms(page: Page) -> None:
    """Show each question about the pact's terms with every answer the sources give."""
    words = page.words
    asked = questions(page.atlas, page.state, TERM_TOPICS)
    st.html(
        tag(
            "section",
            tag("h2", words.say("terms.heading")),
            tag("p", words.say("terms.intro"), class_="atlas-note"),
            *(question_markup(question, words) for question in asked),
            class_="atlas-terms",
        )
    )


def show_help(page: Page) -> None:
    """Show how to read the map, and the claims that bound what it can say."""
    words = page.words
    paragraphs = words.say("help.text").strip().split("\n\n")
    bounds = [asked for asked in questions(page.atlas, page.state) if asked.question_id in _BOUNDS]
    st.html(
        tag(
            "section",
            *(tag("p", text) for text in paragraphs),
            *(question_markup(question, words) for question in bounds),
            class_="atlas-help atlas-terms",
        )
    )
