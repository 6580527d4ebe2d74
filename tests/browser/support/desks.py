"""Browser pages lent to one visitor after another, cleared of what each leaves behind."""

from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

WIDE = {"width": 1280, "height": 800}
#: What a page can be told at any time; all else is settled when its context is made.
_ADJUSTABLE = {"viewport": WIDE, "color_scheme": "light", "reduced_motion": "no-preference"}
_FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


@dataclass
class Desks:
    """
    The pages of one browser.

    A page that has shown the app once shows it again at half the price: Chromium has fetched and compiled
    Streamlit's megabytes of script. Each page has a context of its own, so that two visitors at a time
    share nothing.
    """

    browser: Browser
    free: list[Page] = field(default_factory=list)
    made_to_order: list[Page] = field(default_factory=list)

    def lend(self, **options: object) -> Page:
        """Return an empty page in this viewport, scheme and so on; a new one if no other is free."""
        order = {name: value for name, value in options.items() if name not in _ADJUSTABLE}
        page = self._made(order) if order or not self.free else self.free.pop()
        adjusted = _ADJUSTABLE | options
        page.set_viewport_size(adjusted["viewport"])
        page.emulate_media(color_scheme=adjusted["color_scheme"], reduced_motion=adjusted["reduced_motion"])
        return page

    def take_back(self, page: Page, *, clean: bool) -> None:
        """Clear a page for the next visitor; throw it away if it is not `clean` or was made to order."""
        if page in self.made_to_order or not clean:
            page.context.close()
            return
        page.evaluate(_FORGET)
        page.context.clear_cookies()
        page.goto("about:blank")
        # Chromium is in no hurry to forget the pages before: unasked, it keeps 60 MB of each.
        page.request_gc()
        self.free.append(page)

    def _made(self, order: dict[str, object]) -> Page:
        page = self.browser.new_context(**order).new_page()
        if order:
            self.made_to_order.append(page)
        return page
