"""The data dictionary: every table and column in words, derived from the schemas."""

from __future__ import annotations

import sys
from pathlib import Path

from relos_atlas.data.schema import Column, Table
from relos_atlas.data.schemas import TABLES

_HEAD = """# Data dictionary

Made by `python -m relos_atlas.data.dictionary docs/data-dictionary.md`; a test compares both.

- Columns in bold are never empty.
- A cell is empty if the value is unknown or does not apply. Lists are joined by semicolons.
- A partial date is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; its length is its precision. `A..B` is a span.
- Positions are degrees, EPSG:4326. Units stand at the end of a column's name.
"""


def data_dictionary() -> str:
    """The whole page as Markdown."""
    return "\n".join([_HEAD, *map(_section, TABLES.values())])


def _section(table: Table) -> str:
    key = f"Key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else "Rows have no key."
    head = f"## {table.file}\n{table.title}. {key}\n\n| column | what | may be |\n| --- | --- | --- |"
    return "\n".join([head, *map(_row, table.columns), ""])


def _row(column: Column) -> str:
    name = f"**{column.name}**" if column.required else column.name
    return f"| {name} | {column.description} | {_domain(column)} |"


def _domain(column: Column) -> str:
    said = " / ".join(f"`{choice}`" for choice in column.choices) or str(column.kind)
    if column.minimum is not None:
        said += f", {column.minimum:g} to {column.maximum:g}" if column.maximum is not None else ", 0 or more"
    if column.many:
        said += ", several"
    return f"{said}, from {column.refers_to}.csv" if column.refers_to else said


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(data_dictionary(), encoding="utf-8")
