"""The database under trouble: it says what is wrong, gives everything back, and goes on."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable

import pytest

from server.settings import Settings
from server.storage import postgres, sqlite
from server.storage.database import (
    close_database,
    execute,
    fetch,
    is_postgres,
    open_database,
    snapshot,
    unit_of_work,
)
from server.storage.troubles import trouble_of
from tests.faults import Fault, Moment, broken, nothing_is_held

pytestmark = pytest.mark.usefixtures("database")


async def trouble_in(work: Callable[[], Awaitable[object]]) -> str | None:
    with pytest.raises(Exception) as raised:
        await work()
    return trouble_of(raised.value)


async def works() -> bool:
    await unit_of_work(lambda: execute("UPDATE named_value SET value = value"))
    return await nothing_is_held()


async def test_whoever_waits_too_long_for_a_connection_hears_that_it_is_busy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    most = 20 if is_postgres() else 1
    inside, free = asyncio.Barrier(most + 1), asyncio.Event()

    async def hold() -> None:
        await inside.wait()
        await free.wait()

    held = [asyncio.create_task(unit_of_work(hold)) for _ in range(most)]
    await inside.wait()
    for engine in (postgres, sqlite):
        monkeypatch.setattr(engine, "PATIENCE_SECONDS", 0.1)
    assert await trouble_in(lambda: fetch("SELECT 1 AS one")) == "busy"
    assert await trouble_in(lambda: unit_of_work(lambda: fetch("SELECT 1 AS one"))) == "busy"
    free.set()
    await asyncio.gather(*held)
    assert await works()


@pytest.mark.parametrize("when", Moment)
@pytest.mark.parametrize("at", [1, 2, 3])
async def test_a_transaction_that_cannot_begin_or_end_holds_nothing(at: int, when: Moment) -> None:
    with broken(Fault(at, when)):
        await trouble_in(lambda: unit_of_work(lambda: fetch("SELECT 1 AS one")))
    assert await works()


async def test_a_failed_commit_is_not_carried_out_with_the_next_one() -> None:
    counting = Fault()
    with broken(counting):
        await unit_of_work(_write("een"))
    commit = counting.calls - (1 if is_postgres() else 0)  # the pool tidies up after it
    with broken(Fault(commit)):
        assert await trouble_in(lambda: unit_of_work(_write("twee"))) == "busy"
    assert await works()
    rows = await fetch("SELECT name FROM named_value ORDER BY name")
    assert [row["name"] for row in rows] == ["een"]


async def test_the_end_of_the_line_is_told_apart_from_a_mistake() -> None:
    assert await trouble_in(lambda: fetch("SELECT nothing FROM nowhere")) is None
    await execute("INSERT INTO named_value (name, value) VALUES ('a', 'b')")
    assert await trouble_in(_write("a")) is None


async def test_a_full_database_says_that_it_is_full(settings: Settings) -> None:
    if is_postgres():
        # PostgreSQL's own words for it, as raised by the server.
        raised = (
            "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
        )
        assert await trouble_in(lambda: execute(raised)) == "full"
        return
    (pages,) = await fetch("PRAGMA page_count")
    await execute(f"PRAGMA max_page_count = {pages['page_count']}")
    assert await trouble_in(lambda: unit_of_work(_write("x" * 40, "y" * 100_000))) == "full"
    assert await works()


async def test_an_outsider_on_the_file_and_a_slow_or_ended_query_are_busy(
    settings: Settings,
) -> None:
    if not is_postgres():
        await execute("PRAGMA busy_timeout = 10")
        outsider = sqlite3.connect(str(settings.sqlite_path), isolation_level=None)
        outsider.execute("BEGIN IMMEDIATE")
        assert await trouble_in(_write("x")) == "busy"
        outsider.close()
        assert await works()
        return

    async def too_slow() -> None:
        await execute("SET LOCAL statement_timeout = '20ms'")
        await execute("SELECT pg_sleep(1)")

    async def ended() -> None:
        await execute("SELECT pg_terminate_backend(pg_backend_pid())")

    assert await trouble_in(lambda: unit_of_work(too_slow)) == "busy"
    assert await trouble_in(lambda: unit_of_work(ended)) == "busy"
    assert await works()


async def test_closing_waits_for_what_a_request_left_behind(settings: Settings) -> None:
    async def slow() -> None:
        await _write("een")()
        await asyncio.sleep(0.2)
        await _write("twee")()

    request = asyncio.create_task(unit_of_work(slow))
    await asyncio.sleep(0.1)
    request.cancel()
    await close_database()
    await open_database(settings)
    rows = await fetch("SELECT name FROM named_value ORDER BY name")
    assert [row["name"] for row in rows] == ["een", "twee"]


async def test_a_read_that_was_cut_off_gives_its_place_back() -> None:
    async def read() -> object:
        await asyncio.sleep(0.05)
        return await fetch("SELECT 1 AS one")

    request = asyncio.create_task(snapshot(read))
    await asyncio.sleep(0.02)
    request.cancel()
    with pytest.raises(asyncio.CancelledError):
        await request
    await asyncio.sleep(0.1)
    assert await nothing_is_held()


def _write(name: str, value: str = "") -> Callable[[], Awaitable[None]]:
    return lambda: execute("INSERT INTO named_value (name, value) VALUES (?, ?)", name, value)
