"""How many rows each table holds, to compare a backup with what came of it."""

from __future__ import annotations

from server.storage.database import fetch, is_postgres


async def rows_by_table() -> dict[str, int]:
    names = (
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
        if is_postgres()
        else "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    counted = {}
    for row in await fetch(names):
        found = await fetch(f'SELECT COUNT(*) AS n FROM "{row["name"]}"')
        counted[str(row["name"])] = int(found[0]["n"])
    return counted


async def other_connections() -> int:
    """How many other programs are in this PostgreSQL database now; always 0 on SQLite."""
    if not is_postgres():
        return 0
    found = await fetch(
        "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    return int(found[0]["n"])


async def exported_snapshot() -> str:
    """A name by which pg_dump sees exactly what this transaction sees."""
    # Otherwise the server ends a transaction that waits for a long dump.
    await fetch("SET LOCAL idle_in_transaction_session_timeout = 0")
    found = await fetch("SELECT pg_export_snapshot() AS name")
    return str(found[0]["name"])
