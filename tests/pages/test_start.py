"""The server answers when the tables are read; damaged tables do not keep it from answering."""

import asyncio

import pytest

from relos_atlas.views import page as page_view
from relos_atlas.views.start import ready


async def started() -> None:
    async with ready(None):
        pass


@pytest.fixture
def reads(monkeypatch):
    """How often the tables are read from disk."""
    seen = []
    load = page_view.load_atlas

    def counted(geodata):
        seen.append(geodata)
        return load(geodata)

    page_view._loaded.clear()
    monkeypatch.setattr(page_view, "load_atlas", counted)
    yield seen
    page_view._loaded.clear()


def test_the_first_visitor_finds_the_tables_read_and_the_maps_written(reads, open_page):
    asyncio.run(started())
    assert len(reads) == 1
    assert {path.name.split("-")[1] for path in (page_view.STATIC_FOLDER / "data").glob("map-*")} == {
        "flat", "polar",
    }  # fmt: skip
    assert not open_page().exception
    assert len(reads) == 1


def test_damaged_tables_do_not_keep_the_server_from_answering(reads, monkeypatch, tmp_path):
    monkeypatch.setenv("RELOS_GEODATA", str(tmp_path / "nowhere"))
    asyncio.run(started())
    assert len(reads) == 1
