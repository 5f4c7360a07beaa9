"""Every migration on a database that holds rows, on both engines; Tortoise's own are not trusted.

It writes a rename as drop and add, and on SQLite a rebuilt table once lost its composite index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from tortoise import Tortoise
from tortoise.migrations.api import migrate
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.models import Model

from server.storage.database import close_database, configuration
from tests.conftest import POSTGRES

FOLDER = Path(__file__).parents[1] / "server/storage/migrations"
MIGRATIONS = sorted(path.stem for path in FOLDER.glob("[0-9]*.py"))
Index = tuple[str, tuple[str, ...], bool]  # table, columns, unique


@pytest.fixture(params=["sqlite", "postgres"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """An empty database, without a schema."""
    if request.param == "sqlite":
        yield f"sqlite://{tmp_path / 'vakwerk.db'}"
        return
    name = f"migrations_{uuid4().hex[:12]}"
    await _ask(POSTGRES, f'CREATE DATABASE "{name}"')
    yield f"{POSTGRES.rsplit('/', 1)[0]}/{name}"
    await _ask(POSTGRES, f'DROP DATABASE "{name}" WITH (FORCE)')


async def test_the_migrations_lack_nothing_of_the_models() -> None:
    config = configuration("sqlite://:memory:")
    await Tortoise.init(config=config, init_connections=False)
    try:
        apps = Tortoise.apps
        assert apps is not None
        missing = await MigrationAutodetector(apps, config["apps"]).changes()
    finally:
        await close_database()
    assert [str(writer.operations) for writer in missing] == []


@pytest.mark.parametrize("start", MIGRATIONS)
async def test_rows_and_indexes_come_through(url: str, start: str) -> None:
    await _migrate(url, start)
    tables = await _tables(url)
    for table, columns in tables.items():
        names = ", ".join(f'"{name}"' for name in columns)
        values = ", ".join(_value(kind) for kind in columns.values())
        await _ask(url, f'INSERT INTO "{table}" ({names}) VALUES ({values})')
    before = {table: await _ask(url, f'SELECT * FROM "{table}"') for table in tables}
    assert all(len(rows) == 1 for rows in before.values())
    await _migrate(url, "__latest__")
    for table, rows in before.items():
        after = await _ask(url, f'SELECT * FROM "{table}"')
        assert [row | old for row, old in zip(after, rows, strict=True)] == after
    assert _indexes_of_the_models() - await _indexes(url) == set()


async def test_a_student_enrolled_twice_keeps_the_newest_number_and_the_cohort(url: str) -> None:
    await _migrate(url, "0003_blobs")
    rows = [
        ("0a", "p", "s", "wrong", "2024"),
        ("0b", "p", "s", "mistaken", "2025"),
        ("0c", "p", "s", "right", ""),
        ("0d", "p", "t", "elsewhere", ""),
        ("0e", "q", "s", "another", ""),
        ("0f", "r", "s", "old", "2024"),
        ("0g", "r", "s", "new", "2026"),
    ]
    for row in rows:
        values = ", ".join(f"'{value}'" for value in row)
        await _ask(
            url,
            "INSERT INTO enrolment (id, person_id, school_id, student_number, cohort)"
            f" VALUES ({values})",
        )
    await _migrate(url, "__latest__")
    kept = await _ask(url, "SELECT student_number, cohort FROM enrolment ORDER BY id")
    assert [(row["student_number"], row["cohort"]) for row in kept] == [
        ("right", "2025"),
        ("elsewhere", ""),
        ("another", ""),
        ("new", "2026"),
    ]


async def _migrate(url: str, target: str) -> None:
    try:
        await migrate(config=configuration(url), target=f"vakwerk.{target}")
    finally:
        await close_database()


def _value(kind: str) -> str:
    """One literal that both engines take for a column of this declared type."""
    kind = kind.lower()
    if "bool" in kind:
        return "TRUE"
    if "int" in kind:
        return "1"
    if "json" in kind:
        return "'[1]'"
    if "date" in kind:
        return "'2026-09-08'"
    if "blob" in kind or "bytea" in kind:
        return "'1'"
    assert "char" in kind or "text" in kind, kind
    return "'1'"


def _indexes_of_the_models() -> set[Index]:
    found: set[Index] = set()
    for model in _models():
        meta = model._meta
        table = meta.db_table
        # A relation is named `school` in the model and `school_id` in the table.
        relations = {name: str(meta.fields_map[name].source_field) for name in meta.fk_fields}
        column = meta.fields_db_projection | relations
        key = {meta.pk_attr}
        for name, field in meta.fields_map.items():
            if name in column and name not in key and (field.index or field.unique):
                found.add((table, (column[name],), bool(field.unique)))
        together = [(fields, True) for fields in meta.unique_together]
        together += [
            (index if isinstance(index, tuple) else tuple(index.fields), False)
            for index in meta.indexes
        ]
        for names, unique in together:
            found.add((table, tuple(column[name] for name in names), unique))
    return found


def _models() -> list[type[Model]]:
    modules = configuration("sqlite://:memory:")["apps"]["vakwerk"]["models"]
    found = [vars(__import__(name, fromlist=["*"])) for name in modules]
    return [
        thing
        for names in found
        for thing in names.values()
        if isinstance(thing, type) and issubclass(thing, Model) and thing is not Model
    ]


async def _tables(url: str) -> dict[str, dict[str, str]]:
    """Every table of ours with its columns and their declared types."""
    if url.startswith("sqlite"):
        rows = await _ask(
            url,
            "SELECT m.name AS tab, c.name AS col, c.type AS kind FROM sqlite_master m"
            " JOIN pragma_table_info(m.name) c"
            " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'",
        )
    else:
        rows = await _ask(
            url,
            "SELECT table_name AS tab, column_name AS col, data_type AS kind"
            " FROM information_schema.columns WHERE table_schema = 'public'",
        )
    tables: dict[str, dict[str, str]] = {}
    for row in rows:
        if row["tab"] != "tortoise_migrations":
            tables.setdefault(row["tab"], {})[row["col"]] = row["kind"]
    return tables


async def _indexes(url: str) -> set[Index]:
    if url.startswith("sqlite"):
        rows = await _ask(
            url,
            'SELECT m.name AS tab, l.name AS idx, l."unique" AS uniq, i.name AS col'
            " FROM sqlite_master m JOIN pragma_index_list(m.name) l"
            " JOIN pragma_index_info(l.name) i WHERE m.type = 'table' ORDER BY l.name, i.seqno",
        )
    else:
        rows = await _ask(
            url,
            "SELECT t.relname AS tab, c.relname AS idx, x.indisunique AS uniq, a.attname AS col"
            " FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid"
            " JOIN pg_class c ON c.oid = x.indexrelid"
            " CROSS JOIN LATERAL unnest(x.indkey) WITH ORDINALITY AS k(number, place)"
            " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number"
            " WHERE t.relnamespace = 'public'::regnamespace ORDER BY c.relname, k.place",
        )
    columns: dict[tuple[str, str, bool], list[str]] = {}
    for row in rows:
        columns.setdefault((row["tab"], row["idx"], bool(row["uniq"])), []).append(row["col"])
    return {(table, tuple(names), unique) for (table, _, unique), names in columns.items()}


async def _ask(url: str, sql: str) -> list[dict[str, Any]]:
    """Through the bare driver: what is tested here is not to be trusted with the test."""
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite://")) as file:
            file.row_factory = sqlite3.Row
            return [dict(row) for row in file.execute(sql)]
    server = await asyncpg.connect(url)
    try:
        # Rows go in without looking whether what they point to is there yet.
        await server.execute("SET session_replication_role = replica")
        return [dict(row) for row in await server.fetch(sql)]
    finally:
        await server.close()
