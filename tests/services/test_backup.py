"""A backup is whole or not there; what it brings back is looked at before anything changes (R9)."""

from __future__ import annotations

import json
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest

from server.outside import archive, clock, dumps, keys
from server.outside.archive import Damaged, Manifest
from server.services import restore
from server.services.epoch import current_epoch
from server.services.erasure import erase_old_text
from server.services.restore import NotRestored, Permissions
from server.services.restored import is_half_restored
from server.settings import Settings
from server.storage.accounts import Session
from server.storage.census import rows_by_table
from server.storage.database import close_database, execute, fetch
from tests import cast as stage
from tests.backups import backed_up, put_back, signed_entry
from tests.campaigns.drills.drill import drill
from tests.cast import Cast, entry, push, revision

pytestmark = pytest.mark.usefixtures("database")
SECRET = "zwaluwnestje"


@pytest.fixture
async def cast(database: None) -> Cast:
    return await stage.enter()


@pytest.mark.parametrize("seed", [1, 2])
async def test_everybody_comes_back_and_nothing_is_lost(settings: Settings, seed: int) -> None:
    found = await drill(settings, seed)
    assert found.problems == []
    assert found.held > 5


async def test_a_restored_database_is_the_one_of_that_moment(
    cast: Cast, settings: Settings, away: Path
) -> None:
    await signed_entry(cast)
    before, epoch = await rows_by_table(), await current_epoch()
    await Session.create(
        id="s",
        token_hash="x",
        person_id=cast.people["Samira"],
        created_at=stage.NOON,
        last_seen_at=stage.NOON,
        expires_at=stage.NOON,
    )
    file = await backed_up(settings, away)
    await signed_entry(cast)
    done = await put_back(settings, file)
    after = await rows_by_table()
    # One statement a school says that there was a restore; chains of schools without one begin.
    assert after["statement"] == before["statement"] + 2
    assert {k: v for k, v in after.items() if k not in ("statement", "chain", "session")} == {
        k: v for k, v in before.items() if k not in ("statement", "chain", "session")
    }
    assert after["session"] == 0
    assert await current_epoch() != epoch
    assert (done.outcome.problems, done.outcome.schools) == ([], 2)
    texts = await fetch("SELECT statement FROM statement ORDER BY recorded_at")
    assert [json.loads(row["statement"])["verdict"] for row in texts] == [
        "signed_off",
        "restored",
        "restored",
    ]
    assert done.aside


def test_nothing_half_is_left(away: Path) -> None:
    with pytest.raises(RuntimeError), archive.writing(away / "half.tar") as writer:
        writer.add_bytes(archive.KEYS, b"{}")
        raise RuntimeError
    assert list(away.iterdir()) == []


async def test_the_file_is_its_owners_and_never_written_over(
    cast: Cast, settings: Settings, away: Path
) -> None:
    file = await backed_up(settings, away)
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        await backed_up(settings, away)


async def test_keys_can_stay_at_home(cast: Cast, settings: Settings, away: Path) -> None:
    await signed_entry(cast)
    file = await backed_up(settings, away, with_keys=False)
    with tarfile.open(file) as tar:
        assert archive.KEYS not in tar.getnames()
    assert (await put_back(settings, file)).outcome.problems == []
    keys.key_file(settings.data_folder).rename(away / "keys.json")
    with pytest.raises(NotRestored) as refused:
        await put_back(settings, file)
    assert refused.value.code == "no_keys"


async def test_a_key_that_was_made_since_goes_on_signing(
    cast: Cast, settings: Settings, away: Path
) -> None:
    await signed_entry(cast)
    file = await backed_up(settings, away)
    newer = keys.rotate(settings.data_folder)
    assert (await put_back(settings, file)).outcome.problems == []
    assert keys.current_key_id() == newer


async def test_a_new_machine_needs_only_the_file(
    cast: Cast, settings: Settings, away: Path
) -> None:
    await signed_entry(cast)
    file = await backed_up(settings, away)
    keys.key_file(settings.data_folder).unlink()
    if settings.sqlite_path:
        await close_database()
        settings.sqlite_path.unlink()
    assert (await put_back(settings, file)).outcome.problems == []
    assert len(await fetch("SELECT fact_id FROM fact")) == 2


async def test_what_is_damaged_is_found_before_anything_changes(
    cast: Cast, settings: Settings, away: Path
) -> None:
    await signed_entry(cast)
    file = await backed_up(settings, away)
    await signed_entry(cast)
    whole = file.read_bytes()
    with tarfile.open(file) as tar:
        inside = [(member.offset_data, member.size) for member in tar]
    for start, size in inside:
        for at in (start, start + size // 2, start + size - 1):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            with pytest.raises(Damaged):
                await put_back(settings, file)
    for length in (0, 700, len(whole) // 2, inside[-1][0]):
        file.write_bytes(whole[:length])
        with pytest.raises(Damaged):
            await put_back(settings, file)
    assert len(await fetch("SELECT fact_id FROM fact")) == 4


async def test_the_table_of_contents_is_looked_at_byte_by_byte(
    cast: Cast, settings: Settings, away: Path
) -> None:
    """A date or a number of rows with one bit turned is still a date or a number."""
    file = await backed_up(settings, away)
    whole = file.read_bytes()
    with tarfile.open(file) as tar:
        member = tar.getmember("manifest.json")
    for at in range(member.offset_data, member.offset_data + member.size):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with (
            tempfile.TemporaryDirectory(dir=away) as folder,
            pytest.raises(Damaged),
        ):
            archive.unpack(file, Path(folder))


@pytest.mark.parametrize("name", ["../keys.json", "/etc/passwd", "files/../../x", "other"])
def test_nothing_is_unpacked_elsewhere(away: Path, name: str) -> None:
    with tarfile.open(away / "bad.tar", "w") as tar:
        tar.addfile(tarfile.TarInfo(name))
    folder = away / "in"
    folder.mkdir()
    with pytest.raises(Damaged):
        archive.unpack(away / "bad.tar", folder)
    assert list(folder.iterdir()) == []


async def test_an_old_backup_needs_a_yes(cast: Cast, settings: Settings, away: Path) -> None:
    with clock.at(clock.now() - timedelta(days=36)):
        file = await backed_up(settings, away)
    with pytest.raises(NotRestored) as refused:
        await put_back(settings, file)
    assert refused.value.code == "too_old"
    await put_back(settings, file, Permissions(accept_loss=True))


async def test_other_engines_newer_versions_and_other_keys_are_refused(
    cast: Cast, settings: Settings, away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = await backed_up(settings, away)
    whole = archive.unpack

    def changed(**changes: str) -> None:
        def read(file: Path, folder: Path) -> Manifest:
            found = whole(file, folder)
            return Manifest(**{**found.__dict__, **changes})

        monkeypatch.setattr(archive, "unpack", read)

    async def code() -> str:
        with pytest.raises(NotRestored) as refused:
            await put_back(settings, file)
        return refused.value.code

    changed(engine="another")
    assert await code() == "other_engine"
    changed(version="99.0.0")
    assert await code() == "newer_version"
    changed()
    keys.key_file(settings.data_folder).unlink()
    keys.load_keys(settings.data_folder)
    assert await code() == "other_keys"


async def test_a_ledger_that_lost_its_end_is_refused(
    cast: Cast, settings: Settings, away: Path
) -> None:
    first = revision(cast.placements["Samira"], entry())
    second = revision(cast.placements["Samira"], entry(), base=first)
    await push(await cast.actor("Samira"), first, second)
    await erase_old_text(await cast.actor("Samira"), first["doc_id"])
    file = await backed_up(settings, away)
    settings.ledger_file.unlink()
    with pytest.raises(NotRestored) as refused:
        await put_back(settings, file)
    assert refused.value.code == "short_ledger"
    keys.key_file(settings.data_folder).unlink()
    with pytest.raises(NotRestored) as refused:
        await put_back(settings, file)
    assert refused.value.code == "short_ledger"
    assert not keys.key_file(settings.data_folder).exists()
    await put_back(settings, file, Permissions(without_ledger=True))


async def test_postgres_waits_until_everybody_left(
    cast: Cast, settings: Settings, away: Path
) -> None:
    if settings.sqlite_path:
        return  # the folder's lock does this
    file = await backed_up(settings, away)
    other = await asyncpg.connect(settings.database_url)
    try:
        with pytest.raises(NotRestored) as refused:
            await put_back(settings, file)
        assert refused.value.code == "in_use"
    finally:
        await other.close()
    await put_back(settings, file)
    aside = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'before_restore_%'"
    assert len(await fetch(aside)) == 1


async def test_a_restore_that_was_cut_off_serves_nobody_and_can_be_done_again(
    cast: Cast, settings: Settings, away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await signed_entry(cast)
    file = await backed_up(settings, away)
    await signed_entry(cast)
    before = await rows_by_table()

    async def cut_off(*given: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(restore, "live_up_to_today", cut_off)
        with pytest.raises(RuntimeError):
            await put_back(settings, file)
    if settings.sqlite_path:
        # It was still being made ready beside the one in use.
        assert await rows_by_table() == before
    else:
        assert await is_half_restored()
    assert (await put_back(settings, file)).outcome.problems == []
    assert not await is_half_restored()
    assert len(await fetch("SELECT fact_id FROM fact")) == 2


async def test_sqlite_is_backed_up_while_it_is_written(
    cast: Cast, settings: Settings, away: Path
) -> None:
    if settings.sqlite_path is None:
        return
    await execute("BEGIN IMMEDIATE")
    await execute("UPDATE stream SET seq = seq + 1")
    file = await backed_up(settings, away)
    await execute("COMMIT")
    folder = away / "in"
    folder.mkdir()
    archive.unpack(file, folder)
    await dumps.load_sqlite(folder / archive.DATABASE, folder / "copy.db")
    with closing(sqlite3.connect(folder / "copy.db")) as copy:
        assert copy.execute("SELECT MAX(seq) FROM stream").fetchone() == (0,)
