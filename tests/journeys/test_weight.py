"""F1: what a student's phone downloads, counted on the built app as it travels."""

from __future__ import annotations

import re
from pathlib import Path

import brotli

ASSETS = Path(__file__).parents[2] / "pwa" / "dist" / "assets"
# Pieces that no student who is signed in and reads Dutch ever fetches.
OF_OTHERS = {
    "CodeForm",
    "Invitation",
    "SignIn",
    "coach",
    "coordinator",
    "en",
    "reading",
    "supervisor",
}
STATIC = re.compile(rb'(?:from|import)\s*["`\']\./([\w.-]+\.js)')


def test_the_first_screen_takes_no_more_than_25_kB_of_scripts() -> None:
    first = {path for path in _scripts() if _name(path) in {"index", "logbook"}}
    assert len(first) == 2
    assert _weight(_with_imports(first)) <= 25.0


def test_the_whole_student_app_does_not_grow() -> None:
    """The target is 60 kB; this is what is there, with photos and what installs it on an iPhone."""
    assert _weight({path for path in _scripts() if _name(path) not in OF_OTHERS}) <= 76


def test_nobody_downloads_the_screens_of_somebody_else() -> None:
    roles = {"logbook", "student", "coach", "coordinator", "supervisor"}
    for path in _scripts():
        if _name(path) not in {"logbook", "student"}:
            others = {_name(found) for found in _with_imports({path})} & roles
            assert others <= {_name(path)}, path.name


def _scripts() -> list[Path]:
    found = sorted(ASSETS.glob("*.js"))
    assert found, "the app is not built"
    return found


def _with_imports(first: set[Path]) -> set[Path]:
    """Without what they only import when it is asked for."""
    found, todo = set(first), list(first)
    while todo:
        for name in STATIC.findall(todo.pop().read_bytes()):
            path = ASSETS / name.decode()
            if path not in found:
                found.add(path)
                todo.append(path)
    return found


def _weight(paths: set[Path]) -> float:
    return sum(len(brotli.compress(path.read_bytes())) for path in paths) / 1000


def _name(path: Path) -> str:
    return path.name.split("-")[0].split(".")[0]
