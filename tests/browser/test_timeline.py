"""The timeline page in a browser: one selection everywhere, ranges, dates, playing, keyboard, narrow."""

import re

import pytest
from playwright.sync_api import expect
from support.faults import NARROW, cut_off, severe_faults
from support.hostile import LEFT_BEHIND, NOTHING
from support.visitor import MAP

from relos_atlas.domain.events import select_events
from relos_atlas.domain.links import decode_link
from relos_atlas.domain.vocabulary import vocabulary_of
from relos_atlas.model import PartialDate, Projection, ViewState
from relos_atlas.scene.events import events_scene

TABS = ["world-tab", "changes-tab", "before-after-tab", "notes-tab", "help-tab"]
LARGEST_CHANGE = 100_000
SCORE = ".atlas-timeline[data-revision]"
SHOWN = f"{SCORE} [role='option']"
SIGNED = "relos-signed-2025"

_MARKED = "() => RelosAtlas.maps.atlas.marks.codes.filter(Boolean).length"


@pytest.fixture
def arrive(visit):
    """Open the timeline by a link."""

    def come(query: str = "", server=None, **options):
        visitor = visit(server, **options) if server else visit(**options)
        visitor.open_map(f"/timeline?{query}")
        visitor.page.wait_for_selector(SCORE)
        visitor.still(visitor.page.locator(MAP))
        return visitor

    return come


def shown_ids(visitor) -> set[str]:
    ids = visitor.page.locator(SHOWN).evaluate_all("(nodes) => nodes.map((node) => node.id)")
    return {name.removeprefix("tl-") for name in ids}


def brush(visitor, start: float, end: float) -> None:
    """Drag along the years, from one share of their width to another."""
    axis = visitor.page.locator(".atlas-tl-axis").bounding_box()
    y = axis["y"] + 8
    visitor.page.mouse.move(axis["x"] + axis["width"] * start, y)
    visitor.page.mouse.down()
    visitor.page.mouse.move(axis["x"] + axis["width"] * (start + end) / 2, y)
    visitor.page.mouse.move(axis["x"] + axis["width"] * end, y)
    visitor.page.mouse.up()


@pytest.mark.parametrize("projection", list(Projection))
def test_timeline_map_and_list_show_the_same_events_without_a_network(
    projection, arrive, atlas, words, picture
):
    visitor = arrive(f"p={projection}&as=2025-12-03")
    picture(visitor, f"timeline-{projection}")
    scene = events_scene(atlas, ViewState(projection=projection, as_of=PartialDate(2025, 12, 3)), words)
    assert visitor.shown() == scene.shown.sum() > 100
    assert shown_ids(visitor) == set(scene.selection.everything.index)
    assert f"({len(scene.selection.everything)})" in visitor.page.get_by_role("tab").first.inner_text()
    assert visitor.page.get_attribute(MAP, "aria-label") == scene.alternative_text
    assert visitor.page.evaluate(_MARKED) == scene.shown.sum()


def test_what_is_selected_on_one_is_selected_on_all(arrive, atlas):
    visitor = arrive("cc=CN~IR~NO")
    chosen = visitor.page.locator(f"{SHOWN}[aria-selected='true']")
    row = "() => RelosAtlas.maps.atlas.marks.table.ids[RelosAtlas.maps.atlas.marks.selected]"
    visitor.key("event-list").locator("canvas").first.focus()
    visitor.page.keyboard.press("ArrowDown")
    visitor.does(lambda: visitor.page.keyboard.press("Shift+Space"))
    state, _ = decode_link(visitor.query(), vocabulary_of(atlas))
    expect(chosen).to_have_id(f"tl-{state.selected}")
    assert visitor.page.inner_text("article.atlas-card h2") == atlas.events.loc[state.selected, "title"]
    met = "qingdao-ministers-2025"
    visitor.does(visitor.page.locator(f"#tl-{met} .atlas-tl-hit").first.click)
    assert f"id={met}" in visitor.query()
    assert visitor.page.inner_text("article.atlas-card h2") == atlas.events.loc[met, "title"]
    assert visitor.comes_to(lambda: visitor.page.evaluate(row), met) == met
    other = next(mark for mark in visitor.places() if mark["id"] != met)
    visitor.does(lambda: visitor.page.mouse.click(other["x"], other["y"]))
    expect(chosen).to_have_id(f"tl-{other['id']}")


def test_events_on_one_spot_are_offered_as_a_list(arrive, atlas):
    visitor = arrive("et=port-call&q=Kochi")
    cluster = next(mark for mark in visitor.marks() if mark["size"] > 1)
    visitor.page.mouse.click(cluster["x"], cluster["y"])
    offered = visitor.page.locator(".atlas-choices button")
    expect(offered).to_have_count(cluster["size"])
    visitor.does(offered.nth(1).click)
    state, _ = decode_link(visitor.query(), vocabulary_of(atlas))
    assert atlas.events.loc[state.selected, "place"] == "Kochi"


def test_a_range_drawn_on_the_years_filters_all_alike_and_at_once(arrive, atlas):
    visitor = arrive()
    visitor.page.evaluate("() => { window.firstNode = document.querySelector('.atlas-map'); }")
    camera = visitor.camera()
    for start, end in ((0.5, 0.8), (0.85, 0.99), (0.1, 0.3)):
        before = visitor.wire.received
        assert visitor.does(lambda a=start, b=end: brush(visitor, a, b)) == 1
        assert visitor.wire.received - before < LARGEST_CHANGE
        state, notices = decode_link(visitor.query(), vocabulary_of(atlas))
        selection = select_events(atlas, state)
        assert (notices, state.period is None) == ((), False)
        assert visitor.sentence().startswith(("Showing", "None"))
        assert f"{len(selection.rows)} of 137" in visitor.sentence()
        located = (~selection.everything.geometry.is_empty).sum()
        assert visitor.comes_to(visitor.shown, located) == located
        assert shown_ids(visitor) == set(selection.everything.index)
    assert visitor.camera() == camera
    assert visitor.page.evaluate("() => window.firstNode === document.querySelector('.atlas-map')")
    visitor.does(visitor.page.locator(".atlas-tl-clearRange").click)
    assert "t=" not in visitor.query()


def test_everything_goes_by_keyboard(arrive, atlas):
    visitor = arrive()
    keyboard = visitor.page.keyboard
    visitor.page.locator(f"{SHOWN}[tabindex='0']").focus()
    for key in ("End", "ArrowLeft", "ArrowLeft"):
        keyboard.press(key)
    focused = visitor.page.evaluate("() => document.activeElement.id").removeprefix("tl-")
    everything = select_events(atlas, ViewState()).everything
    assert focused == everything.index[-3]
    expect(visitor.page.locator(".atlas-tl-reading")).to_contain_text(everything.iloc[-3]["title"])
    keyboard.press("ArrowUp")
    above = visitor.page.evaluate("() => document.activeElement.id").removeprefix("tl-")
    assert above != focused
    visitor.does(lambda: keyboard.press("Enter"))
    assert f"id={above}" in visitor.query()
    assert visitor.page.evaluate("() => document.activeElement.id") == f"tl-{above}"
    visitor.page.locator("#tl-handle-from").focus()
    visitor.does(lambda: keyboard.press("PageUp"))
    assert "t=1963-" in visitor.query()
    assert visitor.page.evaluate("() => document.activeElement.id") == "tl-handle-from"
    visitor.page.locator(".atlas-tl-previous").focus()
    visitor.does(lambda: keyboard.press("Enter"))
    assert "as=2026-09-12" in visitor.query()
    visitor.does(lambda: keyboard.press("Enter"))
    assert "as=2026-04&" in visitor.query()
    expect(visitor.page.locator(".atlas-tl-asof")).to_have_text("as of 30 April 2026")


def test_it_plays_only_when_asked_pauses_at_once_and_keeps_the_day_in_the_link(arrive):
    visitor = arrive(reduced_motion="reduce")
    visitor.page.wait_for_timeout(700)
    assert visitor.page.evaluate(_MARKED) == 120
    runs, play = visitor.wire.runs, visitor.page.locator(".atlas-tl-play")
    visitor.page.locator(".atlas-timeline select").select_option("4")
    play.click()
    expect(play).to_have_text("Pause")
    visitor.page.wait_for_function(f"() => {{ const n = ({_MARKED})(); return n > 2 && n < 100; }}")
    assert visitor.wire.runs == runs
    visitor.does(play.click)
    at = visitor.page.inner_text(".atlas-tl-asof")
    assert re.search(r"as=\d{4}", visitor.query())
    assert visitor.shown() == visitor.page.evaluate(_MARKED) < 100
    visitor.page.wait_for_timeout(700)
    assert visitor.page.inner_text(".atlas-tl-asof") == at
    expect(play).to_have_text("Play")


def test_days_from_1947_to_2030_stand_where_they_belong_west_of_greenwich_too(arrive):
    visitor = arrive(
        "as=1947-08-15&t=1947..2030&un=1969-12-31:before~2030-12:after", timezone_id="America/Los_Angeles"
    )
    handle = visitor.page.locator("#tl-handle-asOf")
    assert handle.get_attribute("aria-valuetext") == "15 August 1947"
    assert handle.get_attribute("aria-valuenow") == "-8175"
    assert visitor.page.locator("#tl-handle-to").get_attribute("aria-valuetext") == "31 December 2030"
    # Leap days and all: on a straight scale, 1 January of a year lies where its count of days puts it.
    found = visitor.page.evaluate("""() => {
      const { timeline } = document.querySelector(".atlas-timeline");
      const days = { 1947: -8401, 1970: 0, 2001: 11323, 2030: 21915 };
      const ticks = Object.fromEntries(timeline.ticks().map(([day, text]) => [text, day]));
      const x = Object.values(days).map((day) => timeline.x(day));
      const even = (x[3] - x[0]) / (days[2030] - days[1947]);
      const isEven = (at, i) => Math.abs(at - x[0] - even * (Object.values(days)[i] - days[1947])) < 0.01;
      return [ticks["1970"], x.every(isEven)];
    }""")
    assert found == [0, True]
    notes = visitor.page.locator(".atlas-tl-note")
    assert notes.count() == 2
    first, last = (notes.nth(n).bounding_box()["x"] for n in range(2))
    assert first < last


def test_a_month_is_a_band_as_wide_as_the_month(arrive):
    visitor = arrive("t=2026-03..2026-05&id=relos-text-published-2026")
    visitor.page.locator(".atlas-tl-zoomRange").click()
    widths = visitor.page.evaluate("""() => {
      const { timeline } = document.querySelector(".atlas-timeline");
      const band = document.querySelector("#tl-relos-text-published-2026 .atlas-tl-coarse").getBBox();
      return [band.x, band.width, timeline.x(20544), timeline.x(20574) - timeline.x(20544)];
    }""")
    assert widths[:2] == pytest.approx(widths[2:], abs=0.1)
    assert widths[1] > 200


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_has_a_severe_fault(scheme, arrive, words, picture):
    query = f"id={SIGNED}&as=2025-12-03&cf=2025&un=2024:mine"
    visitor = arrive(query, color_scheme=scheme)
    picture(visitor, f"timeline-card-{scheme}")
    faults = severe_faults(visitor)
    # The tabs are the same on light and on dark paper but for their colours; dark is the harder one.
    for tab in TABS if scheme == "dark" else ():
        visitor.page.get_by_role("tab", name=words.say(f"timeline.{tab}")).click()
        faults += severe_faults(visitor)
    assert faults == []


def test_at_320_pixels_nothing_is_cut_off(arrive, words, picture):
    visitor = arrive(f"id={SIGNED}&as=2025-12-03&cf=2025&p=polar", **NARROW)
    picture(visitor, "narrow-timeline")
    for tab in TABS:
        visitor.page.get_by_role("tab", name=words.say(f"timeline.{tab}")).click()
        assert cut_off(visitor) == []


def test_titles_and_notes_are_text_whatever_they_say(arrive, hostile_app, words):
    visitor = arrive("id=relos-signed-2025&un=2024:<img src=x onerror=alert(1)>", hostile_app)
    visitor.page.locator(".atlas-tl-zoomIn").click()
    for tab in TABS:
        visitor.page.get_by_role("tab", name=words.say(f"timeline.{tab}")).click()
    read = visitor.page.text_content(".atlas-tl-reading")
    assert "<img class=taken" in read
    assert "<iframe class=taken" in visitor.page.text_content(".atlas-tl-labels")
    assert "User note: <img src=x" in visitor.page.text_content("[data-testid='stMain']")
    assert visitor.page.evaluate(LEFT_BEHIND) == NOTHING
