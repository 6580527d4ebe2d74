"""The timeline page without a browser: default, hostile and empty states, and what its tabs say."""

import json
import re
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from relos_atlas.domain.events import select_events
from relos_atlas.model import EventKind, PartialDate, ViewState

SCRIPT = "pages/timeline.py"


@pytest.fixture
def opened(open_page):
    """Open the timeline page with these keys in its link."""
    return lambda **query: open_page(urlencode(query), SCRIPT)


def told(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def sentence(app: AppTest) -> str:
    return re.search(r'<p class="atlas-live"[^>]*>(.*?)</p>', told(app)).group(1)


def card(app: AppTest) -> str:
    return next(e.proto.body for e in app.get("html") if "atlas-card" in e.proto.body)


def test_the_default_page_shows_all_events(opened):
    app = opened()
    assert not app.exception
    assert sentence(app).startswith("Showing 137 of 137 events: 16 port calls")
    assert len(app.dataframe[0].value) == 137
    assert app.dataframe[0].value["From"].is_monotonic_increasing


@pytest.mark.parametrize(
    "query",
    [
        {"et": "<script>", "as": "2026-13", "kn": "yesterday", "cf": "~", "t": "2030..1947"},
        {"un": "2025:<img src=x onerror=alert(1)>~nowhere:x", "id": "../x", "q": "${7*7}"},
        {"et": "~".join(["port-call"] * 90), "un": "~" * 50},
    ],
)
def test_a_hostile_link_shows_the_page_and_says_what_it_ignored(query, opened):
    app = opened(**query)
    assert not app.exception
    assert "<img" not in told(app)
    assert "atlas-notices" in told(app) or query["et"].startswith("port-call")


def test_an_empty_selection_says_so_and_offers_a_way_out(opened):
    app = opened(et="none", t="2020")
    assert not app.exception
    assert sentence(app).startswith("None of the 137 events surely fits")
    app.button(key="clear-empty").click().run()
    assert not {"et", "t"} & set(app.query_params)
    assert len(app.dataframe[0].value) == 137


def test_the_card_of_an_event_tells_what_when_how_exactly_where_who_and_by_whom(opened):
    shown = card(opened(id="relos-text-published-2026"))
    for text in (
        "April 2026",
        "the month; the day is not known",
        "Moscow",
        "India, Russia",
        "medium confidence",
    ):
        assert text in shown
    assert 'href="?id=relos-text-published-2026"' in shown
    assert "1 April" not in shown


def test_the_card_leads_to_the_facility_and_shows_the_readers_note_as_theirs(opened):
    app = opened(id="murmansk-india-cargo-2023", un="murmansk-india-cargo-2023:checked <b>")
    (link,) = [e for e in app.get("page_link") if "on the access page" in e.proto.label]
    assert "id=murmansk-port" in link.proto.query_string
    assert "User note: checked &lt;b&gt;" in card(app)


def test_a_hidden_event_keeps_its_card_and_says_so(opened):
    app = opened(id="relos-signed-2025", **{"as": "2020"})
    assert "hide this event" in card(app)
    assert "relos-signed-2025" not in app.dataframe[0].value.index


def test_on_a_day_agreements_claims_and_names_of_then_are_told(opened):
    said = told(opened(**{"as": "2025-12-03"}))
    assert "On 3 December 2025" in said
    assert "RELOS: not confirmed in force" in said
    assert "The tables do not date names" in said
    assert "Choose an as-of date" in told(opened())


def test_a_change_between_two_dates_is_told_in_words(opened):
    said = told(opened(cf="2025-02-17", **{"as": "2025-12-15"}))
    assert "What changed after 17 February 2025, up to 15 December 2025" in said
    assert "RELOS: not yet signed, then not confirmed in force" in said
    assert "2 December 2025: State Duma ratifies the agreement" in said


def test_before_and_after_compares_around_the_selected_event(opened):
    app = opened(id="relos-signed-2025")
    (table,) = [d.value for d in app.dataframe if "Before" in d.value]
    assert table.loc["Port calls", ["Before", "After"]].tolist() == [13, 3]
    assert table.loc["All", ["Before", "After"]].sum() == 136
    assert opened().selectbox(key="before-after-step").options[5].startswith("2025-02-18: Logistics")


def test_switching_a_kind_off_writes_the_link_and_hides_its_events(opened, atlas):
    app = opened()
    kept = [kind for kind in EventKind if kind is not EventKind.EXERCISE]
    app.get("button_group")[1].set_value(kept).run()
    assert "exercise" not in app.query_params["et"]
    expected = select_events(atlas, ViewState(event_kinds=frozenset(kept)))
    assert len(app.dataframe[0].value) == len(expected.everything) == 101


def test_a_date_that_is_none_is_told_and_the_others_stay(opened):
    app = opened(**{"as": "2020"})
    app.text_input(key="known-on").set_value("soon").run()
    assert "“soon” is no date" in told(app)
    app.text_input(key="known-on").set_value("2021-06").run()
    assert (app.query_params["as"], app.query_params["kn"]) == ("2020", "2021-06")


def test_a_note_is_added_to_the_link_and_removed_again(opened):
    app = opened()
    app.text_input(key="note-anchor").set_value("2025-02-18")
    app.text_input(key="note-text").set_value("मेरा नोट ~ 1")
    app.button(key="add-note").click().run()
    assert "2025-02-18:" in app.query_params["un"]
    assert "User note: मेरा नोट ~ 1" in told(app)
    app.button(key="remove-note-0").click().run()
    assert "un" not in app.query_params


def test_a_note_about_nothing_is_refused_in_words(opened):
    app = opened()
    app.text_input(key="note-anchor").set_value("nowhere")
    app.text_input(key="note-text").set_value("x")
    app.button(key="add-note").click().run()
    assert "neither a date nor an id" in told(app)


def test_a_file_of_notes_is_read_and_kept_out_of_the_link(opened):
    app = opened()
    notes = {"relos-atlas-user-notes": 1, "notes": [{"anchor": "2020", "text": "from my file"}]}
    app.file_uploader(key="load-notes").upload(
        "notes.json", json.dumps(notes).encode(), "application/json"
    ).run()
    assert "User note: from my file" in told(app)
    assert "un" not in app.query_params


@pytest.mark.parametrize(
    "day", ["1971-08-10", "2000-10-05", "2020-07-15", "2025-02-18", "2025-12-03", "2026-05-01"]
)
def test_on_the_fixed_days_list_and_sentence_agree(day, opened, atlas):
    app = opened(**{"as": day})
    selection = select_events(atlas, ViewState(as_of=PartialDate.parse(day)))
    assert app.dataframe[0].value.index.tolist() == selection.everything.index.tolist()
    assert sentence(app).startswith(f"Showing {len(selection.rows)} of 137 events")
