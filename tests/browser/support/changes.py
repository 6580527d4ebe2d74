"""Random changes of the filters, made as a visitor makes them: pills, lists of choices, search, clear."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, expect
from support.visitor import Visitor

_WORDS = ("port", "Murmansk", "мурманск", "मुंबई", "Vizag", "air", "zzzz", "")


@dataclass(frozen=True)
class Controls:
    """The filters of one page, by key: lists of choices, groups of pills, and whether there is a search."""

    choices: tuple[str, ...]
    pills: tuple[str, ...]
    has_search: bool


ACCESS = Controls(("countries", "regions", "kinds", "operators", "agreements"), ("grades", "layers"), True)
AGREEMENTS = Controls(
    ("countries", "agreement_kinds", "statuses", "services", "troops", "regions"), ("layers",), False
)


def random_change(
    visitor: Visitor, chance: random.Random, controls: Controls = ACCESS
) -> tuple[str, Callable[[], object]]:
    """Return one change that the page as it stands allows: what it is, and how to make it."""
    pills = [lambda key=key: _one_of(visitor, key, chance) for key in controls.pills]
    choose = [lambda: _choose(visitor, chance, controls.choices)] * 3
    search = [lambda: _search(visitor, chance)] if controls.has_search else []
    makers = [*pills, *choose, lambda: _drop(visitor, chance), *search, lambda: _clear(visitor, chance)]
    while True:
        change = chance.choice(makers)()
        if change is not None:
            return change


def _one_of(visitor: Visitor, key: str, chance: random.Random):
    pills = visitor.key(key)
    # The last layer fetches tiles from the network: a visitor without one leaves it alone.
    pill = pills.locator("button").nth(chance.randrange(5))

    def press() -> None:
        # Focus that enters a group goes to the pill used last and scrolls to it: with the whole group
        # in view nothing moves away under the click.
        pills.locator("button").last.scroll_into_view_if_needed()
        pills.locator("button").first.scroll_into_view_if_needed()
        # Counts that have just changed may wrap the row anew.
        visitor.still(pill)
        pill.click()

    return f"pill {pill.inner_text()}", press


def _choose(visitor: Visitor, chance: random.Random, keys: tuple[str, ...]):
    key = chance.choice(keys)
    field = visitor.key(key).get_by_role("combobox")
    offered = visitor.page.get_by_role("listbox")

    def close() -> None:
        field.press("Escape")
        # It fades; a click that comes meanwhile, or before it has opened, may do no more than close it.
        offered.wait_for(state="detached")

    # The field of a choice just made or dropped may stand open, or fade: a click would close it, or be lost.
    if offered.count():
        close()
    field.click()
    if field.get_attribute("aria-expanded") != "true":
        field.press("ArrowDown")
    expect(field).to_have_attribute("aria-expanded", "true")
    offered.wait_for()
    names = _in_view(offered)
    if not names:
        close()
        return None
    name = chance.choice(names)
    option = offered.get_by_role("option", name=name, exact=True)

    def choose() -> None:
        visitor.still(option)
        option.click()
        close()

    return f"{key}: {name}", choose


def _in_view(offered: Locator) -> list[str]:
    """The choices that can be made without scrolling: a list that has just scrolled takes no click."""
    around, names = offered.bounding_box(), []
    # The first choice is Streamlit's "Select all", or that there is none.
    for option in offered.get_by_role("option", selected=False).all()[1:]:
        box = option.bounding_box()
        if box["y"] >= around["y"] and box["y"] + box["height"] <= around["y"] + around["height"]:
            names.append(option.inner_text())
    return names


def _drop(visitor: Visitor, chance: random.Random):
    removers = visitor.page.locator("[data-testid='stSidebar'] [data-tag] button")
    if not removers.count():
        return None
    remover = removers.nth(chance.randrange(removers.count()))
    return f"{remover.get_attribute('aria-label')}", remover.click


def _search(visitor: Visitor, chance: random.Random):
    field = visitor.key("text").locator("input")
    text = chance.choice([word for word in _WORDS if word != field.input_value()])

    def search() -> None:
        field.fill(text)
        field.press("Enter")

    return f"search {text!r}", search


def _clear(visitor: Visitor, chance: random.Random):
    if chance.random() > 0.4:
        return None
    return "clear", visitor.key("clear").locator("button").click
