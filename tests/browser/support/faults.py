"""What is wrong with a page as it stands: severe faults by axe-core, and what its edges cut off."""

from axe_playwright_python.sync_playwright import Axe
from support.visitor import Visitor

#: The narrowest screen that everything has to fit.
NARROW = {"viewport": {"width": 320, "height": 640}}

_SEVERE = {"serious", "critical"}
_SEEN = """
  p.atlas-live, .atlas-name, .st-key-projection button, .st-key-share button,
  [data-testid='stPageLink'] a, [role='tab'], .leaflet-control, .leaflet-control *,
  .atlas-host, .atlas-embed-credit,
  .atlas-card, .atlas-card *, .st-key-close-card button,
  .atlas-scroll, .atlas-numbered li, .atlas-uses *, .atlas-world *, .atlas-data p,
  .atlas-tl-bar *, .atlas-tl-score, .atlas-tl-reading,
  [role='dialog'] button, [role='dialog'] p, .atlas-share-link *
"""
# What reaches past an edge although nothing scrolls it into view, and the page itself if it scrolls sideways.
_CUT_OFF = """(seen) => [document.documentElement, ...document.querySelectorAll(seen)].filter((node) => {
  const box = node.getBoundingClientRect();
  const right = node === document.documentElement ? node.scrollWidth : box.right;
  const row = node.closest("[role='tablist']");
  const scrolls = row && row.scrollWidth > row.clientWidth;
  return box.width > 0 && !scrolls && (right > innerWidth + 0.5 || box.left < -0.5);
}).map((node) => node.outerHTML.slice(0, 120))"""


def severe_faults(visitor: Visitor) -> list[str]:
    """Rule, element and explanation of each severe fault."""
    found = Axe().run(visitor.page).response["violations"]
    return [
        f"{fault['id']} ({fault['impact']}): {node['target']} {node['failureSummary']}"
        for fault in found
        if fault["impact"] in _SEVERE
        for node in fault["nodes"]
    ]


def cut_off(visitor: Visitor) -> list[str]:
    """The beginning of every element that the edges of the screen cut off."""
    elements: list[str] = visitor.page.evaluate(_CUT_OFF, _SEEN)
    return elements
