"""What each party of a mutual agreement gives the other, domain by domain, and how firmly that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from relos_atlas.data import Atlas
from relos_atlas.domain.claims import DISPUTED, Claim, questions
from relos_atlas.domain.places import FOCUS_AGREEMENT, places_of
from relos_atlas.domain.select import relations_under
from relos_atlas.domain.uses import grants_of
from relos_atlas.model import Grade, ViewState


@dataclass(frozen=True, slots=True)
class Gift:
    """
    What one country gives in one domain.

    `services` is empty where no source says that it gives any; `places` are (id, name) of places
    that somebody named, `inferred` counts those merely of a kind that the domain is about.
    """

    giver: str
    receiver: str
    services: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    inferred: int
    has_places: bool


@dataclass(frozen=True, slots=True)
class Domain:
    """One domain: the claims that bear on it, the grade of the firmest, and each side's gift."""

    domain_id: str
    grade: Grade
    claims: tuple[Claim, ...]
    gifts: tuple[Gift, ...]


def reciprocity(atlas: Atlas, state: ViewState, agreement: str = FOCUS_AGREEMENT) -> tuple[Domain, ...]:
    """Return the domains of an agreement that its services or claims speak of, in the order of the table."""
    claims = {
        claim.claim_id: claim
        for question in questions(atlas, state, agreement=agreement)
        for claim in question.claims
    }
    domains = [_domain(atlas, state, agreement, row, claims) for _, row in _domains(atlas).iterrows()]
    return tuple(domain for domain in domains if any(gift.services for gift in domain.gifts))


def _domains(atlas: Atlas) -> pd.DataFrame:
    return atlas.tables["service-domains"]


def _domain(
    atlas: Atlas, state: ViewState, agreement: str, row: pd.Series, claims: Mapping[str, Claim]
) -> Domain:
    bearing = tuple(claims[name] for name in row["claim_ids"] if name in claims)
    firm = [claim.grade for claim in bearing if claim.status != DISPUTED]
    grants = grants_of(atlas)
    grants = grants[grants["agreement_id"] == agreement].sort_values("grantor")
    return Domain(
        domain_id=row["domain_id"],
        # A service that only our row of the agreement lists stands on the press that the row cites.
        grade=min(firm, key=lambda grade: grade.rank, default=Grade.REPORTED),
        claims=bearing,
        gifts=tuple(
            _gift(atlas, state, agreement, row, grantor, beneficiary)
            for grantor, beneficiary in zip(grants["grantor"], grants["beneficiary"], strict=True)
        ),
    )


def _gift(  # noqa: PLR0913 - a gift has a giver, a receiver and a domain
    atlas: Atlas, state: ViewState, agreement: str, row: pd.Series, giver: str, receiver: str
) -> Gift:
    services = atlas.tables["services"]
    own = services.loc[services["domain_id"] == row["domain_id"], "service_id"]
    given = [name for name in atlas.agreements.loc[agreement, "services"] if name in set(own)]
    relations = _relations(atlas, state, agreement, giver, row["place_kinds"])
    named = relations[relations["rank"] <= Grade.REPORTED.rank]
    names = places_of(atlas)["name"].reindex(named["place_id"])
    return Gift(
        giver=giver,
        receiver=receiver,
        services=tuple(given),
        places=tuple((str(place), str(name)) for place, name in names.items()),
        inferred=len(relations) - len(named),
        has_places=bool(row["place_kinds"]),
    )


def _relations(
    atlas: Atlas, state: ViewState, agreement: str, giver: str, kinds: tuple[str, ...]
) -> pd.DataFrame:
    """Return the firmest relation of each place of these kinds that the giver would open."""
    relations = relations_under(atlas, replace(state, agreements=frozenset({agreement})))
    relations = relations[relations["grantor"] == giver]
    places = places_of(atlas)
    fitting = relations[places["kind"].reindex(relations["place_id"]).isin(kinds).to_numpy()]
    return fitting.sort_values(["rank", "place_id"], kind="stable").drop_duplicates("place_id")
