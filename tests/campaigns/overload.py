"""F8: five times more than a server can do; it says so, stays quick for the rest, loses nothing.

    python -m tests.campaigns.overload [--seconds 60] [--engine …] [--record]

First the time of a single request and what the server can do are measured; then five times as many
arrive, whether or not earlier ones were answered. Waiting times are judged beside that first one.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from server.settings import Settings
from server.storage.database import close_database, open_database
from tests.campaigns.databases import ENGINES, fresh_settings
from tests.campaigns.plain_http import Answer, ask
from tests.campaigns.results import campaign
from tests.campaigns.senders import Scene, Sender, scene
from tests.cast import Json, submitted
from tests.serving import Served

TIMES = 5
_AT_ONCE = 12
_CALM = 3.0


@dataclass
class Heard:
    """`line` is what was asked for: writing, pulling, lists. `seconds` until all of it was here."""

    line: str
    status: int
    seconds: float
    retry_after: str


@dataclass
class Rush:
    """A server, and people who all want something at once."""

    scene: Scene
    server: Served
    pusher: Sender
    remarker: Sender
    alone: float = 0.0  # the 95th percentile of somebody who is alone, in seconds
    capacity: float = 0.0  # answers a second
    answers: list[Heard] = field(default_factory=list)
    health: Counter[int] = field(default_factory=Counter)
    recovery: float = 0.0

    async def measure(self, count: int = 40) -> None:
        self.alone = p95([(await self._ask(n)).seconds for n in range(count)])
        began = time.perf_counter()

        async def one_after_the_other() -> None:
            for n in range(count // 4):
                await self._ask(n)

        await asyncio.gather(*(one_after_the_other() for _ in range(_AT_ONCE)))
        self.capacity = _AT_ONCE * (count // 4) / (time.perf_counter() - began)

    async def overload(self, seconds: float) -> None:
        """Open loop: who comes does not wait for who came before."""
        pause = 1 / (self.capacity * TIMES)
        began = time.perf_counter()
        asked: list[asyncio.Task[Heard]] = []
        while (now := time.perf_counter() - began) < seconds:
            while len(asked) * pause <= now:
                asked.append(asyncio.create_task(self._ask(len(asked))))
                if len(asked) % 20 == 0:
                    asked.append(asyncio.create_task(self._look_after_health()))
            await asyncio.sleep(pause)
        await asyncio.gather(*asked)
        self.recovery = await self._until_calm()

    def problems(self) -> list[str]:
        found = Counter(a.status for a in self.answers)
        wrong = [f"{n} answers {status}" for status, n in found.items() if status not in _FINE]
        silent = [a for a in self.answers if a.status in (429, 503) and not a.retry_after.isdigit()]
        if silent:
            wrong.append(f"{len(silent)} without Retry-After")
        if set(self.health) - {200}:
            wrong.append(f"health was answered {dict(self.health)}")
        if not found[503]:
            wrong.append("nothing was refused: this was no overload")
        return wrong + self.pusher.problems + self.remarker.problems

    async def lost(self) -> list[str]:
        """Receipts whose item is gone."""
        senders = (self.pusher, self.remarker)
        async with httpx.AsyncClient(base_url=self.server.address, timeout=60) as client:
            gone = [await sender.lost(client, set(sender.received)) for sender in senders]
        return [f"{name} had a receipt and is gone" for names in gone for name in names]

    def accepted(self) -> list[float]:
        return [answer.seconds for answer in self.answers if answer.status == 200]

    def refused(self, line: str) -> float:
        """The share of a line that was sent away."""
        of_line = [answer for answer in self.answers if answer.line == line]
        return sum(answer.status != 200 for answer in of_line) / max(len(of_line), 1)

    async def _ask(self, n: int) -> Heard:
        line, call = self._calls()[n % 5]
        began = time.perf_counter()
        answer = await call()
        seconds = time.perf_counter() - began
        found = Heard(line, answer.status, seconds, answer.headers.get("retry-after", ""))
        self.answers.append(found)
        return found

    def _calls(self) -> list[tuple[str, Callable[[], Awaitable[Answer]]]]:
        pull = f"/api/sync/pull?placement={self.scene.cast.placements['Daan']}&cursor=0&limit=50"
        return [
            ("writing", lambda: self._send(self.pusher)),
            ("pulling", lambda: self._get("Daan", pull)),
            ("writing", lambda: self._send(self.remarker)),
            ("lists", lambda: self._get("Karlijn", "/api/coach/students")),
            ("writing", lambda: self._send(self.pusher)),
        ]

    async def _send(self, sender: Sender) -> Answer:
        items = sender.make()
        body = {"epoch": "", "items": items}
        answer = await ask(self.server.port, f"/api/sync/{sender.what}", sender.cookie, body)
        if answer.status == 200:
            sender.take(items, answer.json())
        return answer

    async def _get(self, who: str, path: str) -> Answer:
        return await ask(self.server.port, path, self.scene.cookies[who])

    async def _look_after_health(self) -> Heard:
        answer = await ask(self.server.port, "/healthz", "")
        self.health[answer.status] += 1
        return Heard("health", answer.status, 0.0, "")

    async def _until_calm(self) -> float:
        began, calm = time.perf_counter(), 0
        while calm < 10:
            before = len(self.answers)
            answer = await self._ask(before)
            calm = calm + 1 if answer.status == 200 and answer.seconds < self.alone * _CALM else 0
            if time.perf_counter() - began > 120:
                break
        return time.perf_counter() - began


_FINE = {200, 429, 503}


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


@asynccontextmanager
async def rush(settings: Settings) -> AsyncIterator[Rush]:
    async with scene(settings, 1) as found:
        await open_database(settings)
        about: Json = await submitted(found.cast)
        await close_database()
        server = Served(settings.data_folder, settings.database_url)
        try:
            await asyncio.to_thread(server.start)
            pusher = found.writer("Samira", most=10)
            yield Rush(found, server, pusher, found.remarker("Bram", about))
        finally:
            await asyncio.to_thread(server.stop)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seconds", type=int, default=60)
    words.add_argument("--engine", choices=ENGINES)
    words.add_argument("--record", action="store_true")
    asked = words.parse_args()
    for engine in [asked.engine] if asked.engine else ENGINES:
        asyncio.run(_campaign(engine, asked.seconds, asked.record))


async def _campaign(engine: str, seconds: int, record: bool) -> None:
    with campaign(
        "F8",
        "five times overload",
        total=1,
        target="429/503 with Retry-After, accepted p95 < 1 s, recovery < 60 s, 0 lost",
        engine=engine,
        record=record,
    ) as under_way:
        async with fresh_settings(engine) as settings, rush(settings) as people:
            await people.measure()
            people.answers.clear()
            await people.overload(seconds)
            for problem in [*people.problems(), *await people.lost()]:
                under_way.failed(problem)
            waited = p95(people.accepted())
            if waited > 1:
                under_way.failed(f"accepted p95 {waited:.2f} s")
            if people.recovery > 60:
                under_way.failed(f"recovery {people.recovery:.0f} s")
            under_way.done(len(people.answers))
        shares = {line: f"{people.refused(line):.0%}" for line in ("writing", "pulling", "lists")}
        under_way.result.details = {
            "accepted": len(people.accepted()),
            "p95 alone": f"{people.alone * 1000:.0f} ms",
            "p95 accepted": f"{waited * 1000:.0f} ms",
            "recovery": f"{people.recovery:.1f} s",
        } | {f"refused of {line}": share for line, share in shares.items()}


if __name__ == "__main__":
    main()
