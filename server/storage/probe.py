"""Whether the database takes writes at this moment."""

from __future__ import annotations

from server.storage.database import execute, unit_of_work


async def probe_write() -> None:
    """Takes the write lock and commits, changing nothing. Raises what the database raises."""
    await unit_of_work(
        lambda: execute("UPDATE named_value SET value = value WHERE name = ?", "epoch")
    )
