"""Databases that a restore put aside: files beside SQLite's own, schemas beside PostgreSQL's."""

from __future__ import annotations

import asyncio
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

from server.settings import get_settings
from server.storage.database import execute, fetch

_BEGIN = "before_restore_"
_NAME = re.compile(rf"{_BEGIN}(\d{{8}}_\d{{6}}_\d{{6}})")
UNPACKED = ".restore-"
_TIME = "%Y%m%d_%H%M%S_%f"


def aside_name(at: datetime) -> str:
    return f"{_BEGIN}{at:{_TIME}}"


async def is_something_aside() -> bool:
    path = get_settings().sqlite_path
    if path is not None:
        found = await asyncio.to_thread(lambda: list(path.parent.glob(f"{path.name}.{_BEGIN}*")))
        return bool(found)
    schemas = await fetch("SELECT nspname AS name FROM pg_namespace")
    return any(_NAME.match(row["name"]) for row in schemas)


async def remove_put_aside(before: datetime) -> int:
    """Those put aside before that instant; returns how many."""
    path = get_settings().sqlite_path
    if path is not None:
        return await asyncio.to_thread(_remove_files, path, before)
    schemas = await fetch("SELECT nspname AS name FROM pg_namespace")
    old = [row["name"] for row in schemas if _is_old(row["name"], before)]
    for name in old:
        await execute(f'DROP SCHEMA "{name}" CASCADE')
    return len(old)


async def remove_leftovers() -> None:
    """What a restore that was killed had unpacked. None is under way where somebody serves."""
    for folder in await asyncio.to_thread(lambda: list(beside().glob(f"{UNPACKED}*"))):
        await asyncio.to_thread(shutil.rmtree, folder)


def beside() -> Path:
    """The folder in which a restore unpacks: on the database's own disk, where it can."""
    settings = get_settings()
    return settings.sqlite_path.parent if settings.sqlite_path else settings.data_folder


def _remove_files(path: Path, before: datetime) -> int:
    found = path.parent.glob(f"{path.name}.{_BEGIN}*")
    # SQLite's log may lie beside it, under the same name with an ending of its own.
    old = [file for file in found if _is_old(file.name.removeprefix(f"{path.name}."), before)]
    for file in old:
        file.unlink()
    return len(old)


def _is_old(name: str, before: datetime) -> bool:
    found = _NAME.match(name)
    if found is None:
        return False
    return datetime.strptime(found[1], _TIME).replace(tzinfo=UTC) < before
