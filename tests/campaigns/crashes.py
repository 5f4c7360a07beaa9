"""R3: `kill -9` of a real server under load, again and again; what had a receipt is there after it.

python -m tests.campaigns.crashes [--kills 200] [--first-seed 0] [--engine …] [--record]
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import statistics
import time
from dataclasses import dataclass, field

import httpx

from server.services.verify import verify_everything
from server.settings import Settings
from server.storage.database import close_database, fetch, open_database
from tests.campaigns.databases import ENGINES, fresh_settings
from tests.campaigns.results import Run, campaign
from tests.campaigns.senders import Scene, Sender, scene
from tests.cast import submitted
from tests.serving import Served


@dataclass
class Crashes:
    """A server, people who send to it, and how long it was away each time (seconds)."""

    scene: Scene
    server: Served
    senders: list[Sender]
    away: list[float] = field(default_factory=list)
    killed_at: float = 0.0
    first_start: float = 0.0

    async def live_and_die(self) -> list[str]:
        """Starts, looks whether all is still there, works for a moment and is killed."""
        began = time.monotonic()
        await asyncio.to_thread(self.server.start)
        if self.killed_at:
            self.away.append(time.monotonic() - self.killed_at)
        else:
            self.first_start = time.monotonic() - began
        async with httpx.AsyncClient(base_url=self.server.address, timeout=30) as client:
            lost = await self._lost(client)
            working = [asyncio.create_task(_work(sender, client)) for sender in self.senders]
            await asyncio.sleep(self.scene.chance.uniform(0.05, 0.6))
            self.server.kill()
            self.killed_at = time.monotonic()
            for task in working:
                task.cancel()
            await asyncio.gather(*working, return_exceptions=True)
        return lost

    async def _lost(self, client: httpx.AsyncClient) -> list[str]:
        lost = []
        for sender in self.senders:
            recent = set(list(sender.received)[-200:])
            lost += await sender.lost(client, recent)
        return [f"{name} had a receipt and is gone" for name in lost]

    async def left(self) -> list[str]:
        """What is wrong with the database in the end."""
        await open_database(self.scene.settings)
        try:
            found = {row["rev_id"] for row in await fetch("SELECT rev_id FROM revision")}
            found |= {row["fact_id"] for row in await fetch("SELECT fact_id FROM fact")}
            received = {name for sender in self.senders for name in sender.received}
            problems = [f"{name} is not in the database" for name in sorted(received - found)]
            problems += [problem for sender in self.senders for problem in sender.problems]
            return problems + await verify_everything() + _damage(self.scene.settings)
        finally:
            await close_database()


async def crashes(settings: Settings, seed: int) -> Crashes:
    async with scene(settings, seed) as found:
        await open_database(settings)
        about = await submitted(found.cast)
        await close_database()
        senders = [found.writer(who) for who in ("Samira", "Daan", "Dario")]
        senders.append(found.remarker("Bram", about))
        server = Served(settings.data_folder, settings.database_url)
        return Crashes(found, server, senders)


async def _work(sender: Sender, client: httpx.AsyncClient) -> None:
    while True:
        await sender.send(client)


def _damage(settings: Settings) -> list[str]:
    if settings.sqlite_path is None:
        return []
    with sqlite3.connect(settings.sqlite_path) as file:
        (verdict,) = file.execute("PRAGMA integrity_check").fetchone()
    return [] if verdict == "ok" else [f"SQLite: {verdict}"]


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--kills", type=int, default=200)
    words.add_argument("--first-seed", type=int, default=0)
    words.add_argument("--engine", choices=ENGINES)
    words.add_argument("--record", action="store_true")
    asked = words.parse_args()
    for engine in [asked.engine] if asked.engine else ENGINES:
        with campaign(
            "R3",
            "kill -9 of the server under load",
            total=asked.kills,
            target="200 times: 0 acknowledged items lost, back in < 5 s",
            engine=engine,
            first_seed=asked.first_seed,
            record=asked.record,
        ) as under_way:
            asyncio.run(_campaign(under_way, engine, asked.first_seed, asked.kills))


async def _campaign(under_way: Run, engine: str, seed: int, kills: int) -> None:
    async with fresh_settings(engine) as settings:
        dying = await crashes(settings, seed)
        try:
            for kill in range(kills):
                for problem in await dying.live_and_die():
                    under_way.failed(f"after kill {kill}: {problem}")
                under_way.done()
        finally:
            dying.server.kill()
        for problem in await dying.left():
            under_way.failed(problem)
        received = sum(len(sender.received) for sender in dying.senders)
        under_way.result.details = {
            "receipts": received,
            # Beside a start without a crash before it, on the same busy machine.
            "first start": f"{dying.first_start:.1f} s",
            "back after, median": f"{statistics.median(dying.away):.1f} s",
            "back after, at most": f"{max(dying.away):.1f} s",
        }


if __name__ == "__main__":
    main()
