"""Errors that a stranger can catch, and grades in their order."""

import pytest

from relos_atlas.model import AtlasError, DateError, GeometryError, Grade, PositionError, UnknownIdError


@pytest.mark.parametrize(
    ("error", "built_in"),
    [
        (DateError, ValueError),
        (PositionError, ValueError),
        (GeometryError, ValueError),
        (UnknownIdError, KeyError),
    ],
)
def test_each_error_is_ours_and_a_built_in_one(error, built_in):
    assert issubclass(error, AtlasError)
    assert issubclass(error, built_in)


def test_an_unknown_id_is_told_without_quotes_round_the_sentence():
    assert str(UnknownIdError("facility 'x': expected a known id")) == "facility 'x': expected a known id"


def test_grades_rank_from_the_treaty_text_down_to_context():
    ranked = sorted(Grade, key=lambda grade: grade.rank)
    assert ranked == ["treaty_text", "official", "reported", "inferred", "context"]
