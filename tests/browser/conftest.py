"""A running app, a real Chromium, and a visitor whose every visit must leave nothing to complain of."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType
from support.chromium import launch_options
from support.desks import Desks
from support.hostile import write_hostile_geodata
from support.server import ROOT, AppServer, running_app
from support.visitor import NOTHING_WRONG, Visitor

from relos_atlas.data import Atlas
from relos_atlas.domain.places import places_of

RESULTS = ROOT / "test-results"
HAS_PASSED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    if report.when == "call":
        item.stash[HAS_PASSED] = report.passed
    return report


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type: BrowserType) -> dict[str, object]:
    return launch_options(browser_type)


@pytest.fixture(scope="session")
def start_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., AppServer]]:
    """Start one more app, on other geodata if asked; all of them stop at the end of the session."""
    with ExitStack() as apps:

        def start(geodata: Path | None = None) -> AppServer:
            return apps.enter_context(running_app(tmp_path_factory.mktemp("app"), geodata))

        yield start


@pytest.fixture(scope="session")
def app(start_app: Callable[..., AppServer]) -> Iterator[AppServer]:
    """The app on the repository's own geodata."""
    server = start_app()
    yield server
    assert server.tracebacks() == []


@pytest.fixture(scope="session")
def hostile_geodata(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hostile_geodata(tmp_path_factory.mktemp("hostile") / "geodata")


@pytest.fixture(scope="session")
def hostile_app(start_app: Callable[..., AppServer], hostile_geodata: Path) -> AppServer:
    return start_app(hostile_geodata)


@pytest.fixture(scope="session")
def desks(browser: Browser) -> Desks:
    return Desks(browser)


@pytest.fixture
def visit(desks: Desks, app: AppServer, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visitor]]:
    """Let a new visitor arrive; afterwards: no outside request, no fault, no dialog."""
    visitors: list[Visitor] = []

    def arrive(server: AppServer = app, **options: object) -> Visitor:
        visitors.append(Visitor.arriving(desks.lend(**options), server.url))
        return visitors[-1]

    yield arrive
    has_passed = request.node.stash.get(HAS_PASSED, False)
    probes = [visitor.probe() for visitor in visitors]
    for visitor, probe in zip(visitors, probes, strict=True):
        visitor.leave()
        desks.take_back(visitor.page, clean=has_passed and probe == NOTHING_WRONG)
    assert probes == [NOTHING_WRONG] * len(visitors)


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Visitor:
    return visit()


@pytest.fixture(scope="session")
def place_names(atlas: Atlas) -> dict[str, str]:
    names: dict[str, str] = places_of(atlas)["name"].to_dict()
    return names


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[..., Path]:
    """Keep a screenshot under test-results/, named by what it shows."""

    def take(visitor: Visitor, name: str) -> Path:
        target = RESULTS / f"{name}.png"
        visitor.page.screenshot(path=target)
        return target

    return take
