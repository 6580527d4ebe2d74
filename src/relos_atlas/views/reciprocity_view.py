"""What India gives and what Russia gives under RELOS, domain by domain, graded."""

from __future__ import annotations

import streamlit as st

from relos_atlas.domain.places import FOCUS_AGREEMENT
from relos_atlas.domain.reciprocity import Domain, Gift, reciprocity
from relos_atlas.domain.summary import agreement_steps
from relos_atlas.views.claims_view import claim_markup
from relos_atlas.views.markup import Markup, joined, tag
from relos_atlas.views.page import Page


def show_reciprocity(page: Page) -> None:
    """Show each domain with both sides' gifts and the claims that bear on it."""
    words = page.words
    domains = reciprocity(page.atlas, page.state)
    when = page.state.as_of
    is_unsigned = when is not None and agreement_steps(page.atlas, FOCUS_AGREEMENT, when) == "unsigned"
    st.html(
        tag(
            "section",
            tag("p", words.say("reciprocity.intro"), class_="atlas-note"),
            tag("p", words.say("reciprocity.unsigned"), class_="atlas-fault") if is_unsigned else None,
            _table(page, domains),
            class_="atlas-terms",
        )
    )


def _table(page: Page, domains: tuple[Domain, ...]) -> Markup:
    words = page.words
    heads = [
        tag(
            "th",
            words.say(
                "reciprocity.gives", giver=page.country(gift.giver), receiver=page.country(gift.receiver)
            ),
            scope="col",
        )
        for gift in domains[0].gifts
    ]
    rows = [
        tag(
            "tr",
            tag("th", _heading(page, domain), scope="row"),
            *(tag("td", _gift(page, gift)) for gift in domain.gifts),
            tag("td", _claims(page, domain)),
        )
        for domain in domains
    ]
    head = tag(
        "tr",
        tag("th", words.say("reciprocity.domain"), scope="col"),
        *heads,
        tag("th", words.say("reciprocity.terms"), scope="col"),
    )
    return tag(
        "div",
        tag("table", tag("thead", head), tag("tbody", *rows), class_="atlas-compare"),
        class_="atlas-scroll",
        role="region",
        tabindex="0",
        aria_label=words.say("agreements.reciprocity-tab"),
    )


def _heading(page: Page, domain: Domain) -> Markup:
    words = page.words
    grade = words.say("reciprocity.graded", grade=words.say(f"grade.{domain.grade}.short"))
    return joined(words.say(f"service-domain.{domain.domain_id}"), tag("span", grade, class_="atlas-local"))


def _gift(page: Page, gift: Gift) -> Markup:
    words = page.words
    services = ", ".join(words.say(f"service.{service}") for service in gift.services)
    parts = [tag("p", services or words.say("reciprocity.nothing"))]
    if gift.has_places:
        places = "; ".join(name for _, name in gift.places)
        said = words.say("reciprocity.named", places=places) if places else words.say("reciprocity.no-place")
        parts.append(tag("p", said))
    else:
        parts.append(tag("p", words.say("reciprocity.amounts"), class_="atlas-meta"))
    if gift.inferred:
        parts.append(tag("p", words.say("reciprocity.inferred", n=gift.inferred), class_="atlas-note"))
    return joined(*parts)


def _claims(page: Page, domain: Domain) -> Markup:
    if not domain.claims:
        return tag("p", page.words.say("compare.not-public"), class_="atlas-meta")
    return joined(*(claim_markup(claim, page.words) for claim in domain.claims))
