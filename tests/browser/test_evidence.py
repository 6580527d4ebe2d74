"""The evidence page shows every claim about the pact."""


def test_every_claim_stands_on_the_page(visitor, words, atlas):
    visitor.open("/evidence")
    heading = visitor.page.get_by_role("heading", name=words.say("evidence.heading"), exact=True)
    heading.wait_for()
    claims = atlas.claims[atlas.claims["agreement_id"].isin({"india-russia-relos", ""})]["statement"]

    def missing():
        text = visitor.page.text_content("[data-testid='stMain']")
        expected = (*claims, words.say("evidence.count", n=len(claims)))
        return [each for each in expected if each not in text]

    assert visitor.comes_to(missing, []) == []
