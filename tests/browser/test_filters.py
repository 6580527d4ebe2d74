"""A filter changes the marks, never the map; map, list and sentence stay in step."""

import random

import pytest
from support.changes import random_change

from relos_atlas.domain.links import decode_link
from relos_atlas.domain.select import select_places
from relos_atlas.domain.summary import summary_sentence
from relos_atlas.domain.vocabulary import vocabulary_of
from relos_atlas.model import Grade

CHANGES = 50


@pytest.mark.parametrize("seed", [20250218])
def test_fifty_random_changes_leave_the_map_where_it_is(visitor, atlas, words, seed):
    chance = random.Random(seed)  # noqa: S311 - the same changes in every run
    visitor.open_map()
    visitor.page.evaluate("() => { window.firstNode = document.querySelector('.atlas-map'); }")
    visitor.look_at(61.5, 77.25, 3.5)
    camera = visitor.camera()
    for number in range(CHANGES):
        name, change = random_change(visitor, chance)
        runs = visitor.does(change)
        where = f"change {number}, {name}, {visitor.query()}"
        assert runs == 1, where
        assert visitor.camera() == camera, where
        assert visitor.page.evaluate("() => window.firstNode === document.querySelector('.atlas-map')"), where
        assert what_the_page_says(visitor) == what_the_link_means(visitor, atlas, words), where


def what_the_page_says(visitor):
    tab = visitor.page.get_by_role("tab").first.inner_text()
    return visitor.shown(), visitor.sentence(), tab


def what_the_link_means(visitor, atlas, words):
    state, notices = decode_link(visitor.query(), vocabulary_of(atlas))
    assert notices == ()
    selection = select_places(atlas, state)
    rows = len(selection.rows)
    return rows, summary_sentence(atlas, state, selection, words), words.say("list.tab", n=rows)


def test_the_list_holds_the_rows_that_the_map_shows(visitor, atlas):
    visitor.open_map("/?cc=IN&kd=naval-base")
    state, _ = decode_link(visitor.query(), vocabulary_of(atlas))
    names = visitor.page.locator("[data-testid='stDataFrame'] tbody td[aria-colindex='1']")
    names.first.wait_for(state="attached")
    shown = names.all_inner_texts()
    expected = select_places(atlas, state).rows["name"].tolist()
    assert shown == expected[: len(shown)]


def test_one_click_clears_every_filter(visitor, atlas):
    visitor.open_map("/?cc=RU&ev=context&q=port&as=2024")
    assert visitor.does(visitor.key("clear").locator("button").click) == 1
    assert visitor.query() == ""
    assert visitor.key("text").locator("input").input_value() == ""
    assert visitor.key("as-of").locator("input").input_value() == ""


def test_no_place_fits_is_said_and_can_be_undone(visitor, words):
    visitor.open_map("/?q=zzzzzzzz")
    assert visitor.shown() == 0
    assert visitor.page.get_by_text(words.say("list.empty"), exact=True).is_visible()
    visitor.does(visitor.key("clear-empty").locator("button").click)
    assert visitor.shown() > 0


def test_switching_every_grade_off_hides_every_mark(visitor):
    visitor.open_map("/?ev=none")
    assert visitor.shown() == 0
    assert visitor.marks(reachable=False) == []
    number = list(Grade).index(Grade.REPORTED)
    visitor.does(visitor.key("grades").locator("button").nth(number).click)
    assert len(visitor.marks(reachable=False)) > 0


def test_two_changes_in_quick_succession_both_count(visitor):
    visitor.open_map()
    pills = visitor.key("grades").locator("button")
    pills.nth(list(Grade).index(Grade.CONTEXT)).click()
    visitor.key("layers").locator("button").nth(0).click()
    visitor.page.wait_for_function("() => location.search.includes('l=') && location.search.includes('ev=')")


def test_a_choice_outlives_the_change_of_its_count(visitor):
    visitor.open_map("/?kd=shipyard")
    for key, label in (("regions", "Arctic"), ("countries", "Russia")):
        field = visitor.key(key).get_by_role("combobox")
        field.click()
        field.fill(label)  # a list that is short has not to be scrolled: see docs/gotchas.md
        visitor.does(visitor.page.get_by_role("option").filter(has_text=label).click)
        field.press("Escape")
    assert visitor.query() == "cc=RU&rg=arctic&kd=shipyard"


def test_a_notice_that_goes_takes_no_map_with_it(visitor):
    visitor.open_map("/?nonsense=1")
    assert visitor.page.locator(".atlas-notices li").count() == 1
    visitor.page.evaluate("() => { window.firstNode = document.querySelector('.atlas-map'); }")
    visitor.does(visitor.key("grades").locator("button").first.click)
    assert visitor.page.locator(".atlas-notices").count() == 0
    assert visitor.page.evaluate("() => window.firstNode === document.querySelector('.atlas-map')")
