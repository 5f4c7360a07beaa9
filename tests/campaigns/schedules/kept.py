"""Schedules that once went wrong, step by step: they stay what they were when the plan changes."""

from __future__ import annotations

import json
from pathlib import Path

from tests.campaigns.schedules.plan import Step

KEPT = Path(__file__).parent / "kept"


def read_kept(file: Path) -> tuple[list[Step], dict[str, int]]:
    kept = json.loads(file.read_text())
    return [Step(*step) for step in kept["steps"]], kept["clocks"]


def keep(name: str, found: str, steps: list[Step], clocks: dict[str, int]) -> None:
    told = [[step.kind, step.phone, step.seed] for step in steps]
    KEPT.mkdir(exist_ok=True)
    text = json.dumps({"found": found, "clocks": clocks, "steps": told}, indent=1)
    (KEPT / f"{name}.json").write_text(text + "\n")
