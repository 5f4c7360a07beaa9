"""A slice of the many writers on one PostgreSQL (R7)."""

from __future__ import annotations

import sys

import pytest

from server.settings import Settings
from tests.campaigns.writers import newsroom
from tests.serving import Served

pytestmark = pytest.mark.parametrize("settings", ["postgres"], indirect=True)

# A number that is dealt out at once, as a database's own sequence does, and a commit that follows.
SEQUENCE = """
import asyncio
from server.__main__ import main
from server.storage import sync
from server.storage.database import connection

async def lock_stream(placement_id, steps=1):
    async with connection()._parent._pool.acquire() as other:
        seq = await other.fetchval(
            "UPDATE stream SET seq = seq + $1 WHERE placement_id = $2 RETURNING seq",
            steps, placement_id,
        )
    await asyncio.sleep(seq % 7 / 100)
    return seq - steps + 1

sync.lock_stream = lock_stream
main()
"""


class WithSequence(Served):
    def _command(self, name: str) -> list[str]:
        return [sys.executable, "-c", SEQUENCE, name]


async def test_who_follows_the_feed_misses_nothing(settings: Settings) -> None:
    servers = [Served(settings.data_folder, settings.database_url) for _ in range(2)]
    async with newsroom(settings, 14, servers) as room:
        await room.run(4)
    assert await room.missed() == []
    assert room.rows > 50
    assert sum(follower.pulls for follower in room.followers) > len(room.followers)


async def test_a_feed_numbered_by_a_sequence_is_found_out(settings: Settings) -> None:
    servers: list[Served] = [
        WithSequence(settings.data_folder, settings.database_url) for _ in range(2)
    ]
    async with newsroom(settings, 14, servers) as room:
        await room.run(4)
    assert any("was not told" in problem for problem in await room.missed())
