"""R8: requests that are cut off at random points leave no lock, no connection and no place taken.

    python -m tests.campaigns.cancellations [--count 10000] [--first-seed 0] [--engine …] [--record]

They go through the whole application, several at once, and each is cancelled wherever it is then.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import structlog

from server.app import create_app
from server.services.verify import verify_everything
from server.settings import Settings
from server.storage import database
from server.storage.database import fetch
from server.web.overload import Overload
from tests import cast as stage
from tests.campaigns.databases import ENGINES, fresh_settings
from tests.campaigns.results import campaign
from tests.cast import Cast, Json, entry, fact, revision, submitted
from tests.faults import nothing_is_held, patient

AT_ONCE = 8
ROUND = 200
_PATIENCE = 20.0

Call = Callable[[], Awaitable[httpx.Response]]


@dataclass
class Crowd:
    """People at an application, who ask for something and hang up."""

    client: httpx.AsyncClient
    cast: Cast
    cookies: dict[str, str]
    known: Json
    app: Any
    ended: Counter[str]

    async def hang_up(self, chance: random.Random, count: int) -> list[str]:
        """So many requests, and what is wrong when all is quiet again."""
        with patient():
            return await self._hang_up(chance, count)

    async def _hang_up(self, chance: random.Random, count: int) -> list[str]:
        longest = await self._longest(chance)
        for _ in range(0, count, AT_ONCE):
            calls = [asyncio.create_task(self._cut(chance, longest)) for _ in range(AT_ONCE)]
            await asyncio.gather(*calls)
        return await self._left_behind()

    async def _longest(self, chance: random.Random) -> float:
        """What so many take at once here and now: cuts must fall anywhere in it, and after it."""
        took = []
        for _ in range(3):
            began = time.perf_counter()
            await asyncio.gather(*(call() for call in chance.sample(self._calls(chance), AT_ONCE)))
            took.append(time.perf_counter() - began)
        return min(took) * 1.2

    async def _cut(self, chance: random.Random, longest: float) -> None:
        call = chance.choice(self._calls(chance))
        task: asyncio.Task[httpx.Response] = asyncio.ensure_future(call())
        await asyncio.sleep(chance.uniform(0, longest))
        task.cancel()
        try:
            self.ended[str((await task).status_code)] += 1
        except asyncio.CancelledError:
            self.ended["cut off"] += 1

    def _calls(self, chance: random.Random) -> list[Call]:
        placement = self.cast.placements["Samira"]
        fresh = revision(placement, entry())
        edit = revision(placement, entry(title=f"{chance.random()}"), base=self.known)
        remark = fact("remark", self.known, tone="note", text="Gezien.")
        pull = f"/api/sync/pull?placement={placement}&cursor=0"
        return [
            lambda: self._send("Samira", "push", fresh),
            lambda: self._send("Samira", "push", edit),
            lambda: self._send("Samira", "push", fresh | {"hash": "0" * 64}),
            lambda: self._send("Bram", "facts", remark),
            lambda: self._send("Bram", "facts", fact("sign_off", self.known, comment="")),
            lambda: self._get("Samira", pull),
            lambda: self._get("Bram", pull),
            lambda: self._get("Samira", "/api/me"),
            lambda: self._get("Karlijn", "/api/coach/students"),
            lambda: self._get("Karlijn", f"/portfolio/{self.cast.placements['Daan']}"),
            lambda: self._get("Samira", "/readyz"),
        ]

    async def _left_behind(self) -> list[str]:
        try:
            async with asyncio.timeout(_PATIENCE):
                fresh = revision(self.cast.placements["Daan"], entry())
                answer = await self._send("Daan", "push", fresh)
                if answer.status_code != 200:
                    return [f"afterwards a push is answered with {answer.status_code}"]
        except TimeoutError:
            return ["afterwards nothing is answered any more"]
        # The mail loop takes a connection now and then: what is leaked is never given back.
        problems: list[str] = []
        for _ in range(int(_PATIENCE * 10)):
            problems = await self._held()
            if not problems:
                break
            await asyncio.sleep(0.1)
        return problems

    async def _held(self) -> list[str]:
        problems = [] if await nothing_is_held() else ["a lock or a connection is still held"]
        if database.is_postgres():
            (open_ones,) = await fetch(
                "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE datname = current_database()"
                " AND state LIKE 'idle in transaction%'"
            )
            if open_ones["n"]:
                problems.append(f"{open_ones['n']} transactions are still open")
        door = _door(self.app)
        if door.present.total() or door.running.total():
            problems.append(f"places are still taken: {door.present}, {door.running}")
        if door.receiving or door.sending:
            problems.append(f"bytes still on their way: {door.receiving} in, {door.sending} out")
        return problems

    async def _send(self, who: str, what: str, item: Json) -> httpx.Response:
        return await self.client.post(
            f"/api/sync/{what}",
            json={"epoch": "", "items": [item]},
            headers={"Cookie": self.cookies[who]},
        )

    async def _get(self, who: str, path: str) -> httpx.Response:
        return await self.client.get(path, headers={"Cookie": self.cookies[who]})


@asynccontextmanager
async def crowd(settings: Settings) -> AsyncIterator[Crowd]:
    """The cast before a running application; settings of a migrated, empty database."""
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        cast = await stage.enter()
        cookies = {name: await cast.cookie(name) for name in cast.people}
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url=settings.public_url,
            headers={"Sec-Fetch-Site": "same-origin"},
        ) as client:
            yield Crowd(client, cast, cookies, await submitted(cast), app, Counter())


def _door(app: Any) -> Overload:
    layer = app.middleware_stack
    while not isinstance(layer, Overload):
        layer = layer.app
    return layer


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--count", type=int, default=10_000)
    words.add_argument("--first-seed", type=int, default=0)
    words.add_argument("--engine", choices=ENGINES)
    words.add_argument("--record", action="store_true")
    asked = words.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    for engine in [asked.engine] if asked.engine else ENGINES:
        asyncio.run(_campaign(engine, asked.first_seed, asked.count, asked.record))


async def _campaign(engine: str, first_seed: int, count: int, record: bool) -> None:
    with campaign(
        "R8",
        "requests cut off at random points",
        total=count,
        target="10,000: 0 leaked locks or connections",
        engine=engine,
        first_seed=first_seed,
        record=record,
    ) as under_way:
        async with fresh_settings(engine) as settings, crowd(settings) as people:
            for seed in range(first_seed, first_seed + count, ROUND):
                for problem in await people.hang_up(random.Random(seed), ROUND):
                    under_way.failed(f"round of seed {seed}: {problem}")
                under_way.done(ROUND)
            for problem in await verify_everything():
                under_way.failed(problem)
            under_way.result.details = {"cut off": people.ended["cut off"]}


if __name__ == "__main__":
    main()
