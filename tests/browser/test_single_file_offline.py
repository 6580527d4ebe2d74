"""The one-file map, opened from disk without a network, as somebody would who got it by mail."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from relos_atlas.data import default_geodata
from relos_atlas.domain.place_notes import place_notes
from relos_atlas.model import Grade, Projection, ViewState
from relos_atlas.render.assets import prepare_assets
from relos_atlas.render.picture import Frame
from relos_atlas.render.single_file import drawn_ids, single_file_html
from relos_atlas.scene.access import access_scene
from relos_atlas.scene.events import events_scene

HOSTILE = (
    "<img class=taken src=https://outside.example/a.png onerror=alert(1)>"
    "</script><script>window.taken=1</script>"
)
FRAME = Frame(HOSTILE, HOSTILE, "https://atlas.example/?d=1", HOSTILE, (HOSTILE,), "2026", "0" * 12, "{}")
# Where on the page the first mark lies that stands for a single place.
_FIRST_MARK = """() => {
  const { map, marks } = RelosAtlas.maps.atlas;
  const box = map.getContainer().getBoundingClientRect();
  const mark = marks.drawn.find((drawn) => drawn.item);
  const p = map.layerPointToContainerPoint([mark.x, mark.y]);
  return [box.left + p.x, box.top + p.y];
}"""
_COUNT, _ROWS, _CARD = "#file-count", ".file-list button", ".file-card"


@pytest.fixture(scope="module")
def assets(tmp_path_factory):
    return prepare_assets(tmp_path_factory.mktemp("static"), default_geodata())


@pytest.fixture
def opened(browser: Browser, atlas, words, assets, tmp_path: Path):
    """Open the file of a state; afterwards: no request, no fault, no dialog, nothing taken over."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page, wrong = context.new_page(), []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: wrong.append(request.url) if asked(request.url) else None)

    def open_file(state: ViewState, make_scene=access_scene, own=atlas) -> Page:
        scene = make_scene(own, state, words)
        notes = place_notes(own, state, drawn_ids(scene), words)
        target = tmp_path / "map.html"
        target.write_bytes(single_file_html(scene, FRAME, notes, assets, words))
        page.goto(target.as_uri())
        page.wait_for_selector("body[data-ready]")
        return page

    def asked(url: str) -> bool:
        return not url.startswith(("data:", tmp_path.as_uri()))

    yield open_file
    taken = page.evaluate("[typeof window.taken, document.querySelectorAll('.taken').length]")
    context.close()
    assert (wrong, taken) == ([], ["undefined", 0])


@pytest.mark.parametrize("projection", list(Projection))
def test_filter_list_card_and_popup_work_from_disk(projection, opened):
    page = opened(ViewState(projection=projection))
    expect(page.locator(_COUNT)).to_contain_text("184 of 184")
    page.get_by_label("Search names").fill("мурманск")
    expect(page.locator(_ROWS).first).to_contain_text("Port of Murmansk")
    page.locator(_ROWS).first.click()
    expect(page.locator(_CARD)).to_contain_text("What is claimed")
    assert page.locator(f"{_CARD} a[href^=http]").count() > 0
    expect(page.locator(".leaflet-popup")).to_contain_text("named by press")
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.locator(_CARD)).to_be_hidden()


def test_evidence_and_country_narrow_list_and_marks_alike(opened):
    page = opened(ViewState(grades=frozenset(Grade)))
    page.get_by_label("of a covered kind; nobody named it").uncheck()
    page.get_by_label("context: nothing claimed").uncheck()
    expect(page.locator(_ROWS)).to_have_count(6)
    page.get_by_label("Country").select_option("India")
    expect(page.locator(_ROWS)).to_have_count(2)
    assert page.evaluate("RelosAtlas.maps.atlas.marks.codes.filter(Boolean).length") == 2
    page.get_by_label("Search names").fill("zzzz")
    expect(page.locator(_COUNT)).to_contain_text("Nothing in this file")


def test_a_click_on_a_mark_opens_its_card(opened):
    page = opened(ViewState(grades=frozenset({Grade.REPORTED})))
    at = page.evaluate(_FIRST_MARK)
    page.mouse.click(*at)
    expect(page.locator(_CARD)).to_be_visible()
    expect(page.locator(".leaflet-popup")).to_be_visible()


def test_the_timeline_of_a_file_chooses_among_its_events(opened):
    page = opened(ViewState(), events_scene)
    expect(page.locator(_COUNT)).to_contain_text("137 of 137")
    page.locator(".atlas-tl-previous").click()
    page.locator(".atlas-tl-previous").click()
    expect(page.locator(_COUNT)).not_to_contain_text("137 of 137")
    page.locator(".atlas-tl-today").click()
    expect(page.locator(_COUNT)).to_contain_text("137 of 137")


def test_hostile_data_in_a_file_stays_text(opened, atlas):
    labels = {f"label_{language}": HOSTILE for language in ("en", "ru", "hi")}
    hostile = replace(
        atlas,
        facilities=atlas.facilities.assign(name=HOSTILE, summary=HOSTILE),
        claims=atlas.claims.assign(statement=HOSTILE, note=HOSTILE),
        sources=atlas.sources.assign(title=HOSTILE, publisher=HOSTILE, url="javascript:alert(2)"),
        countries=atlas.countries.assign(**labels),
    )
    page = opened(ViewState(), own=hostile)
    page.locator(_ROWS).first.click()
    expect(page.locator(_CARD)).to_contain_text("<img class=taken")
    assert page.locator("a[href^='javascript' i]").count() == 0
