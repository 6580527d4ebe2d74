"""Map, list, card and address bar hold one selection; links and history restore it."""

from urllib.parse import parse_qs

import pytest

SELECTED_ON_MAP = (
    "() => { const { marks } = RelosAtlas.maps.atlas; return marks.table.ids[marks.selected] ?? null; }"
)
SELECTED_ROW = "[data-testid='stDataFrame'] tr[aria-selected='true'] td[aria-colindex='1']"
GRID = "[data-testid='stDataFrame'] .dvn-scroller"
ROW_HEIGHT = 35


def selected_in_address(visitor):
    return parse_qs(visitor.query()).get("id", [None])[0]


def selections(visitor):
    """The selected place by the address, by the map, and the names on card and in the list."""
    return (
        selected_in_address(visitor),
        visitor.page.evaluate(SELECTED_ON_MAP),
        visitor.page.locator("article.atlas-card h2").all_inner_texts(),
        visitor.page.locator(SELECTED_ROW).all_inner_texts(),
    )


def assert_selected(visitor, place_id, *names):
    """The card and the list name the place; the list tells of it a moment after it has painted."""
    expected = (place_id, place_id, list(names), list(names))
    assert visitor.comes_to(lambda: selections(visitor), expected) == expected


def click_row(visitor, row):
    grid = visitor.page.locator(GRID)
    grid.scroll_into_view_if_needed()
    return visitor.does(lambda: grid.click(position={"x": 18, "y": ROW_HEIGHT * (row + 1.5)}))


def test_a_click_on_the_map_selects_everywhere(visitor, place_names):
    visitor.open_map()
    place = visitor.places()[0]
    assert visitor.does(lambda: visitor.page.mouse.click(place["x"], place["y"])) == 1
    name = place_names[place["id"]]
    expected = (place["id"], place["id"], [name])
    assert visitor.comes_to(lambda: selections(visitor)[:3], expected) == expected


def test_a_click_on_a_row_selects_everywhere_and_a_second_undoes_it(visitor, place_names):
    visitor.open_map("/?cc=RU&rg=arctic")
    assert click_row(visitor, 2) == 1
    chosen = selected_in_address(visitor)
    assert chosen is not None
    name = place_names[chosen]
    assert_selected(visitor, chosen, name)
    assert click_row(visitor, 2) == 1
    assert_selected(visitor, None)


def test_the_card_closes(visitor):
    visitor.open_map("/?id=murmansk-port")
    assert_selected(visitor, "murmansk-port", "Port of Murmansk")
    assert visitor.does(visitor.key("close-card").locator("button").click) == 1
    assert_selected(visitor, None)


def test_a_selected_place_that_the_filters_hide_is_drawn_and_its_card_says_so(visitor, words):
    visitor.open_map("/?cc=IN&id=murmansk-port")
    assert visitor.page.get_by_text(words.say("card.hidden")).is_visible()
    assert "murmansk-port" in [mark["id"] for mark in visitor.marks(reachable=False)]
    assert selections(visitor)[3] == []


def test_back_and_forward_walk_through_the_changes(visitor):
    visitor.open_map()
    pages = [page_as_it_stands(visitor)]
    visitor.does(visitor.key("grades").locator("button").last.click)
    pages.append(page_as_it_stands(visitor))
    click_row(visitor, 0)
    pages.append(page_as_it_stands(visitor))
    visitor.does(visitor.key("projection").locator("button").last.click)
    pages.append(page_as_it_stands(visitor))
    assert len({page[0] for page in pages}) == 4
    for page in pages[2::-1]:
        visitor.does(visitor.page.go_back)
        assert visitor.comes_to(lambda: page_as_it_stands(visitor), page) == page
    for page in pages[1:]:
        visitor.does(visitor.page.go_forward)
        assert visitor.comes_to(lambda: page_as_it_stands(visitor), page) == page


def page_as_it_stands(visitor):
    pressed = visitor.key("grades").locator("button[aria-pressed='true']").count()
    projection = visitor.key("projection").locator("[aria-checked='true']").inner_text()
    return visitor.query(), visitor.shown(), visitor.sentence(), pressed, projection, selections(visitor)


@pytest.mark.parametrize("projection", ["flat", "polar"])
def test_a_copied_link_restores_the_view_in_a_new_browser(visit, projection):
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    visitor.open_map(f"/?p={projection}&cc=RU~IN&kd=port&id=murmansk-port")
    visitor.look_at(64.4, 51.3, 3.5)
    visitor.page.locator(".atlas-copy button").click()
    link = visitor.page.evaluate("() => navigator.clipboard.readText()")
    assert link.startswith(visitor.base)

    friend = visit()
    friend.open_map(link.removeprefix(visitor.base))
    assert friend.camera() == pytest.approx(visitor.camera(), abs=2e-3)
    assert (friend.shown(), friend.sentence()) == (visitor.shown(), visitor.sentence())
    for who in (visitor, friend):
        assert_selected(who, "murmansk-port", "Port of Murmansk")
