"""The evidence page shows every claim about the pact; filters survive the way there and back."""

from support.visitor import MAP


def test_every_claim_stands_on_the_page(visitor, words, atlas):
    visitor.open("/evidence")
    heading = visitor.page.get_by_role("heading", name=words.say("evidence.heading"), exact=True)
    assert heading.is_visible()
    text = visitor.page.text_content("[data-testid='stMain']")
    claims = atlas.claims[atlas.claims["agreement_id"].isin({"india-russia-relos", ""})]["statement"]
    assert [claim for claim in claims if claim not in text] == []
    assert words.say("evidence.count", n=len(claims)) in text


def test_filters_survive_the_way_to_the_evidence_and_back(visitor, words):
    visitor.open_map("/?cc=IN&kd=port")
    shown = visitor.shown()
    visitor.turn_to(words.say("nav.evidence"))
    visitor.turn_to(words.say("nav.access"))
    visitor.page.wait_for_selector(f"{MAP}[data-land='drawn'][data-shown='{shown}']")
    assert visitor.query() == "cc=IN&kd=port"
