"""Geodata in which every free text is an attack: on HTML, on attributes, on templates, on Markdown."""

import csv
import shutil
from pathlib import Path

from relos_atlas.data import default_geodata
from relos_atlas.data.schema import Column, Kind
from relos_atlas.data.schemas import TABLES

# Each attack, if it worked, would leave window.taken, an element with the class `taken`, a dialog, another
# title or a request to the outside.
ATTACKS = (
    "<script>window.taken=1;alert(1)</script>",
    "<img class=taken src=https://outside.example/a.png onerror=alert(2)>",
    "\"' class='taken' onmouseover='alert(3)' autofocus onfocus=\"alert(3)",
    "`${7*7}` ${window.taken=1} {{7*7}} {% raw %}",
    "![a](https://outside.example/b.png) [a](javascript:alert(4)) <javascript:alert(4)>",
    "</script></style></textarea></title><script>document.title='taken'</script>",
    "&lt;b class=taken&gt;&#60;i&#62; &amp;lt;",
    "\u202edetrever\u202c \u2067\u05d0\u05d1\u2069 \u200f\u0645",
    ":red[a] :material/close: :smile: $x^2$ **b** # c | d | e",
    "<svg class=taken onload=alert(5)><a href='javascript:alert(6)'>a</a></svg>",
    "<iframe class=taken srcdoc='<script>parent.taken=1</script>'></iframe>",
    "\\u003cscript\\u003ealert(7)\\u003c/script\\u003e \\x3cb\\x3e \\",
)
LEFT_BEHIND = """() => ({
  taken: typeof window.taken,
  elements: document.querySelectorAll(".taken, [onerror], [onload], [onfocus], [onmouseover]").length,
  links: document.querySelectorAll("a[href^='javascript' i]").length,
  pictures: document.querySelectorAll("[src*='outside.example'], [srcset*='outside.example']").length,
  frames: document.querySelectorAll("iframe").length,
})"""
NOTHING = {"taken": "undefined", "elements": 0, "links": 0, "pictures": 0, "frames": 0}

_ADDRESS = "https://outside.example/'onmouseover='alert(8)/${7*7}/%3Cb%3E"
#: What a reader meets as text; the other tables are read by number and name.
_TABLES = (
    "countries", "regions", "facilities", "facility-names", "agreements", "agreement-places",
    "questions", "claims", "sources", "sea-areas", "disputed-stretches", "events",
)  # fmt: skip


def write_hostile_geodata(target: Path) -> Path:
    """Copy geodata to `target` with an attack behind every free text; `validate` accepts the copy."""
    shutil.copytree(default_geodata(), target, ignore=shutil.ignore_patterns("build"))
    for name in _TABLES:
        free = [column for column in TABLES[name].columns if column.kind is Kind.TEXT and not column.choices]
        _attack(target / f"{name}.csv", free, TABLES[name].key)
    return target


def _attack(path: Path, columns: list[Column], key: tuple[str, ...]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        for place, column in enumerate(columns):
            attack = ATTACKS[(number + place) % len(ATTACKS)]
            # What keys tell apart stays apart; other texts are cut, so that a page stays readable.
            kept = row[column.name] if column.name in key else row[column.name][:24]
            row[column.name] = f"{kept} {attack.replace(';', ',') if column.many else attack}".strip()
        if row.get("url"):
            row["url"] = _ADDRESS
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
