"""The agreements page: filters, sentence, map, card and tabs of one scene."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from relos_atlas.domain.agreement_words import agreements_sentence
from relos_atlas.domain.agreements import FILTERS, agreement_facets, named_places
from relos_atlas.scene.agreements import agreements_scene
from relos_atlas.scene.scenes import AgreementsScene
from relos_atlas.views.agreement_card import show_agreement_card
from relos_atlas.views.agreement_list import show_agreement_list
from relos_atlas.views.agreement_uses import show_matrix, show_uses
from relos_atlas.views.card import has_card, show_card
from relos_atlas.views.comparison_view import show_comparison
from relos_atlas.views.filters import column, show_as_of, show_choices, show_heading, show_layers
from relos_atlas.views.page import Page
from relos_atlas.views.reciprocity_view import show_reciprocity
from relos_atlas.views.stage import show_live, show_stage


def show_agreement_filters(page: Page) -> None:
    """Show the filters of agreements in the sidebar."""
    words, atlas = page.words, page.atlas
    counts = agreement_facets(atlas, page.state)
    with st.sidebar:
        show_heading(page, (*FILTERS, "agreements", "as_of"))
        show_choices(page, "countries", counts, column(atlas.countries, f"label_{words.language}"))
        show_choices(page, "agreement_kinds", counts, lambda kind: words.say(f"agreement-kind.{kind}"))
        show_as_of(page, "in-force-on")
        show_choices(page, "statuses", counts, lambda status: words.say(f"status.{status}"))
        show_choices(page, "services", counts, lambda service: words.say(f"service.{service}"))
        show_choices(page, "troops", counts, lambda troops: words.say(f"troops.{troops}"))
        regions = column(atlas.regions, f"label_{words.language}")
        show_choices(page, "regions", counts, regions, "regions-of-places")
        show_layers(page)


def scene_of(page: Page) -> AgreementsScene:
    """Return the scene of the page's state."""
    return agreements_scene(page.atlas, page.state, page.words)


def show_sentence(page: Page, scene: AgreementsScene) -> None:
    """Show the live sentence and the projection switch."""
    show_live(page, agreements_sentence(page.atlas, page.state, scene.selection, page.words))


def show_map_and_card(page: Page, scene: AgreementsScene) -> None:
    """Show the map, and the card of the selected agreement or place beside it."""
    if page.state.selected in page.atlas.agreements.index:
        show_stage(page, scene, lambda: show_agreement_card(page, scene))
    elif has_card(page):
        show_stage(page, scene, lambda: show_card(_under_its_agreements(page), scene))
    else:
        show_stage(page, scene, None)


def show_tabs(page: Page, scene: AgreementsScene) -> None:
    """Show the table and, in tabs equal to it, who may use what, the matrix and the comparisons."""
    words = page.words
    names = ("uses-tab", "matrix-tab", "compare-tab", "reciprocity-tab")
    listed = words.say("agreements.list-tab", n=len(scene.selection.everything))
    listing, uses, matrix, compare, gives = st.tabs([listed, *(words.say(f"agreements.{n}") for n in names)])
    with listing:
        show_agreement_list(page, scene)
    with uses:
        show_uses(page, scene)
    with matrix:
        show_matrix(page, scene)
    with compare:
        show_comparison(page)
    with gives:
        show_reciprocity(page)


def _under_its_agreements(page: Page) -> Page:
    """Return the page as the card of a place needs it here: grades speak of the agreements that name it."""
    named = named_places(page.atlas)
    own = named.loc[named["place_id"] == page.state.selected, "agreement_id"]
    return replace(page, state=replace(page.state, agreements=frozenset(own)))
