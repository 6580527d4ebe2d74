"""Search, filters, map, list and card work without a mouse."""

import json

from support.visitor import MAP

from relos_atlas.model import Grade


def tab_to(visitor, is_there, presses=80):
    """Press Tab until the focus is there."""
    for _ in range(presses):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate(is_there):
            return
    raise AssertionError(f"{presses} times Tab never led to {is_there}")


def inside(selector):
    return f"() => document.activeElement.matches({json.dumps(selector)})"


def test_search_by_keyboard(visitor):
    visitor.open_map()
    tab_to(visitor, inside(".st-key-text input"), 12)
    visitor.page.keyboard.type("Murmansk")
    assert visitor.does(lambda: visitor.page.keyboard.press("Enter")) == 1
    assert visitor.query() == "q=Murmansk"
    assert 0 < visitor.shown() < 20


def test_a_grade_is_switched_by_keyboard(visitor):
    visitor.open_map()
    tab_to(visitor, inside(".st-key-grades button"))
    for _ in range(len(Grade) - 1):
        visitor.page.keyboard.press("ArrowRight")
    before = visitor.shown()
    assert visitor.does(lambda: visitor.page.keyboard.press("Space")) == 1
    assert visitor.shown() > before


def test_a_country_is_chosen_by_keyboard(visitor):
    visitor.open_map()
    tab_to(visitor, inside(".st-key-countries input"))
    visitor.page.keyboard.type("Rus")
    visitor.page.keyboard.press("ArrowDown")
    visitor.does(lambda: visitor.page.keyboard.press("Enter"))
    assert visitor.query() == "cc=RU"


def test_the_map_zooms_and_pans_by_keyboard(visitor):
    visitor.open_map()
    tab_to(visitor, inside(MAP))
    _, lon, zoom = visitor.camera()
    visitor.page.keyboard.press("+")
    visitor.page.wait_for_function(f"() => RelosAtlas.maps.atlas.map.getZoom() > {zoom}")
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.wait_for_function(f"() => RelosAtlas.maps.atlas.map.getCenter().lng > {lon}")


def test_every_control_of_the_map_is_reached_by_keyboard(visitor):
    visitor.open_map()
    for control in (
        ".leaflet-control-zoom-in",
        ".atlas-home button",
        ".atlas-copy button",
        ".atlas-legend summary",
    ):
        visitor.page.locator(MAP).focus()
        tab_to(visitor, inside(control), 12)


def test_a_row_is_selected_and_its_card_closed_by_keyboard(visitor):
    visitor.open_map()
    tab_to(visitor, inside("[data-testid='stDataFrame'] *"))
    for _ in range(6):
        if visitor.page.evaluate(inside("canvas, [role='grid'], td, th")):
            break
        visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("ArrowDown")
    visitor.does(lambda: visitor.page.keyboard.press("Shift+Space"))
    assert "id=" in visitor.query()
    tab_to(visitor, inside(".st-key-close-card button"), 120)
    visitor.does(lambda: visitor.page.keyboard.press("Enter"))
    assert visitor.query() == ""
