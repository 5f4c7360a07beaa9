"""Tortoise's PostgreSQL client, made to survive faults.

Tortoise waits for ever when all connections are in use, and keeps the connection for ever when
BEGIN fails. Here waiting ends with TimeoutError, and every connection goes back to the pool.

Nothing here may change a session (SET without LOCAL, LISTEN, a session's advisory lock): asyncpg
would undo that with a second call to the database after each statement, so we do without both.
"""

from __future__ import annotations

from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import (
    PoolConnectionWrapper,
    TransactionalDBClient,
    TransactionContextPooled,
)
from tortoise.backends.base_postgres.client import translate_exceptions
from tortoise.connection import get_connections

from server.storage.patience import PATIENCE_SECONDS


class Connection(asyncpg.Connection):  # type: ignore[misc]
    def get_reset_query(self) -> str:
        return ""


class Client(AsyncpgDBClient):
    connection_class = Connection

    def acquire_connection(self) -> PoolConnectionWrapper[Any]:
        return _Turn(self, self._pool_init_lock)

    def _in_transaction(self) -> TransactionContextPooled:
        return _Transaction(TransactionWrapper(self), self._pool_init_lock)

    def snapshot(self) -> TransactionContextPooled:
        """A transaction that only reads, and sees one moment throughout."""
        return _Transaction(_Snapshot(self), self._pool_init_lock)


client_class = Client


class _Snapshot(TransactionWrapper):
    @translate_exceptions
    async def begin(self) -> None:
        self.transaction = self._connection.transaction(isolation="repeatable_read", readonly=True)
        await self.transaction.start()


class _Turn(PoolConnectionWrapper[Any]):
    async def __aenter__(self) -> Any:
        await self.ensure_connection()
        self.connection = await self.client._pool.acquire(timeout=PATIENCE_SECONDS)
        return self.connection


class _Transaction(TransactionContextPooled):
    async def __aenter__(self) -> TransactionalDBClient:
        await self.ensure_connection()
        pool = self.client._parent._pool
        self.client._connection = await pool.acquire(timeout=PATIENCE_SECONDS)
        self.token = get_connections().set(self.connection_name, self.client)
        try:
            await self.client.begin()
        except BaseException:
            get_connections().reset(self.token)
            await pool.release(self.client._connection)
            raise
        return self.client
