"""What can be said of many places or events at once, for files that leave the atlas."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from relos_atlas.data import Atlas
from relos_atlas.domain.claims import Claim, Source, claims_about_places, sources
from relos_atlas.domain.places import places_of, relations_of
from relos_atlas.model import ViewState
from relos_atlas.text import Catalogue


@dataclass(frozen=True, slots=True)
class PlaceNote:
    """
    What the card of a place or an event says, without its facts.

    Parameters
    ----------
    country
        Name of its country, in the reader's language; empty for an event.
    names
        Its other names, in any script.
    agreements
        Short name and status of each agreement that it is tied to; the status is a slug.
    sources
        Where the place or event itself was read.
    is_place
        Whether claims may be made about it.
    """

    country: str
    names: tuple[str, ...]
    summary: str
    claims: tuple[Claim, ...]
    agreements: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    is_place: bool = True


def place_notes(
    atlas: Atlas, state: ViewState, place_ids: Iterable[str], words: Catalogue
) -> dict[str, PlaceNote]:
    """Return a note for each place or event, by id; claims as known on the state's dates."""
    asked = list(place_ids)
    events = [place_id for place_id in asked if place_id in atlas.events.index]
    places = [place_id for place_id in asked if place_id not in atlas.events.index]
    return _place_notes(atlas, state, places, words) | _event_notes(atlas, events)


def _place_notes(atlas: Atlas, state: ViewState, asked: list[str], words: Catalogue) -> dict[str, PlaceNote]:
    rows = places_of(atlas).loc[asked]
    claims = claims_about_places(atlas, asked, state)
    agreements = _agreements(atlas, asked)
    names = _names(atlas, asked)
    labels = atlas.countries[f"label_{words.language}"]
    return {
        place_id: PlaceNote(
            country=str(labels.loc[row["country"]]),
            names=tuple(name for name in names.get(place_id, ()) if name != row["name"]),
            summary=row["summary"],
            claims=claims[place_id],
            agreements=agreements.get(place_id, ()),
            sources=sources(atlas, row["source_ids"]),
        )
        for place_id, row in rows.iterrows()
    }


def _event_notes(atlas: Atlas, asked: list[str]) -> dict[str, PlaceNote]:
    return {
        str(event_id): PlaceNote(
            country="",
            names=(),
            summary=row["description"],
            claims=(),
            agreements=_agreement(atlas, row["agreement_id"]),
            sources=sources(atlas, row["source_ids"]),
            is_place=False,
        )
        for event_id, row in atlas.events.loc[asked].iterrows()
    }


def _agreement(atlas: Atlas, agreement_id: str) -> tuple[tuple[str, str], ...]:
    if agreement_id not in atlas.agreements.index:
        return ()
    row = atlas.agreements.loc[agreement_id]
    return ((row["short_name"], row["status"]),)


def _agreements(atlas: Atlas, place_ids: list[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    rows = relations_of(atlas)
    pairs = rows.loc[rows["place_id"].isin(place_ids), ["place_id", "agreement_id"]].drop_duplicates()
    pairs = pairs[pairs["agreement_id"].isin(atlas.agreements.index)].sort_values(
        ["place_id", "agreement_id"]
    )
    told = atlas.agreements.loc[pairs["agreement_id"], ["short_name", "status"]].to_numpy(dtype=str)
    named = pairs.assign(short_name=told[:, 0], status=told[:, 1])
    return {
        str(place_id): tuple(zip(own["short_name"], own["status"], strict=True))
        for place_id, own in named.groupby("place_id")
    }


def _names(atlas: Atlas, place_ids: list[str]) -> dict[str, tuple[str, ...]]:
    rows = atlas.facility_names
    rows = rows[rows["facility_id"].isin(place_ids)]
    return {str(place_id): tuple(dict.fromkeys(own["name"])) for place_id, own in rows.groupby("facility_id")}
