"""Browser files: weighed, named by content, written once."""

import hashlib
import re
from pathlib import Path

import pytest

from relos_atlas.data import default_geodata
from relos_atlas.render import assets as module
from relos_atlas.render.assets import AssetError, prepare_assets, write_asset


def files_of(folder: Path) -> dict[str, tuple[int, bytes]]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes()) for path in paths}


def test_every_path_told_is_a_file(assets):
    paths = [*assets.scripts, *assets.styles, *assets.layers.values()]
    assert [path for path in paths if not (assets.folder / path).is_file()] == []


def test_leaflet_loads_first_and_the_own_scripts_in_their_order(assets):
    names = [Path(path).name for path in assets.scripts]
    assert names[0] == "leaflet.js"
    own = [re.match(r"\d+[a-z]?", name).group() for name in names[1:]]
    assert own == sorted(own)
    assert own[-1] == "3"
    assert [Path(path).name.split("-")[0] for path in assets.styles] == ["leaflet.css", "atlas"]


def test_own_files_carry_a_part_of_their_hash_in_their_name(assets):
    for path in [*assets.scripts[1:], *assets.layers.values()]:
        digest = hashlib.sha256((assets.folder / path).read_bytes()).hexdigest()
        assert Path(path).stem.endswith(digest[:12])


def test_a_second_start_writes_nothing(tmp_path):
    prepare_assets(tmp_path, default_geodata())
    before = files_of(tmp_path)
    prepare_assets(tmp_path, default_geodata())
    assert files_of(tmp_path) == before


def test_no_half_written_file_is_left(assets):
    assert [name for name in files_of(assets.folder) if Path(name).name.startswith("tmp")] == []


def test_a_package_file_with_another_hash_than_noted_is_refused(tmp_path, monkeypatch):
    entries = [entry | {"sha256": "0" * 64} for entry in module._manifest()]
    monkeypatch.setattr(module, "_manifest", lambda: entries)
    with pytest.raises(AssetError, match=r"leaflet\.js sha256=58192.*: expected 0000"):
        prepare_assets(tmp_path, default_geodata())
    assert files_of(tmp_path) == {}


def test_a_third_party_file_that_was_changed_is_put_right(tmp_path):
    prepared = prepare_assets(tmp_path, default_geodata())
    leaflet = tmp_path / prepared.scripts[0]
    whole = leaflet.read_bytes()
    leaflet.write_bytes(whole + b"alert(1)")
    prepare_assets(tmp_path, default_geodata())
    assert leaflet.read_bytes() == whole


def test_a_missing_package_is_named(tmp_path, monkeypatch):
    entries = [entry | {"package": "no-such-package-of-ours"} for entry in module._manifest()]
    monkeypatch.setattr(module, "_manifest", lambda: entries)
    with pytest.raises(AssetError, match="no-such-package-of-ours"):
        prepare_assets(tmp_path, default_geodata())


def test_a_missing_layer_is_named(tmp_path, geodata_copy):
    (geodata_copy / "land-polar.geojson").unlink()
    with pytest.raises(AssetError, match=r"land-polar\.geojson"):
        prepare_assets(tmp_path / "static", geodata_copy)


def test_the_same_content_has_the_same_name_and_other_content_another(tmp_path):
    one, again = (write_asset(tmp_path, "data/a.json", b"[]") for _ in range(2))
    assert one == again != write_asset(tmp_path, "data/a.json", b"{}")


def test_every_third_party_file_tells_its_licence():
    assert all(entry["licence"] for entry in module._manifest())


def test_no_browser_file_of_ours_asks_the_outside(assets):
    own = [path for path in [*assets.scripts, *assets.styles] if path.startswith("atlas/")]
    assert own
    for path in own:
        text = (assets.folder / path).read_text(encoding="utf-8")
        assert "://" not in text, path
