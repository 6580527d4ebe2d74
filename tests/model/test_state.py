"""One view of the atlas as one value: equal choices are equal states."""

import unicodedata
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relos_atlas.model import Grade, Layer, Position, ViewState, Voyage, clean_text


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text(st.characters(categories=["Cc", "Cf", "Co", "L", "Mn", "Zs"])))
def test_cleaned_text_holds_no_control_or_format_characters_but_joiners(text):
    left = {c for c in clean_text(text) if unicodedata.category(c)[0] == "C"}
    assert left <= {"\u200c", "\u200d"}


@pytest.mark.parametrize(
    ("given_text", "cleaned"),
    [
        ("  Murmansk\t\r\n port ", "Murmansk port"),
        ("a\u202eb\u2066c", "a b c"),
        ("\ufeffgoa\0", "goa"),
        ("क्‍ष", "क्‍ष"),
        ("и\u0306", "й"),
        ("ka\u00a0ra", "ka ra"),
        ("\u202e \u200f", ""),
    ],
)
def test_text_is_cleaned_but_hindi_joiners_stay(given_text, cleaned):
    assert clean_text(given_text) == cleaned


def test_text_is_cut_at_eighty_characters():
    assert len(ViewState(text="x" * 500).text) == 80


def test_centre_is_rounded_to_three_decimals_and_never_minus_zero():
    state = ViewState(centre=Position(lon=33.08349, lat=-0.0001))
    assert state.centre == Position(lon=33.083, lat=0.0)
    assert str(state.centre.lat) == "0.0"


@pytest.mark.parametrize(("asked", "kept"), [(2.24, 2.0), (2.25, 2.5), (2.74, 2.5), (2.75, 3.0), (0, 0.0)])
def test_zoom_is_kept_in_halves_rounded_up_in_the_middle(asked, kept):
    assert ViewState(zoom=asked).zoom == kept


def test_speed_is_kept_in_tenths_of_a_knot():
    assert Voyage(speed_kn=14.04).speed_kn == 14.0


@given(data=st.data())
def test_a_state_made_of_a_state_is_the_same_state(data, states):
    state = data.draw(states)
    assert replace(state) == state
    assert hash(replace(state)) == hash(state)


@given(data=st.data())
def test_taking_the_camera_away_changes_nothing_else(data, states):
    state = data.draw(states)
    assert state.without_camera() == replace(state, centre=None, zoom=None)


def test_the_default_hides_context_and_fetches_no_tiles():
    assert Grade.CONTEXT not in ViewState().grades
    assert Layer.TILES not in ViewState().layers


def test_a_state_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        ViewState().text = "other"
