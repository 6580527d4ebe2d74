"""The card of the selected place: what it is, what is claimed of it and by whom, where sources disagree."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from relos_atlas.domain.claims import Claim, claims_about_place, disagreement_about_place, sources
from relos_atlas.domain.places import places_of, relations_of
from relos_atlas.domain.select import relations_under
from relos_atlas.model import Grade, Position
from relos_atlas.scene.scenes import MapScene
from relos_atlas.text import format_number, format_position
from relos_atlas.views.claims_view import claim_markup, source_list
from relos_atlas.views.closing import show_close
from relos_atlas.views.markup import Markup, joined, tag
from relos_atlas.views.page import Page
from relos_atlas.views.user_notes_view import notes_markup

_DECIMALS = {"own-estimate": 2, "approximate": 2}


def has_card(page: Page) -> bool:
    """Whether a place is selected."""
    return page.state.selected in places_of(page.atlas).index


def show_card(page: Page, scene: MapScene) -> None:
    """Show the card of the selected place, with a way to close it."""
    words = page.words
    place_id = str(page.state.selected)
    row = places_of(page.atlas).loc[place_id]
    show_close(page)
    is_hidden = scene.selected_row is not None and not scene.shown[scene.selected_row]
    st.html(
        tag(
            "article",
            tag("h2", row["name"]),
            tag("p", row["name_local"], class_="atlas-local") if row["name_local"] else None,
            tag("p", words.say("card.hidden"), class_="atlas-fault") if is_hidden else None,
            tag("p", row["summary"]) if row["summary"] else None,
            _facts(page, place_id, row),
            notes_markup(page, place_id),
            _claims(page, place_id),
            _agreements(page, place_id),
            _sources(page, row),
            class_="atlas-card",
            aria_label=words.say("card.label"),
        )
    )


def _facts(page: Page, place_id: str, row: pd.Series) -> Markup:
    words = page.words
    none = words.say("card.not-public")
    facts = [
        ("kind", words.say(f"kind.{row['kind']}")),
        ("country", _country(page, row["country"])),
        ("relation", _relation(page, place_id)),
        ("position", _position(page, row)),
        ("operator", row["operator"] or none),
        ("runway", _metres(page, row["runway_m"], "runway") if "air" in row["kind"] else ""),
        (
            "draught",
            _metres(page, row["max_draught_m"], "draught") if row["kind"] in {"port", "naval-base"} else "",
        ),
        ("ice", words.say(f"card.ice-value.{row['ice_access']}") if row["ice_access"] else ""),
        ("codes", " · ".join(code for code in (row["icao"], row["unlocode"]) if code)),
        ("names", _names(page, place_id)),
        ("place-note", row["position_note"]),
    ]
    lines = [joined(tag("dt", words.say(f"card.{name}")), tag("dd", text)) for name, text in facts if text]
    territory = row["disputed_territory"]
    note = words.say("card.disputed-territory", country=_country(page, territory)) if territory else ""
    return joined(tag("dl", *lines), tag("p", note, class_="atlas-note") if note else None)


def _position(page: Page, row: pd.Series) -> str:
    words = page.words
    position = Position(lon=row.geometry.x, lat=row.geometry.y)
    shown = format_position(position, _DECIMALS.get(row["coord_source"], 3))
    source = words.say(f"card.precision.{row['coord_source']}")
    return words.say("card.position-exact", position=shown, source=source)


def _metres(page: Page, value: float, name: str) -> str:
    if pd.isna(value):
        return page.words.say("card.not-public")
    digits = 0 if name == "runway" else 1
    return page.words.say(f"card.{name}-value", value=format_number(value, page.words.language, digits))


def _relation(page: Page, place_id: str) -> str:
    rows = relations_under(page.atlas, page.state)
    rows = rows[(rows["place_id"] == place_id) & (rows["grantor"] != "") & (rows["beneficiary"] != "")]
    if rows.empty:
        return ""
    first = rows.sort_values("rank", kind="stable").iloc[0]
    return page.words.say(
        f"card.relation-value.{list(Grade)[first['rank']]}",
        grantor=_country(page, first["grantor"]),
        beneficiary=_country(page, first["beneficiary"]),
    )


def _names(page: Page, place_id: str) -> str:
    names = page.atlas.facility_names
    own = names[(names["facility_id"] == place_id) & (names["kind"] != "code")]
    return " · ".join(dict.fromkeys(own["name"]))


def _claims(page: Page, place_id: str) -> Markup:
    words = page.words
    claims = claims_about_place(page.atlas, place_id, page.state)
    if not claims:
        return joined(tag("h3", words.say("card.claims")), tag("p", words.say("card.no-claims")))
    rivals = disagreement_about_place(page.atlas, place_id, page.state)
    return joined(
        tag("h3", words.say("card.claims")),
        tag("p", words.say("card.no-list"), class_="atlas-note"),
        *(claim_markup(claim, words) for claim in claims),
        _disagreement(page, rivals) if rivals else None,
    )


def _disagreement(page: Page, rivals: tuple[Claim, ...]) -> Markup:
    words = page.words
    return tag(
        "section",
        tag("h3", words.say("card.disagree")),
        tag("p", words.say("card.disagree-intro")),
        *(claim_markup(claim, words) for claim in rivals),
        class_="atlas-disagree",
    )


def _agreements(page: Page, place_id: str) -> Markup | None:
    rows = relations_of(page.atlas)
    named = sorted(set(rows.loc[rows["place_id"] == place_id, "agreement_id"]))
    if not named:
        return None
    agreements = page.atlas.agreements.loc[named]
    words = page.words
    lines = [
        tag("li", words.say("card.agreement", name=name, status=words.say(f"status.{status}")))
        for name, status in zip(agreements["short_name"], agreements["status"], strict=True)
    ]
    return joined(tag("h3", words.say("card.agreements")), tag("ul", *lines))


def _sources(page: Page, row: pd.Series) -> Markup:
    words = page.words
    return joined(
        tag("h3", words.say("card.sources")), source_list(sources(page.atlas, row["source_ids"]), words)
    )


def _country(page: Page, code: str) -> str:
    return str(page.atlas.countries.loc[code, f"label_{page.words.language}"])
