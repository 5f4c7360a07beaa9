"""R9: a backup of before is put back, and the devices come back.

    python -m tests.campaigns.restores [--engine sqlite] [--count 50] [--first-seed 0] [--record]
    python -m tests.campaigns.restores --engine sqlite --seed N     one of them again

Real files, through the services of `vakwerk backup` and `vakwerk restore`. Since the backup people
wrote, sent, reacted, signed, withdrew and erased. Afterwards no revision that a device held is
lost, no sign-off that was delivered, and nothing that was erased or withdrawn is back; what was
withdrawn does not stand for a moment, also not while whoever withdrew it is still away.
"""

from __future__ import annotations

import argparse
import asyncio

from tests.campaigns.databases import ENGINES, fresh_database, without_a_disk
from tests.campaigns.drills.drill import Found, drill
from tests.campaigns.results import campaign


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--engine", choices=ENGINES, action="append")
    words.add_argument("--count", type=int, default=50)
    words.add_argument("--first-seed", type=int, default=0)
    words.add_argument("--stop", action="store_true", help="at the first failure")
    words.add_argument("--seed", type=int)
    words.add_argument("--record", action="store_true")
    given = words.parse_args()
    seeds = range(given.first_seed, given.first_seed + given.count)
    if given.seed is not None:
        seeds = range(given.seed, given.seed + 1)
    without_a_disk()
    for engine in given.engine or ENGINES:
        if given.stop or given.seed is not None:
            asyncio.run(_until_the_first(engine, seeds))
        else:
            asyncio.run(_campaign(engine, seeds, given.record))


async def _until_the_first(engine: str, seeds: range) -> None:
    """Leaves with 1 after saying what went wrong with the first seed that fails."""
    for seed in seeds:
        found = await _drilled(engine, seed)
        if found.problems:
            print(f"seed {seed}: {'; '.join(found.problems)}")
            raise SystemExit(1)


async def _campaign(engine: str, seeds: range, record: bool) -> None:
    with campaign(
        "R9",
        "an older backup put back, the devices come back",
        total=len(seeds),
        target="0 held revisions and 0 delivered sign-offs lost, 0 erased or withdrawn back",
        engine=engine,
        first_seed=seeds.start,
        record=record,
    ) as under_way:
        held = sign_offs = 0
        for seed in seeds:
            found = await _drilled(engine, seed)
            for problem in found.problems:
                under_way.failed(f"seed {seed}: {problem}")
            held += found.held
            sign_offs += found.sign_offs
            under_way.done()
        under_way.result.details = {"revisions held": held, "sign-offs delivered": sign_offs}


async def _drilled(engine: str, seed: int) -> Found:
    async with fresh_database(engine) as settings:
        return await drill(settings, seed)


if __name__ == "__main__":
    main()
