"""Broken variants: Vakwerk with one promise taken out, to see that the schedules notice (R2).

A variant is a patch, applied to a copy of the tree; never a switch in the product. The table
`variants.json` says which campaign catches it, by which seed, and after how many schedules from
seed 0 that was. A campaign that catches variants understands two commands:

    python -m tests.campaigns.<campaign> <options> --seed N
    python -m tests.campaigns.<campaign> <options> --first-seed 0 --count 1000 --stop

Both leave with 1 after printing `seed N: what went wrong` for the first seed that fails, and with 0
when nothing did. Anything else, such as a patch that does not even start, catches nothing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.campaigns.results import TOP

FOLDER = Path(__file__).parent
TABLE = FOLDER / "variants.json"
MOST_SCHEDULES = 1_000
_COPIED = ("server", "tests", "locale", "pdf_templates", "pwa", "pyproject.toml")
_SHARED = (".venv", "pwa/node_modules")
_FAILED = re.compile(r"^seed (\d+): (.+)$", re.MULTILINE)


@dataclass
class Variant:
    """`seed` catches it, and is the `needed`-th from seed 0; both None until it was searched."""

    name: str
    breaks: str
    campaign: str
    options: list[str]
    seed: int | None = None
    needed: int | None = None

    @property
    def patch(self) -> Path:
        return FOLDER / f"{self.name}.patch"


@dataclass(frozen=True)
class Caught:
    seed: int
    how: str


class NotStarted(Exception):
    """The campaign ended in a way that says nothing about the promise."""


def variants() -> list[Variant]:
    return [Variant(**row) for row in json.loads(TABLE.read_text())]


def write_table(rows: list[Variant]) -> None:
    ordered = sorted(rows, key=lambda row: (row.campaign, row.name))
    TABLE.write_text(json.dumps([asdict(row) for row in ordered], indent=1) + "\n")


def broken_tree(variant: Variant, folder: Path) -> Path:
    """A copy of this tree in `folder` with the patch applied. Raises CalledProcessError."""
    copy_tree(folder)
    command = ["git", "apply", str(variant.patch)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return folder


def copy_tree(folder: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *_COPIED],
        cwd=TOP,
        capture_output=True,
        check=True,
        text=True,
    )
    for name in listed.stdout.split("\0"):
        if name and (TOP / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(TOP / name, folder / name)
    for name in _SHARED:
        if (TOP / name).exists():
            (folder / name).symlink_to((TOP / name).resolve())


def run(variant: Variant, tree: Path, *words: str) -> Caught | None:
    """What the campaign finds in that tree; None for nothing."""
    command = [sys.executable, "-m", f"tests.campaigns.{variant.campaign}", *variant.options]
    ended = subprocess.run(
        [*command, *words],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    found = _FAILED.search(ended.stdout)
    if ended.returncode == 1 and found:
        return Caught(int(found[1]), found[2])
    if ended.returncode == 0:
        return None
    raise NotStarted(f"{variant.name}: {ended.returncode}\n{ended.stdout}\n{ended.stderr}"[-4_000:])
