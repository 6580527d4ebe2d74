"""Agreements side by side: what each says on each point, with its sources, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from relos_atlas.data import Atlas
from relos_atlas.domain.agreements import disputes_of, named_places
from relos_atlas.domain.claims import DISPUTED, Question, Source, questions, sources
from relos_atlas.domain.places import FOCUS_AGREEMENT, places_of
from relos_atlas.model import PartialDate, ViewState
from relos_atlas.text import Catalogue, format_and, format_partial_date

MOST_PEERS = 4
"""So many agreements stand beside the pact."""

#: Point of the comparison -> questions whose claims are its sources, where an agreement has claims.
_ASKED: dict[str, tuple[str, ...]] = {
    "signed": ("signing-date",),
    "ratified": ("ratification-law", "indian-ratification"),
    "in-force": ("entry-into-force",),
    "term": ("term-length",),
    "renewal": ("renewal",),
    "limits": ("personnel-limit", "warship-limit", "aircraft-limit", "limits-adjustable"),
    "notice": ("port-call-notice",),
    "troops": ("stationing",),
    "places": ("facility-list", "russian-ports", "indian-facilities"),
}
_DATES = {"signed": "signed", "ratified": "ratified", "in-force": "in_force"}
_SETS = frozenset({"services"})
POINTS = (
    "parties", "direction", "kind", "signed", "ratified", "in-force", "ended", "status", "term", "renewal",
    "services", "limits", "notice", "troops", "places", "what-is-contested",
)  # fmt: skip
"""The points in order."""


@dataclass(frozen=True, slots=True)
class Item:
    """One statement of a cell; `only_here` and `missing_here` compare it with the first agreement."""

    text: str
    only_here: bool = False
    missing_here: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """
    What one agreement says on one point; no items mean that it is not public.

    `readings` are our answers to contested questions, `differs` compares with the first agreement.
    """

    items: tuple[Item, ...]
    sources: tuple[Source, ...]
    readings: tuple[str, ...] = ()
    is_contested: bool = False
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Agreements in columns, points in rows; `names` are (id, short name, full name)."""

    names: tuple[tuple[str, str, str], ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    left_out: tuple[str, ...]


def compare_agreements(atlas: Atlas, state: ViewState, words: Catalogue) -> Comparison:
    """Return the pact beside the chosen agreements, at most `MOST_PEERS` of them."""
    peers = sorted(state.agreements - {FOCUS_AGREEMENT})
    chosen = [FOCUS_AGREEMENT, *peers[:MOST_PEERS]]
    table = atlas.agreements
    columns = [agreement_cells(atlas, state, words, agreement) for agreement in chosen]
    return Comparison(
        names=tuple((name, table.loc[name, "short_name"], table.loc[name, "full_name"]) for name in chosen),
        rows=tuple((point, _against_first(point, [column[point] for column in columns])) for point in POINTS),
        left_out=tuple(table.loc[name, "short_name"] for name in peers[MOST_PEERS:]),
    )


def agreement_cells(atlas: Atlas, state: ViewState, words: Catalogue, agreement: str) -> dict[str, Cell]:
    """Return what one agreement says on each point, every cell with its sources or without items."""
    row = atlas.agreements.loc[agreement]
    labels = atlas.countries[f"label_{words.language}"]
    texts: dict[str, Iterable[str]] = {
        "parties": [format_and([str(labels[code]) for code in row["parties"]], words.language)],
        "direction": [_direction(atlas, words, row)],
        "kind": [words.say(f"agreement-kind.{row['kind']}")],
        **{point: _dated(row[column], words) for point, column in _DATES.items()},
        "ended": _dated(row["ended"], words) or [words.say("compare.not-ended")],
        "status": [words.say(f"status.{row['status']}")],
        "term": [] if pd.isna(row["term_years"]) else [words.say("compare.years", n=int(row["term_years"]))],
        "renewal": [row["renewal"]] if row["renewal"] else [],
        "services": [words.say(f"service.{service}") for service in row["services"]],
        "limits": [row["limits"]],
        "troops": [words.say(f"troops.{row['troop_presence']}")],
    }
    asked = _asked(atlas, state, agreement)
    own = sources(atlas, row["source_ids"])
    cells = {point: _cell(texts[point], own, asked.get(point, ())) for point in texts}
    cells["notice"] = _notice(atlas, agreement, asked.get("notice", ()))
    cells["places"] = _places(atlas, agreement, asked.get("places", ()))
    cells["what-is-contested"] = _contested(atlas, state, words, agreement, own)
    return cells


def _cell(texts: Iterable[str], own: tuple[Source, ...], asked: tuple[Question, ...]) -> Cell:
    items = tuple(Item(text) for text in texts)
    answered = _sources_of(asked)
    return Cell(
        items=items,
        sources=answered or (own if items else ()),
        readings=tuple(question.reading for question in asked if question.is_contested),
        is_contested=any(question.is_contested for question in asked),
    )


def _direction(atlas: Atlas, words: Catalogue, row: pd.Series) -> str:
    if len(row["grants"]) > 1:
        return words.say("direction.mutual")
    if not row["grants"]:
        return words.say("direction.none")
    grantor, _, beneficiary = row["grants"][0].partition(">")
    labels = atlas.countries[f"label_{words.language}"]
    return words.say("direction.one-way", grantor=labels[grantor], beneficiary=labels[beneficiary])


def _dated(text: str, words: Catalogue) -> list[str]:
    return [format_partial_date(PartialDate.parse(text), words.language)] if text else []


def _asked(atlas: Atlas, state: ViewState, agreement: str) -> dict[str, tuple[Question, ...]]:
    """Return the answered questions about an agreement by point."""
    answered = {question.question_id: question for question in _own_questions(atlas, state, agreement)}
    return {
        point: tuple(answered[name] for name in names if name in answered) for point, names in _ASKED.items()
    }


def _own_questions(atlas: Atlas, state: ViewState, agreement: str) -> tuple[Question, ...]:
    """Return the questions that claims on this very agreement answer."""
    own = frozenset(atlas.claims.index[atlas.claims["agreement_id"] == agreement])
    found = questions(atlas, state, agreement=agreement)
    return tuple(question for question in found if any(claim.claim_id in own for claim in question.claims))


def _sources_of(asked: Iterable[Question]) -> tuple[Source, ...]:
    """Return the sources of claims, those that better evidence stands against only if there are no others."""
    claims = [claim for question in asked for claim in question.claims]
    firm = [claim for claim in claims if claim.status != DISPUTED] or claims
    return tuple({source.source_id: source for claim in firm for source in claim.sources}.values())


def _notice(atlas: Atlas, agreement: str, asked: tuple[Question, ...]) -> Cell:
    rows = atlas.tables["agreement-notices"]
    rows = rows[rows["agreement_id"] == agreement]
    own = sources(atlas, tuple(dict.fromkeys(i for ids in rows["source_ids"] for i in ids)))
    return _cell(rows["notice"], own, asked)


def _places(atlas: Atlas, agreement: str, asked: tuple[Question, ...]) -> Cell:
    named = named_places(atlas)
    named = named[named["agreement_id"] == agreement].drop_duplicates("place_id")
    places = places_of(atlas).loc[named["place_id"]]
    labels = [f"{name} ({country})" for name, country in zip(places["name"], places["country"], strict=True)]
    return _cell(labels, sources(atlas, _place_sources(atlas, agreement, named)), asked)


def _place_sources(atlas: Atlas, agreement: str, named: pd.DataFrame) -> tuple[str, ...]:
    rows = atlas.agreement_places
    rows = rows[(rows["agreement_id"] == agreement) & rows["place_id"].isin(named["place_id"])]
    return tuple(dict.fromkeys(source for ids in rows["source_ids"] for source in ids))


def _contested(
    atlas: Atlas, state: ViewState, words: Catalogue, agreement: str, own: tuple[Source, ...]
) -> Cell:
    """Return what is contested: disputes about the whole, then questions with rival answers."""
    disputes = disputes_of(atlas, agreement, state.as_of)
    rivals = tuple(each for each in _own_questions(atlas, state, agreement) if each.is_contested)
    texts = [*disputes["statement"], *(question.label for question in rivals)]
    if not texts:
        return Cell((Item(words.say("compare.nothing-contested")),), own)
    ids = tuple(dict.fromkeys(source for ids in disputes["source_ids"] for source in ids))
    found = {source.source_id: source for source in (*sources(atlas, ids), *_sources_of(rivals))}
    return Cell(tuple(map(Item, texts)), tuple(found.values()), is_contested=True)


def _against_first(point: str, cells: list[Cell]) -> tuple[Cell, ...]:
    first = cells[0]
    return (first, *(_marked(point, cell, first) for cell in cells[1:]))


def _marked(point: str, cell: Cell, first: Cell) -> Cell:
    """Return `cell` with a mark if it differs; of sets, each thing that only one of the two has."""
    own, other = ([item.text for item in each.items] for each in (cell, first))
    items = cell.items
    if point in _SETS:
        shared = tuple(Item(text, only_here=text not in other) for text in own)
        items = (*shared, *(Item(text, missing_here=True) for text in other if text not in own))
    return Cell(items, cell.sources, cell.readings, cell.is_contested, differs=set(own) != set(other))
