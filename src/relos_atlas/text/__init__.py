"""Visible words, by language, and how numbers and dates are written."""

from relos_atlas.text.catalogue import LANGUAGES, Catalogue, catalogue
from relos_atlas.text.formats import (
    format_and,
    format_latitude,
    format_longitude,
    format_number,
    format_partial_date,
    format_position,
)

__all__ = [
    "LANGUAGES",
    "Catalogue",
    "catalogue",
    "format_and",
    "format_latitude",
    "format_longitude",
    "format_number",
    "format_partial_date",
    "format_position",
]
