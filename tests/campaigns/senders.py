"""People who send to a real server over HTTP and keep what got no receipt, as a phone does."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from server.settings import Settings
from server.storage.database import close_database, open_database
from tests import cast as stage
from tests.cast import Cast, Json, entry, fact, revision

GOOD = {"ok", "dup", "conflict_kept"}
_MOST = 40


@dataclass
class Sender:
    """Makes items, sends them in batches and remembers for which of them it has a receipt."""

    cookie: str
    what: str  # push or facts
    make: Callable[[], list[Json]]
    waiting: list[Json] = field(default_factory=list)
    received: dict[str, Json] = field(default_factory=dict)
    statuses: list[int] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    async def send(self, client: httpx.AsyncClient) -> None:
        """One batch; what is not received is offered again the next time."""
        if not self.waiting:
            self.waiting = self.make()
        try:
            answer = await self.offer(client, self.waiting[:_MOST])
        except httpx.TransportError:
            return
        self.statuses.append(answer.status_code)
        if answer.status_code == 503:
            await asyncio.sleep(0.05)
        if answer.status_code != 200:
            return
        self.take(self.waiting[:_MOST], answer.json())
        self.waiting = self.waiting[_MOST:]

    def take(self, items: list[Json], answer: Json) -> None:
        """Notes the receipts."""
        outcomes = {_id(result): result["outcome"] for result in answer["results"]}
        for item in items:
            if outcomes.get(_id(item)) in GOOD:
                self.received[_id(item)] = item
            else:
                self.problems.append(f"{_id(item)} got {outcomes.get(_id(item))}")

    async def offer(self, client: httpx.AsyncClient, items: list[Json]) -> httpx.Response:
        return await client.post(
            f"/api/sync/{self.what}",
            json={"epoch": "", "items": items},
            headers={"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin"},
        )

    async def lost(self, client: httpx.AsyncClient, ids: set[str]) -> list[str]:
        """Which of these, once received, the server does not know any more."""
        items = [self.received[name] for name in sorted(ids)]
        gone: list[str] = []
        for start in range(0, len(items), _MOST):
            answer = await self.offer(client, items[start : start + _MOST])
            results = answer.json()["results"]
            gone += [_id(result) for result in results if result["outcome"] != "dup"]
        return gone


@dataclass
class Scene:
    settings: Settings
    cast: Cast
    cookies: dict[str, str]
    chance: random.Random

    def writer(self, who: str, most: int = 6) -> Sender:
        """A student who writes entries, and now and then goes on with an earlier one."""
        own: list[Json] = []

        def make() -> list[Json]:
            items = []
            for _ in range(self.chance.randint(1, most)):
                base = self.chance.choice(own) if own and self.chance.random() < 0.3 else None
                text = entry(title=f"Dag {self.chance.random()}")
                items.append(revision(self.cast.placements[who], text, base=base))
            own[:] = [*own, *items][-20:]
            return items

        return Sender(self.cookies[who], "push", make)

    def remarker(self, who: str, about: Json) -> Sender:
        def make() -> list[Json]:
            remark = {"tone": "note", "text": f"Gezien om {self.chance.random()}"}
            return [fact("remark", about, **remark) for _ in range(self.chance.randint(1, 3))]

        return Sender(self.cookies[who], "facts", make)


@asynccontextmanager
async def scene(settings: Settings, seed: int) -> AsyncIterator[Scene]:
    """The cast on a migrated, empty database, which is closed again: servers come to it."""
    await open_database(settings)
    cast = await stage.enter()
    cookies = {name: await cast.cookie(name) for name in cast.people}
    await close_database()
    yield Scene(settings, cast, cookies, random.Random(seed))


def _id(item: Json) -> str:
    """Of an item or of a receipt."""
    return str(item.get("fact_id") or item["rev_id"])
