"""A studio, one view of each page, and every file of it, made once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from relos_atlas.data import Atlas, load_atlas
from relos_atlas.domain.links import decode_link
from relos_atlas.domain.vocabulary import vocabulary_of
from relos_atlas.render.assets import prepare_assets
from relos_atlas.snapshot.files import KINDS, make_file
from relos_atlas.snapshot.order import Order, Studio
from relos_atlas.snapshot.pack import data_pack, pack
from relos_atlas.text import Catalogue

ADDRESS = "https://atlas.example/"
QUERY = "p=polar&cc=RU&rg=arctic&q=%D0%BC%D1%83%D1%80%D0%BC%D0%B0%D0%BD%D1%81%D0%BA"


@pytest.fixture(scope="session")
def studio(atlas: Atlas, words: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return Studio(atlas, prepare_assets(tmp_path_factory.mktemp("static"), atlas.geodata), words)


@pytest.fixture(scope="session")
def order_of(atlas: Atlas) -> Callable[..., Order]:
    def order(query: str = "", page: str = "access", address: str = ADDRESS) -> Order:
        return Order(page, decode_link(query, vocabulary_of(atlas))[0], address)

    return order


@pytest.fixture(scope="session")
def small_view() -> tuple[str, str]:
    """Query and address of the view that the files below show."""
    return QUERY, ADDRESS


@pytest.fixture(scope="session")
def made(studio: Studio, order_of: Callable[..., Order]) -> dict[str, bytes]:
    """Every file of one small view, by kind; the pack and the data alone among them."""
    order = order_of(QUERY)
    files = {kind: make_file(studio, order, kind) for kind in KINDS}
    return files | {"pack": pack(studio, order), "data": data_pack(studio, order)}


@pytest.fixture
def studio_on(studio: Studio, words: Catalogue) -> Callable[[Path], Studio]:
    """A studio on other tables, as they may be a year later."""
    return lambda geodata: Studio(load_atlas(geodata), studio.assets, words)
