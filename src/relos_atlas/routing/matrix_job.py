"""Tables of distances, ports by ports for months and ice classes: in blocks that survive an interruption."""

from __future__ import annotations

import csv
import hashlib
import importlib
import json
import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from relos_atlas.model import Position
from relos_atlas.routing.errors import InlandError, RoutingError
from relos_atlas.routing.moorings import Mooring
from relos_atlas.routing.network import FILE as NETWORK_FILE
from relos_atlas.routing.workers import router_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    Progress = Callable[[int, int], None]

ROWS_A_BLOCK: Final = 250
_PLACES_A_PART: Final = 200


@dataclass(frozen=True, slots=True)
class Port:
    """A place of the table."""

    port_id: str
    position: Position


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of the table for one month and ice class."""

    month: int | None
    ice_class: str | None
    first: int
    last: int

    @property
    def name(self) -> str:
        """Name of the file that holds it."""
        return f"{self.month or 'any'}_{(self.ice_class or 'any').replace(' ', '-')}_{self.first:06d}.npy"


def read_ports(path: Path) -> list[Port]:
    """
    Ports of a CSV table with lat and lon, and an id in the column id, port_id or facility_id.

    Raises
    ------
    RoutingError
        With every faulty row, its number and value.
    """
    ports, faults = [], []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            name = row.get("id") or row.get("port_id") or row.get("facility_id") or f"row-{number}"
            try:
                ports.append(Port(name, Position(lon=float(row["lon"]), lat=float(row["lat"]))))
            except KeyError as missing:
                raise RoutingError(f"{path.name}: expected a column {missing}") from None
            except ValueError as error:
                faults.append(f"{path.name}:{number} {name}: {error}")
    if faults:
        raise RoutingError("\n".join(faults))
    return ports


def plan(ports: int, months: Iterable[int | None], ice_classes: Iterable[str | None]) -> list[Block]:
    """All blocks of a table."""
    classes = list(ice_classes)
    return [
        Block(month, ice_class, first, min(first + ROWS_A_BLOCK, ports))
        for month in months
        for ice_class in classes
        for first in range(0, ports, ROWS_A_BLOCK)
    ]


def run(  # noqa: PLR0913
    geodata: Path,
    ports: list[Port],
    blocks: list[Block],
    out: Path,
    *,
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> list[str]:
    """
    Compute a table and write it as Parquet: from_id, to_id, month, ice_class, distance_nm (null: no way).

    Finished blocks lie beside the file in a folder named for the question; asked again after an
    interruption, only the others are computed. The folder goes when the table is whole.

    Parameters
    ----------
    scheduler
        Address of a Dask cluster whose workers see `geodata`; None for the processors of this machine.

    Returns
    -------
    faults
        A sentence for each port that is inland; its rows and columns are null.
    """
    folder = out.with_name(f"{out.name}.{_fingerprint(geodata, ports)}.parts")
    folder.mkdir(parents=True, exist_ok=True)
    waiting = [block for block in blocks if not (folder / block.name).exists()]
    done = len(blocks) - len(waiting)
    tell = progress or _silent
    tell(done, len(blocks))
    faults: list[str] = []
    for block, table in _computed(geodata, ports, waiting, scheduler, faults):
        _keep(folder / block.name, table)
        done += 1
        tell(done, len(blocks))
    _write(out, ports, blocks, folder)
    for block in blocks:
        (folder / block.name).unlink()
    folder.rmdir()
    return faults


def _silent(done: int, total: int) -> None:
    """No progress wanted."""


def compute_moorings(geodata: str, places: list[Position]) -> list[Mooring | str]:
    """How some places are joined to the network, or why not; in a worker, so that no two do the same work."""
    found: list[Mooring | str] = []
    for place in places:
        try:
            found += router_of(geodata).moor([place])
        except InlandError as error:
            found.append(str(error))
    return found


def compute_block(geodata: str, moorings: list[Mooring], block: Block) -> NDArray[np.float32]:
    """One block; runs in a worker, which keeps its router."""
    router = router_of(geodata)
    router.remember(moorings)
    terms = router.terms(month=block.month, ice_class=block.ice_class)
    places = [mooring.position for mooring in moorings]
    return router.matrix(places, terms, slice(block.first, block.last)).astype(np.float32)


def _computed(
    geodata: Path, ports: list[Port], blocks: list[Block], scheduler: str | None, faults: list[str]
) -> Iterator[tuple[Block, NDArray[np.float32]]]:
    places = [port.position for port in ports]
    if scheduler is not None:
        yield from _on_cluster(geodata, ports, blocks, scheduler, faults)
    elif len(blocks) == 1:
        moorings = _joined(ports, [compute_moorings(str(geodata), places)], faults)
        yield blocks[0], compute_block(str(geodata), moorings, blocks[0])
    elif blocks:
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            parts = pool.map(compute_moorings, repeat(str(geodata)), _parts(places))
            moorings = _joined(ports, parts, faults)
            jobs = {pool.submit(compute_block, str(geodata), moorings, block): block for block in blocks}
            for job in as_completed(jobs):
                yield jobs[job], job.result()


def _joined(ports: list[Port], parts: Iterable[list[Mooring | str]], faults: list[str]) -> list[Mooring]:
    """Moorings of all ports; one that is inland is a fault and has no legs."""
    moorings = []
    for port, found in zip(ports, chain.from_iterable(parts), strict=True):
        if isinstance(found, str):
            faults.append(f"{port.port_id} {found}")
            moorings.append(Mooring.none(port.position))
        else:
            moorings.append(found)
    return moorings


def _parts(places: list[Position]) -> list[list[Position]]:
    return [places[first : first + _PLACES_A_PART] for first in range(0, len(places), _PLACES_A_PART)]


def _on_cluster(
    geodata: Path, ports: list[Port], blocks: list[Block], scheduler: str, faults: list[str]
) -> Iterator[tuple[Block, NDArray[np.float32]]]:
    try:
        distributed: Any = importlib.import_module("distributed")  # only who has a cluster has it
    except ImportError:
        raise RoutingError(
            f"scheduler '{scheduler}': expected the package distributed; pip install distributed"
        ) from None
    with distributed.Client(scheduler) as client:
        places = [port.position for port in ports]
        parts = client.map(compute_moorings, repeat(str(geodata)), _parts(places), pure=False)
        shared = client.scatter(_joined(ports, client.gather(parts), faults), broadcast=True)
        jobs = {
            client.submit(compute_block, str(geodata), shared, block, pure=False): block for block in blocks
        }
        for job in distributed.as_completed(list(jobs)):
            yield jobs[job], job.result()


def _keep(path: Path, table: NDArray[np.float32]) -> None:
    """Write a block so that an interruption leaves the whole file or none."""
    half = path.with_suffix(".half")
    with half.open("wb") as file:
        np.save(file, table)
    half.replace(path)


def _write(out: Path, ports: list[Port], blocks: list[Block], folder: Path) -> None:
    names = pa.array([port.port_id for port in ports])
    schema = pa.schema(
        [
            ("from_id", pa.dictionary(pa.int32(), pa.string())),
            ("to_id", pa.dictionary(pa.int32(), pa.string())),
            ("month", pa.int8()),
            ("ice_class", pa.string()),
            ("distance_nm", pa.float32()),
        ]
    )
    half = out.with_name(out.name + ".half")
    with pq.ParquetWriter(half, schema) as writer:
        for block in blocks:
            table = np.load(folder / block.name)
            count = table.size
            start = np.repeat(np.arange(block.first, block.last, dtype=np.int32), len(ports))
            end = np.tile(np.arange(len(ports), dtype=np.int32), block.last - block.first)
            columns = [
                pa.DictionaryArray.from_arrays(start, names),
                pa.DictionaryArray.from_arrays(end, names),
                pa.array([block.month] * count, pa.int8()),
                pa.array([block.ice_class] * count, pa.string()),
                pa.array(table.ravel(), mask=~np.isfinite(table.ravel())),
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
    half.replace(out)


def _fingerprint(geodata: Path, ports: list[Port]) -> str:
    """What the blocks depend on besides their own month, class and rows: the network and the ports."""
    asked = json.dumps([(p.port_id, p.position.lon, p.position.lat) for p in ports]).encode()
    network = (geodata / NETWORK_FILE).read_bytes()
    return hashlib.sha256(asked + network + str(ROWS_A_BLOCK).encode()).hexdigest()[:12]
