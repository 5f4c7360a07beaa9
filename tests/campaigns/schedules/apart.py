"""Some schedules in a process and a database of their own."""

from __future__ import annotations

import uvloop

from tests.campaigns.databases import fresh_database, without_a_disk
from tests.campaigns.schedules.house import open_house
from tests.campaigns.schedules.plan import clocks_of, steps_of
from tests.campaigns.schedules.play import play
from tests.campaigns.schedules.taps import installed


def played_apart(engine: str, seeds: range) -> list[str]:
    """What went wrong in these, by seed."""
    without_a_disk()
    with installed():
        # The loop that the server itself runs on.
        return uvloop.run(_played(engine, seeds))


async def _played(engine: str, seeds: range) -> list[str]:
    problems = []
    async with fresh_database(engine):
        house = await open_house()
        for seed in seeds:
            problem, _ = await play(house, steps_of(seed), clocks_of(seed))
            if problem:
                problems.append(f"seed {seed}: {problem}")
    return problems
