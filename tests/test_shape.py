"""The shape of the house: floors, small files, and nothing of one machine in it."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from server.version import VERSION

TOP = Path(__file__).parents[1]
CODE = {".py", ".ts", ".tsx", ".css", ".html", ".sh"}


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=TOP,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = [TOP / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


FILES = _tracked()
SOURCES = [path for path in FILES if path.suffix in CODE and "migrations" not in path.parts]
RULES = [path for path in SOURCES if path.is_relative_to(TOP / "server" / "rules")]


def test_every_source_fits_on_a_few_screens() -> None:
    long = {str(path.relative_to(TOP)): _lines(path) for path in SOURCES}
    assert {name: count for name, count in long.items() if count > 300} == {}


def test_imports_only_point_down() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports"))]
    found = subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("path", RULES, ids=lambda path: str(path.name))
def test_rules_are_plain_and_need_nothing_but_python(path: Path) -> None:
    tree = ast.parse(path.read_text())
    awaits = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)
    assert not [node for node in ast.walk(tree) if isinstance(node, awaits)]
    foreign = {name.split(".")[0] for name in _imported(tree)} - set(sys.stdlib_module_names)
    assert foreign <= {"server"}


@pytest.mark.parametrize("path", RULES, ids=lambda path: str(path.name))
def test_rules_are_told_the_time(path: Path) -> None:
    asked = re.findall(r"\b(?:datetime\.now|date\.today|time\.time|utcnow)\b", path.read_text())
    assert asked == []


def test_nothing_is_left_for_later() -> None:
    word = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
    assert [str(p.relative_to(TOP)) for p in SOURCES if word.search(p.read_text())] == []


def test_no_test_is_skipped() -> None:
    word = re.compile(r"mark\.(skip|" + r"xfail)|\b(it|test|describe)\.(skip|" + r"todo|only)\b")
    tests = [path for path in SOURCES if path.is_relative_to(TOP / "tests")]
    assert [str(p.relative_to(TOP)) for p in tests if word.search(p.read_text())] == []


def test_the_locks_name_no_place_to_download_from() -> None:
    locks = [*(TOP / "requirements").glob("*.txt"), TOP / "pwa" / "package-lock.json"]
    for lock in locks:
        text = lock.read_text()
        assert '"resolved"' not in text
        assert not re.search(r"^\s*(--(extra-)?index-url|--find-links|-[if]) ", text, re.MULTILINE)
    assert not re.search(r"://", "".join(p.read_text() for p in locks if p.suffix == ".txt"))
    settings = (TOP / "pwa" / ".npmrc").read_text().splitlines()
    names = {line.partition("=")[0].strip() for line in settings}
    assert not [name for name in names if name.endswith("registry")]


def test_the_locks_hold_every_dependency_of_the_project() -> None:
    project = _project()
    wanted = {_name(line) for line in project["project"]["dependencies"]}
    assert wanted <= _locked("base")
    dev = {_name(line) for line in project["dependency-groups"]["dev"] if isinstance(line, str)}
    assert wanted | dev <= _locked("dev")
    assert _locked("base") <= _locked("build") <= _locked("dev")


def test_the_customers_packages_are_there() -> None:
    fixed = {"starlette", "tortoise-orm", "weasyprint", "itsdangerous", "pytest-asyncio"}
    assert fixed <= _locked("dev")


def test_the_npm_lock_knows_the_package_of_every_platform() -> None:
    packages = json.loads((TOP / "pwa" / "package-lock.json").read_text())["packages"]
    wanted = {
        name for package in packages.values() for name in package.get("optionalDependencies", {})
    }
    known = {path.split("node_modules/")[-1] for path in packages}
    assert wanted - known == set()


def test_there_is_one_version() -> None:
    assert json.loads((TOP / "pwa" / "package.json").read_text())["version"] == VERSION
    assert f"## {VERSION}" in (TOP / "CHANGELOG.md").read_text()


def _lines(path: Path) -> int:
    return path.read_text().count("\n")


def _imported(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def _project() -> dict[str, Any]:
    return tomllib.loads((TOP / "pyproject.toml").read_text())


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return found[0].lower()


def _locked(lock: str) -> set[str]:
    text = (TOP / "requirements" / f"{lock}.txt").read_text()
    return set(re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE))
