"""Breaks one call to the world outside: the n-th one to the database's driver, or to a file.

    with broken(Fault(at=3, when=Moment.AFTER)) as fault:
        await what_must_survive()

`BEFORE`: the call is not made. `AFTER`: it is made and its answer is lost, on PostgreSQL together
with the connection. Without `at` nothing breaks and `fault.calls` counts them. Other calls join in
by name: `broken(fault, (Ledger, "append"))`.
"""

from __future__ import annotations

import errno
import inspect
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Any
from unittest import mock

import aiosqlite
import asyncpg

from server.storage import postgres, sqlite
from server.storage.database import connection, fetch, is_postgres


class Moment(Enum):
    BEFORE = "before"
    AFTER = "after"


@dataclass
class Fault:
    at: int = 0
    when: Moment = Moment.BEFORE
    calls: int = 0

    @property
    def struck(self) -> bool:
        return 0 < self.at <= self.calls

    def due(self) -> bool:
        self.calls += 1
        return self.calls == self.at


# Everything that Tortoise asks of a driver comes through these, BEGIN, COMMIT and ROLLBACK too.
_DRIVERS: list[tuple[Any, str]] = [
    (aiosqlite.Connection, "_execute"),
    (asyncpg.Connection, "execute"),
    (asyncpg.Connection, "executemany"),
    (asyncpg.Connection, "fetch"),
    (asyncpg.Connection, "fetchrow"),
]


@contextmanager
def broken(fault: Fault, *also: tuple[Any, str]) -> Iterator[Fault]:
    with ExitStack() as patches:
        for owner, name in [*_DRIVERS, *also]:
            whole = getattr(owner, name)
            make = _async if inspect.iscoroutinefunction(whole) else _plain
            patches.enter_context(mock.patch.object(owner, name, make(whole, fault)))
        yield fault


@contextmanager
def patient() -> Iterator[None]:
    """Waiting for the database is not what is tried here: a busy machine may take its time."""
    with ExitStack() as patches:
        for engine in (postgres, sqlite):
            patches.enter_context(mock.patch.object(engine, "PATIENCE_SECONDS", 60.0))
        yield


async def nothing_is_held() -> bool:
    """Whether the database's only lock is free, or all its connections lie in the pool."""
    client: Any = connection()
    if is_postgres():
        return bool(client._pool.get_idle_size() == client._pool.get_size())
    return not client._lock.locked() and not client._connection.in_transaction


async def tables() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in an order of its own: two of these can be compared."""
    found = await (_rows_of_postgres() if is_postgres() else _rows_of_sqlite())
    return {
        name: sorted((tuple(sorted(row.items())) for row in rows), key=repr)
        for name, rows in found.items()
    }


async def _rows_of_sqlite() -> dict[str, list[dict[str, Any]]]:
    names = await fetch(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    )
    return {row["name"]: await fetch(f'SELECT * FROM "{row["name"]}"') for row in names}


async def _rows_of_postgres() -> dict[str, list[dict[str, Any]]]:
    """In one question: there are many tables, and a campaign asks often."""
    names = await fetch("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
    found: dict[str, list[dict[str, Any]]] = {row["name"]: [] for row in names}
    parts = [
        f"SELECT '{name}' AS name, to_json(t)::text AS row FROM \"{name}\" t" for name in found
    ]
    for line in await fetch(" UNION ALL ".join(parts)):
        row = json.loads(line["row"])
        found[line["name"]].append({key: repr(value) for key, value in row.items()})
    return found


def _async(whole: Callable[..., Any], fault: Fault) -> Callable[..., Any]:
    async def call(*words: Any, **named: Any) -> Any:
        if not fault.due():
            return await whole(*words, **named)
        if fault.when is Moment.AFTER:
            await whole(*words, **named)
        raise _error(words[0], fault)

    return call


def _plain(whole: Callable[..., Any], fault: Fault) -> Callable[..., Any]:
    def call(*words: Any, **named: Any) -> Any:
        if not fault.due():
            return whole(*words, **named)
        if fault.when is Moment.AFTER:
            whole(*words, **named)
        raise _error(words[0] if words else None, fault)

    return call


def _error(asked: Any, fault: Fault) -> Exception:
    error: Exception
    if isinstance(asked, aiosqlite.Connection):
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    elif not isinstance(asked, asyncpg.Connection):
        error = OSError(errno.EIO, os.strerror(errno.EIO))
    elif fault.when is Moment.BEFORE:
        error = asyncpg.exceptions.PostgresIOError("could not read block")
    else:
        asked.terminate()
        error = asyncpg.exceptions.ConnectionDoesNotExistError("connection was closed")
    return error
