"""Backups for tests, made and put back as the commands do it."""

from __future__ import annotations

import shutil
from pathlib import Path

from server.services.backup import make_backup
from server.services.restore import Permissions, Restored, restore_backup
from server.settings import Settings
from server.storage.database import close_database, open_database
from tests.cast import Cast, entry, fact, push, revision, tell


def quiet(step: str, done: int, total: int) -> None:
    return None


async def backed_up(settings: Settings, away: Path, *, with_keys: bool = True) -> Path:
    file = away / "backup.tar"
    await make_backup(settings, file, quiet, with_keys=with_keys, with_files=True)
    return file


async def put_back(settings: Settings, file: Path, may: Permissions | None = None) -> Restored:
    await close_database()
    folder = settings.data_folder / ".restore"
    folder.mkdir()
    try:
        return await restore_backup(settings, file, folder, may or Permissions(), quiet)
    finally:
        shutil.rmtree(folder)
        await open_database(settings)


async def signed_entry(cast: Cast) -> None:
    item = revision(cast.placements["Samira"], entry())
    await push(await cast.actor("Samira"), item)
    await tell(await cast.actor("Samira"), fact("submission", item, ask="sign_off", to=""))
    await tell(await cast.actor("Bram"), fact("sign_off", item, comment=""))
