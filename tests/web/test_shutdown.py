"""A server that is asked to stop finishes what it began, and loses nothing that somebody sent."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from server.services import deliveries
from server.settings import Settings
from server.storage.database import close_database, open_database
from server.storage.deliveries import Delivery
from tests import cast as stage
from tests.cast import Cast, entry, revision
from tests.serving import Served


@pytest.fixture
async def cast(migrated_sqlite: Path, tmp_path: Path) -> AsyncIterator[Cast]:
    shutil.copy(migrated_sqlite, tmp_path / "vakwerk.db")
    await open_database(Settings(data_folder=tmp_path))
    yield await stage.enter()
    await close_database()


async def test_what_runs_is_finished_and_nobody_new_gets_in(cast: Cast, tmp_path: Path) -> None:
    cookie = await cast.cookie("Samira")
    await close_database()
    server = Served(tmp_path)
    server.start()
    try:
        item = revision(cast.placements["Samira"], entry())
        # Somebody else has the file: the push has begun and cannot get on.
        outsider = sqlite3.connect(tmp_path / "vakwerk.db", isolation_level=None)
        outsider.execute("BEGIN IMMEDIATE")
        async with httpx.AsyncClient(base_url=server.address, timeout=30) as phone:
            headers = {"Cookie": cookie, "Sec-Fetch-Site": "same-origin"}
            body = {"epoch": "", "items": [item]}
            pushing = asyncio.create_task(phone.post("/api/sync/push", json=body, headers=headers))
            await asyncio.sleep(0.7)
            server.end()
            await asyncio.sleep(0.7)
            assert not await asyncio.to_thread(server.answers, "/readyz")
            assert not pushing.done()
            outsider.execute("ROLLBACK")
            answer = await pushing
        assert answer.status_code == 200
        assert [result["outcome"] for result in answer.json()["results"]] == ["ok"]
        await asyncio.to_thread(server.stop)
    finally:
        server.kill()
    assert outsider.execute("SELECT rev_id FROM revision").fetchall() == [(item["rev_id"],)]
    outsider.close()


async def test_the_mail_stops_between_two_letters(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = asyncio.Event()
    sent: list[Delivery] = []

    async def send(delivery: Delivery) -> int:
        sent.append(delivery)
        stop.set()
        return 1

    for name in ("Samira", "Daan"):
        await deliveries.owe("login_code", cast.people[name], "x@example.org", {"code": "1"})
    monkeypatch.setattr(deliveries, "_send", send)
    assert await deliveries.send_due(stop) == 1
    assert len(sent) == 1
