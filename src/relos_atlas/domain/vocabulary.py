"""Which values a link may name, read off the atlas."""

from __future__ import annotations

from functools import lru_cache

from relos_atlas.data import Atlas
from relos_atlas.domain.links import Vocabulary
from relos_atlas.domain.places import places_of, slug
from relos_atlas.domain.ships import ship_names
from relos_atlas.text import LANGUAGES

WHOLE_ROUTES = ("nsr", "nwp")
"""Routes that can be avoided as a whole, beside the passages of the table."""


@lru_cache(maxsize=4)
def vocabulary_of(atlas: Atlas) -> Vocabulary:
    """Return every value that the tables of `atlas` give a meaning to."""
    places = places_of(atlas)
    agreements = frozenset(atlas.agreements.index)
    return Vocabulary(
        countries=frozenset(atlas.countries.index),
        regions=frozenset(atlas.regions.index),
        kinds=frozenset(places["kind"]) - {""},
        operators=frozenset(places["operator_group"]) - {""},
        agreements=agreements,
        agreement_kinds=frozenset(atlas.agreements["kind"]),
        statuses=frozenset(atlas.agreements["status"]),
        services=frozenset(atlas.agreements["services"].explode()),
        troops=frozenset(atlas.agreements["troop_presence"]),
        selectable=frozenset({*places.index, *atlas.events.index, *atlas.corridors.index, *agreements}),
        places=frozenset(places.index),
        ice_classes=frozenset(slug(name) for name in atlas.tables["ice-classes"]["class_id"]),
        passages=frozenset({*atlas.tables["sea-network-passages"]["slug"], *WHOLE_ROUTES}),
        passage_names=_passage_names(atlas),
        segments=frozenset(atlas.tables["nsr-season"]["segment_id"]),
        ships=frozenset(ship_names(atlas)),
        languages=frozenset(LANGUAGES),
    )


def _passage_names(atlas: Atlas) -> dict[str, str]:
    """Return the slug of a passage by each of its other names, written as slugs."""
    table = atlas.tables["sea-network-passages"]
    named = zip(table["slug"], table["aliases"], strict=True)
    other = {slug(name): own for own, names in named for name in names}
    return {name: own for name, own in other.items() if name not in set(table["slug"])}
