"""The scene of the access map: who may use whose ports and bases, at one state."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from relos_atlas.data import Atlas
from relos_atlas.domain.places import anchors_of, places_of
from relos_atlas.domain.select import Selection, select_places
from relos_atlas.domain.summary import summary_sentence
from relos_atlas.model import Grade, Position, ViewState
from relos_atlas.scene.base import alternative_text, base_map, camera_of, row_of
from relos_atlas.scene.scenes import AccessScene, Link
from relos_atlas.text import Catalogue

# A weaker grade than this gets no line: nobody said that the place would be used.
_WEAKEST_LINKED = Grade.REPORTED


def access_scene(atlas: Atlas, state: ViewState, words: Catalogue) -> AccessScene:
    """Return what the access map draws for `state`."""
    places = places_of(atlas)
    selection = select_places(atlas, state)
    selected = row_of(places, state.selected)
    sentence = summary_sentence(atlas, state, selection, words)
    return AccessScene(
        base=base_map(atlas, state.projection, state.border_view, words),
        places=places,
        shown=selection.shown,
        selection=selection,
        codes=_codes(selection, selected),
        selected_row=selected,
        links=_links(atlas, state, selection),
        layers=state.layers,
        camera=camera_of(state),
        alternative_text=alternative_text(state.projection, sentence, words),
    )


def _codes(selection: Selection, selected: int | None) -> npt.NDArray[np.uint8]:
    codes = np.where(selection.shown, selection.ranks + 1, 0).astype(np.uint8)
    if selected is not None:
        codes[selected] = selection.ranks[selected] + 1
    return codes


def _links(atlas: Atlas, state: ViewState, selection: Selection) -> tuple[Link, ...]:
    """Return a line from each shown place that somebody named to the country that would use it."""
    anchors = anchors_of(atlas)
    allowed = [grade for grade in Grade if grade.rank <= _WEAKEST_LINKED.rank]
    rows = selection.rows[selection.rows["grade"].isin(allowed)]
    rows = rows[rows["beneficiary"].isin(anchors.index)]
    ends = {code: Position(lon=lon, lat=lat) for code, lon, lat in anchors.itertuples()}
    return tuple(
        Link(Position(lon=point.x, lat=point.y), ends[beneficiary], is_selected=place_id == state.selected)
        for place_id, point, beneficiary in zip(rows.index, rows.geometry, rows["beneficiary"], strict=True)
    )
