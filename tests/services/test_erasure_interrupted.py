"""An erasure that is cut off is made up for within the hour, and none overlooks what comes in."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from server.outside import clock, ledger, objects
from server.outside.objects import StoreUnreachable
from server.rules.ledger import ERASED, document_subject
from server.services import blob_keeping
from server.services.blob_keeping import tidy_up
from server.services.erasure import blank_placement, erase_long_deleted, erase_placement
from server.services.housekeeping import live_up_to_the_ledger
from server.services.ledger_replay import Replayed, replay_ledger
from server.services.verify import verify_everything
from server.settings import Settings
from server.storage import erasure as rows
from server.storage.database import fetch, is_postgres, unit_of_work
from server.storage.sync import lock_stream
from tests import cast as stage
from tests import photos
from tests.cast import NOON, Cast, Json, entry, fact, push, revision, tell
from tests.photos import attachment, keep

pytestmark = pytest.mark.usefixtures("database")
SECRET = "zwaluwnestje"
STUDENTS = ("Samira", "Daan")
LATER = NOON + timedelta(days=91)


@pytest.fixture
async def cast(database: None) -> Cast:
    return await stage.enter()


async def with_photo(cast: Cast, name: str, **changes: Any) -> Json:
    photo, placement = photos.jpeg(), cast.placements[name]
    item = revision(placement, entry(attachments=[attachment(photo)], **changes))
    await push(await cast.actor(name), item)
    await keep(placement, photo)
    return item


async def long_deleted(cast: Cast) -> dict[str, Json]:
    """Of both students an entry with a photo, deleted long ago; by name what deleted it."""
    stones = {}
    with clock.at(NOON):
        for name in STUDENTS:
            first = await with_photo(cast, name, title=SECRET)
            stones[name] = revision(cast.placements[name], {}, base=first, deleted=True)
            await push(await cast.actor(name), stones[name])
    return stones


async def files() -> list[str]:
    return [kept.path async for kept in objects.under("")]


def failing_once(whole: Callable[..., Awaitable[Any]], at: int, problem: Exception) -> Any:
    calls = 0

    async def call(*words: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at:
            raise problem
        return await whole(*words, **named)

    return call


async def test_photos_go_although_a_later_document_failed(
    cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await long_deleted(cast)
    monkeypatch.setattr(
        rows, "blank_document", failing_once(rows.blank_document, 2, TimeoutError())
    )
    with clock.at(LATER):
        with pytest.raises(TimeoutError):
            await erase_long_deleted()
        assert len(await files()) == 2
        assert await erase_long_deleted() == 1
    await tidy_up()
    assert await files() == []
    assert [
        path.name
        for path in settings.data_folder.rglob("*")
        if path.is_file() and SECRET.encode() in path.read_bytes()
    ] == []


async def test_one_placement_that_fails_does_not_keep_the_others_waiting(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    await long_deleted(cast)
    failing = failing_once(blob_keeping.erase_unnamed, 1, StoreUnreachable())
    monkeypatch.setattr(blob_keeping, "erase_unnamed", failing)
    with clock.at(LATER), pytest.raises(StoreUnreachable):
        await erase_long_deleted()
    assert len(await files()) == 1
    await tidy_up()
    assert await files() == []


async def test_tidying_up_goes_on_after_one_placement_that_fails(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in STUDENTS:
        await with_photo(cast, name)
        await unit_of_work(partial(blank_placement, cast.placements[name]))
    monkeypatch.setattr(objects, "delete", failing_once(objects.delete, 1, StoreUnreachable()))
    with pytest.raises(StoreUnreachable):
        await tidy_up()
    assert len(await files()) == 1
    await tidy_up()
    assert await files() == []


async def test_photos_of_held_back_words_go_although_the_server_died(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    samira = await cast.actor("Samira")
    wrong = await with_photo(cast, "Samira", description="Bel 06-12345678.")
    right = revision(cast.placements["Samira"], entry(description="Gebeld."), base=wrong)
    await push(samira, right)
    sent = fact("submission", right, ask="sign_off", to="")
    failing = failing_once(blob_keeping.erase_unnamed, 1, StoreUnreachable())
    monkeypatch.setattr(blob_keeping, "erase_unnamed", failing)
    with pytest.raises(StoreUnreachable):
        await tell(samira, sent)
    assert [receipt["outcome"] for receipt in await tell(samira, sent)] == ["dup"]
    assert len(await files()) == 1
    await tidy_up()
    assert await files() == []


async def test_photos_go_although_a_restore_was_cut_off_before_its_files(cast: Cast) -> None:
    kept = await with_photo(cast, "Daan")
    await with_photo(cast, "Samira")
    await unit_of_work(partial(blank_placement, cast.placements["Samira"]))
    await live_up_to_the_ledger()
    await tidy_up()
    (file,) = await files()
    assert file.split("/")[1] == kept["placement_id"]


async def test_what_is_brought_back_meanwhile_is_not_erased(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    stones = await long_deleted(cast)
    samira, look = await cast.actor("Samira"), rows.long_deleted
    again = revision(cast.placements["Samira"], entry(), base=stones["Samira"])

    async def looking(before: int, *more: str) -> list[Json]:
        found = await look(before, *more)
        if not more:
            (receipt,) = await push(samira, again)
            assert receipt["outcome"] == "ok"
        return found

    monkeypatch.setattr(rows, "long_deleted", looking)
    with clock.at(LATER):
        assert await erase_long_deleted() == 1
    left = await fetch("SELECT rev_id FROM revision WHERE content IS NOT NULL ORDER BY seq")
    assert again["rev_id"] in {row["rev_id"] for row in left}
    assert [receipt["outcome"] for receipt in await push(samira, again)] == ["dup"]


async def test_what_is_brought_back_after_an_erasure_that_did_not_come_about_stays(
    cast: Cast,
) -> None:
    """The ledger was written and the database was not: the next hour finds the record."""
    stones = await long_deleted(cast)
    samira = await cast.actor("Samira")
    with clock.at(LATER):
        ledger.append(
            [
                ledger.Record(ERASED, ledger.mark_of(ERASED, subject), LATER.isoformat())
                for subject in (document_subject(stone["doc_id"]) for stone in stones.values())
            ]
        )
    again = revision(cast.placements["Samira"], entry(), base=stones["Samira"])
    with clock.at(LATER + timedelta(minutes=10)):
        assert [receipt["outcome"] for receipt in await push(samira, again)] == ["ok"]
    with clock.at(LATER + timedelta(hours=1)):
        for _ in range(2):
            await live_up_to_the_ledger()
            assert [receipt["outcome"] for receipt in await push(samira, again)] == ["dup"]
    left = await fetch("SELECT DISTINCT doc_id FROM revision WHERE content IS NOT NULL")
    assert [row["doc_id"] for row in left] == [again["doc_id"]]
    assert await replay_ledger() == Replayed()
    # Deleted anew, it has its ninety days anew.
    stone = revision(cast.placements["Samira"], entry(), base=again, deleted=True)
    with clock.at(LATER + timedelta(days=30)):
        await push(samira, stone)
        await live_up_to_the_ledger()
        back = revision(cast.placements["Samira"], entry(), base=stone)
        assert [receipt["outcome"] for receipt in await push(samira, back)] == ["ok"]
        stone = revision(cast.placements["Samira"], entry(), base=back, deleted=True)
        await push(samira, stone)
    with clock.at(LATER + timedelta(days=121)):
        assert await erase_long_deleted() == 1
        assert [receipt["outcome"] for receipt in await push(samira, back)] == ["gone"]
    assert await verify_everything() == []


async def test_a_push_under_way_does_not_outlive_its_placement(cast: Cast) -> None:
    placement = cast.placements["Samira"]
    samira = await cast.actor("Samira")
    pushed, waiting = asyncio.Event(), asyncio.Event()

    async def pushing() -> None:
        await lock_stream(placement)
        # A unit of work of its own, inside this one.
        await push(samira, revision(placement, entry(title=SECRET)))
        pushed.set()
        await waiting.wait()

    under_way = asyncio.create_task(unit_of_work(pushing))
    await pushed.wait()
    erasing = asyncio.create_task(erase_placement(placement))
    if is_postgres():
        await _somebody_waits_for_a_lock()
    waiting.set()
    await under_way
    assert await erasing == 1
    assert await fetch("SELECT rev_id FROM revision WHERE content IS NOT NULL") == []


async def _somebody_waits_for_a_lock() -> None:
    for _ in range(1_000):
        if await fetch(
            "SELECT pid FROM pg_stat_activity"
            " WHERE wait_event_type = 'Lock' AND datname = current_database()"
        ):
            return
        await asyncio.sleep(0.01)
    raise TimeoutError
