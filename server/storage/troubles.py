"""What an error from the database means, in whatever it comes wrapped: full, busy, or a mistake."""

from __future__ import annotations

import errno
import sqlite3
from typing import Literal

import asyncpg
from tortoise.exceptions import DBConnectionError

# PostgreSQL's classes of SQLSTATE: connection, resources, operator, rollback, lock, system.
_PASSING = ("08", "53", "57", "40", "55P03", "58")
_DISK_FULL = "53100"
# SQLite's primary result codes: busy, locked, read-only, I/O error, cannot open, no memory.
_SQLITE_PASSING = {5, 6, 7, 8, 10, 14}
_SQLITE_FULL = 13
_CLOSED = ("connection is closed", "pool is closing", "pool is closed", "connection was closed")


def trouble_of(error: BaseException) -> Literal["full", "busy"] | None:
    """None when nothing is wrong with the machine, so that trying again will not help."""
    chain: BaseException | None = error
    while chain is not None:
        found = _one(chain)
        if found:
            return found
        chain = chain.__cause__ or chain.__context__
    return None


def _one(error: BaseException) -> Literal["full", "busy"] | None:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "full"
    if isinstance(error, ConnectionError | TimeoutError | DBConnectionError):
        return "busy"
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        return "full" if code == _SQLITE_FULL else "busy" if code in _SQLITE_PASSING else None
    if isinstance(error, asyncpg.PostgresError):
        state = error.sqlstate or ""
        return "full" if state == _DISK_FULL else "busy" if state.startswith(_PASSING) else None
    if isinstance(error, asyncpg.InterfaceError):
        return "busy" if any(words in str(error) for words in _CLOSED) else None
    return None
