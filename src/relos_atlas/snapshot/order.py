"""What a snapshot is asked of: a page at a state, seen under an address; and what it is made with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from relos_atlas.data import Atlas, recorded_on
from relos_atlas.domain.links import encode_link
from relos_atlas.model import PartialDate, ViewState
from relos_atlas.render.assets import Assets
from relos_atlas.snapshot.shown import Shown, shown_on
from relos_atlas.text import Catalogue, format_partial_date


# compared by identity, as the atlas and the assets are
@dataclass(frozen=True, slots=True, eq=False)
class Studio:
    """What every file is made with."""

    atlas: Atlas
    assets: Assets
    words: Catalogue


@dataclass(frozen=True, slots=True)
class Order:
    """
    One view to be written to files.

    Parameters
    ----------
    page
        Name of the page, one of `shown.PAGES`.
    state
        What is shown; the fingerprint that a link brought along does not count.
    address
        Address of the page, without a query; empty where nobody knows it, as on the command line.
    """

    page: str
    state: ViewState
    address: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "state", replace(self.state, data=None))

    @property
    def query(self) -> str:
        """The query string of the state, without the data's fingerprint."""
        return encode_link(self.state)

    def link(self, fingerprint: str) -> str:
        """Return the whole link, with the fingerprint of the data that it was made on."""
        return f"{self.address}?{encode_link(replace(self.state, data=fingerprint))}"


@lru_cache(maxsize=4)
def studio_of(atlas: Atlas, assets: Assets, words: Catalogue) -> Studio:
    """Return the studio of an atlas, the same one each time, so that what it was asked for is found again."""
    return Studio(atlas, assets, words)


# A pack asks for the same view a dozen times.
@lru_cache(maxsize=2)
def shown_by(studio: Studio, order: Order) -> Shown:
    """Return what the page shows."""
    return shown_on(order.page, studio.atlas, order.state, studio.words)


def data_date(studio: Studio) -> str:
    """Return the day on which the data were recorded, in words; empty where it was not."""
    text = recorded_on(studio.atlas.geodata, studio.atlas.fingerprint)
    return format_partial_date(PartialDate.parse(text), studio.words.language) if text else ""
