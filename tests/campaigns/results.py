"""What a campaign says while it runs, in one line at its end, and in a file that the docs quote.

A campaign is a long run of a test that `bin/test` runs as a small slice: `python -m
tests.campaigns.<name> --help`. With `--record` its outcome becomes `docs/reliability/<…>.json`,
from which `python -m tests.campaigns.report` makes docs/reliability.md. A run that is too long for
one sitting is gone on with by `--more`: the record then names every commit that it ran on.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress, TaskID

TOP = Path(__file__).parents[2]
RECORDS = TOP / "docs/reliability"
_MOST_SHOWN = 20


@dataclass
class Result:
    """`figure` is a line of the quality figures (R1 …), `engine` what it ran on, "" for both."""

    figure: str
    name: str
    engine: str
    target: str
    command: str
    commit: str
    first_seed: int | None
    executed: int = 0
    failures: list[str] = field(default_factory=list)
    seconds: float = 0.0
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        words = re.findall(r"[a-z0-9]+", f"{self.name} {self.engine}".lower())
        return RECORDS / f"{'-'.join([self.figure, *words])}.json"

    @property
    def next_seed(self) -> int:
        return (self.first_seed or 0) + self.executed

    def after(self, before: Result) -> None:
        """Goes on where that one ended, as one result."""
        self.executed, self.failures = before.executed, list(before.failures)
        self.seconds, self.details = before.seconds, dict(before.details)
        self.first_seed = before.first_seed
        self.commit = ", ".join(dict.fromkeys([*before.commit.split(", "), self.commit]))
        self.command = f"{before.command}; {self.command}"

    def verdict(self) -> str:
        word = "OK" if self.executed and not self.failures else "FAILED"
        where = f" on {self.engine}" if self.engine else ""
        return (
            f"{self.figure} {self.name}{where}: {word}, {self.executed:,} executed, "
            f"{len(self.failures)} failed, {self.seconds:.1f} s"
        )


class Run:
    """A campaign under way."""

    def __init__(self, result: Result, progress: Progress, bar: TaskID) -> None:
        self.result = result
        self._progress, self._bar = progress, bar

    def done(self, count: int = 1) -> None:
        self.result.executed += count
        self._progress.advance(self._bar, count)

    def failed(self, what: str) -> None:
        """One line that says how to see it again, such as a seed."""
        self.result.failures.append(what)
        if len(self.result.failures) <= _MOST_SHOWN:
            self._progress.console.print(what, markup=False)


@contextmanager
def campaign(
    figure: str,
    name: str,
    *,
    total: int,
    target: str,
    engine: str = "",
    first_seed: int | None = None,
    record: bool = False,
    more: bool = False,
) -> Iterator[Run]:
    """Counts, shows progress and ends with one line; raises SystemExit(1) after a failure.

    With `more` it adds to what is recorded, from `run.result.next_seed` on.
    """
    module = sys.modules["__main__"].__spec__
    command = f"python -m {module.name.removesuffix('.__main__')}" if module else sys.argv[0]
    words = [word for word in sys.argv[1:] if word != "--record"]
    result = Result(
        figure, name, engine, target, " ".join([command, *words]), _commit(), first_seed
    )
    if more:
        result.after(Result(**json.loads(result.file.read_text())))
    started = time.monotonic()
    with Progress(console=Console(stderr=True)) as progress:
        run = Run(result, progress, progress.add_task(f"{figure} {name}", total=total))
        yield run
    result.seconds = round(result.seconds + time.monotonic() - started, 1)
    print(result.verdict())
    if record:
        RECORDS.mkdir(parents=True, exist_ok=True)
        result.file.write_text(json.dumps(asdict(result), indent=1) + "\n")
    if result.failures or not result.executed:
        raise SystemExit(1)


def recorded() -> list[Result]:
    return [Result(**json.loads(file.read_text())) for file in sorted(RECORDS.glob("*.json"))]


def _commit() -> str:
    """Of the tree that ran; a + says that it held changes that no commit has."""
    head = _git("rev-parse", "--short=12", "HEAD")
    return head + ("+" if _git("status", "--porcelain", "--", "server", "pwa/src") else "")


def _git(*words: str) -> str:
    asked = subprocess.run(["git", *words], cwd=TOP, capture_output=True, text=True, check=True)
    return asked.stdout.strip()
