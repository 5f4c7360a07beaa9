"""What the database knows of the ledger, so that every process can ask without reading the file."""

from __future__ import annotations

from typing import Any

from tortoise import fields
from tortoise.models import Model

from server.storage.database import execute_many, fetch, marks
from server.storage.fields import Instant


class LedgerMark(Model):
    """A record of the ledger, and with it the certainty that its effect is in this database.

    Or that something else came of it, when `act` says so.
    """

    mark = fields.CharField(max_length=64, primary_key=True)
    act = fields.CharField(max_length=12)
    at = Instant()

    class Meta:
        table = "ledger_mark"


async def add_marks(rows: list[tuple[str, str, int]]) -> None:
    """Rows of (mark, act, at in microseconds); of one that is there already the act counts anew."""
    await execute_many(
        "INSERT INTO ledger_mark (mark, act, at) VALUES (?, ?, ?)"
        " ON CONFLICT (mark) DO UPDATE SET act = excluded.act",
        [list(row) for row in rows],
    )


async def known_marks(act: str, wanted: list[str]) -> set[str]:
    if not wanted:
        return set()
    rows = await fetch(
        f"SELECT mark FROM ledger_mark WHERE act = ? AND mark IN ({marks(wanted)})", act, *wanted
    )
    return {row["mark"] for row in rows}


async def all_marks() -> set[str]:
    rows: list[dict[str, Any]] = await fetch("SELECT mark FROM ledger_mark")
    return {row["mark"] for row in rows}
