"""What a page shows at a state, as the rows and the scene that every file is written from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from relos_atlas.data import Atlas
from relos_atlas.domain.agreement_words import agreements_sentence
from relos_atlas.domain.claims import known_claims
from relos_atlas.domain.event_words import events_sentence
from relos_atlas.domain.places import places_of
from relos_atlas.domain.summary import summary_sentence
from relos_atlas.domain.way_table import way_table
from relos_atlas.model import UnknownIdError, ViewState
from relos_atlas.scene.access import access_scene
from relos_atlas.scene.agreements import agreements_scene
from relos_atlas.scene.corridors import corridors_scene
from relos_atlas.scene.events import events_scene
from relos_atlas.scene.scenes import MapScene
from relos_atlas.snapshot.sea import LOCK, answer_of, sea_of
from relos_atlas.text import Catalogue


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """
    One state of one page.

    Parameters
    ----------
    page
        Name of the page, as in its address; `access` for the first one.
    tables
        The rows on the screen by name of the exported table, then the claims and sources behind them.
        The first table is the one that `relos-atlas` gives for the same link.
    stamped
        Ids of the rows of geodata that the view was made of, by table.
    """

    page: str
    state: ViewState
    scene: MapScene
    sentence: str
    tables: Mapping[str, pd.DataFrame]
    stamped: Mapping[str, tuple[str, ...]]


Maker = Callable[[Atlas, ViewState, Catalogue], Shown]


def shown_on(page: str, atlas: Atlas, state: ViewState, words: Catalogue) -> Shown:
    """
    Return what a page shows.

    Raises
    ------
    UnknownIdError
        If no page of that name can be written to files.
    """
    if page not in PAGES:
        raise UnknownIdError(f"page '{page}': expected one of {', '.join(PAGES)}")
    return PAGES[page](atlas, state, words)


def _access(atlas: Atlas, state: ViewState, words: Catalogue) -> Shown:
    scene = access_scene(atlas, state, words)
    rows = scene.selection.rows
    claims = _claims_about(atlas, state, rows.index)
    sentence = summary_sentence(atlas, state, scene.selection, words)
    tables = _with_sources(atlas, {"facilities": rows, "claims": claims})
    return Shown("access", state, scene, sentence, tables, _stamped(atlas, tables, rows.index))


def _agreements(atlas: Atlas, state: ViewState, words: Catalogue) -> Shown:
    scene = agreements_scene(atlas, state, words)
    agreements = scene.selection.everything
    places = places_of(atlas)[scene.shown]
    known = known_claims(atlas, state)
    claims = known[known["agreement_id"].isin(agreements.index)]
    sentence = agreements_sentence(atlas, state, scene.selection, words)
    tables = _with_sources(atlas, {"agreements": agreements, "places": places, "claims": claims})
    return Shown("agreements", state, scene, sentence, tables, _stamped(atlas, tables, places.index))


def _timeline(atlas: Atlas, state: ViewState, words: Catalogue) -> Shown:
    scene = events_scene(atlas, state, words)
    sentence = events_sentence(atlas, state, scene.selection, words)
    tables = _with_sources(atlas, {"events": scene.selection.everything})
    return Shown("timeline", state, scene, sentence, tables, _stamped(atlas, tables, pd.Index([])))


def _corridors(atlas: Atlas, state: ViewState, words: Catalogue) -> Shown:
    answer, sea = answer_of(atlas, state), sea_of(atlas)
    with LOCK:
        scene = corridors_scene(atlas, sea, state, answer, words)
        ways = way_table(sea, answer, words)
    tables = _with_sources(atlas, {"ways": ways})
    stamped = {name: tuple(atlas.row_hashes[name]) for name in _BEHIND_WAYS}
    stamped |= _stamped(atlas, tables, pd.Index([]))
    return Shown("corridors", state, scene, scene.sentence, tables, stamped)


#: Tables that the figures of a way are computed from.
_BEHIND_WAYS = (
    "corridors", "distances-dev", "ice-classes", "nsr-admission", "nsr-limits", "nsr-season",
    "sea-network-ice", "sea-network-passages", "sea-network-zones", "voyage-economics",
)  # fmt: skip

PAGES: Mapping[str, Maker] = {
    "access": _access,
    "corridors": _corridors,
    "timeline": _timeline,
    "agreements": _agreements,
}
"""Pages whose views can be written to files."""


def cited(tables: Iterable[pd.DataFrame]) -> list[str]:
    """Return the ids of the sources that rows cite, those cited most often first."""
    lists = [table["source_ids"].explode().dropna() for table in tables if "source_ids" in table]
    counts = pd.concat(lists).value_counts() if lists else pd.Series(dtype="int64")
    return sorted(counts.index, key=lambda source: (-counts[source], source))


def _claims_about(atlas: Atlas, state: ViewState, place_ids: pd.Index) -> pd.DataFrame:
    claims = known_claims(atlas, state)
    shown = set(place_ids)
    return claims[claims["facility_ids"].map(lambda ids: not shown.isdisjoint(ids)).to_numpy(dtype=bool)]


def _with_sources(atlas: Atlas, tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    used = set(cited(tables.values()))
    return tables | {"sources": atlas.sources[atlas.sources.index.isin(used)]}


def _stamped(
    atlas: Atlas, tables: Mapping[str, pd.DataFrame], place_ids: pd.Index
) -> dict[str, tuple[str, ...]]:
    """Return the rows of geodata behind a view; its places come from two tables."""
    named = atlas.agreement_places[atlas.agreement_places["place_id"].isin(place_ids)]
    ids = {name: tuple(table.index) for name, table in tables.items() if name in atlas.row_hashes}
    ids["facilities"] = tuple(atlas.facilities.index[atlas.facilities.index.isin(place_ids)])
    pairs = zip(named["agreement_id"], named["place_id"], strict=True)
    ids["agreement-places"] = tuple(f"{agreement}|{place}" for agreement, place in pairs)
    return ids
