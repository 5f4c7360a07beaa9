"""A database of one engine that schedules have for themselves."""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg

from server.outside import keys
from server.settings import Settings
from server.storage.database import close_database, migrate, open_database

ENGINES = ("sqlite", "postgres")
# In memory where that can be: what a power cut does to a disk is not asked here.
_MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None


@asynccontextmanager
async def fresh_database(engine: str) -> AsyncIterator[None]:
    """Migrated and open. PostgreSQL is the one that VAKWERK_TEST_POSTGRES names."""
    with tempfile.TemporaryDirectory(dir=_MEMORY) as folder:
        keys.load_keys(folder)
        if engine == "sqlite":
            async with _opened(f"sqlite://{Path(folder) / 'vakwerk.db'}"):
                yield
            return
        cluster = os.environ["VAKWERK_TEST_POSTGRES"]
        name = f"schedules_{uuid4().hex[:12]}"
        await _command(cluster, f'CREATE DATABASE "{name}"')
        try:
            async with _opened(f"{cluster.rsplit('/', 1)[0]}/{name}"):
                yield
        finally:
            await _command(cluster, f'DROP DATABASE "{name}" WITH (FORCE)')


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[None]:
    settings = Settings(database_url=url)
    await migrate(settings)
    await open_database(settings)
    try:
        yield
    finally:
        await close_database()


async def _command(cluster: str, command: str) -> None:
    connection = await asyncpg.connect(cluster)
    try:
        await connection.execute(command)
    finally:
        await connection.close()
