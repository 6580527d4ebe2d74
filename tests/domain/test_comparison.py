"""RELOS beside its peers: every cell sourced or not public, differences marked, both sides' gifts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relos_atlas.domain.comparison import MOST_PEERS, POINTS, agreement_cells, compare_agreements
from relos_atlas.domain.places import FOCUS_AGREEMENT
from relos_atlas.domain.reciprocity import reciprocity
from relos_atlas.model import Grade, PartialDate, ViewState


def beside(*agreements: str, **more) -> ViewState:
    return ViewState(agreements=frozenset(agreements), **more)


@pytest.fixture(scope="module")
def row_of(atlas, words):
    def row(point: str, *agreements: str):
        return dict(compare_agreements(atlas, beside(*agreements), words).rows)[point]

    return row


def test_every_cell_of_every_agreement_has_a_source_or_is_not_public(atlas, words):
    for agreement in atlas.agreements.index:
        cells = agreement_cells(atlas, ViewState(), words, str(agreement))
        assert set(cells) == set(POINTS)
        without = [point for point, cell in cells.items() if cell.items and not cell.sources]
        assert without == [], agreement


def test_the_pact_stands_first_beside_up_to_four_others(atlas, words):
    peers = atlas.agreements.index[1:8].tolist()
    comparison = compare_agreements(atlas, beside(*peers), words)
    assert [name for name, _, _ in comparison.names] == [FOCUS_AGREEMENT, *sorted(peers)[:MOST_PEERS]]
    assert len(comparison.left_out) == 3


def test_the_pact_alone_differs_from_nothing(atlas, words):
    comparison = compare_agreements(atlas, ViewState(), words)
    assert not any(cell.differs for _, cells in comparison.rows for cell in cells)


def test_services_are_told_as_shared_only_here_or_missing(row_of):
    _, lemoa = row_of("services", "us-india-lemoa")
    told = {item.text: (item.only_here, item.missing_here) for item in lemoa.items}
    assert told["fuel"] == (False, False)
    assert told["medical care"] == (True, False)
    assert told["airspace"] == (False, True)
    assert lemoa.differs


def test_troops_are_the_contrast_with_lemoa(row_of):
    pact, lemoa = row_of("troops", "us-india-lemoa")
    assert ([item.text for item in pact.items], [item.text for item in lemoa.items]) == (["yes"], ["no"])
    assert lemoa.differs


def test_the_day_of_entry_into_force_of_the_pact_is_not_public_and_contested(row_of):
    (pact,) = row_of("in-force")
    assert pact.items == ()
    assert pact.is_contested
    assert any("Unknown" in reading for reading in pact.readings)
    assert pact.sources


def test_notice_has_the_source_of_its_own_row(row_of):
    pact, sudan = row_of("notice", "russia-sudan-portsudan")
    assert "14 days" in pact.items[0].text
    assert {source.source_id for source in sudan.sources} == {
        "agr-newsbolts-sudan-2020",
        "agr-tass-sudan-2020",
    }


def test_what_is_contested_about_tartus_depends_on_the_date(atlas, words):
    told = {
        year: agreement_cells(atlas, ViewState(as_of=PartialDate(year)), words, "russia-syria-tartus")
        for year in (2018, 2025)
    }
    contested = {year: cells["what-is-contested"].is_contested for year, cells in told.items()}
    assert contested == {2018: False, 2025: True}


@settings(max_examples=25)
@given(data=st.data())
def test_a_comparison_can_be_made_of_any_state(data, atlas, words, states):
    comparison = compare_agreements(atlas, data.draw(states), words)
    assert [point for point, _ in comparison.rows] == list(POINTS)
    assert {len(cells) for _, cells in comparison.rows} == {len(comparison.names)}


def test_both_sides_give_by_domain_and_only_reported_places_are_named(atlas):
    domains = {domain.domain_id: domain for domain in reciprocity(atlas, ViewState())}
    assert {"ports", "airfields", "fuel", "repair", "transit"} <= set(domains)
    india, russia = domains["ports"].gifts
    assert (india.giver, russia.giver) == ("IN", "RU")
    assert {place for place, _ in india.places} == {"mumbai-port", "visakhapatnam-port"}
    assert {place for place, _ in russia.places} == {
        "murmansk-port", "severomorsk-naval-base", "vladivostok-port", "petropavlovsk-kamchatsky-port",
    }  # fmt: skip
    assert domains["airfields"].gifts[1].places == ()
    assert {domain.grade for domain in domains.values()} == {Grade.REPORTED}


def test_services_of_a_domain_are_those_of_the_agreements_row(atlas):
    told = {service for domain in reciprocity(atlas, ViewState()) for service in domain.gifts[0].services}
    assert told == set(atlas.agreements.loc[FOCUS_AGREEMENT, "services"])


def test_claims_not_yet_made_are_not_told(atlas):
    domains = reciprocity(atlas, ViewState(as_of=PartialDate(2019)))
    assert [domain.claims for domain in domains if domain.claims] == []
    assert {len(gift.places) + gift.inferred for domain in domains for gift in domain.gifts} == {0}
