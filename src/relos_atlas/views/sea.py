"""The router and the tariffs of the page's atlas, and the answer to the page's voyage."""

from __future__ import annotations

from relos_atlas.domain.voyages import Sea, VoyageAnswer
from relos_atlas.snapshot import sea
from relos_atlas.snapshot.sea import LOCK
from relos_atlas.views.page import Page

__all__ = ["LOCK", "answer_of", "sea_of"]


def sea_of(page: Page) -> Sea:
    """Return what answers voyages on the page's geodata."""
    return sea.sea_of(page.atlas)


def answer_of(page: Page) -> VoyageAnswer:
    """Return the ways between the ends that the page's state asks for."""
    return sea.answer_of(page.atlas, page.state)
