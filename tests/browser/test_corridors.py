"""The corridors page in a browser: offline, flat and polar, by click and by keyboard, narrow, dark, quick."""

import pytest
from support.faults import NARROW, cut_off, severe_faults
from support.visitor import MAP

from relos_atlas.domain.links import decode_link
from relos_atlas.domain.vocabulary import vocabulary_of
from relos_atlas.model import Projection
from relos_atlas.scene.corridors import corridors_scene

EAST = "fr=murmansk-port&to=vladivostok-port"

_TRACKS = "() => RelosAtlas.maps.atlas.marks.tracks.map((t) => [t.style, t.way || '', t.label || ''])"
_PIXEL = """([lat, lon]) => {
  const { map } = RelosAtlas.maps.atlas;
  const box = map.getContainer().getBoundingClientRect();
  const p = map.latLngToContainerPoint([lat, lon]);
  return [box.left + p.x, box.top + p.y];
}"""


@pytest.fixture
def arrive(visit):
    """Open the corridors page by a link."""

    def come(query: str = "", **options):
        visitor = visit(**options)
        visitor.open_map(f"/corridors?{query}")
        visitor.page.wait_for_function("() => RelosAtlas.maps.atlas.marks.callouts.length > 0")
        return visitor

    return come


def tracks(visitor):
    return visitor.page.evaluate(_TRACKS)


def turn_to_tab(visitor, words, name):
    visitor.page.get_by_role("tab", name=words.say(f"corridors.{name}")).click()


@pytest.mark.parametrize("projection", list(Projection))
def test_legs_limits_and_ice_edge_are_drawn_without_a_network(projection, arrive, picture):
    visitor = arrive(f"{EAST}&mo=9&ic=arc4&p={projection}")
    picture(visitor, f"corridors-{projection}")
    drawn = tracks(visitor)
    assert {"barents", "nsr", "open-sea"} <= {style for style, way, _ in drawn if way == "nsr"}
    assert {"ice-edge", "nsr-limit"} <= {style for style, _, _ in drawn}
    laid = visitor.page.evaluate("() => RelosAtlas.maps.atlas.marks.laid.length")
    assert laid >= len(drawn)
    assert "the Arctic is the shorter way in September" in visitor.page.get_attribute(MAP, "aria-label")


def test_a_closed_route_is_shown_on_map_table_and_text_alike(arrive, picture):
    visitor = arrive(f"{EAST}&mo=2&p=polar")
    picture(visitor, "corridors-closed")
    assert "closed in February for a ship without ice class" in visitor.sentence()
    assert ["closed", "nsr", "Northern Sea Route: closed in February"] in tracks(visitor)
    row = visitor.page.locator("table.atlas-ways tr", has_text="Northern Sea Route").first
    assert "closed" in row.inner_text()
    assert "navigation barred to this class by rule" in row.inner_text()


@pytest.mark.parametrize(("projection", "spot"), [("flat", [12, 65]), ("polar", [73, 40])])
def test_a_click_on_the_map_sets_an_end(projection, spot, arrive):
    visitor = arrive(f"{EAST}&p={projection}")
    visitor.does(visitor.key("click-sets").locator("button", has_text="From").click)
    visitor.does(lambda: visitor.page.mouse.click(*visitor.page.evaluate(_PIXEL, spot)))
    assert "fr=" in visitor.query()
    lat, lon = (float(part) for part in visitor.query().split("fr=")[1].split("&")[0].split("_"))
    assert (lat, lon) == pytest.approx(spot, abs=1.5)
    assert "to=vladivostok-port" in visitor.query()


def test_a_corridor_is_chosen_by_keyboard_and_its_card_closed(arrive):
    visitor = arrive()
    visitor.key("corridor").locator("input").focus()
    visitor.page.keyboard.type("Arctic Bridge")
    visitor.does(lambda: visitor.page.keyboard.press("Enter"))
    assert visitor.query() == "id=arctic-bridge"
    assert "Churchill" in visitor.sentence()
    visitor.key("close-card").locator("button").focus()
    visitor.does(lambda: visitor.page.keyboard.press("Enter"))
    assert "id=" not in visitor.query()
    assert "Murmansk" in visitor.sentence()


def test_the_table_can_be_saved(arrive):
    visitor = arrive(EAST)
    with visitor.page.expect_download() as saved:
        visitor.key("download-ways").locator("button").click()
    lines = saved.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("way_id,way,season")
    assert any(line.startswith("nsr,Northern Sea Route") for line in lines)


def test_a_reach_is_drawn_over_the_pole(arrive, picture):
    visitor = arrive("rc=murmansk-port&rd=12&p=polar")
    picture(visitor, "corridors-reach")
    drawn = {style for style, _, _ in tracks(visitor)}
    assert {"band", "ring"} <= drawn
    assert "by sea" in visitor.sentence()


def test_a_change_of_month_draws_the_ways_anew(arrive, atlas, sea, answered, words):
    visitor = arrive(EAST)
    field = visitor.key("month").locator("input")
    seen = []
    for month in ("February", "September"):
        field.fill(month)
        assert visitor.does(lambda: field.press("Enter")) == 1
        state, _ = decode_link(visitor.query(), vocabulary_of(atlas))
        scene = corridors_scene(atlas, sea, state, answered(visitor.query()), words)
        expected = [[track.style, track.way, track.label] for track in scene.tracks]
        assert visitor.comes_to(lambda: tracks(visitor), expected) == expected
        seen.append(expected)
    assert seen[0] != seen[1]


@pytest.mark.parametrize("projection", list(Projection))
def test_a_short_voyage_is_brought_into_view_when_it_is_asked_for(projection, arrive, picture):
    visitor = arrive(f"fr=murmansk-port&to=arkhangelsk-port&p={projection}")
    picture(visitor, f"corridors-short-{projection}")
    near = visitor.camera()
    home = visitor.page.evaluate("() => RelosAtlas.maps.atlas.options.home.zoom")
    assert near[:2] == pytest.approx([68, 37], abs=3)
    assert near[2] > home + 1

    month = visitor.key("month").locator("input")
    month.fill("September")
    visitor.does(lambda: month.press("Enter"))
    assert visitor.camera() == pytest.approx(near)

    end = visitor.key("destination").locator("input")
    end.fill("Port of Vladivostok")
    visitor.does(lambda: end.press("Enter"))
    assert visitor.comes_to(lambda: visitor.camera()[2], home) == home


def test_the_camera_of_a_link_comes_before_a_short_voyage(arrive):
    visitor = arrive("fr=murmansk-port&to=arkhangelsk-port&c=20_80&z=3")
    assert visitor.camera() == pytest.approx([20, 80, 3], abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_has_a_severe_fault(scheme, arrive, words):
    visitor = arrive("id=emc-chennai-vladivostok&mo=2", color_scheme=scheme)
    faults = severe_faults(visitor)
    for tab in ("season-tab", "reach-tab", "traffic-tab"):
        turn_to_tab(visitor, words, tab)
        faults += severe_faults(visitor)
    assert faults == []


@pytest.mark.parametrize("query", ["id=instc-trans-caspian&mo=9", f"{EAST}&p=polar"])
def test_at_320_pixels_nothing_is_cut_off(query, arrive, words, picture):
    visitor = arrive(query, **NARROW)
    picture(visitor, "narrow-corridors" + query[:2])
    for tab in ("season-tab", "reach-tab", "traffic-tab"):
        turn_to_tab(visitor, words, tab)
        assert cut_off(visitor) == []
