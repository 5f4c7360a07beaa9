"""Two devices write at the very same time, and a third reads in between.

The first stops before one of its statements, inside its transaction, until the second is done or
waits for a lock. SQLite writes one after the other, so that there it is the same without the stop.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from random import Random

from server.storage.database import fetch, is_postgres
from tests.campaigns.schedules.taps import tap

_LAST_STATEMENT = 10
_PAUSE = 0.001
Work = Callable[[], Awaitable[object]]


async def race(first: Work, second: Work, between: Work, dice: Random) -> None:
    gate = _Gate(dice.randint(2, _LAST_STATEMENT) if is_postgres() else 0)
    with tap(gate.pass_through):
        one = asyncio.ensure_future(first())
    reached = asyncio.ensure_future(gate.reached.wait())
    await asyncio.wait({one, reached}, return_when=asyncio.FIRST_COMPLETED)
    reached.cancel()
    if is_postgres():
        two = asyncio.ensure_future(second())
        while not two.done() and not await _somebody_waits():
            await asyncio.wait({two}, timeout=_PAUSE)
        await between()
        gate.open.set()
        await asyncio.gather(one, two)
    else:
        await one
        await between()
        await second()


class _Gate:
    """Closed before the `count`-th statement, until it is opened; 0 never closes."""

    def __init__(self, count: int) -> None:
        self._left = count
        self.reached = asyncio.Event()
        self.open = asyncio.Event()

    async def pass_through(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.reached.set()
            await self.open.wait()


async def _somebody_waits() -> bool:
    rows = await fetch(
        "SELECT COUNT(*) AS n FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    return bool(rows[0]["n"])
