"""R1: random schedules with faults; nothing lost, nothing twice, nobody disagrees.

python -m tests.campaigns.schedules --engine sqlite --count 100000 [--first-seed N]
    [--record [--more]]
python -m tests.campaigns.schedules --engine sqlite --seed N --trace     one of them, in words
python -m tests.campaigns.schedules --engine sqlite --seed N --shrink    with fewer steps
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from tests.campaigns.databases import ENGINES, fresh_database, without_a_disk
from tests.campaigns.results import campaign
from tests.campaigns.schedules.apart import played_apart
from tests.campaigns.schedules.house import House, open_house
from tests.campaigns.schedules.kept import keep
from tests.campaigns.schedules.plan import Step, clocks_of, steps_of
from tests.campaigns.schedules.play import play
from tests.campaigns.schedules.taps import installed

_PART = 500


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--engine", choices=ENGINES, required=True)
    words.add_argument("--count", type=int, default=1_000)
    words.add_argument("--first-seed", type=int, default=0)
    words.add_argument("--stop", action="store_true", help="at the first failure")
    words.add_argument("--seed", type=int)
    words.add_argument("--trace", action="store_true")
    words.add_argument("--shrink", action="store_true")
    words.add_argument("--keep", default="", metavar="NAME")
    words.add_argument("--workers", type=int, default=1, help="processes beside one another")
    words.add_argument("--record", action="store_true")
    words.add_argument("--more", action="store_true", help="after the last one recorded")
    asked = words.parse_args()
    if asked.seed is None and not asked.stop:
        _many(asked)
        return
    without_a_disk()
    with installed():
        if asked.seed is not None:
            sys.exit(asyncio.run(_one(asked)))
        sys.exit(asyncio.run(_until_the_first(asked.engine, asked.first_seed, asked.count)))


async def _one(asked: argparse.Namespace) -> int:
    seed, steps, clocks = asked.seed, steps_of(asked.seed), clocks_of(asked.seed)
    async with fresh_database(asked.engine):
        house = await open_house()
        problem, told = await play(house, steps, clocks)
        if problem and (asked.shrink or asked.keep):
            steps = await _shrunk(house, steps, clocks)
            problem, told = await play(house, steps, clocks)
        if asked.trace or asked.shrink:
            print("\n".join(told))
    if problem and asked.keep:
        keep(asked.keep, problem, steps, clocks)
    print(f"seed {seed}: {problem}" if problem else f"{seed} holds")
    return 1 if problem else 0


async def _until_the_first(engine: str, first: int, count: int) -> int:
    async with fresh_database(engine):
        house = await open_house()
        for seed in range(first, first + count):
            problem, _ = await play(house, steps_of(seed), clocks_of(seed))
            if problem:
                print(f"seed {seed}: {problem}")
                return 1
    return 0


def _many(asked: argparse.Namespace) -> None:
    with campaign(
        "R1",
        "schedules",
        total=asked.count,
        target="100,000: 0 lost, 0 duplicated, 0 diverged",
        engine=asked.engine,
        first_seed=asked.first_seed,
        record=asked.record,
        more=asked.more,
    ) as run:
        seeds = range(run.result.next_seed, run.result.next_seed + asked.count)
        parts = [seeds[at : at + _PART] for at in range(0, len(seeds), _PART)]
        with ProcessPoolExecutor(asked.workers, get_context("spawn")) as workers:
            played = {workers.submit(played_apart, asked.engine, part): part for part in parts}
            for done in as_completed(played):
                for problem in done.result():
                    run.failed(problem)
                run.done(len(played[done]))


async def _shrunk(house: House, steps: list[Step], clocks: dict[str, int]) -> list[Step]:
    """Fewer steps that still go wrong: one after the other is left out for as long as it lasts."""
    for index in reversed(range(len(steps))):
        fewer = steps[:index] + steps[index + 1 :]
        problem, _ = await play(house, fewer, clocks)
        if problem:
            steps = fewer
    return steps


if __name__ == "__main__":
    main()
