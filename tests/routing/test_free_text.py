"""The `via` column is free text: what the network knows is honoured, the rest is passed over."""

import pytest

from relos_atlas.routing import UnknownPassageError


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("direct", ()),
        ("via Suez and Kiel Canal", ("suez-canal", "kiel-canal")),
        ("via Suez and The Sound", ("suez-canal", "the-sound")),
        ("Norwegian coast/offshore", ("north-cape",)),
        ("via Cape of Good Hope", ("good-hope",)),
        ("via the Cape and Suez", ("good-hope", "suez-canal")),
        ("VIA CAPE AND SUEZ", ("good-hope", "suez-canal")),
        ("Cape, Strait of Malacca", ("good-hope", "malacca")),
        ("via Cape Race", ()),
        ("via Store Bælt", ("great-belt",)),
        ("via NSR and Cape Zhelaniya", ("nsr", "cape-zhelaniya")),
        ("via NSR (May, ice)", ("nsr",)),
        ("Long Strait and Bering Strait", ("long-strait", "bering-strait")),
        ("west of Madagascar", ("mozambique-channel",)),
        ("La Perouse Strait", ("la-perouse",)),
        ("Bering Sea", ()),
        ("", ()),
        ("<b>Suez</b>", ("suez-canal",)),
        ("через Суэц", ()),
    ],
)
def test_passages_are_found_in_text(router, text, understood):
    assert router.passages.read(text) == understood


@pytest.mark.parametrize(
    ("word", "slug"),
    [
        ("suez", "suez-canal"),
        ("Cape", "good-hope"),
        ("bering", "bering-strait"),
        ("NSR", "nsr"),
        ("kara gate", "kara-gate"),
    ],
)
def test_a_switch_takes_the_names_that_people_use(router, word, slug):
    assert router.passages.resolve(word) == slug


@pytest.mark.parametrize("word", ["volga-don", "", "s"])
def test_a_switch_that_names_nothing_or_several_is_refused(router, word):
    with pytest.raises(UnknownPassageError, match="expected one of"):
        router.passages.resolve(word)
