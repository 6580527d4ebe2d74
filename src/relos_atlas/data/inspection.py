"""All of geodata read as text and held against every check; the door through which data enters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from relos_atlas.data.checks import cross_faults, table_faults
from relos_atlas.data.country_areas import country_faults
from relos_atlas.data.fault import Fault
from relos_atlas.data.map_files import map_faults
from relos_atlas.data.reading import Raw, read_table
from relos_atlas.data.schemas import TABLES


@dataclass(frozen=True, slots=True)
class Inspection:
    """
    What a folder holds and what is wrong with it.

    Parameters
    ----------
    raws
        The tables that could be read, by name.
    faults
        By table in the order of the schemas, then by line.
    """

    raws: Mapping[str, Raw]
    faults: tuple[Fault, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by table, of the tables that could be read."""
        return {name: len(raw.frame) for name, raw in self.raws.items()}


def inspect(geodata: Path) -> Inspection:
    """Read and check a folder; never raises for what is in it."""
    raws: dict[str, Raw] = {}
    faults: list[Fault] = []
    for name, table in TABLES.items():
        raw, found = read_table(geodata, table)
        faults += found
        if raw is not None:
            raws[name] = raw
            faults += table_faults(raw)
    faults += cross_faults(raws)
    faults += country_faults(geodata, raws)
    faults += map_faults(geodata)
    return Inspection(raws, tuple(sorted(faults, key=_place)))


def validate(geodata: Path) -> tuple[Fault, ...]:
    """Every fault of a folder; empty if it can be loaded."""
    return inspect(geodata).faults


def _place(fault: Fault) -> tuple[int, str, int]:
    order = {table.file: at for at, table in enumerate(TABLES.values())}
    return order.get(fault.file, len(order)), fault.file, fault.line or 0
