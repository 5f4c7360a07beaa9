"""A request that is cut off leaves no lock behind (architecture.md §6)."""

from __future__ import annotations

import asyncio
import random

import pytest

from server.services.verify import verify_everything
from server.settings import Settings
from server.storage.database import execute, fetch, unit_of_work
from tests import cast as stage
from tests.campaigns.cancellations import crowd


async def test_a_thousand_requests_cut_off_at_random_leave_nothing_behind(
    settings: Settings,
) -> None:
    async with crowd(settings) as people:
        assert await people.hang_up(random.Random(7), 1_000) == []
        assert people.ended["cut off"] > 200
        assert people.ended["200"] > 20
        assert await verify_everything() == []


@pytest.mark.usefixtures("database")
async def test_a_unit_of_work_is_finished_though_its_caller_left() -> None:
    cast = await stage.enter()

    async def work() -> None:
        await execute("UPDATE stream SET seq = 41 WHERE placement_id = ?", cast.placements["Daan"])
        await asyncio.sleep(0.05)
        await execute("UPDATE stream SET seq = 42 WHERE placement_id = ?", cast.placements["Daan"])

    task = asyncio.create_task(unit_of_work(work))
    await asyncio.sleep(0.02)
    task.cancel()
    await asyncio.sleep(0.2)
    rows = await fetch("SELECT seq FROM stream WHERE placement_id = ?", cast.placements["Daan"])
    assert rows[0]["seq"] == 42
