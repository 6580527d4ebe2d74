"""What the committed tables hold, and what they must never come to say."""

import re

import pytest

from relos_atlas.data import TABLES, inspect, validate
from relos_atlas.model import PRIMARY_SOURCE_KINDS, PartialDate

ROWS = {
    "sources": 1024, "countries": 132, "regions": 21, "facilities": 234, "facility-names": 1410,
    "agreements": 96, "agreement-places": 133, "events": 137, "questions": 50, "claims": 269,
    "disputed-stretches": 63, "corridors": 17, "straits": 47, "sea-areas": 37, "nsr-season": 96,
    "nsr-admission": 61, "nsr-limits": 17, "nsr-traffic": 17, "ice-edge-median": 2160, "polaris-riv": 23,
    "ice-classes": 26, "ice-stages": 11, "voyage-economics": 121, "distances-dev": 104, "arctic-notes": 50,
    "services": 49, "service-domains": 9, "agreement-notices": 4, "agreement-disputes": 9,
}  # fmt: skip


@pytest.fixture(scope="module")
def counts(geodata):
    return inspect(geodata).counts


@pytest.mark.parametrize(("table", "rows"), ROWS.items())
def test_no_fact_was_lost(counts, table, rows):
    assert counts[table] == rows


def test_the_committed_geodata_has_no_fault(geodata):
    assert validate(geodata) == ()


def test_every_csv_file_has_a_schema(geodata):
    assert {path.stem for path in geodata.glob("*.csv")} == set(TABLES)


def test_country_polygons_are_there_to_check_against(geodata):
    assert (geodata / "country-areas.geojson").is_file()


def test_no_place_is_granted_by_treaty_text_or_by_an_official_source(atlas):
    access = atlas.claims[atlas.claims["topic"] == "facility-access"]
    assert access["grade"].value_counts().to_dict() == {"inferred": 178, "reported": 12}


def test_six_places_are_named_and_fifty_are_context(atlas):
    access = atlas.claims[atlas.claims["topic"] == "facility-access"]
    named = set(access.loc[access["grade"] == "reported", "facility_ids"].explode())
    assert named == {
        "murmansk-port", "severomorsk-naval-base", "vladivostok-port", "petropavlovsk-kamchatsky-port",
        "mumbai-port", "visakhapatnam-port",
    }  # fmt: skip
    assert len(atlas.facilities.index.difference(access["facility_ids"].explode())) == 50


def test_a_place_has_a_grantor_exactly_if_a_claim_says_so(atlas):
    access = atlas.claims[atlas.claims["topic"] == "facility-access"].explode("facility_ids")
    with_grantor = atlas.facilities.index[atlas.facilities["grantor"] != ""]
    assert set(with_grantor) == set(access["facility_ids"])
    grantors = atlas.facilities.loc[access["facility_ids"], "grantor"]
    assert grantors.tolist() == access["grantor"].tolist()


def test_the_seventy_nine_statements_on_the_pact_kept_their_status(atlas):
    statements = atlas.claims[atlas.claims["topic"] != "facility-access"]
    assert len(statements) == 79
    assert set(statements["status"]) == {"confirmed", "reported", "disputed"}


def test_official_claims_rest_on_the_russian_order_of_2024(atlas):
    official = atlas.claims[atlas.claims["grade"] == "official"]
    assert set(official.index) == {"clm-sign-title", "clm-draft-2024"}
    for source_ids in official["source_ids"]:
        assert PRIMARY_SOURCE_KINDS.intersection(atlas.sources.loc[list(source_ids), "kind"])


def test_rival_dates_of_entry_into_force_answer_one_question(atlas):
    rivals = atlas.claims[atlas.claims["question_id"] == "entry-into-force"]
    assert {"clm-eif-jan12", "clm-eif-april", "clm-eif-dec28", "clm-eif-exact"} <= set(rivals.index)


def test_every_question_has_an_answer(atlas):
    assert set(atlas.questions.index) == set(atlas.claims["question_id"])


def test_the_pact_is_only_reported_to_be_in_force(atlas):
    pact = atlas.agreements.loc["india-russia-relos"]
    assert (pact["status"], pact["in_force"]) == ("reported-in-force", "")


def test_a_corridor_is_not_a_matter_of_the_pact(atlas):
    corridor = atlas.claims[atlas.claims.index.str.startswith("clm-emc-")]
    assert set(corridor["agreement_id"]) == {""}


def test_murmansk_is_not_put_on_the_northern_sea_route(atlas):
    summary = atlas.facilities.loc["murmansk-port", "summary"]
    assert "begins further east at the Kara Strait" in summary
    assert "end of the Northern Sea Route" not in summary


def test_nothing_cites_a_source_that_was_merged_away(atlas):
    former = atlas.sources["former_ids"].explode().dropna()
    assert former.is_unique
    assert former.isin(atlas.sources.index).sum() == 0


def test_no_page_is_listed_as_two_sources(atlas):
    twice = atlas.sources[atlas.sources.duplicated("url", keep=False) & (atlas.sources["url"] != "")]
    # two tables of one repository: the address is that of the repository
    assert set(twice.index) == {"arc-polaris-amc-13", "arc-polaris-amc-14"}


def test_a_month_is_not_padded_to_a_day(atlas):
    assert atlas.events.loc["relos-text-published-2026", "date_start"] == "2026-04"
    assert atlas.events["date_start"].str.len().value_counts().to_dict() == {10: 110, 7: 22, 4: 5}


def test_no_claim_is_known_before_any_of_its_sources_or_of_the_search(atlas):
    searched = PartialDate(2026, 11, 22)
    for claim_id, claim in atlas.claims[atlas.claims["known_from"] != ""].iterrows():
        published = [date for date in atlas.sources.loc[list(claim["source_ids"]), "published"] if date]
        known = PartialDate.parse(claim["known_from"])
        assert known == searched or any(PartialDate.parse(date).surely_by(known) for date in published), (
            claim_id
        )


def test_one_physical_place_has_one_id_under_every_agreement(atlas):
    places = atlas.agreement_places
    assert places["place_id"].nunique() == 126
    assert set(places.loc[places["place_id"] == "diego-garcia", "agreement_id"]) == {
        "us-india-lemoa",
        "uk-mauritius-diego-garcia",
    }


def test_a_place_of_an_agreement_lies_within_ten_kilometres_of_its_facility(atlas):
    same = atlas.agreement_places[atlas.agreement_places["facility_id"] != ""]
    own = same.to_crs(3395).geometry
    there = atlas.facilities.loc[same["facility_id"]].to_crs(3395).geometry
    # a Mercator metre is never less than a metre on the ground, so Murmansk only makes this stricter
    assert own.distance(there, align=False).max() < 10_000


def test_sevastopol_is_ukrainian_and_says_why_it_may_look_otherwise(atlas):
    base = atlas.facilities.loc["sevastopol-naval-base"]
    assert (base["country"], base["grantor"]) == ("UA", "")
    assert "Ukrainian" in base["position_note"]


def test_no_text_names_a_path_of_a_machine(geodata):
    files = [*geodata.glob("*.csv"), *geodata.glob("*.md"), *geodata.glob("*.json")]
    assert not [
        path.name for path in files if re.search(r"/(work|tmp|root)/", path.read_text(encoding="utf-8"))
    ]
