"""Claims: what is said about a place or an agreement, by whom, and where the sources disagree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from relos_atlas.data import Atlas
from relos_atlas.domain.places import FOCUS_AGREEMENT, places_of
from relos_atlas.model import Grade, PartialDate, ViewState

DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim was read."""

    source_id: str
    title: str
    publisher: str
    published: PartialDate | None
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim with its sources; `known_from` is when it was first said, None if not known."""

    claim_id: str
    topic: str
    question_id: str
    statement: str
    value: str
    grade: Grade
    status: str
    known_from: PartialDate | None
    sources: tuple[Source, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question and every answer that the sources give, best supported first."""

    question_id: str
    topic: str
    label: str
    reading: str
    claims: tuple[Claim, ...]

    @property
    def is_contested(self) -> bool:
        """Whether a rival claim stands against the others."""
        return len(self.claims) > 1 and any(claim.status == DISPUTED for claim in self.claims)


_STATUS_ORDER = ("confirmed", "reported", DISPUTED)


def known_claims(atlas: Atlas, state: ViewState) -> pd.DataFrame:
    """Return the rows of all claims that had surely been made by the state's dates, in table order."""
    rows = atlas.claims
    for date in (state.as_of, state.known_on):
        if date is not None:
            rows = rows[
                rows["known_from"].map(lambda text, by=date: _surely_by(text, by)).to_numpy(dtype=bool)
            ]
    return rows


def claims_about_place(atlas: Atlas, place_id: str, state: ViewState) -> tuple[Claim, ...]:
    """Return the claims that name a place, as known on the state's dates; strongest grade first."""
    rows = known_claims(atlas, state)
    return _claims(atlas, rows[rows["facility_ids"].map(lambda ids: place_id in ids).to_numpy(dtype=bool)])


def claims_about_places(
    atlas: Atlas, place_ids: Iterable[str], state: ViewState
) -> dict[str, tuple[Claim, ...]]:
    """Return the claims of each of many places, as `claims_about_place` does for one."""
    rows = known_claims(atlas, state)
    claims = {claim.claim_id: claim for claim in _claims(atlas, rows[rows["facility_ids"].map(bool)])}
    named: dict[str, set[str]] = {place_id: set() for place_id in place_ids}
    for claim_id, ids in rows["facility_ids"].items():
        for place_id in named.keys() & set(ids):
            named[place_id].add(str(claim_id))
    return {
        place_id: tuple(claim for claim_id, claim in claims.items() if claim_id in own)
        for place_id, own in named.items()
    }


def disagreement_about_place(atlas: Atlas, place_id: str, state: ViewState) -> tuple[Claim, ...]:
    """
    Return claims that stand against each other over a place that somebody named; empty if nobody did.

    These are disputed claims that name the place, and the answers to the questions that bear on
    every named place of its country (column `bears_on`: country codes, or `any`).
    """
    own = claims_about_place(atlas, place_id, state)
    if not any(claim.grade.rank <= Grade.REPORTED.rank for claim in own):
        return ()
    country = str(places_of(atlas).loc[place_id, "country"])
    bearing = atlas.questions["bears_on"].map(lambda codes: bool({"any", country} & set(codes)))
    rows = known_claims(atlas, state)
    rows = rows[rows["question_id"].isin(atlas.questions.index[bearing])]
    rivals = [claim for claim in own if claim.status == DISPUTED] + list(_claims(atlas, rows))
    return tuple({claim.claim_id: claim for claim in rivals}.values())


def questions(
    atlas: Atlas, state: ViewState, topics: frozenset[str] = frozenset(), agreement: str = FOCUS_AGREEMENT
) -> tuple[Question, ...]:
    """Return the questions about an agreement, and those about no agreement, with rival answers together."""
    return _questions(atlas, ViewState(as_of=state.as_of, known_on=state.known_on), topics, agreement)


# Every change of a filter shows the pact's terms again, and only the dates change them.
@lru_cache(maxsize=32)
def _questions(
    atlas: Atlas, dates: ViewState, topics: frozenset[str], agreement: str
) -> tuple[Question, ...]:
    rows = known_claims(atlas, dates)
    rows = rows[rows["agreement_id"].isin({agreement, ""})]
    asked = atlas.questions[atlas.questions["topic"].isin(topics)] if topics else atlas.questions
    rows = rows[rows["question_id"].isin(asked.index)]
    answers = {str(question_id): _claims(atlas, group) for question_id, group in rows.groupby("question_id")}
    return tuple(
        Question(question_id, question["topic"], question["label"], question["reading"], answers[question_id])
        for question_id, question in asked.iterrows()
        if question_id in answers
    )


def sources(atlas: Atlas, source_ids: tuple[str, ...]) -> tuple[Source, ...]:
    """Return the sources with these ids, in this order."""
    rows = atlas.sources.loc[list(source_ids)]
    return tuple(
        Source(str(i), row["title"], row["publisher"], _date(row["published"]), row["url"], row["kind"])
        for i, row in rows.iterrows()
    )


def _claims(atlas: Atlas, rows: pd.DataFrame) -> tuple[Claim, ...]:
    claims = [_claim(atlas, str(i), row) for i, row in rows.iterrows()]
    return tuple(sorted(claims, key=lambda claim: (_STATUS_ORDER.index(claim.status), claim.grade.rank)))


def _claim(atlas: Atlas, claim_id: str, row: pd.Series) -> Claim:
    return Claim(
        claim_id=claim_id,
        topic=row["topic"],
        question_id=row["question_id"],
        statement=row["statement"],
        value=row["value"],
        grade=Grade(row["grade"]),
        status=row["status"],
        known_from=_date(row["known_from"]),
        sources=sources(atlas, row["source_ids"]),
        note=row["note"],
    )


def _surely_by(text: str, when: PartialDate) -> bool:
    """Whether a claim of this date had surely been made; an undated one had not."""
    return bool(text) and PartialDate.parse(text).surely_by(when)


def _date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
