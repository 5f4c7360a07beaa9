"""A slice of the crashes: three times `kill -9` under load (R3)."""

from __future__ import annotations

from server.settings import Settings
from server.storage.database import close_database, execute, open_database
from tests.campaigns.crashes import crashes


async def test_what_had_a_receipt_survives_kill_9(settings: Settings) -> None:
    dying = await crashes(settings, 1)
    try:
        for _ in range(3):
            assert await dying.live_and_die() == []
    finally:
        dying.server.kill()
    assert await dying.left() == []
    assert all(sender.received for sender in dying.senders)

    # And it would be noticed.
    await open_database(settings)
    await execute("DELETE FROM fact WHERE kind = 'remark'")
    await close_database()
    assert len(await dying.left()) == len(dying.senders[-1].received)
