"""How a view is cited (APA, BibTeX, CFF), told without a picture, and put into another page."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass

from relos_atlas.data import recorded_on
from relos_atlas.data.package import LICENCE
from relos_atlas.snapshot.order import Order, Studio, data_date, shown_by

_FRAME = """<figure style="margin:0">
<div style="position:relative;aspect-ratio:16/10">
<img src="{picture}" alt="{alt}" style="position:absolute;inset:0;width:100%;height:100%;object-fit:contain">
<iframe src="{embed}" title="{title}" loading="lazy" allow="fullscreen"
 style="position:absolute;inset:0;width:100%;height:100%;border:0"></iframe>
</div>
<figcaption>{sentence} <a href="{link}">{title}</a>. {credit}</figcaption>
</figure>
"""


@dataclass(frozen=True, slots=True)
class Citation:
    """One view, cited three ways."""

    apa: str
    bibtex: str
    cff: str


def title_of(studio: Studio, order: Order) -> str:
    """Return the title of a page's view."""
    return studio.words.say("snapshot.title", page=studio.words.say(f"nav.{order.page}"))


def cite(studio: Studio, order: Order) -> Citation:
    """Return how to cite a view; the date is that of the data, for the view itself never changes."""
    fingerprint = studio.atlas.fingerprint
    recorded = recorded_on(studio.atlas.geodata, fingerprint)
    parts = {
        "author": studio.words.say("snapshot.author"),
        "title": title_of(studio, order),
        "fingerprint": fingerprint,
        "link": order.link(fingerprint),
        "date": data_date(studio) or studio.words.say("snapshot.no-date"),
        "year": recorded[:4] or studio.words.say("snapshot.no-year"),
    }
    return Citation(studio.words.say("snapshot.apa", **parts) + "\n", _bibtex(parts), _cff(parts, recorded))


def embed_code(studio: Studio, order: Order, picture: str) -> str:
    """Return the HTML that shows a view in another page, with a picture beneath for as long as it loads."""
    shown = shown_by(studio, order)
    link = order.link(studio.atlas.fingerprint)
    parts = {
        "picture": picture,
        "alt": shown.scene.alternative_text,
        "embed": f"{link}&embed=true",
        "title": title_of(studio, order),
        "sentence": shown.sentence,
        "link": link,
        "credit": studio.words.say("snapshot.credit"),
    }
    return _FRAME.format_map({name: html.escape(text) for name, text in parts.items()})


def alternative_text(studio: Studio, order: Order) -> str:
    """Return what the picture shows, in words, for those who do not see it."""
    shown = shown_by(studio, order)
    lines = [title_of(studio, order), shown.scene.alternative_text, shown.scene.base.caption]
    return "\n\n".join(lines) + "\n"


def _bibtex(parts: dict[str, str]) -> str:
    fields = {
        "author": f"{{{parts['author']}}}",
        "title": parts["title"],
        "year": parts["year"],
        "howpublished": parts["link"],
        "note": f"Data {parts['fingerprint']}, {parts['date']}",
    }
    body = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items())
    return f"@misc{{relos-atlas-{parts['fingerprint']},\n{body}\n}}\n"


def _cff(parts: dict[str, str], recorded: str) -> str:
    fields = {
        "cff-version": "1.2.0",
        "type": "dataset",
        "message": parts["title"],
        "title": parts["title"],
        "version": parts["fingerprint"],
        "license": LICENCE["name"],
    }
    if recorded:
        fields["date-released"] = recorded
    if "://" in parts["link"]:
        fields["url"] = parts["link"]
    lines = [f"{name}: {json.dumps(text, ensure_ascii=False)}" for name, text in fields.items()]
    author = json.dumps(parts["author"], ensure_ascii=False)
    return "\n".join([*lines, "authors:", f"  - name: {author}", ""])
