"""The evidence page: every claim, by topic and status, rival answers side by side."""

from __future__ import annotations

import streamlit as st

from relos_atlas.domain.claims import Question, questions
from relos_atlas.domain.places import ACCESS_TOPIC
from relos_atlas.views.claims_view import question_markup
from relos_atlas.views.markup import tag
from relos_atlas.views.page import Page

_STATUSES = ("confirmed", "reported", "disputed")


def show_evidence(page: Page) -> None:
    """Show the claims that fit the chosen topics and statuses."""
    words = page.words
    asked = questions(page.atlas, page.state)
    st.html(tag("section", tag("h1", words.say("evidence.heading")), tag("p", words.say("evidence.intro"))))
    topics = list(dict.fromkeys(question.topic for question in asked))
    chosen, statuses = _choices(page, topics)
    fitting = [q for q in asked if q.topic in (chosen or topics) and _has_status(q, statuses)]
    total = sum(len(question.claims) for question in fitting)
    st.html(
        tag(
            "p",
            words.say("evidence.count", n=total) if fitting else words.say("evidence.none"),
            role="status",
        )
    )
    for topic in topics:
        _show_topic(page, topic, [question for question in fitting if question.topic == topic])


def _choices(page: Page, topics: list[str]) -> tuple[list[str], list[str]]:
    words = page.words
    left, right = st.columns([3, 2])
    chosen = left.multiselect(
        words.say("evidence.topics"),
        topics,
        format_func=lambda topic: words.say(f"topic.{topic}"),
        key="evidence-topics",
        placeholder=words.say("filters.any"),
        persist_state="session",
    )
    statuses = right.pills(
        words.say("evidence.statuses"),
        _STATUSES,
        selection_mode="multi",
        format_func=lambda status: words.say(f"status.{status}"),
        key="evidence-statuses",
        persist_state="session",
    )
    return chosen, statuses


def _has_status(question: Question, statuses: list[str]) -> bool:
    return not statuses or any(claim.status in statuses for claim in question.claims)


def _show_topic(page: Page, topic: str, asked: list[Question]) -> None:
    """Show a topic; the many claims about single places stay folded."""
    if not asked:
        return
    words = page.words
    is_open = topic != ACCESS_TOPIC
    st.html(
        tag(
            "section",
            tag("h2", words.say(f"topic.{topic}")),
            *(question_markup(question, words, is_open=is_open) for question in asked),
            class_="atlas-terms",
        )
    )
