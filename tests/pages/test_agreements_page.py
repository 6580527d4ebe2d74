"""The agreements page without a browser: default, hostile and empty states, and what its tables say."""

import re
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from relos_atlas.domain.agreements import select_agreements
from relos_atlas.domain.uses import country_uses
from relos_atlas.model import ViewState

SCRIPT = "pages/agreements.py"


@pytest.fixture
def opened(open_page):
    """Open the agreements page with these keys in its link."""
    return lambda **query: open_page(urlencode(query), SCRIPT)


def told(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def sentence(app: AppTest) -> str:
    return re.search(r'<p class="atlas-live"[^>]*>(.*?)</p>', told(app)).group(1)


def test_the_default_page_shows_all_agreements(opened):
    app = opened()
    assert not app.exception
    assert sentence(app).startswith("Showing 96 of 96 agreements, with 127 named places")
    assert len(app.dataframe[0].value) + len(app.dataframe[1].value) == 96


@pytest.mark.parametrize(
    "query",
    [
        {"cc": "<script>", "ak": "${7*7}", "st": "~~", "sv": "none", "tp": "maybe"},
        {"as": "2026-13", "ag": "no-such", "id": "../x"},
        {"ag": "~".join(["us-india-lemoa"] * 90)},
    ],
)
def test_a_hostile_link_shows_the_page_and_says_what_it_ignored(query, opened):
    app = opened(**query)
    assert not app.exception
    assert "<script>" not in told(app)
    assert "Showing 96 of 96" in sentence(app)


def test_an_empty_selection_says_so_and_offers_a_way_out(opened):
    app = opened(cc="SE~FI")
    assert not app.exception
    assert sentence(app).startswith("None of the 96 agreements")
    assert "No agreement fits these choices." in told(app)
    app.button(key="clear-empty").click().run()
    assert "cc" not in app.query_params


@pytest.mark.parametrize("country", ["IN", "RU", "US", "JP", "FR", "GB", "PH", "DJ", "GU", "IO"])
def test_the_list_of_a_country_names_every_place_it_may_use_or_opens(country, opened, atlas):
    app = opened(cc=country)
    uses = country_uses(atlas, select_agreements(atlas, ViewState(countries=frozenset({country}))), country)
    section = next(e.proto.body for e in app.get("html") if "atlas-uses" in e.proto.body)
    lists = re.findall(r'<dl class="atlas-uses-list">(.*?)</dl>', section, re.DOTALL)
    expected = [frame for frame in (uses.may_use, uses.used_by) if not frame.empty]
    assert [text.count("<strong>") for text in lists] == [
        len(frame[[by, "agreement_id"]].drop_duplicates())
        for frame, by in zip((uses.may_use, uses.used_by), ("grantor", "beneficiary"), strict=True)
        if not frame.empty
    ]
    assert [text.count("(in ") for text in lists] == [int((f["place_id"] != "").sum()) for f in expected]


def test_a_date_shows_what_stood_then_and_the_undated_apart(opened):
    app = opened(**{"as": "2017"})
    assert "4 without a sure date are listed apart." in sentence(app)
    assert (len(app.dataframe[0].value), len(app.dataframe[1].value)) == (34, 4)


def test_chosen_peers_stand_beside_the_pact(opened):
    app = opened(ag="india-russia-relos~us-india-lemoa")
    table = next(e.proto.body for e in app.get("html") if "atlas-compare" in e.proto.body)
    assert table.count('scope="col"') == 3
    assert app.multiselect(key="compare").value == ["us-india-lemoa"]
    assert 'aria-label="differs from RELOS"' in table


def test_choosing_a_peer_writes_the_link(opened):
    app = opened()
    app.multiselect(key="compare").set_value(["us-india-lemoa"]).run()
    assert app.query_params["ag"] == "india-russia-relos~us-india-lemoa"


def test_the_card_of_a_disputed_agreement_tells_the_dispute(opened):
    assert "What is contested" in told(opened(id="russia-syria-tartus"))
    before = opened(id="russia-syria-tartus", **{"as": "2018"})
    card = next(e.proto.body for e in before.get("html") if "atlas-card" in e.proto.body)
    assert "atlas-disagree" not in card


def test_the_card_of_a_place_tells_grantor_and_user_apart_from_its_host(opened):
    card = next(
        e.proto.body for e in opened(id="apra-harbor-guam").get("html") if "atlas-card" in e.proto.body
    )
    assert "United States would open it to India" in card
    assert "<dd>Guam</dd>" in card
