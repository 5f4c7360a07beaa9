"""A database of one engine that a campaign has for itself."""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg

from server.outside import keys, rate_limits
from server.settings import Settings, get_settings
from server.storage.database import close_database, migrate, open_database

ENGINES = ("sqlite", "postgres")
_MEMORY = "/dev/shm"


def without_a_disk() -> None:
    """From now on files are made in memory: waiting for a disk is most of a commit.

    For a campaign that does not ask what a power cut does.
    """
    if os.path.isdir(_MEMORY):
        tempfile.tempdir = _MEMORY


@asynccontextmanager
async def fresh_settings(engine: str) -> AsyncIterator[Settings]:
    """A folder and a migrated, empty database, also as this process' own settings."""
    with tempfile.TemporaryDirectory() as folder:
        async with _url(engine, Path(folder)) as url:
            os.environ |= {"VAKWERK_DATA": folder, "DATABASE_URL": url}
            get_settings.cache_clear()
            keys.load_keys(folder)
            await rate_limits.forget_all()
            await migrate(get_settings())
            yield get_settings()


@asynccontextmanager
async def fresh_database(engine: str) -> AsyncIterator[Settings]:
    """The same, opened."""
    async with fresh_settings(engine) as settings:
        await open_database(settings)
        try:
            yield settings
        finally:
            await close_database()


@asynccontextmanager
async def _url(engine: str, folder: Path) -> AsyncIterator[str]:
    if engine == "sqlite":
        yield f"sqlite://{folder / 'vakwerk.db'}"
        return
    cluster = os.environ["VAKWERK_TEST_POSTGRES"]
    name = f"campaign_{uuid4().hex[:12]}"
    await _command(cluster, f'CREATE DATABASE "{name}"')
    try:
        yield f"{cluster.rsplit('/', 1)[0]}/{name}"
    finally:
        await _command(cluster, f'DROP DATABASE "{name}" WITH (FORCE)')


async def _command(cluster: str, command: str) -> None:
    connection = await asyncpg.connect(cluster)
    try:
        await connection.execute(command)
    finally:
        await connection.close()
