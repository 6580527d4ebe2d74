"""Where the tables are thin: what is not known, counted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from relos_atlas.data import Atlas
from relos_atlas.domain.agreements import named_places
from relos_atlas.domain.places import ACCESS_TOPIC, places_of, relations_of
from relos_atlas.model import Grade

# Coordinates from such sources are good to a kilometre or so, not to a quay.
_COARSE = ("own-estimate", "approximate")
_DAY_LENGTH = len("2026-04-01")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing or weak in `n` of `total` rows; `code` names the sentence that says it."""

    code: str
    n: int
    total: int


@lru_cache(maxsize=4)
def gaps(atlas: Atlas) -> tuple[Gap, ...]:
    """Return what is missing or weak, in the order in which it matters to a reader."""
    return tuple(Gap(code, int(mask.sum()), len(mask)) for code, mask in _masks(atlas).items())


def _masks(atlas: Atlas) -> dict[str, pd.Series]:
    claims = atlas.claims[atlas.claims["topic"] == ACCESS_TOPIC]
    agreements, places, facilities = atlas.agreements, places_of(atlas), atlas.facilities
    relations = relations_of(atlas)
    named = set(named_places(atlas)["agreement_id"])
    return {
        "claims-in-text": claims["grade"] == Grade.TREATY_TEXT,
        "claims-official": claims["grade"] == Grade.OFFICIAL,
        "claims-inferred": claims["grade"] == Grade.INFERRED,
        "places-unclaimed": ~places.index.to_series().isin(relations["place_id"]),
        "places-coarse": places["coord_source"].isin(_COARSE),
        "agreements-no-start": agreements["in_force"] == "",
        "agreements-undated": agreements["signed"] == "",
        "agreements-no-place": ~agreements.index.to_series().isin(named),
        "claims-undated": atlas.claims["known_from"] == "",
        "sources-undated": atlas.sources["published"] == "",
        "events-no-day": atlas.events["date_start"].str.len() < _DAY_LENGTH,
        "events-no-place": atlas.events["lon"].isna(),
        "ports-no-draught": facilities.loc[facilities["kind"] == "port", "max_draught_m"].isna(),
    }
