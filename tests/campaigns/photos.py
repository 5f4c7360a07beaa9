"""R1 for photos and files: each is kept once under its own hash, or refused with a reason.

    python -m tests.campaigns.photos --engine sqlite --count 1000 [--first-seed N] [--record]
    python -m tests.campaigns.photos --engine sqlite --seed N       one of them again, in words

Parts in any order, twice, from two devices at once, cut off, or at a server that dies between two
calls to its database and its store; other bytes, another's name, another size; an akkoord that has
to wait.
"""

from __future__ import annotations

import argparse
import asyncio

from tests.campaigns.databases import ENGINES, fresh_database, without_a_disk
from tests.campaigns.results import campaign
from tests.campaigns.schedules.house import open_house
from tests.campaigns.schedules.taps import installed
from tests.campaigns.uploads.files import looked_into_here
from tests.campaigns.uploads.play import TAPPED, play


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--engine", choices=ENGINES, required=True)
    words.add_argument("--count", type=int, default=1_000)
    words.add_argument("--first-seed", type=int, default=0)
    words.add_argument("--stop", action="store_true", help="at the first failure")
    words.add_argument("--seed", type=int)
    words.add_argument("--record", action="store_true")
    asked = words.parse_args()
    without_a_disk()
    with installed(*TAPPED), looked_into_here():
        if asked.seed is not None:
            asyncio.run(_until_the_first(asked.engine, range(asked.seed, asked.seed + 1)))
            return
        seeds = range(asked.first_seed, asked.first_seed + asked.count)
        if asked.stop:
            asyncio.run(_until_the_first(asked.engine, seeds))
        else:
            asyncio.run(_all(asked.engine, seeds, asked.record))


async def _until_the_first(engine: str, seeds: range) -> None:
    """Leaves with 1 after saying what happened, and what went wrong with the first that fails."""
    async with fresh_database(engine):
        house = await open_house()
        for seed in seeds:
            problem, told = await play(house, seed)
            if problem or len(seeds) == 1:
                print("\n".join(told))
            if problem:
                print(f"seed {seed}: {problem}")
                raise SystemExit(1)


async def _all(engine: str, seeds: range, record: bool) -> None:
    with campaign(
        "R1",
        "photos and files",
        total=len(seeds),
        target="each kept once under its own hash, or refused with a reason",
        engine=engine,
        first_seed=seeds.start,
        record=record,
    ) as run:
        async with fresh_database(engine):
            house = await open_house()
            for seed in seeds:
                problem, _ = await play(house, seed)
                if problem:
                    run.failed(f"seed {seed}: {problem}")
                run.done()


if __name__ == "__main__":
    main()
