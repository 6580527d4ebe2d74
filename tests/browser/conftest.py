"""A running app, a real Chromium, and a visitor whose every visit must leave nothing to complain of."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType
from support.chromium import launch_options
from support.hostile import write_hostile_geodata
from support.server import ROOT, AppServer, running_app
from support.visitor import Visitor

from relos_atlas.data import Atlas
from relos_atlas.domain.places import places_of

RESULTS = ROOT / "test-results"
WIDE = {"width": 1280, "height": 800}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


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


@pytest.fixture
def visit(browser: Browser, app: AppServer) -> Iterator[Callable[..., Visitor]]:
    """Let a visitor arrive; afterwards: no outside request, no fault, no dialog."""
    visitors: list[Visitor] = []
    with ExitStack() as contexts:

        def arrive(server: AppServer = app, **options: object) -> Visitor:
            context = browser.new_context(**({"viewport": WIDE} | options))
            contexts.callback(context.close)
            visitors.append(Visitor.arriving(context, server.url))
            return visitors[-1]

        yield arrive
        probes = [visitor.probe() for visitor in visitors]
    assert probes == [{"outside": [], "faults": [], "dialogs": []}] * len(visitors)


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
