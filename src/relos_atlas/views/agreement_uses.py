"""Who may use what of whom: of one country, between two, and all of them as a matrix."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from relos_atlas.domain.places import places_of
from relos_atlas.domain.uses import (
    country_uses,
    grants_under,
    matrix_of,
    uses_between,
    uses_under,
)
from relos_atlas.scene.scenes import AgreementsScene
from relos_atlas.views.markup import Markup, joined, tag
from relos_atlas.views.page import Page, changed

_MATRIX = "matrix"


def show_uses(page: Page, scene: AgreementsScene) -> None:
    """Show what one chosen country may use and who may use its places, or what binds two."""
    words = page.words
    chosen = sorted(page.state.countries)
    if not 1 <= len(chosen) <= 2:
        st.html(tag("p", words.say("uses.choose"), role="status"))
        parts = []
    elif len(chosen) == 1:
        parts = _of_one(page, scene, chosen[0])
    else:
        parts = _of_two(page, scene, *chosen)
    if scene.undrawn:
        pairs = "; ".join(_pair(page, *pair) for pair in scene.undrawn)
        parts.append(tag("p", words.say("agreements.undrawn", pairs=pairs), class_="atlas-note"))
    st.html(tag("section", *parts, class_="atlas-terms atlas-uses"))


def show_matrix(page: Page, scene: AgreementsScene) -> None:
    """Show how many agreements stand between each grantor and beneficiary; a cell chooses the two."""
    words = page.words
    matrix = matrix_of(grants_under(page.atlas, page.state, scene.selection))
    if matrix.counts.empty:
        st.html(tag("p", words.say("matrix.empty"), role="status"))
        return
    st.html(tag("p", words.say("matrix.intro"), class_="atlas-note"))
    names = page.atlas.countries[f"label_{words.language}"]
    counts = matrix.counts.sort_index(key=lambda codes: names[codes].str.casefold())
    confirmed = matrix.confirmed.reindex(counts.index)
    cells = pd.DataFrame(
        {
            code: [_cell(page, n, sure) for n, sure in zip(counts[code], confirmed[code], strict=True)]
            for code in counts.columns
        },
        index=pd.Index(names[counts.index], name=words.say("matrix.grantor")),
    )

    def choose() -> None:
        picked = st.session_state[_MATRIX]["selection"]["cells"]
        if picked and picked[0][1] in counts.columns:
            pair = frozenset({str(counts.index[picked[0][0]]), str(picked[0][1])})
            changed(page, lambda state: replace(state, countries=pair))

    st.dataframe(
        cells,
        key=_MATRIX,
        on_select=choose,
        selection_mode="single-cell",
        alt=words.say("matrix.label"),
        height=430,
        column_config={
            code: st.column_config.TextColumn(str(code), help=str(names[code]), width=52)
            for code in counts.columns
        },
        placeholder="",
        lazy=False,
    )


def _cell(page: Page, n: int, sure: int) -> str:
    if not n:
        return ""
    return str(n) if sure else page.words.say("matrix.unconfirmed", n=n)


def _of_one(page: Page, scene: AgreementsScene, country: str) -> list[Markup]:
    words = page.words
    uses = country_uses(page.atlas, scene.selection, country)
    name = page.country(country)
    parts = [
        tag("h2", words.say("uses.may-use", country=name)),
        _listed(page, uses.may_use, "grantor"),
        tag("h2", words.say("uses.used-by", country=name)),
        _listed(page, uses.used_by, "beneficiary"),
    ]
    return [*parts, _undocumented(page, uses.undocumented)] if uses.undocumented else parts


def _of_two(page: Page, scene: AgreementsScene, one: str, other: str) -> list[Markup]:
    words = page.words
    uses = uses_under(page.atlas, scene.selection)
    parts: list[Markup] = []
    for user, owner in ((one, other), (other, one)):
        heading = words.say("uses.of-the-other", user=page.country(user), owner=page.country(owner))
        parts += [tag("h2", heading), _listed(page, uses_between(uses, user, owner), "grantor")]
    shown = scene.selection.everything
    silent = tuple(map(str, shown.index[shown["grants"].map(len) == 0]))
    return [*parts, _undocumented(page, silent)] if silent else parts


def _listed(page: Page, uses: pd.DataFrame, by: str) -> Markup:
    """Return uses by country, each with its agreements and their places."""
    if uses.empty:
        return tag("p", page.words.say("uses.nothing"))
    names = {code: page.country(code) for code in uses[by].unique()}
    groups = sorted(uses.groupby(by), key=lambda group: names[str(group[0])].casefold())
    rows = [joined(tag("dt", names[str(code)]), tag("dd", _agreements(page, own))) for code, own in groups]
    return tag("dl", *rows, class_="atlas-uses-list")


def _agreements(page: Page, uses: pd.DataFrame) -> Markup:
    lines = [
        tag("li", _agreement(page, str(name), own)) for name, own in uses.groupby("agreement_id", sort=False)
    ]
    return tag("ul", *lines)


def _agreement(page: Page, agreement: str, uses: pd.DataFrame) -> Markup:
    words = page.words
    standing = words.say(f"standing.{uses['standing'].iloc[0]}")
    name = str(page.atlas.agreements.loc[agreement, "short_name"])
    places = [
        _place(page, place, host) for place, host in zip(uses["place_id"], uses["host"], strict=True) if place
    ]
    named = "; ".join(places) or words.say("uses.no-places")
    return joined(
        tag("strong", words.say("uses.agreement", name=name, standing=standing)),
        tag("span", named, class_="atlas-where"),
    )


def _place(page: Page, place: str, host: str) -> str:
    name = str(places_of(page.atlas).loc[place, "name"])
    return page.words.say("uses.place", name=name, host=page.country(host))


def _undocumented(page: Page, agreements: tuple[str, ...]) -> Markup:
    names = ", ".join(str(page.atlas.agreements.loc[name, "short_name"]) for name in agreements)
    return tag("p", page.words.say("uses.undocumented", names=names), class_="atlas-note")


def _pair(page: Page, grantor: str, beneficiary: str) -> str:
    labels = {"grantor": page.country(grantor), "beneficiary": page.country(beneficiary)}
    return page.words.say("uses.by", **labels)
