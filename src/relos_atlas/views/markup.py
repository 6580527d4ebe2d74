"""Small pieces of HTML and Markdown in which every word from data is text, never markup."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

_MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>:$~&\"'^=])")


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, *children: object, **attributes: str) -> Markup:
    """
    Return an element; children that are not `Markup` are escaped, a trailing `_` of an attribute is dropped.

    Examples
    --------
    >>> tag("p", "<b>", class_="note")
    '<p class="note">&lt;b&gt;</p>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(value)}"' for key, value in attributes.items()
    )
    return Markup(f"<{name}{written}>{joined(*children)}</{name}>")


def joined(*children: object) -> Markup:
    """Return children one after another; None and empty text vanish."""
    return Markup("".join(c if isinstance(c, Markup) else html.escape(str(c)) for c in children if c))


def link(text: str, url: str, label: str = "") -> Markup:
    """
    Return a link that opens apart, or plain text if the address is not one of the web.

    `label` says in full what a short text stands for.
    """
    named = {"title": label, "aria_label": label} if label else {}
    try:
        is_web = urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        is_web = False
    if not is_web:
        return tag("span", text, title=label) if label else tag("span", text)
    return tag("a", text, href=url, target="_blank", rel="noopener noreferrer", **named)


def as_markdown(text: str) -> str:
    """Return text that Streamlit's Markdown shows letter by letter."""
    return _MARKDOWN_SPECIAL.sub(r"\\\1", text)
