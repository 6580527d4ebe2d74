"""The ship types and ice classes that a voyage may be asked for with, by the slug that a link writes."""

from __future__ import annotations

from functools import lru_cache

from relos_atlas.data import Atlas
from relos_atlas.domain.places import slug


@lru_cache(maxsize=4)
def ship_names(atlas: Atlas) -> dict[str, str]:
    """Return the ship types whose speed and fuel are both published: name by slug, in table order."""
    rows = atlas.tables["voyage-economics"]
    fuel = rows.loc[rows["parameter"] == "fuel_at_design_speed", "ship_type"]
    speed = set(rows.loc[rows["parameter"] == "design_speed", "ship_type"])
    return {slug(name): name for name in dict.fromkeys(fuel) if name in speed}


@lru_cache(maxsize=4)
def ice_class_names(atlas: Atlas) -> dict[str, str]:
    """Return the ice classes of the table: name by slug, weakest first within each system."""
    return {slug(name): name for name in atlas.tables["ice-classes"]["class_id"]}
