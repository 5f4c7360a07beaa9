"""S1: a student edits while the supervisor signs; nothing is signed that was not shown (I8).

    python -m tests.campaigns.sign_races [--count 10000] [--first-seed 0] [--engine …] [--record]

Many races run at once over two logbooks. On PostgreSQL each contender has its own connection.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass

from server.rules.access import Actor
from server.services.verify import verify_everything
from server.storage.database import fetch
from tests import cast as stage
from tests.campaigns.databases import ENGINES, fresh_database
from tests.campaigns.results import campaign
from tests.cast import Cast, Json, entry, fact, push, revision, submitted, tell
from tests.faults import patient

AT_ONCE = 6
_LONGEST_WAIT = 0.012


@dataclass
class Race:
    """One entry that waits for akkoord, and two people who act on it at about the same time."""

    student: Actor
    supervisor: Actor
    shown: Json
    edit: Json
    chance: random.Random

    async def run(self) -> tuple[str, list[str]]:
        """Who was first, and what is wrong."""
        edited, signed = await asyncio.gather(self._edit(), self._sign())
        (document,) = await fetch(
            "SELECT head_rev, submitted_rev, signed_rev FROM document WHERE doc_id = ?",
            self.shown["doc_id"],
        )
        statements = [
            json.loads(row["statement"])["revision_hash"]
            for row in await fetch(
                "SELECT statement FROM statement WHERE fact_id = ?", signed["fact_id"]
            )
        ]
        problems = []
        if edited["outcome"] != "ok" or document["head_rev"] != self.edit["rev_id"]:
            problems.append(f"the edit is not the head: {edited}")
        if signed["outcome"] == "ok":
            if signed["seq"] > edited["seq"]:
                problems.append("signed after the edit, which was not shown")
            if document["signed_rev"] != self.shown["rev_id"]:
                problems.append("the signed version is not the one that was shown")
            if statements != [self.shown["hash"]]:
                problems.append("the statement names another version than was shown")
            return "signed", problems
        if signed.get("code") != "changed":
            problems.append(f"refused for another reason: {signed}")
        if document["signed_rev"] is not None or statements:
            problems.append("refused, and signed all the same")
        return "changed", problems

    async def _edit(self) -> Json:
        await self._hesitate()
        (receipt,) = await push(self.student, self.edit)
        if self.chance.random() < 0.3:
            await tell(self.student, fact("submission", self.edit, ask="sign_off"))
        return receipt

    async def _sign(self) -> Json:
        await self._hesitate()
        sign_off = fact("sign_off", self.shown, comment="Goed.")
        (receipt,) = await tell(self.supervisor, sign_off)
        return receipt | {"fact_id": sign_off["fact_id"]}

    async def _hesitate(self) -> None:
        await asyncio.sleep(self.chance.uniform(0, _LONGEST_WAIT))


async def races(cast: Cast, first_seed: int, count: int) -> AsyncIterator[tuple[str, list[str]]]:
    """Runs them a few at a time; a problem names its seed."""
    for start in range(first_seed, first_seed + count, AT_ONCE):
        seeds = range(start, min(start + AT_ONCE, first_seed + count))
        with patient():
            prepared = [await _prepare(cast, seed) for seed in seeds]
            outcomes = await asyncio.gather(*(race.run() for race in prepared))
        for seed, (first, problems) in zip(seeds, outcomes, strict=True):
            yield first, [f"seed {seed}: {problem}" for problem in problems]


async def _prepare(cast: Cast, seed: int) -> Race:
    student = ("Samira", "Daan")[seed % 2]
    shown = await submitted(cast, student)
    edit = revision(cast.placements[student], entry(title=f"Anders {seed}"), base=shown)
    chance = random.Random(seed)
    return Race(await cast.actor(student), await cast.actor("Bram"), shown, edit, chance)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--count", type=int, default=10_000)
    words.add_argument("--first-seed", type=int, default=0)
    words.add_argument("--engine", choices=ENGINES)
    words.add_argument("--record", action="store_true")
    asked = words.parse_args()
    for engine in [asked.engine] if asked.engine else ENGINES:
        asyncio.run(_campaign(engine, asked.first_seed, asked.count, asked.record))


async def _campaign(engine: str, first_seed: int, count: int, record: bool) -> None:
    with campaign(
        "S1",
        "edit against sign-off",
        total=count,
        target="10,000 races: 0 signed-but-not-shown",
        engine=engine,
        first_seed=first_seed,
        record=record,
    ) as under_way:
        first_were: Counter[str] = Counter()
        async with fresh_database(engine):
            async for first, problems in races(await stage.enter(), first_seed, count):
                first_were[first] += 1
                for problem in problems:
                    under_way.failed(problem)
                under_way.done()
            for problem in await verify_everything():
                under_way.failed(problem)
        under_way.result.details = dict(sorted(first_were.items()))


if __name__ == "__main__":
    main()
