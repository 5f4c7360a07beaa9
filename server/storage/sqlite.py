"""Tortoise's SQLite client, made to survive faults: one connection, taken in turns.

Tortoise lets go of its lock only when a transaction ends the normal way. Here it also does when
BEGIN fails, a commit that failed is rolled back before somebody else gets the connection, and a
connection in an unknown state is thrown away.
"""

from __future__ import annotations

import asyncio
from typing import Any, Literal

import aiosqlite
from tortoise.backends.base.client import ConnectionWrapper, TransactionalDBClient
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
)
from tortoise.connection import get_connections

from server.storage.patience import PATIENCE_SECONDS


class Client(SqliteClient):
    def __init__(self, file_path: str, **options: Any) -> None:
        super().__init__(file_path, **options)
        self._lock = _PatientLock()

    async def create_connection(self, with_db: bool) -> None:
        try:
            await super().create_connection(with_db)
        except BaseException:
            # Half opened it lacks its settings, foreign keys and durability among them.
            await self.close()
            raise

    def acquire_connection(self) -> ConnectionWrapper[aiosqlite.Connection]:
        return _Turn(self._lock, self)

    def _in_transaction(self) -> SqliteTransactionContext:
        return _Transaction(SqliteTransactionWrapper(self), self._lock)


client_class = Client


class _PatientLock(asyncio.Lock):
    """Whoever waits too long gets TimeoutError: a busy server must say so rather than hang."""

    async def acquire(self) -> Literal[True]:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await super().acquire()


class _Turn(ConnectionWrapper[aiosqlite.Connection]):
    async def __aenter__(self) -> aiosqlite.Connection:
        await self._lock.acquire()
        try:
            self.connection = self.client._connection
            await self.ensure_connection()
        except BaseException:
            self._lock.release()
            raise
        return self.connection


class _Transaction(SqliteTransactionContext):
    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            # While this one waited, the connection may have been replaced.
            self.connection._connection = self.connection._parent._connection
            await self.ensure_connection()
            self.token = get_connections().set(self.connection_name, self.connection)
            try:
                await self.connection.begin()
            except BaseException:
                await self._give_up()
                get_connections().reset(self.token)
                raise
        except BaseException:
            self._trxlock.release()
            raise
        client: TransactionalDBClient = self.connection
        return client

    async def __aexit__(self, kind: Any, error: Any, trace: Any) -> None:
        try:
            if kind:
                await self._give_up()
            else:
                try:
                    await self.connection.commit()
                except BaseException:
                    await self._give_up()
                    raise
        finally:
            get_connections().reset(self.token)
            self._trxlock.release()

    async def _give_up(self) -> None:
        try:
            await self.connection.rollback()
        except Exception:
            # Closing rolls back whatever is open; the next one in turn opens it again.
            await self.connection._parent.close()
