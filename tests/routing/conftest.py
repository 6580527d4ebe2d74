"""One router for all tests of the layer; it is never changed by a question."""

from pathlib import Path

import pytest

from relos_atlas.routing import Router

GEODATA = Path(__file__).resolve().parents[2] / "geodata"


@pytest.fixture(scope="session")
def router():
    return Router.load(GEODATA)


@pytest.fixture(scope="session")
def geodata():
    return GEODATA
