"""The whole database out into one file and in again, each engine with its own means."""

from __future__ import annotations

import asyncio
import gzip
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from server.settings import Settings

PACKAGE = "postgresql-client"
PROGRAMS = ("pg_dump", "pg_restore", "psql")


class ProgramMissing(Exception):
    """A program of PostgreSQL is not on this machine; names it."""


class DumpFailed(Exception):
    """What the engine's own program said."""


@dataclass(frozen=True)
class Dumped:
    """What is in a dump: rows by table, and the epoch ("" when there was none yet)."""

    rows: dict[str, int]
    epoch: str


async def dump_sqlite(path: Path, target: Path) -> Dumped:
    """A compact copy, also while a server writes."""
    return await asyncio.to_thread(_dump_sqlite, path, target)


async def load_sqlite(dump: Path, target: Path) -> None:
    """Unpacks into `target` and looks whether it is sound. Raises DumpFailed."""
    await asyncio.to_thread(_load_sqlite, dump, target)


async def dump_postgres(settings: Settings, snapshot: str, target: Path) -> None:
    """What the transaction that exported `snapshot` sees. Raises ProgramMissing, DumpFailed."""
    await _run(
        settings,
        "pg_dump",
        *("--format=custom", "--schema=public", "--no-owner", "--no-privileges"),
        *(f"--snapshot={snapshot}", f"--file={target}"),
    )


async def load_postgres(settings: Settings, dump: Path, aside: str, marker: str) -> None:
    """In one transaction: what was there moves to the schema `aside`, the dump takes its place.

    `marker` is left in `named_value`, so that nobody serves what was not finished. Raises
    ProgramMissing, DumpFailed.
    """
    script = dump.with_suffix(".sql")
    await _run(
        settings,
        "pg_restore",
        *("--schema=public", "--no-owner", "--no-privileges", f"--file={script}", str(dump)),
    )
    before = dump.with_suffix(".before.sql")
    before.write_text(f'ALTER SCHEMA public RENAME TO "{aside}";\nCREATE SCHEMA public;\n')
    after = dump.with_suffix(".after.sql")
    after.write_text(
        "INSERT INTO public.named_value (name, value)"
        f" VALUES ('{marker}', 'busy') ON CONFLICT (name) DO NOTHING;\n"
    )
    files = [f"--file={path}" for path in (before, script, after)]
    await _run(
        settings,
        "psql",
        *("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"),
        *(f"--dbname={_name(settings)}", *files),
    )


def missing_programs() -> list[str]:
    return [name for name in PROGRAMS if shutil.which(name) is None]


def _dump_sqlite(path: Path, target: Path) -> Dumped:
    plain = target.with_suffix(".plain")
    # One read transaction: in WAL mode it stops no writer. The copy has no free pages either, in
    # which erased text could be left.
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as source:
        source.execute("VACUUM INTO ?", (str(plain),))
    with closing(sqlite3.connect(plain)) as copy:
        dumped = Dumped(_rows_of(copy), _epoch_of(copy))
    with plain.open("rb") as raw, gzip.open(target, "wb", compresslevel=6) as packed:
        shutil.copyfileobj(raw, packed, 1024 * 1024)
    plain.unlink()
    return dumped


def _load_sqlite(dump: Path, target: Path) -> None:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as raw, gzip.open(dump, "rb") as packed:
            shutil.copyfileobj(packed, raw, 1024 * 1024)
            raw.flush()
            os.fsync(raw.fileno())
        with closing(sqlite3.connect(target)) as copy:
            said = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except (OSError, EOFError, sqlite3.DatabaseError) as problem:
        raise DumpFailed(str(problem)) from problem
    if said != "ok":
        raise DumpFailed(str(said))


def _rows_of(database: sqlite3.Connection) -> dict[str, int]:
    names = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    return {
        name: database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for (name,) in names
    }


def _epoch_of(database: sqlite3.Connection) -> str:
    row = database.execute("SELECT value FROM named_value WHERE name = 'epoch'").fetchone()
    return str(row[0]) if row else ""


async def _run(settings: Settings, program: str, *arguments: str) -> None:
    if shutil.which(program) is None:
        raise ProgramMissing(program)
    process = await asyncio.create_subprocess_exec(
        program,
        *arguments,
        env={**os.environ, **_environment(settings)},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    if process.returncode != 0:
        raise DumpFailed(f"{program}: {said.decode(errors='replace').strip()[-2000:]}")


def _environment(settings: Settings) -> dict[str, str]:
    """Not as arguments: those can be read by everybody on the machine."""
    parts = urlsplit(settings.database_url)
    options = parse_qs(parts.query)
    values = {
        "PGHOST": parts.hostname or "",
        "PGPORT": str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": _name(settings),
        "PGSSLMODE": options.get("sslmode", [""])[0],
    }
    return {name: value for name, value in values.items() if value}


def _name(settings: Settings) -> str:
    return unquote(urlsplit(settings.database_url).path.lstrip("/"))
