"""A tap on the database layer: something may happen before every statement and every commit.

`installed` can put taps on other calls too, such as those to the object store.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from aiosqlite import Connection as SqliteConnection
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.backends.asyncpg.client import TransactionWrapper as PostgresTransaction
from tortoise.backends.sqlite.client import SqliteClient
from tortoise.backends.sqlite.client import SqliteTransactionWrapper as SqliteTransaction

Tap = Callable[[], Awaitable[None]]
Method = Callable[..., Awaitable[Any]]
_STATEMENTS = ("execute_insert", "execute_many", "execute_query", "execute_query_dict")
_CLIENTS: tuple[type, ...] = (SqliteClient, AsyncpgDBClient)
_TRANSACTIONS: tuple[type, ...] = (SqliteTransaction, PostgresTransaction)
_tap: ContextVar[Tap | None] = ContextVar("tap", default=None)


class Killed(Exception):
    """The process died here: no commit, no reply."""


@contextmanager
def tap(action: Tap) -> Iterator[None]:
    """`action` runs before each statement of what is started within this block."""
    token = _tap.set(action)
    try:
        yield
    finally:
        _tap.reset(token)


@contextmanager
def installed(*also: tuple[Any, str]) -> Iterator[None]:
    """Within this block the database layer looks for taps; `also` other calls, by their owner.

    SQLite works in this thread too: handing every statement to another one and back would cost
    four times what the statement does, and schedules wait for each answer anyway.
    """
    kept: list[tuple[Any, str, Method]] = []
    for owner in (*_CLIENTS, *_TRANSACTIONS):
        for name in (*_STATEMENTS, "commit"):
            method = vars(owner).get(name)
            if method is not None:
                kept.append((owner, name, method))
                _replace(owner, name, _tapped(method))
    for owner, name in also:
        kept.append((owner, name, getattr(owner, name)))
        _replace(owner, name, _tapped(getattr(owner, name)))
    for name, direct in (("_connect", _connect_here), ("_execute", _execute_here)):
        kept.append((SqliteConnection, name, vars(SqliteConnection)[name]))
        _replace(SqliteConnection, name, direct)
    try:
        yield
    finally:
        for owner, name, method in kept:
            _replace(owner, name, method)


def _replace(owner: Any, name: str, method: Method) -> None:
    setattr(owner, name, method)


def _tapped(method: Method) -> Method:
    async def run(*values: Any) -> Any:
        action = _tap.get()
        if action is not None:
            await action()
        return await method(*values)

    return run


async def _connect_here(self: Any) -> Any:
    self._connection = self._connector()
    return self


async def _execute_here(self: Any, work: Callable[..., Any], *values: Any, **named: Any) -> Any:
    return work(*values, **named)


def killed_at(count: int) -> Tap:
    """Dies before the `count`-th statement, counted from 1."""
    left = count

    async def action() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise Killed()

    return action
