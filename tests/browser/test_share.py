"""Sharing in a browser: panel, files, embedded map, links that unfold, and the check of what was saved."""

import json
import urllib.request
from urllib.error import HTTPError
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import expect
from support.faults import NARROW, cut_off, severe_faults
from support.hostile import LEFT_BEHIND, NOTHING
from support.visitor import MAP

from relos_atlas.data import versions

_FIELD = ".atlas-share-link input"
_HAS_CAMERA = "() => document.querySelector('.atlas-share-link input').value.includes('c=')"


def open_panel(visitor):
    visitor.does(visitor.key("share").locator("button").click)
    visitor.page.get_by_role("dialog").wait_for()


def fetch(address, **headers):
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - our own server
    with urllib.request.urlopen(request) as response:  # noqa: S310
        return response.read()


def test_the_panel_gives_a_link_that_restores_the_view(visit, atlas):
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    visitor.open_map("/?cc=RU&id=murmansk-port&p=polar")
    visitor.page.get_by_role("button", name="Zoom in").click()
    visitor.page.keyboard.press("Shift")
    visitor.page.wait_for_timeout(500)
    camera = visitor.camera()
    open_panel(visitor)
    visitor.page.wait_for_function(_HAS_CAMERA)
    visitor.page.locator(".atlas-share-link button").click()
    expect(visitor.page.locator(".atlas-share-link [role=status]")).to_have_text("Copied.")
    link = visitor.page.evaluate("() => navigator.clipboard.readText()")
    asked = parse_qs(urlsplit(link).query)
    assert (asked["d"], asked["cc"], asked["id"]) == ([atlas.fingerprint], ["RU"], ["murmansk-port"])
    other = visit()
    other.open_map(f"/?{urlsplit(link).query}")
    assert other.camera() == pytest.approx(camera, abs=0.002)


def test_a_picture_is_made_when_asked_and_is_the_same_when_dropped_again(visitor, tmp_path):
    visitor.open_map("/?cc=IN&ev=reported")
    open_panel(visitor)
    with visitor.page.expect_download() as saved:
        visitor.key("share-card").locator("button").click()
    path = tmp_path / saved.value.suggested_filename
    saved.value.save_as(path)
    visitor.page.get_by_role("dialog").get_by_role("button", name="Close").click()
    visitor.page.get_by_role("dialog").wait_for(state="detached")
    visitor.turn_to("Data")
    visitor.page.get_by_role("tab", name="Check a snapshot").click()
    drop(visitor, path)
    expect(visitor.page.locator(".atlas-verdict h2")).to_have_text("The same", timeout=30_000)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    changed = tmp_path / "changed.png"
    changed.write_bytes(content)
    drop(visitor, changed)
    expect(visitor.page.locator(".atlas-verdict h2")).to_have_text("Altered", timeout=30_000)


def drop(visitor, path):
    field = visitor.page.locator("[data-testid='stFileUploader'] input")
    field.set_input_files(path)


def test_the_panel_is_reached_used_and_left_by_keyboard(visitor):
    visitor.open_map("/?cc=IN")
    visitor.key("share").locator("button").focus()
    visitor.does(lambda: visitor.page.keyboard.press("Enter"))
    visitor.page.get_by_role("dialog").wait_for()
    visitor.key("share-csv").locator("button").focus()
    with visitor.page.expect_download() as saved:
        visitor.page.keyboard.press("Enter")
    assert saved.value.suggested_filename.endswith("facilities.csv")
    # Streamlit disables the button while the file is made, so focus has to be found again.
    visitor.page.get_by_role("dialog").get_by_role("button", name="Close").focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_role("dialog").wait_for(state="detached")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_panel_and_data_page_have_no_severe_fault_and_fit_a_phone(visit, scheme):
    visitor = visit(color_scheme=scheme, **NARROW)
    visitor.open("/data")
    visitor.page.locator(".atlas-columns").wait_for()
    assert cut_off(visitor) == []
    assert severe_faults(visitor) == []
    visitor.open_map("/")
    open_panel(visitor)
    assert cut_off(visitor) == []
    assert severe_faults(visitor) == []


@pytest.mark.parametrize("path", ["/data", "/?embed=true&id=murmansk-port"])
def test_hostile_tables_stay_text(path, visit, hostile_app):
    visitor = visit(hostile_app)
    visitor.open(path)
    visitor.page.locator(".atlas-columns, .atlas-embed-credit").first.wait_for()
    if path == "/data":
        open_panel(visitor)
        assert visitor.page.evaluate(LEFT_BEHIND) == NOTHING


def test_an_embedded_map_stands_alone_and_names_its_maker(visit, words, atlas):
    visitor = visit(viewport={"width": 900, "height": 600})
    visitor.open_map("/?embed=true&embed_options=hide_footer&cc=GU&bv=none&un=<b>&credit=no&hack=1&l=none")
    assert visitor.page.locator("[data-testid='stSidebar'], .st-key-atlas-head, .atlas-notices").count() == 0
    credit = visitor.page.locator(".atlas-embed-credit")
    assert words.say("snapshot.credit") in credit.inner_text()
    assert credit.get_by_role("link").get_attribute("href").endswith(f"l=none&cc=GU&d={atlas.fingerprint}")
    assert visitor.page.locator(".atlas-caption").is_visible()
    box = visitor.page.locator(MAP).bounding_box()
    assert (box["width"], box["height"]) > (890, 550)


def test_an_embedded_map_tells_of_a_place_in_a_popup(visit, place_names):
    visitor = visit(viewport={"width": 900, "height": 600})
    visitor.open_map("/?embed=true&ev=reported")
    place = visitor.places()[0]
    visitor.page.mouse.click(place["x"], place["y"])
    popup = visitor.page.locator(".leaflet-popup strong")
    expect(popup).to_have_text(place_names[place["id"]])
    assert "id=" not in visitor.query()


def test_a_link_made_on_older_data_names_the_rows(visitor, atlas):
    older = versions(atlas.geodata)[0].fingerprint
    visitor.open_map(f"/?cc=RU&d={older}")
    told = visitor.page.locator(".atlas-notices")
    assert f"it was {older}, it is {atlas.fingerprint}" in told.inner_text()
    told.locator("summary").first.click()
    assert told.locator("li").first.is_visible()


def test_a_link_unfolds_into_a_card(app, atlas):
    page = fetch(f"{app.url}/agreements?cc=RU&q=%22%3E%3Cscript%3E", **{"Accept-Encoding": "gzip"}).decode()
    assert "<title>RELOS Atlas: Agreements</title>" in page
    assert 'property="og:description" content="Showing 26 of 96 agreements that involve Russia' in page
    assert "<script>&" not in page
    assert f'content="{app.url}/unfold/agreements.png?cc=RU&amp;q=%22%3E%3Cscript%3E&amp;d=' in page
    link = f"{app.url}/agreements?cc=RU"
    answer = json.loads(fetch(f"{app.url}/oembed?format=json&maxwidth=500&url={quote(link, safe='')}"))
    assert (answer["type"], answer["width"]) == ("rich", 500)
    assert f"cc=RU&amp;d={atlas.fingerprint}&amp;embed=true" in answer["html"]
    picture = fetch(answer["thumbnail_url"])
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24]) == (1200, 630)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/oembed?url=http%3A%2F%2Foutside.example%2F", 404),
        ("/oembed?url=%5B", 404),
        ("/oembed", 404),
        ("/oembed?format=xml", 501),
        ("/unfold/nowhere.png", 404),
        ("/unfold/access.png?q=" + "x" * 9000, 404),
    ],
)
def test_what_does_not_unfold_is_refused(app, path, status):
    with pytest.raises(HTTPError) as refused:
        fetch(app.url + path)
    assert refused.value.code == status
    refused.value.close()


def test_a_strange_host_is_never_written_into_the_page(app):
    page = fetch(f"{app.url}/?cc=RU", Host='outside"><b>').decode()
    assert "outside" not in page
    assert "og:" not in page
