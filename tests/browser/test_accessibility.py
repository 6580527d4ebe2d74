"""axe-core finds no serious or critical fault on the pages; a narrow screen cuts nothing off."""

import pytest
from support.faults import NARROW, cut_off, severe_faults
from support.visitor import MAP

VIEWS = {
    "default": ("/", "light"),
    "card": ("/?id=murmansk-port", "light"),
    "card-dark": ("/?id=murmansk-port", "dark"),
    "polar": ("/?p=polar", "light"),
    "notice-dark": ("/?nonsense=1", "dark"),
    "empty": ("/?q=zzzzzz", "light"),
    "filters": ("/?cc=RU~IN&rg=arctic&kd=port~naval-base&as=2025-12-01", "light"),
    "filters-dark": ("/?cc=RU~IN&rg=arctic&kd=port~naval-base&as=2025-12-01", "dark"),
}


@pytest.mark.parametrize(("link", "scheme"), VIEWS.values(), ids=VIEWS)
def test_the_access_page_has_no_severe_fault(visit, link, scheme):
    visitor = visit(color_scheme=scheme)
    visitor.open_map(link)
    assert severe_faults(visitor) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_evidence_page_has_no_severe_fault(visit, picture, scheme):
    visitor = visit(color_scheme=scheme)
    visitor.open("/evidence")
    picture(visitor, f"evidence-{scheme}")
    assert severe_faults(visitor) == []


@pytest.mark.parametrize("view", ["/", "/?p=polar", "/?id=murmansk-port", "/?nonsense=1&cc=XX"])
def test_at_320_pixels_nothing_is_cut_off(visit, picture, view):
    visitor = visit(**NARROW)
    visitor.open_map(view)
    picture(visitor, "narrow" + view.replace("/", "").replace("?", "-").split("=")[0])
    assert cut_off(visitor) == []


def test_at_320_pixels_the_filters_open_in_a_drawer_and_close_again(visit, picture):
    visitor = visit(**NARROW)
    visitor.open_map()
    search = visitor.key("text").locator("input")
    assert not search.is_visible() or search.bounding_box()["x"] < 0
    visitor.page.get_by_test_id("stExpandSidebarButton").click()
    visitor.still(visitor.page.get_by_test_id("stSidebar"))
    pill = visitor.key("grades").locator("button").first.bounding_box()
    assert pill["x"] >= 0
    assert pill["x"] + pill["width"] <= 320
    picture(visitor, "narrow-drawer")
    visitor.does(visitor.key("grades").locator("button").last.click)
    visitor.page.get_by_test_id("stSidebarCollapseButton").locator("button").click()
    visitor.page.wait_for_function(f"() => document.querySelector({MAP!r}).dataset.shown === '346'")


def test_the_evidence_page_fits_320_pixels(visit, picture):
    visitor = visit(**NARROW)
    visitor.open("/evidence")
    picture(visitor, "narrow-evidence")
    assert cut_off(visitor) == []
