"""The catalogue of visible words: every sentence that the code asks for is there."""

import re
from pathlib import Path

import pytest

import relos_atlas
from relos_atlas.domain.agreements import Standing
from relos_atlas.domain.comparison import POINTS
from relos_atlas.domain.places import places_of
from relos_atlas.model import BorderView, Grade, Layer, Notice, Projection
from relos_atlas.text import LANGUAGES, catalogue

SOURCE = Path(relos_atlas.__file__).parent
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py")))
SAID = sorted(set(re.findall(r"words\.say\(\s*\"([^\"]+)\"", CODE)))
PATTERNS = sorted(set(re.findall(r"words\.say\(\s*f\"([^\"]+)\"", CODE)))
NOTICES = sorted(set(re.findall(r"Notice\(\s*\"([^\"]+)\"", CODE)))


@pytest.fixture(scope="module")
def keys(words):
    return words.keys()


def has(keys, key: str) -> bool:
    return key in keys or f"{key}.other" in keys


@pytest.mark.parametrize("key", SAID)
def test_a_sentence_that_the_code_says_is_in_the_catalogue(key, keys):
    assert has(keys, key)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_family_of_sentences_that_the_code_says_is_in_the_catalogue(pattern, keys):
    family = re.compile(r"[^.]+".join(map(re.escape, re.split(r"\{[^}]*\}", pattern))) + r"(\.other)?")
    assert any(family.fullmatch(key) for key in keys)


@pytest.mark.parametrize("code", NOTICES)
def test_a_notice_that_the_code_gives_has_a_sentence(code, keys):
    assert f"notice.{code}" in keys


@pytest.mark.parametrize(
    ("family", "values"),
    [
        ("grade.{}.label", Grade),
        ("grade.{}.short", Grade),
        ("summary.grade.{}", Grade),
        ("summary.hidden-grade.{}", Grade),
        ("card.relation-value.{}", [grade for grade in Grade if grade is not Grade.CONTEXT]),
        ("layer.{}", Layer),
        ("projection.{}", Projection),
        ("map.caption.{}", Projection),
        ("standing.{}", Standing),
        ("agreements.count.{}", [Standing.IN_FORCE, Standing.SIGNED, Standing.ENDED]),
        ("agreements.hidden.{}", [Standing.ENDED, Standing.PENDING, Standing.NOT_YET]),
        ("border-view.{}", BorderView),
    ],
)
def test_every_value_of_the_model_has_its_word(family, values, keys):
    assert [value for value in values if not has(keys, family.format(value))] == []


def test_every_slug_of_the_tables_has_its_word(atlas, keys):
    places = places_of(atlas)
    asked = {
        *(f"kind.{kind}" for kind in places["kind"]),
        *(f"card.precision.{source}" for source in places["coord_source"]),
        *(f"card.ice-value.{ice}" for ice in places["ice_access"] if ice),
        *(f"status.{status}" for status in [*atlas.claims["status"], *atlas.agreements["status"]]),
        *(f"agreement-kind.{kind}" for kind in atlas.agreements["kind"]),
        *(f"troops.{answer}" for answer in atlas.agreements["troop_presence"]),
        *(f"service.{service}" for service in atlas.tables["services"]["service_id"]),
        *(f"service-domain.{domain}" for domain in atlas.tables["service-domains"]["domain_id"]),
        *(f"compare.{point}" for point in POINTS),
        *(f"topic.{topic}" for topic in [*atlas.claims["topic"], *atlas.questions["topic"]]),
    }
    assert sorted(asked - keys) == []


def test_plural_forms_come_together(keys):
    forms = {
        form: {key.removesuffix(form) for key in keys if key.endswith(form)} for form in (".one", ".other")
    }
    # A kind of place is called "other" as well.
    assert forms[".one"] == forms[".other"] - {"kind", "topic"}


def test_one_and_many_are_told_apart_and_large_numbers_written_out(words):
    said = [words.say("count.places", n=n) for n in (0, 1, 2, 1234)]
    assert said == ["0 places", "1 place", "2 places", "1,234 places"]


@pytest.mark.parametrize("hostile", ["{n}", "{key.__class__}", "%s", "${7*7}", "<script>", "नमस्ते", "\u202e"])
def test_what_is_filled_in_is_never_read_as_a_pattern(hostile, words):
    notice = Notice("link-value", (("key", "q"), ("value", hostile), ("expected", hostile)))
    assert words.notice(notice).count(hostile) == 2


def test_an_unknown_sentence_is_a_fault_of_the_program(words):
    with pytest.raises(KeyError):
        words.say("no.such-sentence")


def test_a_part_that_is_missing_is_a_fault_of_the_program(words):
    with pytest.raises(KeyError):
        words.say("notice.link-long")


def test_a_language_without_words_falls_back_to_the_first():
    assert catalogue("tlh") is not None
    assert catalogue("tlh").language == LANGUAGES[0] == "en"


def test_every_language_has_the_same_sentences():
    assert {catalogue(language).keys() for language in LANGUAGES} == {catalogue("en").keys()}
