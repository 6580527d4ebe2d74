"""What can be said of many places at once: claims, agreements and sources, for files that leave the atlas."""

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
    What the card of a place says, without its facts.

    Parameters
    ----------
    country
        Name of its country, in the reader's language.
    names
        Its other names, in any script.
    agreements
        Short name and status of each agreement that it is tied to; the status is a slug.
    sources
        Where the place itself was read.
    """

    country: str
    names: tuple[str, ...]
    summary: str
    claims: tuple[Claim, ...]
    agreements: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]


def place_notes(
    atlas: Atlas, state: ViewState, place_ids: Iterable[str], words: Catalogue
) -> dict[str, PlaceNote]:
    """Return a note for each place, in the order asked for; claims as known on the state's dates."""
    asked = list(place_ids)
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
