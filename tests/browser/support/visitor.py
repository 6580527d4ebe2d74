"""A visitor in a browser without a network: opens the app, acts, and notes whatever goes wrong."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Dialog, Error, Locator, Page, Request, Response
from support.wire import Wire

#: What every visit comes to.
NOTHING_WRONG: dict[str, list[str]] = {"outside": [], "faults": [], "dialogs": []}
MAP = ".leaflet-container.atlas-map"
_DRAWN = f"{MAP}[data-land='drawn'][data-revision]"
_SCRIPT_AT_REST = ".stApp[data-test-script-state='notRunning']"

# Page pixels of every mark that a mouse can reach, with the id of its place or its cluster's size.
_MARKS = """() => {
  const { map, marks } = RelosAtlas.maps.atlas;
  const box = map.getContainer().getBoundingClientRect();
  return marks.drawn.map((d) => {
    const p = map.layerPointToContainerPoint([d.x, d.y]);
    const x = box.left + p.x;
    const y = box.top + p.y;
    const hit = document.elementFromPoint(x, y);
    const free = hit && map.getContainer().contains(hit) && !hit.closest(".leaflet-control, .leaflet-popup");
    // A mouse has whole pixels: of two marks on one pixel neither is surely the one that is hit.
    const alone = marks.drawn.every((other) => other === d || Math.hypot(other.x - d.x, other.y - d.y) > 3);
    return {
      x: x, y: y, reachable: Boolean(free && alone), radius: d.r,
      id: d.item ? marks.table.ids[d.item.index] : null,
      size: d.cluster ? d.cluster.items.length : 1,
    };
  });
}"""


_CAMERA = """() => {
  const { map } = RelosAtlas.maps.atlas;
  return [map.getCenter().lat, map.getCenter().lng, map.getZoom()];
}"""
# See docs/gotchas.md: these two are asked for and not found; nothing of ours fails.
_HOME_BELOW_A_PAGE = re.compile("/[a-z]+/_stcore/(health|host-config)")
_LONGEST_RUN_S = 60
_LONGEST_PAINT_S = 10
_QUIET_MS = 120


@dataclass
class Visitor:
    """One browser page on one running app."""

    page: Page
    base: str
    wire: Wire = field(default_factory=Wire)
    outside: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    @classmethod
    def arriving(cls, page: Page, base: str) -> "Visitor":
        """Sit down at an empty page, to visit the app at `base`; Chromium itself bars the way elsewhere."""
        visitor = cls(page, base)
        for event, listener in visitor._listeners().items():
            page.on(event, listener)
        return visitor

    def leave(self) -> None:
        """Hear no more of the page."""
        for event, listener in self._listeners().items():
            self.page.remove_listener(event, listener)

    def _listeners(self) -> dict[str, Callable[..., None]]:
        return {
            "request": self._request,
            "websocket": self.wire.opened,
            "pageerror": self._page_error,
            "console": self._console,
            "response": self._response,
            "dialog": self._dialog,
        }

    def open(self, path: str = "/") -> None:
        """Go to a page of the app and wait until its script has run."""
        self.does(lambda: self.page.goto(self.base + path))

    def open_map(self, path: str = "/") -> None:
        """Go to a page with a map and wait until land and marks are drawn."""
        self.open(path)
        self.drawn()

    def drawn(self) -> None:
        """Wait until land and marks are drawn, and the map has its place: the sidebar slides in beside it."""
        self.page.wait_for_selector(_DRAWN)
        self.still(self.page.locator(MAP))

    def does(self, action: Callable[[], object]) -> int:
        """Act, wait until the app has answered, and return how often its script ran."""
        runs, finished = self.wire.runs, self.wire.finished
        action()
        deadline = time.monotonic() + _LONGEST_RUN_S
        while self.wire.finished == finished:
            self._before(deadline, "the app to answer")
            self.page.wait_for_timeout(15)
        self.page.wait_for_selector(_SCRIPT_AT_REST)
        self._quiet(deadline)
        return self.wire.runs - runs

    def comes_to(self, read: Callable[[], Any], expected: Any) -> Any:
        """Read until it is as expected, and return what was read last: painting lags behind scripts."""
        deadline = time.monotonic() + _LONGEST_PAINT_S
        while (found := read()) != expected and time.monotonic() < deadline:
            self.page.wait_for_timeout(_QUIET_MS)
        return found

    def still(self, element: Locator) -> None:
        """Wait until an element keeps its place and size."""
        before = None
        while before != (box := element.bounding_box()):
            before = box
            self.page.wait_for_timeout(_QUIET_MS)

    def key(self, key: str) -> Locator:
        """The element of the widget with this key."""
        return self.page.locator(f".st-key-{key}")

    def turn_to(self, name: str) -> None:
        """Follow the link to another page of the app."""
        self.does(self.page.get_by_test_id("stPageLink").get_by_role("link", name=name, exact=True).click)

    def shown(self) -> int:
        """How many places the map says it shows."""
        return int(self.page.get_attribute(MAP, "data-shown") or -1)

    def sentence(self) -> str:
        return self.page.inner_text("p.atlas-live")

    def query(self) -> str:
        return urlsplit(self.page.url).query

    def camera(self) -> list[float]:
        """Latitude, longitude and zoom of the map."""
        camera: list[float] = self.page.evaluate(_CAMERA)
        return camera

    def look_at(self, lat: float, lon: float, zoom: float) -> None:
        """Set the camera, at once."""
        look = "([at, zoom]) => void RelosAtlas.maps.atlas.map.setView(at, zoom, { animate: false })"
        self.page.evaluate(look, [[lat, lon], zoom])

    def marks(self, *, reachable: bool = True) -> list[dict[str, Any]]:
        """The marks on the map, in page pixels; if not told otherwise, those that a mouse can reach."""
        marks: list[dict[str, Any]] = self.page.evaluate(_MARKS)
        return [mark for mark in marks if mark["reachable"] or not reachable]

    def places(self) -> list[dict[str, Any]]:
        """The marks that stand for one place each."""
        return [mark for mark in self.marks() if mark["id"]]

    def probe(self) -> dict[str, list[str]]:
        """What must be empty after every visit."""
        home = self.base.replace("http", "ws", 1)
        elsewhere = [address for address in self.wire.addresses if not address.startswith(f"{home}/")]
        return {"outside": self.outside + elsewhere, "faults": self.faults, "dialogs": self.dialogs}

    def _quiet(self, deadline: float) -> None:
        """Wait until nothing has come for a while and no run is under way."""
        heard = -1
        while heard != self.wire.received or self.wire.is_running:
            self._before(deadline, "the app to come to rest")
            heard = self.wire.received
            self.page.wait_for_timeout(_QUIET_MS)

    def _before(self, deadline: float, what: str) -> None:
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {_LONGEST_RUN_S} s for {what}: {self.wire}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.base}/", "data:", "blob:")):
            self.outside.append(request.url)

    def _page_error(self, error: Error) -> None:
        self.faults.append(f"page error: {error}")

    def _console(self, message: ConsoleMessage) -> None:
        address = message.location["url"]
        if message.type == "error" and not ("404" in message.text and self._looks_for_home(address)):
            self.faults.append(f"console: {message.text} ({address})")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not (response.status == 404 and self._looks_for_home(response.url)):
            self.faults.append(f"{response.status}: {response.url}")

    def _looks_for_home(self, address: str) -> bool:
        """Whether Streamlit's frontend, opened on a page's own address, seeks its server below it first."""
        return _HOME_BELOW_A_PAGE.fullmatch(address.removeprefix(self.base)) is not None

    def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()
