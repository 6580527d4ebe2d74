"""What was true on the as-of day, and what changed between two days, in words with their sources at hand."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from relos_atlas.domain.as_of import World, former_names, world_on
from relos_atlas.domain.changes import Changes, changes_between, last_day
from relos_atlas.domain.events import POSSIBLE
from relos_atlas.domain.places import places_of
from relos_atlas.model import PartialDate
from relos_atlas.scene.timeline import event_when
from relos_atlas.text import format_partial_date
from relos_atlas.views.filters import show_date
from relos_atlas.views.markup import Markup, joined, tag
from relos_atlas.views.page import Page

_LATEST_CLAIMS = 8


def show_world(page: Page) -> None:
    """Show the agreements that stood on the as-of day, the claims made by then and the places they name."""
    words = page.words
    if page.state.as_of is None:
        st.html(tag("p", words.say("world.choose"), role="status"))
        return
    world = world_on(page.atlas, page.state.as_of, page.state.known_on)
    parts = [_pact(page, world), _events(page, world), _agreements(page, world)]
    parts += [_claims(page, world), _places(page, world)]
    st.html(tag("section", *parts, class_="atlas-terms atlas-world"))


def show_changes(page: Page) -> None:
    """Show what changed from the day compared with to the as-of day, or to the end of the tables."""
    words = page.words
    field, _ = st.columns([1, 3])
    with field:
        show_date(page, "compare_from", "compare-from")
    start = page.state.compare_from
    if start is None:
        st.html(tag("p", words.say("changes.choose"), role="status"))
        return
    end = page.state.as_of or last_day(page.atlas)
    changes = changes_between(page.atlas, page.state, start, end)
    heading = words.say("changes.heading", start=_day(page, changes.start), end=_day(page, changes.end))
    parts = [tag("h2", heading), _begun(page, changes), _moved(page, changes), _said(page, changes)]
    st.html(tag("section", *parts, class_="atlas-terms atlas-world"))


def _pact(page: Page, world: World) -> Markup:
    words = page.words
    said = words.say(f"world.pact-{world.step}", date=_day(page, world.when))
    return joined(tag("h2", words.say("world.heading", date=_day(page, world.when))), tag("p", said))


def _events(page: Page, world: World) -> Markup:
    told = [("last", world.last), ("under-way", world.under_way), ("next", world.next)]
    return joined(
        *(_event_list(page, page.words.say(f"world.{name}"), rows) for name, rows in told if len(rows))
    )


def _event_list(page: Page, heading: str, rows: pd.DataFrame) -> Markup:
    lines = [tag("li", _event(page, row)) for _, row in rows.iterrows()]
    return joined(tag("h3", heading), tag("ul", *lines))


def _event(page: Page, row: pd.Series) -> str:
    when = event_when(row["date_start"], row["date_end"], page.words)
    said = page.words.say("world.event", when=when, title=row["title"])
    is_unsure = row.get("certainty") == POSSIBLE
    return f"{said} ({page.words.say('timeline.ui.possible')})" if is_unsure else said


def _agreements(page: Page, world: World) -> Markup:
    words = page.words
    lines = [
        tag("li", words.say("uses.agreement", name=name, standing=words.say(f"standing.{standing}")))
        for name, standing in zip(world.between["short_name"], world.between["standing"], strict=True)
    ]
    between = tag("ul", *lines) if lines else tag("p", words.say("world.none-between"))
    names = "; ".join(sorted(world.others["short_name"]))
    summary = tag("summary", words.say("world.others", n=len(world.others)))
    others = tag("details", summary, tag("p", names), class_="atlas-details") if names else None
    untold = (
        tag("p", words.say("world.untold", n=world.untold), class_="atlas-note") if world.untold else None
    )
    return joined(tag("h3", words.say("world.agreements")), between, others, untold)


def _claims(page: Page, world: World) -> Markup:
    words = page.words
    latest = world.claims[:_LATEST_CLAIMS]
    counted = tag("p", words.say("world.claims-made", n=len(world.claims)))
    return joined(tag("h3", words.say("world.claims")), counted, _claim_list(page, latest))


def _claim_list(page: Page, claims: pd.DataFrame) -> Markup | None:
    words = page.words
    lines = [
        tag(
            "li",
            row["statement"],
            " ",
            tag(
                "span",
                words.say(
                    "card.said",
                    grade=words.say(f"grade.{row['grade']}.short"),
                    date=_day(page, PartialDate.parse(row["known_from"])),
                ),
                class_="atlas-meta",
            ),
        )
        for _, row in claims.iterrows()
    ]
    return tag("ul", *lines) if lines else None


def _places(page: Page, world: World) -> Markup:
    words = page.words
    if not world.places:
        return joined(tag("h3", words.say("world.places")), tag("p", words.say("world.no-places")))
    names = places_of(page.atlas)["name"]
    lines = []
    for place in world.places:
        former = ", ".join(former_names(page.atlas, place))
        note = words.say("world.former", names=former) if former else ""
        lines.append(tag("li", names[place], " ", tag("span", note, class_="atlas-meta") if note else None))
    note = tag("p", words.say("world.names-undated"), class_="atlas-note")
    return joined(tag("h3", words.say("world.places")), tag("ul", *lines), note)


def _begun(page: Page, changes: Changes) -> Markup:
    words = page.words
    heading = words.say("changes.events", n=len(changes.events))
    return _event_list(page, heading, changes.events) if len(changes.events) else tag("h3", heading)


def _moved(page: Page, changes: Changes) -> Markup:
    words = page.words
    names = page.atlas.agreements["short_name"]
    lines = [
        tag(
            "li",
            words.say(
                "changes.agreement",
                name=names[change.agreement_id],
                before=words.say(f"standing.{change.before}"),
                after=words.say(f"standing.{change.after}"),
            ),
        )
        for change in changes.agreements
    ]
    heading = tag("h3", words.say("changes.agreements", n=len(lines)))
    return joined(heading, tag("ul", *lines) if lines else None)


def _said(page: Page, changes: Changes) -> Markup:
    heading = tag("h3", page.words.say("changes.claims", n=len(changes.claims)))
    return joined(heading, _claim_list(page, changes.claims))


def _day(page: Page, date: PartialDate) -> str:
    return format_partial_date(date, page.words.language)
