"""What was true on a day: agreements, claims and places by then, held against the tables read another way."""

import pytest
from plain_tables import listed, rows
from test_events import first_day, last_day

from relos_atlas.data import default_geodata
from relos_atlas.domain.as_of import former_names, world_on
from relos_atlas.model import PartialDate

GEODATA = default_geodata()
CLAIMS = [row for row in rows(GEODATA, "claims") if row["agreement_id"] == "india-russia-relos"]
#: Day -> how far the pact had come, agreements between its parties, other agreements, claims.
FIXED = {
    "1971-08-10": ("unsigned", [], 0, 0),
    "2000-10-05": ("unsigned", [], 4, 0),
    "2020-07-15": ("unsigned", [], 50, 1),
    "2025-02-18": ("signed", ["india-russia-relos"], 73, 23),
    "2025-12-03": ("signed", ["india-russia-relos"], 87, 37),
    "2026-05-01": ("ratified", ["india-russia-relos"], 89, 73),
}


def stands(row: dict[str, str], day: str) -> bool:
    """Whether a row's own dates surely say that it stood on a day."""
    start = row["in_force"] or row["signed"]
    is_over = bool(row["ended"]) and first_day(row["ended"]) <= day
    return bool(start) and last_day(start) <= day and not is_over


@pytest.mark.parametrize("day", FIXED)
def test_on_a_fixed_day_agreements_and_claims_are_those_of_the_tables(day, atlas):
    world = world_on(atlas, PartialDate.parse(day))
    standing = {row["agreement_id"] for row in rows(GEODATA, "agreements") if stands(row, day)}
    made = [
        row
        for row in CLAIMS
        if row["known_from"] and last_day(row["known_from"]) <= day and row["grade"] != "inferred"
    ]
    assert {*world.between.index, *world.others.index} == standing
    assert set(world.claims.index) == {row["claim_id"] for row in made}
    assert set(world.places) == {place for row in made for place in listed(row["facility_ids"])}
    step, between, others, claims = FIXED[day]
    assert (world.step, list(world.between.index)) == (step, between)
    assert (len(world.others), len(world.claims)) == (others, claims)


def test_what_came_last_what_lasts_and_what_comes_next_is_told(atlas):
    world = world_on(atlas, PartialDate(2025, 12, 4))
    assert set(world.under_way.index) == {"delhi-summit-2025"}
    assert "irigc-delhi-2025" in world.last.index
    assert list(world.next.index) == ["polar-training-mou-2025"]
    assert world_on(atlas, PartialDate(1947, 8, 15)).last.empty
    assert world_on(atlas, PartialDate(2030)).next.empty


def test_as_known_on_a_day_an_agreement_that_no_source_had_told_is_left_out_and_counted(atlas):
    now, then = (world_on(atlas, PartialDate(2026, 5, 1), known) for known in (None, PartialDate(2025, 1, 1)))
    assert now.untold == 0
    assert "india-russia-relos" in now.between.index
    assert len(then.others) + len(then.between) + then.untold == len(now.others) + len(now.between)
    assert then.untold > 0
    assert len(then.claims) < len(now.claims)


def test_former_names_are_given_and_no_date_is_made_up(atlas):
    assert "Vaenga" in former_names(atlas, "severomorsk-naval-base")
    assert former_names(atlas, "nowhere") == ()
