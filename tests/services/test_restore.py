"""What refuses a restore has changed nothing yet, and what it puts back is what was backed up."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest

from server.outside import clock, dumps, keys, objects
from server.outside.dumps import DumpFailed
from server.services import restored
from server.services.blob_keeping import tidy_up
from server.services.erasure import erase_old_text, erase_placement
from server.services.housekeeping import drop_put_aside
from server.services.restore import NotRestored
from server.settings import Settings
from server.storage.aside import remove_put_aside
from server.storage.blobs import blob_path
from server.storage.database import execute
from tests import cast as stage
from tests import photos
from tests.backups import backed_up, put_back
from tests.cast import Cast, entry, fact, push, revision, tell

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


async def test_what_was_perhaps_signed_is_not_old_text_soon_after_a_restore(
    cast: Cast, settings: Settings, away: Path
) -> None:
    """The akkoord is on its signer's device alone, until that comes by."""
    samira, here = await cast.actor("Samira"), cast.placements["Samira"]
    asked, feedback = revision(here, entry()), revision(here, entry())
    later = [revision(here, entry(title="Later"), base=base) for base in (asked, feedback)]
    await push(samira, asked, feedback)
    await tell(samira, fact("submission", asked, ask="sign_off", to=""))
    await tell(samira, fact("submission", feedback, ask="feedback", to=""))
    file = await backed_up(settings, away)
    (signed,) = await tell(await cast.actor("Bram"), fact("sign_off", asked, comment=""))
    await put_back(settings, file)
    await push(samira, *later)
    await tell(samira, *(fact("submission", item, ask="sign_off", to="") for item in later))
    assert await erase_old_text(samira, feedback["doc_id"]) == 1
    assert await erase_old_text(samira, asked["doc_id"]) == 0
    (answer,) = await tell(await cast.actor("Bram"), signed["fact"])
    assert answer["outcome"] == "ok"
    await execute("DELETE FROM fact WHERE kind = 'sign_off'")
    with clock.at(clock.now() + timedelta(days=36)):
        assert await erase_old_text(samira, asked["doc_id"]) == 1


async def test_a_restore_that_dies_puts_no_erased_photo_back(
    cast: Cast, settings: Settings, away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, gone = photos.jpeg(), photos.jpeg(64, 48)
    samira, here = await cast.actor("Samira"), cast.placements["Samira"]
    first = revision(here, entry(attachments=[photos.attachment(gone)]))
    await push(
        samira, first, revision(here, entry(attachments=[photos.attachment(kept)]), base=first)
    )
    for photo in (kept, gone):
        await photos.send(samira, here, photo)
    file = await backed_up(settings, away)
    await erase_old_text(samira, first["doc_id"])
    assert await in_the_store() == [blob_path(here, photos.sha(kept))]
    await objects.delete(blob_path(here, photos.sha(kept)))

    async def dies() -> tuple[str, str]:
        raise TimeoutError

    with monkeypatch.context() as patch:
        patch.setattr(restored, "renew_epoch", dies)
        with pytest.raises(TimeoutError):
            await put_back(settings, file)
    assert await in_the_store() == [blob_path(here, photos.sha(kept))]
    assert (await put_back(settings, file)).outcome.problems == []
    assert await in_the_store() == [blob_path(here, photos.sha(kept))]


async def test_photos_that_only_the_put_aside_database_names_stay_as_long_as_it(
    cast: Cast, settings: Settings, away: Path
) -> None:
    """Somebody may still find that it was the better of the two."""
    path, _ = await sent_photo(cast)
    file = await backed_up(settings, away)
    later, here = photos.jpeg(64, 48), cast.placements["Samira"]
    samira = await cast.actor("Samira")
    newer = revision(here, entry(attachments=[photos.attachment(later)]))
    await push(samira, newer)
    await photos.send(samira, here, later)
    await put_back(settings, file)
    await execute("UPDATE revision SET content = NULL")  # whatever makes somebody look again
    await tidy_up()
    assert await in_the_store() == [blob_path(here, photos.sha(later))]
    await drop_put_aside()
    # By whatever hand it goes, what it alone named goes after it.
    assert await remove_put_aside(clock.now() + timedelta(days=1)) == 1
    await drop_put_aside()
    assert await in_the_store() == []


async def test_of_an_erased_placement_no_database_keeps_a_photo(
    cast: Cast, settings: Settings, away: Path
) -> None:
    file = await backed_up(settings, away)
    await sent_photo(cast)
    await put_back(settings, file)
    with clock.at(clock.now() + timedelta(seconds=2)):
        await erase_placement(cast.placements["Samira"])
    assert await in_the_store() == []
