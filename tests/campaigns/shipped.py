"""R1 with the phones as they are shipped: their own code, over HTTP, against the real server.

    python -m tests.campaigns.shipped --count 5000 --first-seed 0 [--engine postgres]
        [--record [--more]]
    python -m tests.campaigns.shipped --seed 17           plays one again and tells all of it

Two phones of a student, a supervisor and a coach, run under Node with an IndexedDB in memory. What
goes wrong on the way stands in tests/pwa/campaign/network.ts, what must hold in checks.ts.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from collections import Counter
from contextlib import aclosing

from tests.campaigns.phones.processes import Schedule, play
from tests.campaigns.results import Run, campaign


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--count", type=int, default=100)
    words.add_argument("--first-seed", type=int, default=0)
    words.add_argument("--seed", type=int)
    words.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    words.add_argument("--stop", action="store_true", help="at the first seed that fails")
    words.add_argument("--record", action="store_true")
    words.add_argument("--more", action="store_true", help="after the last one recorded")
    asked = words.parse_args()
    if asked.seed is not None:
        asyncio.run(_first_failure(asked.engine, asked.seed, 1, trace=True))
        return
    if asked.stop:
        asyncio.run(_first_failure(asked.engine, asked.first_seed, asked.count, trace=False))
        return
    with campaign(
        "R1",
        "shipped phones",
        total=asked.count,
        target="5,000: 0 lost, 0 duplicated, 0 diverged",
        engine=asked.engine,
        first_seed=asked.first_seed,
        record=asked.record,
        more=asked.more,
    ) as run:
        asyncio.run(_all(run, asked))


async def _all(run: Run, asked: argparse.Namespace) -> None:
    totals = Counter[str](run.result.details)
    playing = play(asked.engine, run.result.next_seed, asked.count, postgres=_postgres())
    async with aclosing(playing):
        async for schedule in playing:
            run.done()
            totals.update(steps=schedule.steps, calls=schedule.calls, deaths=schedule.deaths)
            totals.update(faults=sum(schedule.met.values()))
            if schedule.broken:
                run.failed(_said(schedule))
    run.result.details = dict(totals)


async def _first_failure(engine: str, first: int, count: int, *, trace: bool) -> None:
    """Leaves with 1 after saying which seed fails; with `trace` tells what everybody did."""
    playing = play(engine, first, count, postgres=_postgres(), trace=trace)
    async with aclosing(playing):
        async for schedule in playing:
            if schedule.broken:
                print(_said(schedule))
                raise SystemExit(1)


def _said(schedule: Schedule) -> str:
    return f"seed {schedule.seed}: {'; '.join(schedule.broken)}"


def _postgres() -> str:
    return os.environ.get("VAKWERK_TEST_POSTGRES", "")


if __name__ == "__main__":
    main()
