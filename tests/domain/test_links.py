"""The link: every state there and back, and no hostile query that raises or passes in silence."""

import unicodedata
from urllib.parse import parse_qs, parse_qsl, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relos_atlas.domain.links import LINK_KEYS, MAX_LENGTH, decode_link, encode_link, encode_pairs
from relos_atlas.model import (
    DEFAULT_EVENT_KINDS,
    DEFAULT_GRADES,
    DEFAULT_LAYERS,
    Grade,
    Interval,
    Layer,
    Position,
    Projection,
    ViewState,
    clean_text,
)

KEYS = [key.name for key in LINK_KEYS]
#: What a key without a trace in the canonical link may have said: the default.
DEFAULTS = {
    "v": "1", "p": "flat", "q": "", "bv": "de-facto", "lang": "en",
    "l": "~".join(DEFAULT_LAYERS), "ev": "~".join(DEFAULT_GRADES), "et": "~".join(DEFAULT_EVENT_KINDS),
}  # fmt: skip
SETS = {"l", "cc", "rg", "kd", "op", "ev", "ag", "ak", "st", "sv", "tp", "av", "et"}
NUMBERS = {"c", "z", "kt", "fr", "to", "rc"}
HOSTILE = [
    "", "none", "~", "~~", "..", "_", "0", "-1", "NaN", "inf", "1e3", "99999999999999999999",
    "null", "True",
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "${7*7}", "{{7*7}}", "{n}",
    "%(n)s", "%s%n",
    "'; DROP TABLE claims;--", "../../etc/passwd", "file:///etc/passwd", "javascript:alert(1)", "__proto__",
    "__class__", "%00", "%zz%", "%F0%28%8C%28", "\0", "\x1b[31m", "\r\nSet-Cookie: a=b",
    "\u202eevil", "\ud800",
    "RU~<b>", "facilities~none", "none~none", "flat~polar", "2026-13..", "2027..2026", "99.9_999",
    "91_0", "1_2_3",
    "murmansk-port~", "MURMANSK-PORT", "мурманск", "मुंबई", "a" * 500, "É" * 90, "１", "٣", "=" * 9, "&" * 9,
]  # fmt: skip


@given(data=st.data())
def test_every_state_comes_back_from_its_link(data, states, vocabulary):
    state = data.draw(states)
    assert decode_link(encode_link(state), vocabulary) == (state, ())


@given(data=st.data())
def test_a_page_and_a_script_read_the_same_link_alike(data, states, vocabulary):
    state = data.draw(states)
    link = encode_link(state)
    assert decode_link(parse_qs(link), vocabulary) == decode_link(f"?{link}", vocabulary)


@given(data=st.data())
def test_a_link_read_and_written_again_is_the_same_link(data, states, vocabulary):
    link = encode_link(data.draw(states))
    assert encode_link(decode_link(link, vocabulary)[0]) == link


@given(data=st.data())
def test_keys_stand_in_one_order_and_lists_are_sorted(data, states):
    pairs = parse_qsl(encode_link(data.draw(states)))
    names = [name for name, _ in pairs]
    assert names == [name for name in KEYS if name in names]
    lists = [text.split("~") for name, text in pairs if name in SETS - {"l", "ev", "et"}]
    assert all(values == sorted(values) for values in lists)


@given(data=st.data())
def test_a_link_with_a_few_choices_of_each_kind_is_ascii_below_two_thousand_characters(data, states):
    link = encode_link(data.draw(states))
    assert link.isascii()
    assert len(link) < 2000


def test_the_default_state_needs_no_link():
    assert encode_link(ViewState()) == ""


@pytest.mark.parametrize("query", ["", "?", "q=", "v=1&p=flat", "bv=de-facto&lang=en"])
def test_what_says_nothing_new_is_the_default_without_a_notice(query, vocabulary):
    assert decode_link(query, vocabulary) == (ViewState(), ())


@pytest.mark.parametrize(
    ("query", "state"),
    [
        ("p=polar&c=72.1_60&z=4", ViewState(Projection.POLAR, Position(lon=60, lat=72.1), 4)),
        ("c=0_-180", ViewState(centre=Position(lon=-180, lat=0))),
        ("l=none&ev=none", ViewState(layers=frozenset(), grades=frozenset())),
        ("l=borders~tiles", ViewState(layers=frozenset({Layer.BORDERS, Layer.TILES}))),
        ("cc=RU~IN", ViewState(countries=frozenset({"IN", "RU"}))),
        ("ev=reported~official", ViewState(grades=frozenset({Grade.OFFICIAL, Grade.REPORTED}))),
        ("q=%D0%BC%D1%83%D1%80%D0%BC%D0%B0%D0%BD%D1%81%D0%BA", ViewState(text="мурманск")),
        ("t=2018..2026-11", ViewState(period=Interval.parse("2018..2026-11"))),
    ],
)
def test_documented_links_mean_what_they_say(query, state, vocabulary):
    assert decode_link(query, vocabulary) == (state, ())


def test_all_choices_at_once_still_make_a_link_that_can_be_read(vocabulary):
    state = ViewState(
        countries=vocabulary.countries,
        regions=vocabulary.regions,
        operators=vocabulary.operators,
        agreements=vocabulary.agreements,
        text="मुंबई" * 16,
    )
    assert decode_link(encode_link(state), vocabulary) == (state, ())


@given(extra=st.sampled_from(["utm_source=x", "fbclid=1", "Q=port", "=x"]), data=st.data())
def test_a_strange_key_changes_nothing_and_is_named(extra, data, states, vocabulary):
    state = data.draw(states)
    found, notices = decode_link("&".join(filter(None, [encode_link(state), extra])), vocabulary)
    assert found == state
    assert [notice.code for notice in notices] == ["link-key"]


@pytest.mark.parametrize("key", [key for key in KEYS if key != "q"])
def test_a_value_not_understood_is_named_with_its_key_and_what_was_expected(key, vocabulary, words):
    state, (notice,) = decode_link({key: ["<b>?"]}, vocabulary)
    told = dict(notice.parameters)
    assert (state, notice.code, told["key"], told["value"]) == (ViewState(), "link-value", key, "<b>?")
    assert f"expected.{told['expected']}" in words.keys()  # noqa: SIM118 - a catalogue is no mapping


def test_known_values_are_kept_beside_unknown_ones(vocabulary):
    state, notices = decode_link("cc=RU~ZZ~IN~", vocabulary)
    assert state.countries == {"RU", "IN"}
    assert [dict(notice.parameters)["value"] for notice in notices] == ["ZZ", ""]


def test_the_last_of_a_repeated_key_counts_and_that_is_said(vocabulary):
    state, notices = decode_link("q=goa&q=kochi", vocabulary)
    assert state.text == "kochi"
    assert [notice.code for notice in notices] == ["link-repeated"]


def test_too_long_a_link_is_not_read_at_all_and_that_is_said(vocabulary):
    state, notices = decode_link("p=polar&q=" + "x" * MAX_LENGTH, vocabulary)
    assert state == ViewState()
    assert [notice.code for notice in notices] == ["link-long"]


@pytest.mark.parametrize("text", ["x" * 81, "goa\0port", "\u202egoa"])
def test_a_search_text_that_is_not_kept_whole_is_said(text, vocabulary):
    state, notices = decode_link({"q": [text]}, vocabulary)
    assert state.text == clean_text(text)
    assert [dict(notice.parameters)["key"] for notice in notices] == ["q"]


@pytest.mark.parametrize("end", ["-0.0001_5", "0_5", "00_005", "0.000_5.000"])
def test_one_end_of_a_voyage_is_written_in_one_way(end, vocabulary):
    state, _ = decode_link({"fr": [end]}, vocabulary)
    assert state.voyage.origin == "0_5"


def test_a_notice_quotes_one_short_line_whatever_was_sent(vocabulary):
    _, (notice,) = decode_link({"id": ["a\nb\u202e" + "c" * 100]}, vocabulary)
    value = dict(notice.parameters)["value"]
    assert len(value) == 40
    assert value.isprintable()


def hostile_queries() -> st.SearchStrategy[list[tuple[str, str]]]:
    names = st.sampled_from([*KEYS, *HOSTILE, "utm_source", "P"]) | st.text(max_size=20)
    values = (
        st.sampled_from(HOSTILE) | st.text() | st.lists(st.sampled_from(HOSTILE), max_size=4).map("~".join)
    )
    return st.lists(st.tuples(names, values), min_size=1, max_size=8)


@settings(max_examples=1000)
@given(pairs=hostile_queries())
def test_hostile_queries_never_raise_and_never_pass_in_silence(pairs, vocabulary, words):
    query = {name: [text for other, text in pairs if other == name] for name, _ in pairs}
    state, notices = decode_link(query, vocabulary)
    if [notice.code for notice in notices] == ["link-long"]:
        assert sum(len(name) + sum(map(len, texts)) for name, texts in query.items()) > MAX_LENGTH
        return
    told = [dict(notice.parameters)["key"] for notice in notices]
    unexplained = {
        name for name in query if not is_told(name, told) and not is_kept(name, query[name], state)
    }
    assert unexplained == set()
    assert all(words.notice(notice) for notice in notices)


@settings(max_examples=500)
@given(pairs=hostile_queries(), is_quoted=st.booleans())
def test_hostile_query_strings_never_raise_and_give_a_state_with_a_link(pairs, is_quoted, vocabulary):
    query = urlencode(pairs, errors="replace") if is_quoted else "&".join(map("=".join, pairs))
    state, notices = decode_link(query, vocabulary)
    is_understood = set(parse_qs(query, keep_blank_values=True)) <= set(KEYS)
    assert is_understood or notices
    assert decode_link(encode_link(state), vocabulary)[0] == state


def is_told(name: str, told: list[str]) -> bool:
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    return any(key in (shown, f"{shown[:39]}…") for key in told)


def is_kept(name: str, texts: list[str], state: ViewState) -> bool:
    """Whether all that a key said stands in the state: written again, it is the same."""
    if name not in KEYS or len(texts) > 1:
        return False
    text, written = texts[0], encode_pairs(state).get(name, DEFAULTS.get(name, ""))
    if name in SETS:
        return set(text.split("~")) == set(written.split("~"))
    if name in NUMBERS and text != written:
        return numbers(text) == pytest.approx(numbers(written), abs=0.26)
    if name == "t":
        return Interval.parse(text) == Interval.parse(written)
    return written in (text, unicodedata.normalize("NFC", text))


def numbers(text: str) -> list[float]:
    return [float(part) for part in text.split("_")]


def test_a_passage_is_avoided_by_its_short_name_too(vocabulary):
    state, notices = decode_link("av=suez~cape", vocabulary)
    assert notices == ()
    assert state.voyage.avoid == {"suez-canal", "good-hope"}
    assert encode_link(state) == "av=good-hope~suez-canal"
