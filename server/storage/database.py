"""Opening, migrating and using the database; the only place that knows which engine it is."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from tortoise import Tortoise
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.backends.sqlite.client import SqliteClient
from tortoise.config import TortoiseConfig
from tortoise.connection import get_connection
from tortoise.context import get_current_context
from tortoise.migrations.api import migrate as apply_migrations
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.transactions import in_transaction

from server.settings import Settings
from server.storage.postgres import Client

T = TypeVar("T")

_CLOSE_SECONDS = 30.0
_running: set[asyncio.Task[Any]] = set()

_MODULES = [
    f"server.storage.{name}"
    for name in (
        "people",
        "schooling",
        "placements",
        "documents",
        "signoff",
        "accounts",
        "deliveries",
        "records",
        "ledger",
        "blobs",
    )
]


def configuration(database_url: str) -> dict[str, Any]:
    """Tortoise's configuration for one URL (sqlite:///path or postgres://…)."""
    return {
        "connections": {"default": _connection(database_url)},
        "apps": {
            "vakwerk": {
                "models": _MODULES,
                "default_connection": "default",
                "migrations": "server.storage.migrations",
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


async def open_database(settings: Settings) -> None:
    _ensure_folder(settings.database_url)
    # Tortoise keeps written SQL by connection name, whichever engine that was written for.
    EXECUTOR_CACHE.clear()
    await Tortoise.init(
        config=TortoiseConfig.from_dict(configuration(settings.database_url)),
        _enable_global_fallback=True,
    )
    # Now rather than in the first request, which may be cut off half way.
    await connection().create_connection(with_db=True)


async def close_database() -> None:
    """Waits for what requests that were cut off left running, then closes."""
    if get_current_context() is not None:
        if _running:
            await asyncio.wait(_running, timeout=_CLOSE_SECONDS)
        await Tortoise.close_connections()


async def migrate(settings: Settings) -> None:
    """Brings the schema up to date. Running it again changes nothing."""
    _ensure_folder(settings.database_url)
    try:
        await apply_migrations(config=configuration(settings.database_url))
    finally:
        await close_database()


async def pending_migrations() -> int:
    """How many migrations the open database still lacks."""
    apps = configuration("sqlite://:memory:")["apps"]
    executor = MigrationExecutor(connection(), apps)
    plan = await executor.plan([MigrationTarget(app_label="vakwerk", name="__latest__")])
    return len(plan)


def connection() -> BaseDBAsyncClient:
    """The open transaction's connection inside a unit of work, else the pool's."""
    return get_connection("default")


def is_postgres() -> bool:
    return connection().capabilities.dialect == "postgres"


async def unit_of_work(work: Callable[[], Awaitable[T]]) -> T:
    """Runs `work` in one transaction, to its end, whatever happens to the request.

    Tortoise leaks SQLite's lock when a task is cancelled inside BEGIN, after which every later
    transaction waits for ever; a task of its own is not cancelled with its caller.
    """

    async def run() -> T:
        async with in_transaction("default"):
            return await work()

    return await _to_its_end(run())


async def snapshot(read: Callable[[], Awaitable[T]]) -> T:
    """Runs several reads that must agree with each other."""

    async def run() -> T:
        client = connection()
        async with client.snapshot() if isinstance(client, Client) else in_transaction("default"):
            return await read()

    return await _to_its_end(run())


async def scrub() -> None:
    """Takes erased text out of SQLite's log file too; call it after the commit that erased.

    In a connection of its own, which waits for the writer. On PostgreSQL vacuum does this.
    """
    client = connection()
    if isinstance(client, SqliteClient):
        await asyncio.to_thread(_empty_log, client.filename)


async def fetch(sql: str, *values: Any) -> list[dict[str, Any]]:
    """Rows of hand-written SQL; placeholders are `?` on both engines."""
    return await connection().execute_query_dict(_dialect(sql), list(values))


async def execute(sql: str, *values: Any) -> None:
    await connection().execute_query(_dialect(sql), list(values))


async def execute_many(sql: str, rows: list[list[Any]]) -> None:
    if rows:
        await connection().execute_many(_dialect(sql), rows)


def marks(values: list[Any]) -> str:
    """`?, ?, ?` for an IN list; the caller makes sure that it is not empty."""
    return ", ".join("?" * len(values))


async def _to_its_end(work: Coroutine[Any, Any, T]) -> T:
    task = asyncio.create_task(work)
    _running.add(task)
    task.add_done_callback(_ended)
    # Unlike shield, this reports nothing about a task whose caller left: the message of its
    # exception may quote what somebody wrote.
    await asyncio.wait({task})
    return task.result()


def _ended(task: asyncio.Task[Any]) -> None:
    _running.discard(task)
    if not task.cancelled():
        task.exception()


def _dialect(sql: str) -> str:
    return _numbered(sql) if is_postgres() else sql


@lru_cache(maxsize=1_000)
def _numbered(sql: str) -> str:
    counter = iter(range(1, sql.count("?") + 1))
    return re.sub(r"\?", lambda _: f"${next(counter)}", sql)


def _connection(database_url: str) -> dict[str, Any]:
    spec: dict[str, Any] = expand_db_url(database_url)
    credentials = spec["credentials"]
    if spec["engine"] == "tortoise.backends.sqlite":
        spec["engine"] = "server.storage.sqlite"
        # FULL: with NORMAL an acknowledged commit may be gone after a power cut.
        credentials |= {"journal_mode": "WAL", "synchronous": "FULL", "busy_timeout": 5000}
        # Erased text must not stay readable in the free pages of the file.
        credentials |= {"foreign_keys": "ON", "secure_delete": "ON"}
    else:
        spec["engine"] = "server.storage.postgres"
        credentials.setdefault("minsize", 1)
        credentials.setdefault("maxsize", 20)
        credentials.setdefault(
            "server_settings",
            {"statement_timeout": "15000", "idle_in_transaction_session_timeout": "30000"},
        )
    return spec


def _empty_log(path: str) -> None:
    with closing(sqlite3.connect(path, timeout=5)) as own:
        own.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _ensure_folder(database_url: str) -> None:
    if database_url.startswith("sqlite://"):
        path = database_url.removeprefix("sqlite://").split("?")[0]
        if path and path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
