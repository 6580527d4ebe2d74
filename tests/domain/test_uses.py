"""Who may use what of whom: the program's answer against the tables, read by another way."""

import pytest
from plain_tables import Use, all_uses

from relos_atlas.data import default_geodata
from relos_atlas.domain.agreements import Standing, select_agreements
from relos_atlas.domain.uses import country_uses, grants_under, matrix_of, uses_between, uses_of, uses_under
from relos_atlas.model import PartialDate, ViewState

TEN = ["IN", "RU", "US", "JP", "FR", "GB", "PH", "DJ", "GU", "IO"]
COLUMNS = ["agreement_id", "grantor", "beneficiary", "host", "place_id"]


@pytest.fixture(scope="module")
def expected() -> set[Use]:
    return all_uses(default_geodata())


def as_uses(frame) -> list[Use]:
    return [Use(*row) for row in frame[COLUMNS].itertuples(index=False, name=None)]


def of_country(atlas, country: str):
    selection = select_agreements(atlas, ViewState(countries=frozenset({country})))
    return country_uses(atlas, selection, country)


def test_all_uses_are_those_of_the_tables_each_once(atlas, expected):
    found = as_uses(uses_of(atlas))
    assert set(found) == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize("country", TEN)
def test_a_country_may_use_exactly_what_the_tables_grant_it(country, atlas, expected):
    found = as_uses(of_country(atlas, country).may_use)
    assert sorted(found) == sorted(use for use in expected if use.beneficiary == country)


@pytest.mark.parametrize("country", TEN)
def test_those_who_may_use_a_countrys_places_are_those_of_the_tables(country, atlas, expected):
    found = as_uses(of_country(atlas, country).used_by)
    assert sorted(found) == sorted(use for use in expected if country in (use.grantor, use.host))


@pytest.mark.parametrize(
    ("host", "use"),
    [
        ("GU", Use("us-india-lemoa", "US", "IN", "GU", "apra-harbor-guam")),
        ("IO", Use("us-india-lemoa", "US", "IN", "IO", "diego-garcia")),
        ("IO", Use("uk-mauritius-diego-garcia", "MU", "GB", "IO", "diego-garcia")),
        ("RE", Use("india-france-logistics", "FR", "IN", "RE", "port-des-galets-reunion")),
        ("GE", Use("russia-abkhazia-base", "XA", "RU", "GE", "gudauta")),
    ],
)
def test_a_host_that_is_no_party_stays_apart_from_grantor_and_beneficiary(host, use, atlas):
    assert use in as_uses(of_country(atlas, host).used_by)
    assert use not in as_uses(of_country(atlas, host).may_use)


def test_what_binds_two_countries_is_told_in_both_directions(atlas):
    uses = uses_under(atlas, select_agreements(atlas, ViewState(countries=frozenset({"IN", "US"}))))
    ours, theirs = (set(uses_between(uses, *pair)["agreement_id"]) for pair in (("IN", "US"), ("US", "IN")))
    assert ours == {"us-india-lemoa"}
    assert theirs == {"us-india-lemoa", "us-india-msra"}


def test_an_agreement_that_documents_no_access_is_named_apart(atlas):
    assert "russia-dprk-treaty-2024" in of_country(atlas, "RU").undocumented
    assert of_country(atlas, "KP").may_use.empty


def test_the_matrix_counts_each_agreement_once_for_each_direction(atlas):
    state = ViewState()
    grants = grants_under(atlas, state, select_agreements(atlas, state))
    matrix = matrix_of(grants)
    assert int(matrix.counts.to_numpy().sum()) == len(grants)
    assert matrix.counts.loc["US", "IN"] == 1
    assert matrix.counts.loc["IN", "US"] == 2
    assert (matrix.counts - matrix.confirmed).to_numpy().min() == 0
    assert matrix.counts.loc["KH", "CN"] == 1
    assert matrix.confirmed.loc["KH", "CN"] == 0


def test_the_matrix_as_of_a_date_leaves_out_what_did_not_stand(atlas):
    state = ViewState(as_of=PartialDate(2015))
    grants = grants_under(atlas, state, select_agreements(atlas, state))
    assert set(grants["standing"]) <= {Standing.IN_FORCE, Standing.SIGNED}
    assert "us-india-lemoa" not in set(grants["agreement_id"])


def test_a_matrix_of_nothing_is_empty(atlas):
    state = ViewState(as_of=PartialDate(1900))
    assert matrix_of(grants_under(atlas, state, select_agreements(atlas, state))).counts.empty
