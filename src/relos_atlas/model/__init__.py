"""Frozen values that every other layer may use; this layer imports nothing of the project."""

from relos_atlas.model.dates import Interval, PartialDate
from relos_atlas.model.errors import (
    AtlasError,
    DateError,
    GeometryError,
    PositionError,
    UnknownIdError,
)
from relos_atlas.model.events import DEFAULT_EVENT_KINDS, EventKind
from relos_atlas.model.grades import CLAIM_GRADES, PRIMARY_SOURCE_KINDS, Grade
from relos_atlas.model.notices import Notice
from relos_atlas.model.positions import Position
from relos_atlas.model.state import (
    DEFAULT_GRADES,
    DEFAULT_LAYERS,
    BorderView,
    Layer,
    Projection,
    ViewState,
    Voyage,
    clean_text,
)
from relos_atlas.model.user_notes import MAX_NOTE_TEXT, UserNote

__all__ = [
    "CLAIM_GRADES",
    "DEFAULT_EVENT_KINDS",
    "DEFAULT_GRADES",
    "DEFAULT_LAYERS",
    "MAX_NOTE_TEXT",
    "PRIMARY_SOURCE_KINDS",
    "AtlasError",
    "BorderView",
    "DateError",
    "EventKind",
    "GeometryError",
    "Grade",
    "Interval",
    "Layer",
    "Notice",
    "PartialDate",
    "Position",
    "PositionError",
    "Projection",
    "UnknownIdError",
    "UserNote",
    "ViewState",
    "Voyage",
    "clean_text",
]
