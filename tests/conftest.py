"""What most tests are handed: the committed atlas, its words, and random states made of its vocabulary."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from relos_atlas.data import Atlas, default_geodata, load_atlas
from relos_atlas.domain.links import Vocabulary, decode_link
from relos_atlas.domain.vocabulary import vocabulary_of
from relos_atlas.domain.voyages import Sea, VoyageAnswer, plan_of
from relos_atlas.domain.ways import answer_voyage
from relos_atlas.model import (
    DEFAULT_EVENT_KINDS,
    DEFAULT_GRADES,
    EventKind,
    Grade,
    Interval,
    Layer,
    PartialDate,
    Position,
    Projection,
    UserNote,
    ViewState,
    Voyage,
)
from relos_atlas.routing import Router
from relos_atlas.routing.economics import Tariffs
from relos_atlas.text import Catalogue, catalogue

# The same examples in every run: a red test is red for everybody. Two cores may be busy, so no deadline.
# Shrinking is left out: on selections of all places it takes minutes, and a state says enough by itself.
settings.register_profile(
    "atlas",
    deadline=None,
    derandomize=True,
    max_examples=100,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("atlas")


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    return load_atlas(default_geodata())


@pytest.fixture(scope="session")
def words() -> Catalogue:
    return catalogue("en")


@pytest.fixture(scope="session")
def vocabulary(atlas: Atlas) -> Vocabulary:
    return vocabulary_of(atlas)


@pytest.fixture
def geodata_copy(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("build")
    return Path(shutil.copytree(default_geodata(), tmp_path / "geodata", ignore=ignored))


@pytest.fixture(scope="session")
def dates() -> st.SearchStrategy[PartialDate]:
    days = st.dates().map(lambda day: (day.year, day.month, day.day))
    return st.builds(lambda day, parts: PartialDate(*day[:parts]), days, st.integers(1, 3))


@pytest.fixture(scope="session")
def states(vocabulary: Vocabulary, dates: st.SearchStrategy[PartialDate]) -> st.SearchStrategy[ViewState]:
    """States in which every field may have any value that the atlas knows."""
    return st.builds(
        ViewState,
        projection=st.sampled_from(Projection),
        centre=_maybe(st.builds(Position, lon=st.floats(-180, 180), lat=st.floats(-90, 90))),
        zoom=_maybe(st.floats(0, 18)),
        layers=st.frozensets(st.sampled_from(Layer)),
        countries=_few(vocabulary.countries, "RU", "IN"),
        regions=_few(vocabulary.regions),
        kinds=_few(vocabulary.kinds),
        operators=_few(vocabulary.operators),
        grades=st.sampled_from([DEFAULT_GRADES, frozenset(Grade)]) | st.frozensets(st.sampled_from(Grade)),
        agreements=_few(vocabulary.agreements, "india-russia-relos", "us-india-lemoa"),
        agreement_kinds=_few(vocabulary.agreement_kinds),
        statuses=_few(vocabulary.statuses, "in-force"),
        services=_few(vocabulary.services, "fuel"),
        troops=_few(vocabulary.troops),
        text=st.sampled_from(["", "", "", "port", "Vizag", "мурманск", "मुंबई", "a=b&c~d"]) | st.text(),
        period=_maybe(st.lists(dates, min_size=2, max_size=2).map(_interval)),
        as_of=_maybe(_recent() | dates),
        known_on=_maybe(_recent() | dates),
        event_kinds=st.just(DEFAULT_EVENT_KINDS) | st.frozensets(st.sampled_from(EventKind)),
        compare_from=_maybe(_recent() | dates),
        notes=st.lists(_user_notes(vocabulary, dates), max_size=2).map(tuple),
        voyage=_voyages(vocabulary),
        selected=_maybe(_one_of(vocabulary.selectable)),
        data=_maybe(st.text("0123456789abcdef", min_size=12, max_size=12)),
    )


def _voyages(vocabulary: Vocabulary) -> st.SearchStrategy[Voyage]:
    ends = _one_of(vocabulary.places) | st.sampled_from(["69_33.083", "-54.8_-68.3", "90_0", "0_180"])
    return st.builds(
        Voyage,
        origin=_maybe(ends),
        destination=_maybe(ends),
        month=_maybe(st.integers(1, 12)),
        ice_class=_maybe(_one_of(vocabulary.ice_classes)),
        speed_kn=_maybe(st.floats(1, 40)),
        avoid=_few(vocabulary.passages),
        ship=_maybe(_one_of(vocabulary.ships)),
        reach_from=_maybe(ends),
        reach_days=_maybe(st.integers(1, 90)),
        segment=_maybe(_one_of(vocabulary.segments)),
    )


def _user_notes(vocabulary: Vocabulary, dates: st.SearchStrategy[PartialDate]) -> st.SearchStrategy[UserNote]:
    texts = st.sampled_from(["seen by us", "~a~ 100% b:c &=", "कोच्चि", "заход"]) | st.text(max_size=8)
    notes = st.builds(UserNote, anchor=_one_of(vocabulary.selectable) | dates.map(str), text=texts)
    return notes.filter(lambda note: note.text)


def _few(values: frozenset[str], *often: str) -> st.SearchStrategy[frozenset[str]]:
    """No value or up to three; `often` names some that would otherwise be rare."""
    every = _one_of(values)
    return st.just(frozenset()) | st.frozensets(
        st.sampled_from(often) | every if often else every, max_size=3
    )


def _one_of(values: frozenset[str]) -> st.SearchStrategy[str]:
    # `sampled_from` would list them all in its name; so long a name is a warning, which is an error here.
    ordered = sorted(values)
    return st.integers(0, len(ordered) - 1).map(lambda at: ordered[at])


def _maybe(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | values


def _recent() -> st.SearchStrategy[PartialDate]:
    texts = ("2002", "2019", "2020-07", "2021", "2025-02-18", "2025-12-01", "2025-12", "2026-11", "2026")
    return st.sampled_from([PartialDate.parse(text) for text in texts])


def _interval(ends: list[PartialDate]) -> Interval:
    return Interval(*sorted(ends, key=lambda date: (date.earliest, date.latest)))


@pytest.fixture(scope="session")
def sea() -> Sea:
    """One router and one table of tariffs for all tests; no question changes them."""
    return Sea(Router.load(default_geodata()), Tariffs(default_geodata()))


@pytest.fixture(scope="session")
def answered(atlas: Atlas, sea: Sea, vocabulary: Vocabulary):
    """Answer the voyage of a link."""

    def answer(query: str) -> VoyageAnswer:
        state, notices = decode_link(query, vocabulary)
        assert notices == ()
        return answer_voyage(atlas, sea, plan_of(atlas, state))

    return answer
