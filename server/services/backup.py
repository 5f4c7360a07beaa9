"""`vakwerk backup`: everything in one file, while people go on working."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from server.outside import archive, clock, dumps, keys, ledger, objects
from server.outside.archive import Manifest, Writer
from server.services.epoch import known_epoch
from server.settings import Settings
from server.storage.census import exported_snapshot, rows_by_table
from server.storage.database import snapshot
from server.version import VERSION

# What is done now, how much of it, and of how much.
Progress = Callable[[str, int, int], None]
_BLOBS = "blobs"


async def make_backup(
    settings: Settings, target: Path, say: Progress, *, with_keys: bool, with_files: bool
) -> Manifest:
    """On PostgreSQL the database is open. Raises FileExistsError, OSError, and what dumps raise.

    The ledger is counted first and the files come last: what is erased meanwhile is named by the
    ledger, and what arrives meanwhile is more than the database names, never less.
    """
    made_at = clock.now()
    records = len(ledger.read())
    with (
        archive.writing(target) as writer,
        TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder,
    ):
        say("database", 0, 1)
        dump = Path(folder) / "dump"
        dumped = await _dump(settings, dump)
        writer.add_file(archive.DATABASE, dump)
        say("database", 1, 1)
        if with_keys:
            writer.add_file(archive.KEYS, keys.key_file(settings.data_folder))
        if with_files:
            await _add_files(writer, say)
        manifest = Manifest(
            version=VERSION,
            engine="sqlite" if settings.sqlite_path else "postgres",
            made_at=made_at.isoformat(),
            epoch=dumped.epoch,
            ledger_records=records,
            rows=dumped.rows,
        )
        return writer.add_manifest(manifest)


async def _dump(settings: Settings, target: Path) -> dumps.Dumped:
    if settings.sqlite_path:
        return await dumps.dump_sqlite(settings.sqlite_path, target)

    async def read() -> dumps.Dumped:
        name = await exported_snapshot()
        dumped = dumps.Dumped(await rows_by_table(), await known_epoch())
        await dumps.dump_postgres(settings, name, target)
        return dumped

    return await snapshot(read)


async def _add_files(writer: Writer, say: Progress) -> None:
    kept = [found async for found in objects.under(_BLOBS)]
    for number, found in enumerate(kept):
        say("files", number, len(kept))
        try:
            writer.add_bytes(f"{archive.FILES}{found.path}", await objects.get(found.path))
        except objects.Missing:
            continue  # erased since it was listed
    say("files", len(kept), len(kept))
