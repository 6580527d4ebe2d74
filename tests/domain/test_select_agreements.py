"""Which agreements stand on a date, which of them a state shows, and what is contested about them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_tables import hosts, listed, rows

from relos_atlas.data import default_geodata
from relos_atlas.domain.agreements import (
    Standing,
    agreement_facets,
    disputes_of,
    involved_countries,
    select_agreements,
    standing_on,
)
from relos_atlas.model import PartialDate, ViewState

TABLE = {row["agreement_id"]: row for row in rows(default_geodata(), "agreements")}
DISPUTED = ["russia-syria-tartus", "russia-sudan-portsudan", "china-cambodia-ream", "india-mauritius-agalega",
            "uk-mauritius-diego-garcia", "russia-abkhazia-base"]  # fmt: skip


def on(text: str, **filters) -> ViewState:
    return ViewState(as_of=PartialDate.parse(text), **filters)


def shown(atlas, state) -> set[str]:
    return set(select_agreements(atlas, state).everything.index)


def stands_in(row: dict[str, str], year: int) -> bool:
    """Whether an agreement had started by the end of a year and not ended, by the text of its dates."""
    start = row["in_force"] or row["signed"]
    return bool(start) and int(start[:4]) <= year and not (row["ended"] and int(row["ended"][:4]) <= year)


@pytest.mark.parametrize("year", range(1990, 2027))
def test_each_year_shows_what_the_tables_say_and_counts_the_undated_apart(year, atlas):
    selection = select_agreements(atlas, on(str(year)))
    expected = {name for name, row in TABLE.items() if stands_in(row, year)}
    undated = {name for name, row in TABLE.items() if not row["signed"] and not row["in_force"]}
    assert set(selection.rows.index) == expected
    assert set(selection.apart.index) == undated
    assert len(expected) + len(undated) + sum(selection.hidden_by_date.values()) == len(TABLE)


def test_without_a_date_every_agreement_is_shown_and_the_undated_apart(atlas):
    selection = select_agreements(atlas, ViewState())
    assert len(selection.everything) == selection.total == len(TABLE)
    assert {TABLE[name]["signed"] or TABLE[name]["in_force"] for name in selection.apart.index} == {""}
    assert not selection.hidden_by_date


@pytest.mark.parametrize(
    ("when", "standing"),
    [
        ("2020-09-08", Standing.NOT_YET),
        ("2020-09-09", Standing.PENDING),
        ("2021-07-10", Standing.PENDING),
        ("2021-07", Standing.IN_FORCE),
        ("2026", Standing.IN_FORCE),
    ],
)
def test_signature_is_not_entry_into_force(when, standing, atlas):
    row = atlas.agreements.loc["india-japan-rpss"]
    assert standing_on(row, PartialDate.parse(when)) is standing


@pytest.mark.parametrize(
    ("agreement", "when", "standing"),
    [
        ("india-uk-lemoa", "2022-06", Standing.UNSURE),
        ("india-uk-lemoa", "2022", Standing.SIGNED),
        ("india-tajikistan-ayni", "2022-03", Standing.UNSURE),
        ("india-tajikistan-ayni", "2022", Standing.ENDED),
        ("russia-myanmar-milcoop", "2026", Standing.UNDATED),
        ("india-russia-relos", "2025-02-17", Standing.NOT_YET),
        ("india-russia-relos", "2026-11-22", Standing.SIGNED),
    ],
)
def test_a_date_is_never_read_as_more_than_it_says(agreement, when, standing, atlas):
    assert standing_on(atlas.agreements.loc[agreement], PartialDate.parse(when)) is standing


def test_too_coarse_a_date_puts_an_agreement_apart(atlas):
    assert "india-uk-lemoa" in select_agreements(atlas, on("2022-06")).apart.index


def test_a_country_shows_all_that_involves_it_as_party_or_host(atlas):
    own = hosts(default_geodata())
    for country in ("IN", "RU", "US", "JP", "GU", "IO", "RE", "DJ", "GE", "XA", "PH"):
        expected = {
            name
            for name, row in TABLE.items()
            if country in listed(row["parties"]) or country in own.get(name, ())
        }
        assert expected
        assert shown(atlas, ViewState(countries=frozenset({country}))) == expected


def test_two_countries_show_what_binds_them_and_nothing_else(atlas):
    assert shown(atlas, ViewState(countries=frozenset({"IN", "RU"}))) == {"india-russia-relos"}
    assert shown(atlas, ViewState(countries=frozenset({"IN", "GU"}))) == {"us-india-lemoa"}
    assert shown(atlas, ViewState(countries=frozenset({"SE", "FI"}))) == set()


def test_three_countries_show_what_binds_any_two_of_them(atlas):
    found = shown(atlas, ViewState(countries=frozenset({"IN", "RU", "US"})))
    assert found == {"india-russia-relos", "us-india-lemoa", "us-india-msra"}


@pytest.mark.parametrize(
    ("field", "column"),
    [
        ("agreement_kinds", "kind"),
        ("statuses", "status"),
        ("services", "services"),
        ("troops", "troop_presence"),
    ],
)
def test_a_filter_shows_exactly_the_rows_with_the_value(field, column, atlas):
    for value in {value for row in TABLE.values() for value in listed(row[column])}:
        expected = {name for name, row in TABLE.items() if value in listed(row[column])}
        assert shown(atlas, replace(ViewState(), **{field: frozenset({value})})) == expected


def test_every_named_place_has_a_region_to_filter_by(atlas):
    everywhere = ViewState(regions=frozenset(atlas.regions.index))
    assert shown(atlas, everywhere) == set(hosts(default_geodata()))
    assert "us-finland-dca" in shown(atlas, ViewState(regions=frozenset({"europe"})))


@given(data=st.data())
def test_each_choice_shows_as_many_as_its_count_promises(data, atlas, states):
    state = data.draw(states)
    counts = agreement_facets(atlas, state)
    field = data.draw(st.sampled_from(["agreement_kinds", "statuses", "services", "troops", "regions"]))
    for value, count in list(counts[field].items())[:3]:
        assert len(shown(atlas, replace(state, **{field: frozenset({value})}))) == count


@given(data=st.data())
def test_shown_and_hidden_are_all_there_are(data, atlas, states):
    selection = select_agreements(atlas, data.draw(states))
    hidden = selection.hidden_by_filters + sum(selection.hidden_by_date.values())
    assert len(selection.everything) + hidden == selection.total


def test_parties_and_hosts_are_different_things(atlas):
    involved = involved_countries(atlas)
    assert {"GU", "IO", "DJ", "PH"} <= set(involved["us-india-lemoa"])
    assert atlas.agreements.loc["us-india-lemoa", "parties"] == ("IN", "US")
    assert "RE" in involved["india-france-logistics"]
    assert "IO" in involved["uk-mauritius-diego-garcia"]


@pytest.mark.parametrize("agreement", DISPUTED)
def test_a_disputed_case_is_shown_as_disputed_with_sources(agreement, atlas):
    disputes = disputes_of(atlas, agreement, None)
    assert len(disputes) == 1
    assert all(source in atlas.sources.index for ids in disputes["source_ids"] for source in ids)
    assert select_agreements(atlas, ViewState()).everything.loc[agreement, "disputed"]


def test_tartus_is_disputed_from_december_2024_and_not_before(atlas):
    found = {
        when: bool(select_agreements(atlas, on(when)).rows.loc["russia-syria-tartus", "disputed"])
        for when in ("2018", "2024-11-30", "2024-12", "2025-10-16")
    }
    assert found == {"2018": False, "2024-11-30": False, "2024-12": True, "2025-10-16": True}


def test_nothing_is_shown_before_the_first_agreement(atlas):
    selection = select_agreements(atlas, on("1900"))
    assert selection.rows.empty
    assert len(selection.apart) == 4


def test_tables_are_not_changed_by_a_selection(atlas):
    before = atlas.agreements.copy()
    select_agreements(atlas, on("2022-06", countries=frozenset({"IN"})))
    assert atlas.agreements.equals(before)
