"""What the server answers to those who unfold a link: tags in the page's head, oEmbed JSON, a picture."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any
from urllib.parse import quote, urlsplit

import streamlit as st
from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from relos_atlas.domain.links import MAX_LENGTH, decode_link
from relos_atlas.domain.vocabulary import vocabulary_of
from relos_atlas.model import AtlasError
from relos_atlas.snapshot.files import make_file
from relos_atlas.snapshot.order import Order, Studio, studio_of
from relos_atlas.snapshot.shown import PAGES
from relos_atlas.snapshot.unfold import Card, meta_tags, oembed
from relos_atlas.text import catalogue
from relos_atlas.views.page import FIRST_PAGE, loaded

_HOST = re.compile(r"[\w.-]+(:\d{1,5})?|\[[0-9a-f:]+\](:\d{1,5})?", re.ASCII | re.IGNORECASE)
_HEAD_END = b"</head>"
_TITLE = re.compile(rb"<title>.*?</title>", re.DOTALL)
_FOR_READERS = "sec-fetch-dest"
_PICTURES_KEPT = 32
# A crawler must not keep readers waiting: one picture is drawn at a time.
_DRAWING = CapacityLimiter(1)
_DAY_S = 86_400


def routes() -> list[BaseRoute]:
    """Return the addresses that the server answers beside the app's own."""
    base = _base()
    return [
        Route(f"{base}/unfold/{{page}}.png", _picture, methods=["GET"]),
        Route(f"{base}/oembed", _oembed, methods=["GET"]),
    ]


def middleware() -> list[Middleware]:
    """Return what writes the tags of a view into the page that Streamlit serves for every link."""
    return [Middleware(_Tags)]


def picture_address(order: Order, fingerprint: str) -> str:
    """Return the address of the picture that stands for a link; empty where the app's address is unknown."""
    if not order.address:
        return ""
    query = order.link(fingerprint).partition("?")[2]
    return f"{_root_of(order)}/unfold/{order.page}.png?{query}"


class _Tags:
    """Adds the tags of the view that a link shows to the HTML page answered for it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        page = _page_of(scope.get("path", "")) if scope["type"] == "http" else None
        if page is None or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        answer = _Collected()
        await self._app(_plain(scope), receive, answer.send)
        if answer.is_html:
            tags = await to_thread.run_sync(partial(_tags, Request(scope), page))
            answer.insert(tags)
        await answer.pass_on(send)


class _Collected:
    """An answer that is held back until it is whole."""

    def __init__(self) -> None:
        self._start: Message = {}
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")

    @property
    def is_html(self) -> bool:
        headers = Headers(raw=self._start.get("headers", []))
        return self._start.get("status") == 200 and headers.get("content-type", "").startswith("text/html")

    def insert(self, tags: bytes) -> None:
        if not tags:
            return
        self._body = _TITLE.sub(b"", self._body, count=1).replace(_HEAD_END, tags + _HEAD_END, 1)
        headers = MutableHeaders(raw=list(self._start["headers"]))
        headers["content-length"] = str(len(self._body))
        # the tags differ from link to link; what was served for the bare page says nothing about them
        del headers["etag"], headers["last-modified"]
        self._start["headers"] = headers.raw

    async def pass_on(self, send: Send) -> None:
        await send(self._start)
        await send({"type": "http.response.body", "body": self._body})


def _plain(scope: Scope) -> Scope:
    """Return the request without what would make the answer packed or empty."""
    unwanted = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
    headers = [(name, value) for name, value in scope["headers"] if name not in unwanted]
    return {**scope, "headers": headers}


def _tags(request: Request, page: str) -> bytes:
    """Return the tags for a request; none if the tables are damaged or the address is a strange one."""
    try:
        asked = _asked(request, page, request.url.query)
        if asked is None:
            return b""
        studio, order = asked
        # A browser says what it fetches a page for; its reader need not wait for what only others read.
        is_browser = _FOR_READERS in request.headers
        card = _plain_card(studio, order) if is_browser else _card(studio, order)
    except AtlasError:
        return b""
    json_address = f"{_root_of(order)}/oembed?format=json&url={quote(card.link, safe='')}"
    return meta_tags(card, json_address).encode()


async def _picture(request: Request) -> Response:
    page = request.path_params["page"]
    if page not in PAGES or len(request.url.query) > MAX_LENGTH:
        return PlainTextResponse("no such picture", 404)
    make = partial(_drawn, request, page)
    content = await to_thread.run_sync(make, limiter=_DRAWING)
    if content is None:
        return PlainTextResponse("no picture", 404)
    return Response(content, media_type="image/png", headers={"Cache-Control": f"public, max-age={_DAY_S}"})


def _drawn(request: Request, page: str) -> bytes | None:
    try:
        asked = _asked(request, page, request.url.query)
    except AtlasError:
        return None
    return None if asked is None else _card_picture(*asked)


@lru_cache(maxsize=_PICTURES_KEPT)
def _card_picture(studio: Studio, order: Order) -> bytes:
    return make_file(studio, order, "card")


async def _oembed(request: Request) -> Response:
    if request.query_params.get("format", "json") != "json":
        return PlainTextResponse("only format=json", 501)
    content = await to_thread.run_sync(partial(_described, request))
    return PlainTextResponse("no such page", 404) if content is None else JSONResponse(content)


def _described(request: Request) -> dict[str, Any] | None:
    """Return the oEmbed answer for one of our own links, None for any other address."""
    try:
        url = urlsplit(request.query_params.get("url", ""))
        page = _page_of(url.path) if url.netloc == request.headers.get("host") else None
        asked = _asked(request, page, url.query) if page else None
    except (ValueError, AtlasError):
        return None
    if asked is None:
        return None
    most = [_whole(request.query_params.get(name)) for name in ("maxwidth", "maxheight")]
    return oembed(_card(*asked), *most)


def _asked(request: Request, page: str, query: str) -> tuple[Studio, Order] | None:
    """Return what a request asks for, None if it came to an address that no link of ours may carry."""
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host) or len(query) > MAX_LENGTH:
        return None
    atlas, assets = loaded()
    state, _ = decode_link(query, vocabulary_of(atlas))
    # A card is signed by the atlas: what a reader wrote into a link has no place in it.
    state = replace(state, notes=())
    scheme = request.headers.get("x-forwarded-proto", request.url.scheme)
    path = "/" if page == FIRST_PAGE else f"/{page}"
    address = f"{'https' if scheme == 'https' else 'http'}://{host}{_base()}{path}"
    return studio_of(atlas, assets, catalogue(state.language)), Order(page, state, address)


def _plain_card(studio: Studio, order: Order) -> Card:
    """Return a card that needs nothing of the view to be worked out."""
    return Card.plain(studio, order, picture_address(order, studio.atlas.fingerprint))


def _card(studio: Studio, order: Order) -> Card:
    return Card.of(studio, order, picture_address(order, studio.atlas.fingerprint))


def _page_of(path: str) -> str | None:
    """Return the name of the page that stands at a path, if its views can be drawn."""
    name = path.removeprefix(_base()).strip("/") or FIRST_PAGE
    is_page = name in PAGES and path.removeprefix(_base()) in {"", "/", f"/{name}"}
    return name if is_page else None


def _root_of(order: Order) -> str:
    """Return the address of the app, without a slash at its end."""
    address = order.address.rstrip("/")
    return address if order.page == FIRST_PAGE else address.removesuffix(f"/{order.page}")


def _base() -> str:
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 and int(text) else None
