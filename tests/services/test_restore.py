"""What refuses a restore has changed nothing yet, and what it puts back is what was backed up."""

from __future__ import annotations

from pathlib import Path

import asyncpg
import pytest

from server.outside import dumps, keys, objects
from server.outside.dumps import DumpFailed
from server.services.restore import NotRestored
from server.settings import Settings
from server.storage.blobs import blob_path
from tests import cast as stage
from tests import photos
from tests.backups import backed_up, put_back
from tests.cast import Cast, entry, push, revision

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
async def cast(database: None) -> Cast:
    return await stage.enter()


async def sent_photo(cast: Cast) -> tuple[str, bytes]:
    """A photo that a text names, and its path in the store."""
    photo, here = photos.jpeg(), cast.placements["Samira"]
    samira = await cast.actor("Samira")
    await push(samira, revision(here, entry(attachments=[photos.attachment(photo)])))
    await photos.send(samira, here, photo)
    return blob_path(here, photos.sha(photo)), photo


async def in_the_store() -> list[str]:
    return [kept.path async for kept in objects.under("")]


async def test_what_was_erased_stays_away_when_somebody_is_still_connected(
    cast: Cast, settings: Settings, away: Path
) -> None:
    if settings.sqlite_path:
        return  # the folder's lock does this
    path, _ = await sent_photo(cast)
    file = await backed_up(settings, away)
    await objects.delete(path)
    keys.key_file(settings.data_folder).unlink()
    other = await asyncpg.connect(settings.database_url)
    try:
        with pytest.raises(NotRestored) as refused:
            await put_back(settings, file)
    finally:
        await other.close()
    assert refused.value.code == "in_use"
    assert await in_the_store() == []
    assert not keys.key_file(settings.data_folder).exists()


async def test_no_file_comes_back_before_the_database_is_known_to_be_sound(
    cast: Cast, settings: Settings, away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, photo = await sent_photo(cast)
    file = await backed_up(settings, away)
    await objects.delete(path)

    async def unsound(*given: object) -> None:
        raise DumpFailed

    with monkeypatch.context() as patch:
        for name in ("load_sqlite", "load_postgres"):
            patch.setattr(dumps, name, unsound)
        with pytest.raises(DumpFailed):
            await put_back(settings, file)
    assert await in_the_store() == []
    assert (await put_back(settings, file)).outcome.problems == []
    assert await objects.get(path) == photo


@pytest.mark.parametrize("damage", ["a byte", "the end", "everything"])
async def test_a_damaged_photo_is_put_right(
    cast: Cast, settings: Settings, away: Path, damage: str
) -> None:
    path, photo = await sent_photo(cast)
    file = await backed_up(settings, away)
    half = len(photo) // 2
    left = {
        "a byte": photo[:half] + bytes([photo[half] ^ 1]) + photo[half + 1 :],
        "the end": photo[:half],
        "everything": b"",
    }
    (settings.files_folder / path).write_bytes(left[damage])
    assert (await put_back(settings, file)).outcome.problems == []
    assert await objects.get(path) == photo
    assert await in_the_store() == [path]
