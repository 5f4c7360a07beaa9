"""`vakwerk restore`: a backup takes the database's place (protocol.md §7).

Everything is looked at before anything changes, and what must not come back stays gone.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from server.outside import archive, clock, dumps, keys, ledger, objects
from server.outside.archive import Manifest
from server.rules.readmission import HELD_BY_DEVICES
from server.services.backup import Progress
from server.services.blob_keeping import erase_unnamed
from server.services.restored import RESTORING, Outcome, live_up_to_today
from server.settings import Settings
from server.storage.aside import aside_name
from server.storage.blobs import held_paths
from server.storage.census import other_connections
from server.storage.database import close_database, migrate, open_database
from server.version import VERSION


class NotRestored(Exception):
    """Nothing was changed; `code` says why, `details` what about."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True)
class Permissions:
    accept_loss: bool = False
    without_ledger: bool = False


@dataclass(frozen=True)
class Restored:
    manifest: Manifest
    aside: str  # where the database that was there is now; "" when there was none
    outcome: Outcome


async def restore_backup(
    settings: Settings, file: Path, folder: Path, may: Permissions, say: Progress
) -> Restored:
    """`folder` is empty, ours, and beside the database. Raises NotRestored, Damaged, DumpFailed,
    ProgramMissing."""
    say("check", 0, 1)
    manifest = archive.unpack(file, folder)
    _check(settings, manifest, may)
    _try_keys(settings, folder, manifest)
    _check_ledger(manifest, may)
    await _check_connections(settings)
    say("check", 1, 1)
    say("database", 0, 1)
    if settings.sqlite_path:
        aside, outcome = await _into_sqlite(settings, settings.sqlite_path, folder, manifest, say)
    else:
        aside, outcome = await _into_postgres(settings, folder, manifest, say)
    await _erase_files(settings, outcome)
    say("database", 1, 1)
    return Restored(manifest, aside, outcome)


def _check(settings: Settings, manifest: Manifest, may: Permissions) -> None:
    engine = "sqlite" if settings.sqlite_path else "postgres"
    if manifest.engine != engine:
        raise NotRestored("other_engine", backup=manifest.engine, here=engine)
    if _numbers(manifest.version) > _numbers(VERSION):
        raise NotRestored("newer_version", backup=manifest.version, here=VERSION)
    age = clock.now() - datetime.fromisoformat(manifest.made_at)
    if age > HELD_BY_DEVICES and not may.accept_loss:
        raise NotRestored("too_old", days=str(age.days), most=str(HELD_BY_DEVICES.days))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _try_keys(settings: Settings, folder: Path, manifest: Manifest) -> None:
    """On a copy of those that are here: the ledger cannot be read without them."""
    here, copy = keys.key_file(settings.data_folder), keys.key_file(folder / "tried")
    if here.exists():
        copy.parent.mkdir(mode=0o700)
        shutil.copy(here, copy)
    elif archive.KEYS not in manifest.members:
        raise NotRestored("no_keys", folder=str(settings.data_folder))
    try:
        _take_keys(copy.parent, folder, manifest)
    except keys.OtherHouse as problem:
        raise NotRestored("other_keys", folder=str(settings.data_folder)) from problem


def _take_keys(into: Path, folder: Path, manifest: Manifest) -> None:
    if archive.KEYS in manifest.members:
        keys.take_in(into, json.loads((folder / archive.KEYS).read_text()))
    else:
        keys.load_keys(into)


def _check_ledger(manifest: Manifest, may: Permissions) -> None:
    try:
        records = len(ledger.read())
    except ledger.OtherKeys as problem:
        raise NotRestored("other_ledger", file=str(problem)) from problem
    if records < manifest.ledger_records and not may.without_ledger:
        raise NotRestored("short_ledger", here=str(records), backup=str(manifest.ledger_records))


async def _check_connections(settings: Settings) -> None:
    """On SQLite the folder's lock does this."""
    if settings.sqlite_path:
        return
    await open_database(settings)
    try:
        others = await other_connections()
    finally:
        await close_database()
    if others:
        raise NotRestored("in_use", connections=str(others))


async def _into_sqlite(
    settings: Settings, path: Path, folder: Path, manifest: Manifest, say: Progress
) -> tuple[str, Outcome]:
    """Made ready beside the database; only then it takes its place, in one step."""
    fresh = folder / "fresh.db"
    await dumps.load_sqlite(folder / archive.DATABASE, fresh)
    beside = settings.model_copy(update={"database_url": f"sqlite://{fresh}"})
    outcome = await _make_ready(beside, folder, manifest, say)
    return _take_the_place(fresh, path), outcome


async def _into_postgres(
    settings: Settings, folder: Path, manifest: Manifest, say: Progress
) -> tuple[str, Outcome]:
    aside = aside_name(clock.now())
    await dumps.load_postgres(settings, folder / archive.DATABASE, aside, RESTORING)
    return aside, await _make_ready(settings, folder, manifest, say)


async def _make_ready(
    settings: Settings, folder: Path, manifest: Manifest, say: Progress
) -> Outcome:
    """Keys and files once the database is sound, and before anybody is served from it."""
    await migrate(settings)
    _take_keys(settings.data_folder, folder, manifest)
    await open_database(settings)
    try:
        files = partial(_put_files, folder, manifest, say)
        return await live_up_to_today(manifest.made_at, files)
    finally:
        await close_database()


async def _put_files(folder: Path, manifest: Manifest, say: Progress) -> None:
    """Those that the database still names: an erased one is not put back to be erased again."""
    named = await held_paths()
    for number, path in enumerate(manifest.files):
        say("files", number, len(manifest.files))
        if path in named:
            await objects.put_right(path, (folder / archive.FILES / path).read_bytes())
    say("files", len(manifest.files), len(manifest.files))


async def _erase_files(settings: Settings, outcome: Outcome) -> None:
    """Only now: until the backup was in place, the other database needed them."""
    await open_database(settings)
    try:
        for placement_id in outcome.replayed.placements:
            await erase_unnamed(placement_id)
    finally:
        await close_database()


def _take_the_place(fresh: Path, path: Path) -> str:
    """Says where the old file is now; "" when there was none. There is always one in place."""
    if not path.exists():
        os.replace(fresh, path)
        return ""
    aside = path.with_name(f"{path.name}.{aside_name(clock.now())}")
    _empty_log(path)
    for end in ("-wal", "-shm"):
        if os.path.exists(f"{path}{end}"):
            os.rename(f"{path}{end}", f"{aside}{end}")
    os.link(path, aside)
    os.replace(fresh, path)
    return str(aside)


def _empty_log(path: Path) -> None:
    """What lies in SQLite's log belongs to the file that goes aside."""
    try:
        with closing(sqlite3.connect(path)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.DatabaseError:
        return  # it may be the very reason for the restore
