"""A request that is cut off leaves no lock behind (architecture.md §6)."""

from __future__ import annotations

import asyncio
import random

import pytest

from server.storage.database import execute, fetch, unit_of_work
from tests import cast as stage
from tests.cast import entry, push, revision

pytestmark = pytest.mark.usefixtures("database")


async def test_a_thousand_requests_cut_off_at_random_still_leave_answers() -> None:
    cast = await stage.enter()
    samira = await cast.actor("Samira")
    cuts = random.Random(7)
    done = 0
    for _ in range(1_000):
        item = revision(cast.placements["Samira"], entry())
        task = asyncio.create_task(push(samira, item))
        await asyncio.sleep(cuts.uniform(0, 0.004))
        task.cancel()
        try:
            await task
            done += 1
        except asyncio.CancelledError:
            pass
    receipts = await asyncio.wait_for(
        push(samira, revision(cast.placements["Samira"], entry())), 10
    )
    assert receipts[0]["outcome"] == "ok"
    (count,) = await fetch("SELECT COUNT(*) AS n FROM revision")
    assert count["n"] > done


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
