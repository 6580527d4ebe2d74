"""Frozen values that every other layer may use; this layer imports nothing of the project."""

from relos_atlas.model.dates import Interval, PartialDate
from relos_atlas.model.errors import (
    AtlasError,
    DateError,
    GeometryError,
    PositionError,
    UnknownIdError,
)
from relos_atlas.model.grades import CLAIM_GRADES, PRIMARY_SOURCE_KINDS, Grade
from relos_atlas.model.notices import Notice
from relos_atlas.model.positions import Position

__all__ = [
    "CLAIM_GRADES",
    "PRIMARY_SOURCE_KINDS",
    "AtlasError",
    "DateError",
    "GeometryError",
    "Grade",
    "Interval",
    "Notice",
    "PartialDate",
    "Position",
    "PositionError",
    "UnknownIdError",
]
