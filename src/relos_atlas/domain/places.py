"""One table of all places: facilities, and the places of agreements that are no facility of ours."""

from __future__ import annotations

import math
import re
from functools import lru_cache

import geopandas as gpd
import numpy as np
import pandas as pd

from relos_atlas.data import Atlas
from relos_atlas.model import PRIMARY_SOURCE_KINDS, Grade, PartialDate

FOCUS_AGREEMENT = "india-russia-relos"
"""The agreement that grades speak of while a reader has chosen none."""

ACCESS_TOPIC = "facility-access"
"""Topic of the claims that say who may use which place."""

_UNKNOWN = 2**31 - 1
_WORD = re.compile(r"[^\W_]+")

PLACE_COLUMNS = [
    "name", "name_local", "country", "admin_area", "kind", "operator", "operator_group", "region",
    "icao", "unlocode", "runway_m", "max_draught_m", "ice_access", "disputed_territory", "summary",
    "source_ids", "coord_source", "position_note", "geometry",
]  # fmt: skip


@lru_cache(maxsize=4)
def places_of(atlas: Atlas) -> gpd.GeoDataFrame:
    """
    Return every place, one row each: EPSG:4326, id as index (`facility_id`), columns `PLACE_COLUMNS`.

    A place of an agreement that is also a facility appears once, as the facility.
    """
    facilities = atlas.facilities.assign(operator_group=atlas.facilities["operator"].map(operator_group))
    extra = _agreement_only(atlas)
    both = pd.concat([facilities[PLACE_COLUMNS], extra[PLACE_COLUMNS]])
    return gpd.GeoDataFrame(both, geometry="geometry", crs=atlas.facilities.crs).rename_axis("facility_id")


@lru_cache(maxsize=4)
def relations_of(atlas: Atlas) -> pd.DataFrame:
    """
    Return who may use which place under which agreement, one row per claim.

    Columns: `place_id`, `agreement_id`, `grantor`, `beneficiary`, `rank` (0 is the strongest
    grade), `earliest` and `known`: the ordinals of the first and the last day that the claim's
    date can mean. An unknown date may be any day.
    """
    claimed = _claimed_relations(atlas)
    listed = _listed_relations(atlas)
    known = pd.MultiIndex.from_frame(claimed[["place_id", "agreement_id"]])
    pairs = pd.MultiIndex.from_frame(listed[["place_id", "agreement_id"]])
    return pd.concat([claimed, listed[~pairs.isin(known)]], ignore_index=True)


@lru_cache(maxsize=4)
def anchors_of(atlas: Atlas) -> pd.DataFrame:
    """Return one point inside each country that has one: index code, columns `lon` and `lat`."""
    return atlas.tables["country-anchors"].set_index("code")[["lon", "lat"]]


def operator_group(operator: str) -> str:
    """
    Return the slug of the first body that an operator text names.

    Examples
    --------
    >>> operator_group("Indian Air Force (Western Air Command)")
    'indian-air-force'
    """
    return slug(re.split(r"[(;/]", operator, maxsplit=1)[0])


@lru_cache(maxsize=4)
def operator_labels(atlas: Atlas) -> dict[str, str]:
    """Return the name of each operator group, as the tables write it."""
    names = {re.split(r"[(;/]", text, maxsplit=1)[0].strip() for text in atlas.facilities["operator"]}
    return {slug(name): name for name in sorted(names, reverse=True)}


def slug(text: str) -> str:
    """Return the words of `text` in lower case, joined by hyphens; ASCII only."""
    ascii_text = text.encode("ascii", "ignore").decode()
    return "-".join(_WORD.findall(ascii_text.lower()))


def _ordinals(texts: pd.Series) -> dict[str, np.ndarray]:
    dates = [PartialDate.parse(text) if text else None for text in texts]
    earliest = [date.earliest.toordinal() if date else 0 for date in dates]
    latest = [date.latest.toordinal() if date else _UNKNOWN for date in dates]
    return {"earliest": np.array(earliest, dtype="int64"), "known": np.array(latest, dtype="int64")}


def _agreement_only(atlas: Atlas) -> gpd.GeoDataFrame:
    rows = atlas.agreement_places
    # Two agreements may name one place differently; the first agreement's name is taken, in any table order.
    rows = rows[rows["facility_id"] == ""].sort_values(["place_id", "agreement_id"])
    rows = rows.drop_duplicates("place_id").set_index("place_id")
    given = {
        "name": rows["place"],
        "coord_source": "approximate",
        "runway_m": math.nan,
        "max_draught_m": math.nan,
    }
    blank = {column: "" for column in PLACE_COLUMNS if column not in {*rows.columns, *given}}
    return rows.assign(**blank, **given)


def _claimed_relations(atlas: Atlas) -> pd.DataFrame:
    claims = atlas.claims[atlas.claims["topic"] == ACCESS_TOPIC]
    rows = claims.explode("facility_ids").rename(columns={"facility_ids": "place_id"})
    return pd.DataFrame(
        {
            "place_id": rows["place_id"].to_numpy(),
            "agreement_id": rows["agreement_id"].to_numpy(),
            "grantor": rows["grantor"].to_numpy(),
            "beneficiary": rows["beneficiary"].to_numpy(),
            "rank": rows["grade"].map(lambda grade: Grade(grade).rank).to_numpy(dtype="int64"),
            **_ordinals(rows["known_from"]),
        }
    )


def _listed_relations(atlas: Atlas) -> pd.DataFrame:
    rows = atlas.agreement_places
    agreements = atlas.agreements.loc[rows["agreement_id"]]
    stated = zip(rows["grantor"], rows["beneficiary"], strict=True)
    decided = zip(agreements["grants"], rows["country"], strict=True)
    grants = [own if own[0] else _grant(*grant) for own, grant in zip(stated, decided, strict=True)]
    official = rows["basis"].eq("named-in-text") & rows["source_ids"].map(
        lambda ids: _has_primary(atlas, ids)
    )
    return pd.DataFrame(
        {
            "place_id": rows["place_id"].to_numpy(),
            "agreement_id": rows["agreement_id"].to_numpy(),
            "grantor": [grantor for grantor, _ in grants],
            "beneficiary": [beneficiary for _, beneficiary in grants],
            "rank": official.map({True: Grade.OFFICIAL.rank, False: Grade.REPORTED.rank}).to_numpy(),
            **_ordinals(agreements["signed"]),
        }
    )


def _grant(grants: tuple[str, ...], country: str) -> tuple[str, str]:
    """Return (grantor, beneficiary) of a place; empty where the agreement's grants do not decide."""
    pairs = [(grantor, beneficiary) for grantor, _, beneficiary in (grant.partition(">") for grant in grants)]
    own = [pair for pair in pairs if pair[0] == country] or (pairs if len(pairs) == 1 else [])
    return own[0] if own else ("", "")


def _has_primary(atlas: Atlas, source_ids: tuple[str, ...]) -> bool:
    return any(atlas.sources.loc[source, "kind"] in PRIMARY_SOURCE_KINDS for source in source_ids)
