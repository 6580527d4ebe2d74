"""The links that stand on every page lead through the whole app and change nothing of what was chosen."""

QUERY = "p=polar&cc=IN~RU&kd=port"
WITH_MAP = ("corridors", "timeline", "agreements", "access")
_CHOSEN = "button[aria-checked='true'], button[aria-pressed='true']"


def test_filters_and_switches_survive_the_way_through_every_page(visitor, words):
    visitor.open_map(f"/?{QUERY}")
    shown = visitor.shown()
    for name in ("corridors", "timeline", "agreements", "evidence", "data", "access"):
        visitor.turn_to(words.say(f"nav.{name}"))
        assert visitor.query() == QUERY, name
        if name in WITH_MAP:
            visitor.drawn()
            chosen = visitor.key("projection").locator(_CHOSEN)
            assert chosen.all_inner_texts() == [words.say("projection.polar")], name
    assert visitor.comes_to(visitor.shown, shown) == shown
