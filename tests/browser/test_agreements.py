"""The agreements page in a browser: offline, by keyboard, narrow, dark, flat and polar, quick to change."""

import random

import pytest
from playwright.sync_api import expect
from support.changes import AGREEMENTS, random_change
from support.faults import NARROW, cut_off, severe_faults
from support.visitor import MAP

from relos_atlas.domain.agreements import select_agreements
from relos_atlas.domain.links import decode_link
from relos_atlas.domain.vocabulary import vocabulary_of
from relos_atlas.model import PartialDate, Projection, ViewState
from relos_atlas.scene.agreements import agreements_scene

TABS = ["uses-tab", "matrix-tab", "compare-tab", "reciprocity-tab"]
CHANGES = 12
LARGEST_CHANGE = 100_000

_LINES = "() => RelosAtlas.maps.atlas.marks.links.map((l) => [Boolean(l.mutual), Boolean(l.dashed)])"


@pytest.fixture
def arrive(visit):
    """Open the agreements page by a link."""

    def come(query: str = "", **options):
        visitor = visit(**options)
        visitor.open_map(f"/agreements?{query}")
        return visitor

    return come


def open_tab(visitor, words, name):
    visitor.page.get_by_role("tab", name=words.say(f"agreements.{name}")).click()


@pytest.mark.parametrize("projection", list(Projection))
def test_lines_and_places_appear_without_a_network(projection, arrive, atlas, words, picture):
    state = ViewState(projection=projection, countries=frozenset({"IN"}))
    visitor = arrive(f"p={projection}&cc=IN")
    picture(visitor, f"agreements-{projection}")
    scene = agreements_scene(atlas, state, words)
    assert visitor.shown() == scene.shown.sum() > 15
    expected = [[link.is_mutual, not link.is_confirmed] for link in scene.links]
    assert visitor.page.evaluate(_LINES) == expected
    assert [True, False] in expected
    assert [False, False] in expected
    assert visitor.page.get_attribute(MAP, "aria-label") == scene.alternative_text


def test_a_date_is_asked_for_and_the_link_says_it(arrive, atlas, words):
    visitor = arrive()
    field = visitor.key("as-of").locator("input")
    field.fill("2017")
    visitor.does(lambda: field.press("Enter"))
    rows = select_agreements(atlas, ViewState(as_of=PartialDate(2017))).rows
    assert visitor.query() == "as=2017"
    assert f"Showing {len(rows) + 4} of 96" in visitor.sentence()


def test_a_country_is_chosen_by_keyboard(arrive):
    visitor = arrive()
    visitor.key("countries").locator("input").focus()
    visitor.page.keyboard.type("Guam")
    visitor.page.keyboard.press("ArrowDown")
    visitor.does(lambda: visitor.page.keyboard.press("Enter"))
    assert visitor.query() == "cc=GU"
    assert "involve Guam" in visitor.sentence()


def test_an_agreement_is_selected_compared_and_closed_by_keyboard(arrive):
    visitor = arrive("cc=IN~US")
    visitor.key("agreement-list").locator("canvas").first.focus()
    visitor.page.keyboard.press("ArrowDown")
    visitor.does(lambda: visitor.page.keyboard.press("Shift+Space"))
    assert "id=us-india-" in visitor.query()
    visitor.key("compare-this").locator("button").focus()
    visitor.does(lambda: visitor.page.keyboard.press("Enter"))
    assert "ag=india-russia-relos~us-india-" in visitor.query()
    visitor.key("close-card").locator("button").focus()
    visitor.does(lambda: visitor.page.keyboard.press("Enter"))
    assert "id=" not in visitor.query()


def test_tabs_are_turned_by_keyboard(arrive, words):
    visitor = arrive("cc=IN")
    visitor.page.get_by_role("tab").first.focus()
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.keyboard.press("Enter")
    name = words.say("agreements.uses-tab")
    expect(visitor.page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
    assert visitor.page.get_by_role("heading", name="What India may use").is_visible()


def test_a_click_on_a_place_opens_its_card(arrive, place_names):
    visitor = arrive("cc=GU")
    place = next(mark for mark in visitor.places() if mark["id"] == "apra-harbor-guam")
    visitor.does(lambda: visitor.page.mouse.click(place["x"], place["y"]))
    assert visitor.page.inner_text("article.atlas-card h2") == place_names["apra-harbor-guam"]


def test_random_changes_leave_the_map_where_it_is_and_are_small(arrive, atlas):
    visitor = arrive()
    visitor.page.evaluate("() => { window.firstNode = document.querySelector('.atlas-map'); }")
    visitor.look_at(61.5, 77.25, 3.5)
    camera, chance = visitor.camera(), random.Random(20250218)  # noqa: S311 - the same changes in every run
    for number in range(CHANGES):
        name, change = random_change(visitor, chance, AGREEMENTS)
        before = visitor.wire.received
        runs = visitor.does(change)
        where = f"change {number}, {name}, {visitor.query()}"
        assert runs == 1, where
        assert visitor.camera() == camera, where
        assert visitor.page.evaluate("() => window.firstNode === document.querySelector('.atlas-map')"), where
        assert visitor.wire.received - before < LARGEST_CHANGE, where
        state, notices = decode_link(visitor.query(), vocabulary_of(atlas))
        assert notices == ()
        rows = len(select_agreements(atlas, state).everything)
        assert str(rows) in visitor.page.get_by_role("tab").first.inner_text(), where


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_has_a_severe_fault(scheme, arrive, words, picture):
    visitor = arrive("cc=IN~US&ag=india-russia-relos~us-india-lemoa&id=us-india-lemoa", color_scheme=scheme)
    picture(visitor, f"agreements-card-{scheme}")
    faults = severe_faults(visitor)
    for tab in TABS:
        open_tab(visitor, words, tab)
        faults += severe_faults(visitor)
    assert faults == []


@pytest.mark.parametrize("query", ["", "cc=IN&p=polar", "id=russia-syria-tartus", "ag=us-india-lemoa"])
def test_at_320_pixels_nothing_is_cut_off(query, arrive, words, picture):
    visitor = arrive(query, **NARROW)
    picture(visitor, "narrow-agreements" + query.partition("=")[0])
    for tab in TABS:
        open_tab(visitor, words, tab)
        assert cut_off(visitor) == []
