"""The direction of the layers, read off the imports: a fault names the file that breaks it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
SOURCE = REPOSITORY / "src" / "relos_atlas"
PAGES = sorted((REPOSITORY / "pages").glob("*.py"))
#: From the ground up; a layer may import itself and what stands before it.
LAYERS = ("model", "text", "geo", "data", "routing", "domain", "scene", "render", "snapshot", "views")
BESIDE = {"text": {"geo"}, "geo": {"text"}}
READERS = {
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "iterdir",
    "glob",
    "read_file",
    "read_csv",
}
#: Licences of the data, which `datapackage.json` names by address; they are written, never fetched.
NAMES_ADDRESSES = {SOURCE / "data" / "package.py"}
SVG_NAMESPACE = "http://www.w3.org/2000/svg"


def modules() -> list[Path]:
    return [*sorted(SOURCE.rglob("*.py")), *PAGES, REPOSITORY / "app.py"]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield str(node.module)


def layer_of(path: Path) -> str:
    """Layer of a file; the package's own modules, such as the command line, stand above all."""
    inside = path.relative_to(SOURCE).parts if path.is_relative_to(SOURCE) else ("pages",)
    return inside[0] if len(inside) > 1 else "pages" if inside == ("pages",) else "top"


def allowed(layer: str) -> set[str]:
    if layer == "pages":
        return {"views", "text"}
    if layer == "top":
        return {*LAYERS, "cli"} - {"views"}
    return set(LAYERS[: LAYERS.index(layer) + 1]) - BESIDE.get(layer, set())


def name_of(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_file_imports_only_downwards(path):
    inner = {name.split(".")[1] for name in imports(path) if name.startswith("relos_atlas.")}
    assert sorted(inner - allowed(layer_of(path))) == []


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_views_and_pages_know_streamlit_and_only_render_knows_folium(path):
    outer = {name.split(".")[0] for name in imports(path)}
    assert "streamlit" not in outer or layer_of(path) in {"views", "pages"}
    assert not outer & {"folium", "branca"} or layer_of(path) == "render"


# Routing is left out: its workers load the network from a folder (docs/decisions/2026-11-22-sea-network.md).
@pytest.mark.parametrize("layer", ["model", "geo", "domain", "scene"])
def test_the_layers_that_answer_open_no_file(layer):
    for path in sorted((SOURCE / layer).rglob("*.py")):
        calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
        names = {call.id if isinstance(call, ast.Name) else getattr(call, "attr", "") for call in calls}
        assert not names & READERS, name_of(path)


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_nothing_is_unpickled_or_evaluated(path):
    names = {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name)}
    assert not names & {"eval", "exec", "__import__"}
    assert not set(imports(path)) & {"pickle", "shelve", "marshal"}


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_has_at_most_forty_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 40


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_says_in_its_first_sentence_what_it_knows(path):
    assert ast.get_docstring(tree(path)), f"{path}: no docstring"


def test_no_file_of_the_application_names_a_web_address():
    kinds = {".py", ".js", ".css", ".toml", ".html"}
    files = [path for path in SOURCE.rglob("*") if path.suffix in kinds] + [*PAGES, REPOSITORY / "app.py"]
    # The name of SVG's namespace has the form of an address; nothing fetches it.
    texts = {path: path.read_text(encoding="utf-8").replace(SVG_NAMESPACE, "") for path in files}
    naming = {path for path, text in texts.items() if re.search(r"https?://\w", text)}
    assert naming - NAMES_ADDRESSES == set()


def test_no_layer_stands_outside_the_order():
    folders = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").is_file()}
    assert folders <= set(LAYERS)
