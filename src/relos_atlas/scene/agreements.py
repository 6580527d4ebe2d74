"""The scene of the map of agreements: who grants access to whom, and the places that sources name."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from relos_atlas.data import Atlas
from relos_atlas.domain.agreement_words import agreements_sentence
from relos_atlas.domain.agreements import Standing, named_places, select_agreements, standing_under
from relos_atlas.domain.places import anchors_of, places_of
from relos_atlas.domain.uses import grants_under
from relos_atlas.model import Grade, Position, ViewState
from relos_atlas.scene.base import agreements_legend, alternative_text, base_map, camera_of, row_of
from relos_atlas.scene.scenes import AgreementsScene, Link
from relos_atlas.text import Catalogue


def agreements_scene(atlas: Atlas, state: ViewState, words: Catalogue) -> AgreementsScene:
    """Return what the map of agreements draws for `state`."""
    selection = select_agreements(atlas, state)
    grants = grants_under(atlas, state, selection)
    ranks = _ranks(atlas, standing_under(state, selection).index)
    places = places_of(atlas)
    selected = row_of(places, state.selected)
    links, undrawn = _links(atlas, state, grants)
    sentence = agreements_sentence(atlas, state, selection, words)
    return AgreementsScene(
        base=base_map(atlas, state.projection, state.border_view, words, agreements_legend(words)),
        places=places,
        shown=ranks < Grade.CONTEXT.rank,
        codes=_codes(ranks, selected),
        selected_row=selected,
        links=links,
        layers=state.layers,
        camera=camera_of(state),
        alternative_text=alternative_text(state.projection, sentence, words),
        selection=selection,
        undrawn=undrawn,
    )


def _ranks(atlas: Atlas, agreements: pd.Index) -> npt.NDArray[np.int64]:
    """Return the grade of every place under these agreements; of a place that they do not name, context."""
    named = named_places(atlas)
    best = named[named["agreement_id"].isin(agreements)].groupby("place_id")["rank"].min()
    ranks = best.reindex(places_of(atlas).index, fill_value=Grade.CONTEXT.rank)
    return ranks.to_numpy(dtype=np.int64)


def _codes(ranks: npt.NDArray[np.int64], selected: int | None) -> npt.NDArray[np.uint8]:
    codes = np.where(ranks < Grade.CONTEXT.rank, ranks + 1, 0).astype(np.uint8)
    if selected is not None:
        codes[selected] = ranks[selected] + 1
    return codes


def _links(
    atlas: Atlas, state: ViewState, grants: pd.DataFrame
) -> tuple[tuple[Link, ...], tuple[tuple[str, str], ...]]:
    """Return one line for each pair of countries, and the pairs that no line can be drawn for."""
    anchors = anchors_of(atlas)
    chosen = state.agreements | {state.selected}
    links, undrawn = [], []
    pairs = grants[["grantor", "beneficiary"]].apply(lambda pair: tuple(sorted(pair)), axis=1)
    for pair, own in grants.groupby(pairs) if len(grants) else ():
        ways = set(zip(own["grantor"], own["beneficiary"], strict=True))
        grantor, beneficiary = min(ways)
        if not set(pair) <= set(anchors.index):
            undrawn.append((grantor, beneficiary))
            continue
        start, end = (_position(anchors, code) for code in (grantor, beneficiary))
        links.append(
            Link(
                start,
                end,
                is_selected=not chosen.isdisjoint(own["agreement_id"]),
                is_mutual=len(ways) > 1,
                is_confirmed=bool((own["standing"] == Standing.IN_FORCE).any()),
            )
        )
    return tuple(links), tuple(undrawn)


def _position(anchors: pd.DataFrame, code: str) -> Position:
    return Position(lon=anchors.loc[code, "lon"], lat=anchors.loc[code, "lat"])
