"""The colours of pictures: those of the light page (atlas.css), a little darker where ink on paper fades."""

from __future__ import annotations

from typing import Final

PAPER: Final = "#ffffff"
HALO: Final = "#ffffff"
TEXT: Final = "#1f2529"
WEAK: Final = "#53606a"
FAINT: Final = "#7d868c"
LINK: Final = "#b65a1c"
SELECTED: Final = "#0b3d66"
# The page's own sea has the same grey as its land; printed without colour only the coast would be left.
SEA: Final = "#d9e6ed"
LAND: Final = "#f3efe7"
SEA_NAME: Final = "#4f7285"
EDGE: Final = "#c9cfd3"
COAST: Final = "#aaa294"
BORDER: Final = "#bdb4a5"
DISPUTED: Final = "#7b7366"
GRATICULE: Final = "#bccdd6"
COUNTRY_NAME: Final = "#6d675f"

GRADE_INKS: Final = {"text": TEXT, "weak": WEAK, "faint": FAINT, "link": LINK}
"""Inks of hollow marks, by the name that their style gives."""
