"""R7: many writers over several servers on one PostgreSQL; who follows the feed misses nothing.

    python -m tests.campaigns.writers [--seconds 120] [--servers 3] [--writers 15] [--record]

Followers read on from their cursor, each time at another server, and never from the start. In the
end each must know the newest version of every document.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle

import httpx

from server.settings import Settings
from server.storage.database import close_database, fetch, open_database
from tests.campaigns.databases import fresh_settings
from tests.campaigns.results import campaign
from tests.campaigns.senders import Scene, Sender, scene
from tests.cast import Json
from tests.serving import Served

STUDENTS = ("Samira", "Daan", "Dario")


@dataclass
class Follower:
    """A device that only reads. `docs` is what it was told last about each document."""

    cookie: str
    placement: str
    cursor: int = 0
    docs: dict[str, Json] = field(default_factory=dict)
    digest: str = ""
    pulls: int = 0

    async def read_on(self, client: httpx.AsyncClient) -> bool:
        """One page; whether there is more."""
        query = {"placement": self.placement, "cursor": str(self.cursor), "limit": "50"}
        answer = await client.get(
            "/api/sync/pull", params=query, headers={"Cookie": self.cookie}, timeout=30
        )
        if answer.status_code == 503:
            await asyncio.sleep(0.05)
            return True
        page = answer.json()
        self.docs |= {doc["doc_id"]: doc for doc in page["docs"]}
        self.cursor = page["cursor"]
        self.digest = page.get("digest", self.digest)
        self.pulls += 1
        return bool(page["more"])

    def own_digest(self) -> str:
        lines = [
            f"{doc_id} {rev['rev_id']} {rev['hash']}"
            for doc_id, doc in self.docs.items()
            for rev in (doc["head"], *doc["siblings"])
        ]
        return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


@dataclass
class Newsroom:
    """Servers on one database, who writes to them and who follows."""

    scene: Scene
    clients: list[httpx.AsyncClient]
    writers: list[Sender]
    followers: list[Follower]

    async def run(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        writing = [
            asyncio.create_task(self._write(writer, client, until))
            for writer, client in zip(self.writers, cycle(self.clients))
        ]
        await asyncio.gather(*writing, *(self._follow(f, until) for f in self.followers))
        for follower in self.followers:
            while await follower.read_on(self.clients[0]):
                pass

    async def missed(self) -> list[str]:
        problems = [problem for writer in self.writers for problem in writer.problems]
        await open_database(self.scene.settings)
        try:
            for follower in self.followers:
                rows = await fetch(
                    "SELECT doc_id, head_rev FROM document WHERE placement_id = ?",
                    follower.placement,
                )
                for row in rows:
                    known = follower.docs.get(row["doc_id"])
                    if known is None or known["head"]["rev_id"] != row["head_rev"]:
                        problems.append(f"the newest version of {row['doc_id']} was not told")
                if follower.own_digest() != follower.digest:
                    problems.append("a follower disagrees with the server")
        finally:
            await close_database()
        return problems

    @property
    def rows(self) -> int:
        return sum(len(writer.received) for writer in self.writers)

    async def _write(self, writer: Sender, client: httpx.AsyncClient, until: float) -> None:
        while time.monotonic() < until or writer.waiting:
            if time.monotonic() >= until:
                writer.make = list
            await writer.send(client)

    async def _follow(self, follower: Follower, until: float) -> None:
        while time.monotonic() < until:
            await follower.read_on(self.scene.chance.choice(self.clients))


@asynccontextmanager
async def newsroom(
    settings: Settings, writers: int, servers: list[Served]
) -> AsyncIterator[Newsroom]:
    async with scene(settings, 1) as found, AsyncExitStack() as open_ones:
        try:
            await asyncio.gather(*(asyncio.to_thread(server.start) for server in servers))
            clients = [
                await open_ones.enter_async_context(
                    httpx.AsyncClient(base_url=server.address, timeout=30)
                )
                for server in servers
            ]
            yield Newsroom(
                found,
                clients,
                [found.writer(STUDENTS[n % len(STUDENTS)], most=3) for n in range(writers)],
                [Follower(found.cookies[who], found.cast.placements[who]) for who in STUDENTS],
            )
        finally:
            for server in servers:
                await asyncio.to_thread(server.stop)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seconds", type=int, default=120)
    words.add_argument("--servers", type=int, default=3)
    words.add_argument("--writers", type=int, default=15)
    words.add_argument("--record", action="store_true")
    asyncio.run(_campaign(words.parse_args()))


async def _campaign(asked: argparse.Namespace) -> None:
    with campaign(
        "R7",
        "feed under many writers",
        total=1,
        target="≥ 14 writers, several processes: 0 rows missed",
        engine="postgres",
        record=asked.record,
    ) as under_way:
        async with fresh_settings("postgres") as settings:
            servers = [
                Served(settings.data_folder, settings.database_url) for _ in range(asked.servers)
            ]
            async with newsroom(settings, asked.writers, servers) as room:
                await room.run(asked.seconds)
            for problem in await room.missed():
                under_way.failed(problem)
            under_way.done(room.rows)
        under_way.result.details = {
            "writers": asked.writers,
            "servers": asked.servers,
            "pulls": sum(follower.pulls for follower in room.followers),
        }


if __name__ == "__main__":
    main()
