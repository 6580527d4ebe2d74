"""The live sentence: what the map shows and what it hides, in words."""

from __future__ import annotations

from relos_atlas.data import Atlas
from relos_atlas.domain.places import FOCUS_AGREEMENT
from relos_atlas.domain.select import Selection
from relos_atlas.model import Layer, PartialDate, ViewState
from relos_atlas.text import Catalogue, format_and, format_partial_date


def summary_sentence(atlas: Atlas, state: ViewState, selection: Selection, words: Catalogue) -> str:
    """Return the sentence beside the map; it needs no map to be understood."""
    parts = [
        _shown(atlas, state, selection, words),
        _hidden(selection, words),
        _as_of(atlas, state, words),
        "" if Layer.FACILITIES in state.layers else words.say("summary.places-off"),
    ]
    return " ".join(part for part in parts if part)


def agreement_name(atlas: Atlas, state: ViewState, words: Catalogue) -> str:
    """Return the short names of the agreements that grades speak of."""
    chosen = sorted(state.agreements) or [FOCUS_AGREEMENT]
    names = [str(atlas.agreements.loc[agreement, "short_name"]) for agreement in chosen]
    return format_and(names, words.language)


def _shown(atlas: Atlas, state: ViewState, selection: Selection, words: Catalogue) -> str:
    n = int(selection.shown.sum())
    if n == 0:
        return words.say("summary.none", total=selection.total)
    grades = [
        words.say(f"summary.grade.{grade}", n=count, agreement=agreement_name(atlas, state, words))
        for grade, count in selection.counts.items()
        if count
    ]
    return words.say("summary.shown", n=n, total=selection.total, grades=format_and(grades, words.language))


def _hidden(selection: Selection, words: Catalogue) -> str:
    hidden = [
        words.say(f"summary.hidden-grade.{grade}", n=count)
        for grade, count in selection.hidden_by_grade.items()
        if count
    ]
    if selection.hidden_by_filters:
        hidden.append(words.say("summary.hidden-filters", n=selection.hidden_by_filters))
    said = words.say("summary.hidden", parts=format_and(hidden, words.language)) if hidden else ""
    undated = words.say("summary.undated", n=selection.undated) if selection.undated else ""
    return " ".join(part for part in (said, undated) if part)


def _as_of(atlas: Atlas, state: ViewState, words: Catalogue) -> str:
    if state.as_of is None:
        return ""
    date = format_partial_date(state.as_of, words.language)
    steps = agreement_steps(atlas, FOCUS_AGREEMENT, state.as_of)
    return (
        words.say(f"summary.as-of-{steps}", date=date)
        if not state.agreements
        else words.say("summary.as-of", date=date)
    )


def agreement_steps(atlas: Atlas, agreement: str, when: PartialDate) -> str:
    """Return how far an agreement had come on a date: `unsigned`, `signed` or `ratified`."""
    row = atlas.agreements.loc[agreement]
    for column, step in (("ratified", "ratified"), ("signed", "signed")):
        if row[column] and PartialDate.parse(row[column]).surely_by(when):
            return step
    return "unsigned"
