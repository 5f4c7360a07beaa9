"""Real databases for every test that needs one: SQLite and PostgreSQL, migrated, one a test."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from server.outside import keys, rate_limits
from server.settings import Settings, get_settings
from server.storage.database import close_database, migrate, open_database

POSTGRES = os.environ.get("VAKWERK_TEST_POSTGRES", "")


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty file; each test copies it."""
    path = tmp_path_factory.mktemp("migrated") / "vakwerk.db"
    _apart(migrate(Settings(database_url=f"sqlite://{path}")))
    return path


@pytest.fixture(scope="session")
def migrated_postgres() -> Iterator[str]:
    """The name of a migrated, empty database; each test makes its own from it."""
    if not POSTGRES:
        pytest.fail("VAKWERK_TEST_POSTGRES is not set: run the tests with bin/test")
    name = f"template_{uuid4().hex[:12]}"
    _apart(_postgres(f'CREATE DATABASE "{name}"'))
    _apart(migrate(Settings(database_url=_url(name))))
    yield name
    _apart(_postgres(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture(params=["sqlite", "postgres"])
async def settings(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Settings]:
    """Settings of a fresh database of each engine in turn."""
    if request.param == "sqlite":
        path = tmp_path / "vakwerk.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        url = f"sqlite://{path}"
    else:
        template = request.getfixturevalue("migrated_postgres")
        name = f"test_{uuid4().hex[:12]}"
        await _postgres(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        url = _url(name)
    monkeypatch.setenv("VAKWERK_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", url)
    get_settings.cache_clear()
    keys.load_keys(tmp_path)
    await rate_limits.forget_all()
    yield get_settings()
    get_settings.cache_clear()
    if request.param == "postgres":
        await _postgres(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[None]:
    """The same, opened."""
    await open_database(settings)
    yield
    await close_database()


def _url(name: str) -> str:
    return f"{POSTGRES.rsplit('/', 1)[0]}/{name}"


def _apart(work: Coroutine[Any, Any, None]) -> None:
    """In a thread of its own: a fixture may be asked for while a test's loop already runs."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


async def _postgres(command: str) -> None:
    connection = await asyncpg.connect(POSTGRES)
    try:
        await connection.execute(command)
    finally:
        await connection.close()


@pytest.fixture
def away(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where backups go: not in the data folder."""
    return tmp_path_factory.mktemp("away")
