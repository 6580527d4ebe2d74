"""Tells a reader whose link was made on other data which rows have changed since."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from relos_atlas.data import RowChange
from relos_atlas.model import ViewState
from relos_atlas.snapshot.order import Order, Studio, shown_by
from relos_atlas.snapshot.shown import PAGES
from relos_atlas.snapshot.since import changes_since
from relos_atlas.text import Catalogue
from relos_atlas.views.markup import Markup, tag

_MOST = 150


def since_markup(studio: Studio, state: ViewState, page: str) -> Markup | None:
    """Return what changed since the link was made, or None if it was made on these data."""
    atlas, words, linked = studio.atlas, studio.words, state.data
    if linked is None or linked == atlas.fingerprint:
        return None
    shown = shown_by(studio, Order(page, state)) if page in PAGES else None
    since = changes_since(atlas, linked, shown)
    said = words.say("notice.data-changed", linked=linked, current=atlas.fingerprint)
    if since is None:
        return _box(tag("p", said, " ", words.say("since.unknown")))
    if not (since.shown or since.elsewhere):
        return _box(tag("p", said, " ", words.say("since.nothing")))
    return _box(
        tag("p", said, " ", words.say("since.shown", n=len(since.shown)) if shown else ""),
        _listed(since.shown, words.say("since.shown-heading", n=len(since.shown)), words),
        _listed(since.elsewhere, words.say("since.elsewhere-heading", n=len(since.elsewhere)), words),
    )


def changes_markup(changes: Sequence[RowChange], words: Catalogue) -> Markup:
    """Return changed rows table by table, the first of very many."""
    lines = [
        tag("li", tag("strong", table), ": ", _rows(tuple(rows), words))
        for table, rows in groupby(changes[:_MOST], key=lambda change: change.table)
    ]
    rest = len(changes) - _MOST
    return tag(
        "ul", *lines, tag("li", words.say("since.more", n=rest)) if rest > 0 else "", class_="atlas-items"
    )


def _rows(changes: tuple[RowChange, ...], words: Catalogue) -> str:
    return ", ".join(f"{change.row} ({words.say(f'verdict.change.{change.how}')})" for change in changes)


def _listed(changes: Sequence[RowChange], heading: str, words: Catalogue) -> Markup | None:
    if not changes:
        return None
    return tag("details", tag("summary", heading), changes_markup(changes, words), class_="atlas-details")


def _box(*children: object) -> Markup:
    return tag("div", *children, class_="atlas-notices", role="status")
