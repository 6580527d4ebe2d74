"""What makes a shared link unfold into a card: Open Graph tags, oEmbed, and a page that has the tags."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from typing import Any

from relos_atlas.snapshot.citation import title_of
from relos_atlas.snapshot.order import Order, Studio, shown_by

CARD_SIZE = (1200, 630)
EMBED_SIZE = (800, 600)

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
{tags}
</head>
<body>
<h1>{title}</h1>
<p>{sentence}</p>
<p><img src="{picture}" alt="{alt}" width="1200" height="630" style="max-width:100%;height:auto"></p>
<p><a href="{link}">{link}</a></p>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Card:
    """A link as others show it."""

    title: str
    sentence: str
    alternative_text: str
    link: str
    picture: str
    provider: str
    language: str

    @classmethod
    def of(cls, studio: Studio, order: Order, picture: str) -> Card:
        """Return the card of a view; `picture` is the address of its picture."""
        shown = shown_by(studio, order)
        texts = {"sentence": shown.sentence, "alternative_text": shown.scene.alternative_text}
        return replace(cls.plain(studio, order, picture), **texts)

    @classmethod
    def plain(cls, studio: Studio, order: Order, picture: str) -> Card:
        """Return the card of a view before anybody has worked out what it shows."""
        about = studio.words.say("app.subtitle")
        return cls(
            title=title_of(studio, order),
            sentence=about,
            alternative_text=about,
            link=order.link(studio.atlas.fingerprint),
            picture=picture,
            provider=studio.words.say("app.title"),
            language=studio.words.language,
        )


def meta_tags(card: Card, oembed: str = "") -> str:
    """Return title and tags for the head of a page; `oembed` is the address of the card's oEmbed JSON."""
    width, height = map(str, CARD_SIZE)
    properties = {
        "og:type": "website",
        "og:site_name": card.provider,
        "og:title": card.title,
        "og:description": card.sentence,
        "og:url": card.link,
        "og:image": card.picture,
        "og:image:width": width,
        "og:image:height": height,
        "og:image:alt": card.alternative_text,
    }
    names = {"description": card.sentence, "twitter:card": "summary_large_image"}
    lines = [f"<title>{html.escape(card.title)}</title>"]
    lines += [f'<meta property="{name}" content="{html.escape(text)}">' for name, text in properties.items()]
    lines += [f'<meta name="{name}" content="{html.escape(text)}">' for name, text in names.items()]
    if oembed:
        lines.append(
            f'<link rel="alternate" type="application/json+oembed" href="{html.escape(oembed)}" '
            f'title="{html.escape(card.title)}">'
        )
    return "\n".join(lines)


def share_page(card: Card) -> str:
    """Return a page of its own that unfolds into the card and leads to the link."""
    parts = {
        "language": card.language,
        "title": card.title,
        "sentence": card.sentence,
        "picture": card.picture,
        "alt": card.alternative_text,
        "link": card.link,
    }
    escaped = {name: html.escape(text) for name, text in parts.items()}
    return _PAGE.format_map(escaped | {"tags": meta_tags(card)})


def oembed(card: Card, most_width: int | None = None, most_height: int | None = None) -> dict[str, Any]:
    """Return the oEmbed answer for a card, no larger than asked."""
    width = min(EMBED_SIZE[0], most_width or EMBED_SIZE[0])
    height = min(EMBED_SIZE[1], most_height or EMBED_SIZE[1])
    frame = (
        f'<iframe src="{html.escape(card.link)}&amp;embed=true" title="{html.escape(card.title)}" '
        f'width="{width}" height="{height}" style="border:0" loading="lazy"></iframe>'
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": card.title,
        "provider_name": card.provider,
        "html": frame,
        "width": width,
        "height": height,
        "thumbnail_url": card.picture,
        "thumbnail_width": CARD_SIZE[0],
        "thumbnail_height": CARD_SIZE[1],
    }
