"""Packaging: names in one file, pins in the other, and what is installed is what is pinned."""

import re
import tomllib
from fnmatch import fnmatch
from importlib.metadata import version
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[\w.]+)\s+# (?P<reason>\S.*)")


def requirements(file: str) -> list[str]:
    lines = (REPOSITORY / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-"))]


PINS = [*requirements("requirements.txt"), *requirements("requirements-dev.txt")]


@pytest.mark.parametrize("line", PINS)
def test_a_requirement_is_pinned_and_says_why_it_is_here(line):
    assert PIN.fullmatch(line)


@pytest.mark.parametrize("line", PINS)
def test_what_is_installed_is_what_is_pinned(line):
    pin = PIN.fullmatch(line)
    assert version(pin["name"]) == pin["version"]


def test_the_package_needs_what_the_requirements_pin():
    pinned = {PIN.fullmatch(line)["name"] for line in requirements("requirements.txt")}
    assert pinned == set(PROJECT["project"]["dependencies"])


def test_the_requirements_install_the_atlas_itself():
    lines = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert "-e ." in lines


def test_no_requirement_stands_twice():
    names = [PIN.fullmatch(line)["name"] for line in PINS]
    assert len(names) == len(set(names))


def test_every_file_beside_the_code_is_part_of_the_package():
    source = REPOSITORY / "src" / "relos_atlas"
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["relos_atlas"]
    files = [path.relative_to(source) for path in source.rglob("*") if path.is_file()]
    data = [str(path) for path in files if path.suffix not in {".py", ".pyc"}]
    assert [path for path in data if not any(fnmatch(path, pattern) for pattern in patterns)] == []


def test_the_command_is_installed_under_its_name():
    assert PROJECT["project"]["scripts"] == {"relos-atlas": "relos_atlas.cli:main"}
