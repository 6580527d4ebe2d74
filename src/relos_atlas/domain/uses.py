"""Who may use what of whom: grants and places of agreements, by country, by pair and as a matrix."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from relos_atlas.data import Atlas
from relos_atlas.domain.agreements import AgreementSelection, Standing, named_places, standing_under
from relos_atlas.model import ViewState


@dataclass(frozen=True, slots=True, eq=False)
class CountryUses:
    """
    What a country may use, and who may use what it grants or hosts; rows as those of `uses_under`.

    `undocumented` holds the ids of agreements of the country that document no access.
    """

    country: str
    may_use: pd.DataFrame
    used_by: pd.DataFrame
    undocumented: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """
    Agreements by grantor (rows) and beneficiary (columns), country codes.

    `counts` holds all that stand, `confirmed` those of them that are confirmed in force.
    """

    counts: pd.DataFrame
    confirmed: pd.DataFrame


@lru_cache(maxsize=4)
def grants_of(atlas: Atlas) -> pd.DataFrame:
    """Return every documented grant, one row a direction: `agreement_id`, `grantor`, `beneficiary`."""
    grants = atlas.agreements["grants"].explode().dropna()
    pairs = grants.str.split(">", expand=True)
    return pd.DataFrame(
        {"agreement_id": pairs.index, "grantor": pairs[0].to_numpy(), "beneficiary": pairs[1].to_numpy()}
    )


@lru_cache(maxsize=4)
def uses_of(atlas: Atlas) -> pd.DataFrame:
    """
    Return who may use what: one row for each grant and named place, or for a grant without one.

    Columns: `agreement_id`, `grantor`, `beneficiary`, `host` and `place_id`. The host is the country
    that the place lies in; a grant without named places has its grantor as host and no place.
    """
    key = ["agreement_id", "grantor", "beneficiary"]
    places = named_places(atlas)[[*key, "host", "place_id"]]
    merged = grants_of(atlas).merge(places, on=key, how="outer")
    documented = merged[merged["grantor"] != ""].fillna({"place_id": ""})
    return documented.assign(host=documented["host"].fillna(documented["grantor"])).reset_index(drop=True)


def uses_under(atlas: Atlas, selection: AgreementSelection) -> pd.DataFrame:
    """Return the uses of all shown agreements, with the `standing` of each."""
    shown = selection.everything["standing"]
    uses = uses_of(atlas)
    uses = uses[uses["agreement_id"].isin(shown.index)]
    return uses.assign(standing=shown.reindex(uses["agreement_id"]).to_numpy())


def country_uses(atlas: Atlas, selection: AgreementSelection, country: str) -> CountryUses:
    """Return all that a country may use, and all who may use its places, under the shown agreements."""
    uses = uses_under(atlas, selection)
    shown = selection.everything
    silent = shown[(shown["grants"].map(len) == 0) & shown["parties"].map(lambda own: country in own)]
    return CountryUses(
        country=country,
        may_use=uses[uses["beneficiary"] == country],
        used_by=uses[(uses["grantor"] == country) | (uses["host"] == country)],
        undocumented=tuple(map(str, silent.index)),
    )


def uses_between(uses: pd.DataFrame, user: str, owner: str) -> pd.DataFrame:
    """Return what `user` may use that `owner` grants or hosts."""
    return uses[(uses["beneficiary"] == user) & ((uses["grantor"] == owner) | (uses["host"] == owner))]


def grants_under(atlas: Atlas, state: ViewState, selection: AgreementSelection) -> pd.DataFrame:
    """Return the grants of the shown agreements that stand, with the `standing` of each."""
    drawn = standing_under(state, selection)["standing"]
    grants = grants_of(atlas)
    grants = grants[grants["agreement_id"].isin(drawn.index)]
    return grants.assign(standing=drawn.reindex(grants["agreement_id"]).to_numpy())


def matrix_of(grants: pd.DataFrame) -> Matrix:
    """Return grants counted by grantor and beneficiary; pairs without one are 0."""
    counts = _crossed(grants)
    confirmed = _crossed(grants[grants["standing"] == Standing.IN_FORCE])
    confirmed = confirmed.reindex(index=counts.index, columns=counts.columns, fill_value=0)
    return Matrix(counts, confirmed)


def _crossed(grants: pd.DataFrame) -> pd.DataFrame:
    return pd.crosstab(grants["grantor"], grants["beneficiary"]).astype("int64")
