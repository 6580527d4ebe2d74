"""Claims in words: who says what, how firmly, when, and where the sources disagree."""

from __future__ import annotations

from collections.abc import Iterable

from relos_atlas.domain.claims import Claim, Question, Source
from relos_atlas.text import Catalogue, format_partial_date
from relos_atlas.views.markup import Markup, joined, link, tag


def claim_markup(claim: Claim, words: Catalogue) -> Markup:
    """Return one claim with its grade, date, sources and our note."""
    date = (
        format_partial_date(claim.known_from, words.language)
        if claim.known_from
        else words.say("card.undated")
    )
    grade = words.say(f"grade.{claim.grade}.short")
    return tag(
        "div",
        tag("p", claim.statement, class_="atlas-statement"),
        tag(
            "p",
            badge(claim.status, words),
            " ",
            words.say("card.said", grade=grade, date=date),
            class_="atlas-meta",
        ),
        source_list(claim.sources, words),
        tag("p", claim.note, class_="atlas-note") if claim.note else None,
        class_=f"atlas-claim atlas-{claim.status}",
    )


def badge(status: str, words: Catalogue) -> Markup:
    """Return the status of a claim as a small label; its border, not only its colour, tells it."""
    return tag("span", words.say(f"status.{status}"), class_=f"atlas-badge atlas-badge-{status}")


def source_list(sources: Iterable[Source], words: Catalogue, *, is_numbered: bool = False) -> Markup:
    """Return sources as links with publisher and date."""
    lines = [tag("li", _source(source, words)) for source in sources]
    return (
        tag("ol", *lines, class_="atlas-numbered")
        if is_numbered
        else tag("ul", *lines, class_="atlas-sources")
    )


def question_markup(question: Question, words: Catalogue, *, is_open: bool = False) -> Markup:
    """Return a question with its answers side by side, folded until asked for."""
    claims = question.claims
    rivals = len(claims) - 1
    counted = words.say("terms.rivals", n=rivals) if question.is_contested else ""
    contested = tag("span", words.say("evidence.contested"), class_="atlas-badge atlas-badge-disputed")
    head = tag(
        "summary",
        tag("span", question.label, class_="atlas-question"),
        " ",
        contested if question.is_contested else None,
        tag("span", counted, class_="atlas-meta") if counted else None,
        tag("span", question.reading, class_="atlas-reading") if question.reading else None,
    )
    answers = tag("div", *(claim_markup(claim, words) for claim in claims), class_="atlas-answers")
    attributes = {"open": ""} if is_open else {}
    return tag("details", head, answers, class_="atlas-details", **attributes)


def _source(source: Source, words: Catalogue) -> Markup:
    published = (
        format_partial_date(source.published, words.language)
        if source.published
        else words.say("source.undated")
    )
    where = words.say("source.line", publisher=source.publisher, published=published)
    return joined(link(source.title, source.url), tag("span", where, class_="atlas-where"))
