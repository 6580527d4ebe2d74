"""Each single file of a view: pictures and the one-file map, every one with a stamp and a seal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from relos_atlas.domain.place_notes import place_notes
from relos_atlas.render.picture import Frame, PictureSize, draw_pdf, draw_png, draw_svg
from relos_atlas.render.single_file import drawn_ids, single_file_html
from relos_atlas.snapshot.citation import title_of
from relos_atlas.snapshot.maker import maker_of
from relos_atlas.snapshot.order import Order, Studio, data_date, shown_by
from relos_atlas.snapshot.seal import seal
from relos_atlas.snapshot.shown import Shown, cited
from relos_atlas.snapshot.stamp import Stamp, rows_of

Draw = Callable[[Studio, Shown, Frame], bytes]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its name within a pack, its media type and how it is drawn."""

    file: str
    media_type: str
    draw: Draw


def _png(size: PictureSize) -> Draw:
    return lambda studio, shown, frame: draw_png(shown.scene, frame, studio.assets, studio.words, size)


def _svg(studio: Studio, shown: Shown, frame: Frame) -> bytes:
    return draw_svg(shown.scene, frame, studio.assets, studio.words)


def _pdf(studio: Studio, shown: Shown, frame: Frame) -> bytes:
    return draw_pdf(shown.scene, frame, studio.assets, studio.words)


def _html(studio: Studio, shown: Shown, frame: Frame) -> bytes:
    notes = place_notes(studio.atlas, shown.state, drawn_ids(shown.scene), studio.words)
    return single_file_html(shown.scene, frame, notes, studio.assets, studio.words)


KINDS: Mapping[str, Kind] = {
    "png": Kind("map.png", "image/png", _png(PictureSize.STANDARD)),
    "png-2x": Kind("map-2x.png", "image/png", _png(PictureSize.DOUBLE)),
    "svg": Kind("map.svg", "image/svg+xml", _svg),
    "pdf": Kind("map.pdf", "application/pdf", _pdf),
    "card": Kind("card.png", "image/png", _png(PictureSize.CARD)),
    "html": Kind("map.html", "text/html", _html),
}
"""Kinds of file that carry a stamp of their own, in the order of a pack."""


def make_file(studio: Studio, order: Order, kind: str) -> bytes:
    """Return one file of a view: the same bytes for the same view, data and program."""
    shown = shown_by(studio, order)
    return seal(KINDS[kind].draw(studio, shown, frame_of(studio, order, kind)))


def stamp_of(studio: Studio, order: Order, kind: str) -> Stamp:
    """Return the stamp of a file that is not sealed yet."""
    atlas = studio.atlas
    return Stamp(
        kind=kind,
        page=order.page,
        state=order.query,
        link=order.link(atlas.fingerprint),
        data=atlas.fingerprint,
        maker=maker_of(atlas.geodata),
        rows=rows_of(atlas, shown_by(studio, order)),
    )


def frame_of(studio: Studio, order: Order, kind: str) -> Frame:
    """Return what stands around the map of a file."""
    shown, words = shown_by(studio, order), studio.words
    return Frame(
        title=title_of(studio, order),
        sentence=shown.sentence,
        link=order.link(studio.atlas.fingerprint),
        credit=words.say("snapshot.credit"),
        sources=_publishers(studio, shown),
        data_date=data_date(studio) or words.say("snapshot.no-date"),
        fingerprint=studio.atlas.fingerprint,
        stamp=stamp_of(studio, order, kind).text(),
    )


def file_name(studio: Studio, order: Order, name: str) -> str:
    """Return a name for a file that leaves its pack: what it shows, of which data."""
    return f"relos-atlas-{order.page}-{studio.atlas.fingerprint}-{name}"


def _publishers(studio: Studio, shown: Shown) -> tuple[str, ...]:
    """Return who published the sources behind a view: first those of claims, the most cited first."""
    tables = [shown.tables["claims"]] if "claims" in shown.tables else []
    rest = [rows for name, rows in shown.tables.items() if name not in {"claims", "sources"}]
    publishers = studio.atlas.sources.loc[[*cited(tables), *cited(rest)], "publisher"]
    return tuple(dict.fromkeys(publisher for publisher in publishers if publisher))
