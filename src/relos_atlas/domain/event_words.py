"""The sentence of the timeline: which events it shows, of what kinds, as of when, and what it leaves out."""

from __future__ import annotations

from relos_atlas.data import Atlas
from relos_atlas.domain.events import EventSelection, counts_by_kind, without_place
from relos_atlas.domain.places import FOCUS_AGREEMENT
from relos_atlas.domain.summary import agreement_steps
from relos_atlas.model import Interval, PartialDate, ViewState
from relos_atlas.text import Catalogue, format_and, format_partial_date


def events_sentence(atlas: Atlas, state: ViewState, selection: EventSelection, words: Catalogue) -> str:
    """Return the sentence; it needs neither map nor timeline to be understood."""
    parts = [_shown(state, selection, words), _apart(selection, words), _hidden(selection, words)]
    parts += [_as_of(atlas, state, words), _known_on(state, words)]
    return " ".join(part for part in parts if part)


def date_words(start: PartialDate, end: PartialDate | None, words: Catalogue) -> str:
    """
    Return a date or a span in words, no more exact than it is known.

    Examples
    --------
    >>> from relos_atlas.text import catalogue
    >>> date_words(PartialDate(2026, 4), None, catalogue("en"))
    'April 2026'
    """
    first = format_partial_date(start, words.language)
    return (
        words.say("timeline.span", start=first, end=format_partial_date(end, words.language))
        if end
        else first
    )


def range_words(period: Interval, words: Catalogue) -> str:
    """Return a range in words; an open end is said to be open."""
    ends = [format_partial_date(end, words.language) if end else "" for end in (period.start, period.end)]
    if str(period.start) == str(period.end):
        return words.say("timeline.in", date=ends[0])
    key = "between" if all(ends) else "since" if ends[0] else "until"
    return words.say(f"timeline.{key}", start=ends[0], end=ends[1])


def _shown(state: ViewState, selection: EventSelection, words: Catalogue) -> str:
    rows = selection.rows
    when = " " + range_words(state.period, words) if state.period else ""
    if rows.empty:
        return words.say("timeline.none", total=selection.total, when=when)
    counts = [words.say(f"event-kind.{kind}.count", n=n) for kind, n in counts_by_kind(rows).items() if n]
    kinds = format_and(counts, words.language)
    said = words.say("timeline.shown", n=len(rows), total=selection.total, when=when, kinds=kinds)
    lost = without_place(rows)
    return said + (" " + words.say("timeline.without-place", n=lost) if lost else "")


def _apart(selection: EventSelection, words: Catalogue) -> str:
    return words.say("timeline.apart", n=len(selection.apart)) if len(selection.apart) else ""


def _hidden(selection: EventSelection, words: Catalogue) -> str:
    hidden = {
        "later": selection.later,
        "outside": selection.outside,
        "unpublished": selection.unpublished,
        "filters": selection.hidden_by_filters,
    }
    parts = [words.say(f"timeline.hidden.{reason}", n=n) for reason, n in hidden.items() if n]
    return words.say("summary.hidden", parts=format_and(parts, words.language)) if parts else ""


def _as_of(atlas: Atlas, state: ViewState, words: Catalogue) -> str:
    if state.as_of is None:
        return ""
    steps = agreement_steps(atlas, FOCUS_AGREEMENT, state.as_of)
    return words.say(f"summary.as-of-{steps}", date=format_partial_date(state.as_of, words.language))


def _known_on(state: ViewState, words: Catalogue) -> str:
    if state.known_on is None:
        return ""
    return words.say("timeline.known-on", date=format_partial_date(state.known_on, words.language))
