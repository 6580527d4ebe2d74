"""Search: any name in three scripts, former names, codes, and one typing error."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relos_atlas.domain.places import places_of
from relos_atlas.domain.search import fold, matches, search_index


@pytest.fixture(scope="module")
def found(atlas):
    index, ids = search_index(atlas), places_of(atlas).index
    return lambda text: set(ids[matches(index, text)])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Port of Murmansk", "murmansk-port"),
        ("murmansk", "murmansk-port"),
        ("MUMBAI", "mumbai-port"),
        ("Мурманск", "murmansk-port"),
        ("североморск", "severomorsk-naval-base"),
        ("मुंबई", "mumbai-port"),
        ("चेन्नई", "chennai-port"),
        ("Vizag", "visakhapatnam-port"),
        ("Madras", "chennai-port"),
        ("Bombay", "mumbai-port"),
        ("Vaenga", "severomorsk-naval-base"),
        ("Ваенга", "severomorsk-naval-base"),
        ("RUMMK", "murmansk-port"),
        ("inmaa", "chennai-port"),
        ("VOVZ", "visakhapatnam-ins-dega"),
        ("Diego Garcia", "diego-garcia"),
        ("urmans", "murmansk-port"),
    ],
)
def test_a_place_is_found_by_any_of_its_names(found, text, place):
    assert place in found(text)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Murmanks", "murmansk-port"),
        ("Murmnsk", "murmansk-port"),
        ("Vishakhapatnam", "visakhapatnam-port"),
        ("Chenai", "chennai-port"),
        ("мурманкс", "murmansk-port"),
        ("Севераморск", "severomorsk-naval-base"),
        ("मुबई", "mumbai-port"),
        ("चेन्नइ", "chennai-port"),
    ],
)
def test_one_typing_error_is_forgiven_in_every_script(found, typed, place):
    assert place in found(typed)


@pytest.mark.parametrize("typed", ["Murmxxsk", "Bmoaby", "Mumrmanskk", "мурмамкс"])
def test_two_typing_errors_are_not(found, typed):
    assert found(typed) == set()


@pytest.mark.parametrize("typed", ["gox", "zzz", "qq", "vzg"])
def test_a_short_word_must_be_exact(found, typed):
    assert found(typed) == set()


def test_a_name_that_is_there_brings_no_neighbours_with_it(found):
    assert found("Vaenga") == {"severomorsk-naval-base"}


def test_every_word_of_the_text_must_fit_the_place(found):
    assert found("Murmnsk airport") <= {"murmansk-airport"} | found("Murmansk")
    assert found("Murmnsk Bombay") == set()


@pytest.mark.parametrize(
    "text", [".*", "mur.*sk", "[m]umbai", "(", "\\", "$", "|", "?", "<script>alert(1)</script>"]
)
def test_a_pattern_is_only_text(found, text):
    assert len(found(text)) == 0


def test_punctuation_round_a_name_is_overlooked(found):
    assert found("^Murmansk$") == found("murmansk")


@pytest.mark.parametrize("text", ["", "   ", "\t\n"])
def test_empty_text_finds_all(found, atlas, text):
    assert len(found(text)) == len(places_of(atlas))


@given(text=st.text(max_size=80))
def test_any_text_gives_one_answer_for_each_place(text, atlas):
    flags = matches(search_index(atlas), text)
    assert (flags.dtype, flags.shape) == (np.bool_, (len(places_of(atlas)),))


@given(data=st.data())
def test_every_written_name_finds_its_place(data, atlas, found):
    names = atlas.facility_names
    row = names.iloc[data.draw(st.integers(0, len(names) - 1))]
    assert row["facility_id"] in found(row["name"])


@given(text=st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Réunion–Port", "reunion port"),
        ("ПЁТР", "петр"),
        ("Ａｐｒａ", "apra"),
        ("मुंबई", "मुंबई"),
        ("  ", ""),
    ],
)
def test_case_and_accents_are_folded_but_devanagari_vowels_stay(text, folded):
    assert fold(text) == folded
