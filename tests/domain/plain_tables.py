"""The tables as plain rows, so that an answer can be held against them by another way than the program's."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Use(NamedTuple):
    """Who may use what of whom: place and its country, or no place and the grantor."""

    agreement: str
    grantor: str
    beneficiary: str
    host: str
    place: str


def rows(geodata: Path, table: str) -> list[dict[str, str]]:
    with (geodata / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def listed(text: str) -> list[str]:
    return text.split(";") if text else []


def all_uses(geodata: Path) -> set[Use]:
    """Every documented use: a grant's named places, or the grant alone where none is named."""
    named = {use for use in _named(geodata) if use.grantor}
    with_places = {use[:3] for use in named}
    alone = {
        Use(row["agreement_id"], *grant.split(">"), grant.split(">")[0], "")
        for row in rows(geodata, "agreements")
        for grant in listed(row["grants"])
    }
    return named | {use for use in alone if use[:3] not in with_places}


def hosts(geodata: Path) -> dict[str, set[str]]:
    """Countries in which places of an agreement lie."""
    found: dict[str, set[str]] = {}
    for use in _named(geodata):
        found.setdefault(use.agreement, set()).add(use.host)
    return found


def _named(geodata: Path) -> Iterator[Use]:
    grants = {row["agreement_id"]: listed(row["grants"]) for row in rows(geodata, "agreements")}
    claimed = list(_claimed(geodata))
    yield from claimed
    known = {(use.agreement, use.place) for use in claimed}
    for row in rows(geodata, "agreement-places"):
        if (row["agreement_id"], row["place_id"]) in known:
            continue
        own = grants[row["agreement_id"]]
        pairs = [grant.split(">") for grant in own]
        fitting = [pair for pair in pairs if pair[0] == row["country"]] or (pairs if len(pairs) == 1 else [])
        stated = [[row["grantor"], row["beneficiary"]]] if row["grantor"] else fitting
        grantor, beneficiary = stated[0] if stated else ("", "")
        yield Use(row["agreement_id"], grantor, beneficiary, row["country"], row["place_id"])


def _claimed(geodata: Path) -> Iterator[Use]:
    countries = {row["facility_id"]: row["country"] for row in rows(geodata, "facilities")}
    for row in rows(geodata, "claims"):
        if row["topic"] == "facility-access" and row["grade"] != "inferred":
            for place in listed(row["facility_ids"]):
                yield Use(row["agreement_id"], row["grantor"], row["beneficiary"], countries[place], place)
