"""No backup brings back what was erased or withdrawn (R9, P1)."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from server.outside import clock, objects
from server.services.erasure import erase_long_deleted, erase_old_text, erase_placement
from server.services.housekeeping import drop_put_aside
from server.services.ledger import remember_ended
from server.services.ledger_replay import replay_ledger
from server.services.verify import verify_everything
from server.settings import Settings
from server.storage.aside import remove_put_aside
from server.storage.census import rows_by_table
from server.storage.database import execute, fetch, unit_of_work
from server.storage.placements import PlacementPerson
from tests import cast as stage
from tests import photos
from tests.backups import backed_up, put_back, signed_entry
from tests.cast import Cast, entry, fact, push, revision, tell
from tests.photos import attachment, send, sha

pytestmark = pytest.mark.usefixtures("database")
SECRET = "zwaluwnestje"


@pytest.fixture
async def cast(database: None) -> Cast:
    return await stage.enter()


async def test_erased_words_are_nowhere_after_an_older_backup(
    cast: Cast, settings: Settings, away: Path
) -> None:
    """P1: live rows, what the backup brings back, every file; and the chain still verifies."""
    samira, bram = await cast.actor("Samira"), await cast.actor("Bram")
    first = revision(cast.placements["Samira"], entry(title=SECRET))
    second = revision(cast.placements["Samira"], entry(), base=first)
    stone = revision(cast.placements["Samira"], {"text": SECRET}, kind="private_note")
    await push(samira, first, second, stone)
    daan = revision(cast.placements["Daan"], entry(title=SECRET))
    await push(await cast.actor("Daan"), daan)
    await tell(await cast.actor("Daan"), fact("submission", daan, ask="sign_off", to=""))
    await tell(bram, fact("sign_off", daan, comment=SECRET))
    await tell(bram, fact("remark", daan, tone="tip", text=SECRET))
    file = await backed_up(settings, away)
    await erase_old_text(samira, first["doc_id"])
    gone = revision(
        cast.placements["Samira"], {"text": SECRET}, base=stone, kind="private_note", deleted=True
    )
    await push(samira, gone)
    with clock.at(clock.now() + timedelta(days=91)):
        await erase_long_deleted()
    await erase_placement(cast.placements["Daan"])
    done = await put_back(settings, file)
    assert done.outcome.replayed.erased == 3
    assert done.outcome.problems == []
    assert await verify_everything() == []
    for table in await rows_by_table():
        assert SECRET not in json.dumps(await fetch(f'SELECT * FROM "{table}"'), default=str), table
    files = [path for path in settings.data_folder.rglob("*") if path.is_file()]
    assert [path.name for path in files if SECRET.encode() in path.read_bytes()] == []


async def test_what_was_put_aside_goes_after_a_week_and_with_an_erasure(
    cast: Cast, settings: Settings, away: Path
) -> None:
    file = await backed_up(settings, away)
    done = await put_back(settings, file)
    killed = settings.data_folder / ".restore-killed" / "files"
    killed.mkdir(parents=True)
    await drop_put_aside()
    assert not killed.parent.exists()
    assert await remove_put_aside(clock.now() - timedelta(days=1)) == 0 and done.aside
    with clock.at(clock.now() + timedelta(days=8)):
        await drop_put_aside()
        assert await remove_put_aside(clock.now()) == 0
    await put_back(settings, file)
    with clock.at(clock.now() + timedelta(seconds=2)):
        await erase_placement(cast.placements["Samira"])
        assert await remove_put_aside(clock.now()) == 0
    assert await rows_by_table() != {}


async def test_a_withdrawn_sign_off_does_not_stand_again(
    cast: Cast, settings: Settings, away: Path
) -> None:
    await signed_entry(cast)
    file = await backed_up(settings, away)
    (said,) = await fetch("SELECT * FROM fact WHERE kind = 'sign_off'")
    undo = fact("withdraw", said, target=said["fact_id"], reason="undo")
    (receipt,) = await tell(await cast.actor("Bram"), undo)
    done = await put_back(settings, file)
    assert (done.outcome.replayed.withdrawn, done.outcome.problems) == (1, [])
    assert await fetch("SELECT doc_id FROM document WHERE signed_rev IS NOT NULL") == []
    (answer,) = await tell(await cast.actor("Bram"), receipt["fact"])
    assert answer["outcome"] == "ok"
    assert await verify_everything() == []


async def test_a_file_that_was_swapped_lives_up_to_the_ledger(
    cast: Cast, settings: Settings, away: Path
) -> None:
    """Without our command: the next start, or the hour, finds it."""
    await signed_entry(cast)
    (said,) = await fetch("SELECT * FROM fact WHERE kind = 'sign_off'")
    undo = fact("withdraw", said, target=said["fact_id"], reason="undo")
    older = ("fact", "statement", "chain", "ledger_mark")
    kept = {table: await fetch(f"SELECT * FROM {table}") for table in older}
    await tell(await cast.actor("Bram"), undo)
    for table in older:
        await execute(f"DELETE FROM {table}")
        for row in kept[table]:
            places = ", ".join("?" * len(row))
            names = ", ".join(row)
            await execute(f"INSERT INTO {table} ({names}) VALUES ({places})", *row.values())
    assert (await replay_ledger()).withdrawn == 1
    assert (await replay_ledger()).records == 0
    assert await verify_everything() == []


async def test_access_that_ended_since_stays_ended(
    cast: Cast, settings: Settings, away: Path
) -> None:
    file = await backed_up(settings, away)
    places = PlacementPerson.filter(person_id=cast.people["Bram"])
    place = await places.get(placement_id=cast.placements["Samira"])
    await unit_of_work(lambda: remember_ended(place.id, "2026-11-21"))
    assert (await put_back(settings, file)).outcome.replayed.ended == 1
    assert (await PlacementPerson.get(id=place.id)).until == date(2026, 11, 21)
    other = await places.get(placement_id=cast.placements["Daan"])
    assert other.until is None


async def test_photos_come_back_and_erased_ones_do_not(
    cast: Cast, settings: Settings, away: Path
) -> None:
    kept, gone = photos.jpeg(), photos.noisy_jpeg()
    samira, placement = await cast.actor("Samira"), cast.placements["Samira"]
    first = revision(placement, entry(attachments=[attachment(gone)]))
    second = revision(placement, entry(attachments=[attachment(kept)]), base=first)
    await push(samira, first, second)
    for photo in (kept, gone):
        await send(samira, placement, photo)
    file = await backed_up(settings, away)
    assert await erase_old_text(samira, first["doc_id"]) == 1
    shutil.rmtree(settings.files_folder)
    done = await put_back(settings, file)
    assert len(done.manifest.files) == 2
    assert [found.path async for found in objects.under("blobs")] == [
        f"blobs/{placement}/{sha(kept)}"
    ]
    assert await objects.get(f"blobs/{placement}/{sha(kept)}") == kept
