"""The evidence page shows every claim about the pact."""


def test_every_claim_stands_on_the_page(visitor, words, atlas):
    visitor.open("/evidence")
    heading = visitor.page.get_by_role("heading", name=words.say("evidence.heading"), exact=True)
    assert heading.is_visible()
    text = visitor.page.text_content("[data-testid='stMain']")
    claims = atlas.claims[atlas.claims["agreement_id"].isin({"india-russia-relos", ""})]["statement"]
    assert [claim for claim in claims if claim not in text] == []
    assert words.say("evidence.count", n=len(claims)) in text
