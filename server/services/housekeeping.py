"""What is done beside the requests, now and then, by every server; doing it twice is no harm."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import timedelta

import structlog

from server.outside import clock
from server.services.blob_keeping import delete_unknown, erase_unnamed_in, tidy_up
from server.services.erasure import erase_long_deleted
from server.services.ledger_replay import replay_ledger
from server.storage.aside import is_something_aside, remove_leftovers, remove_put_aside
from server.storage.records import Named

_PAUSE_SECONDS = 3600.0
# Long enough to see that a restore was right; no erasure reaches what was put aside.
_ASIDE_FOR = timedelta(days=7)
_TO_SWEEP = "files_to_sweep"
_log = structlog.get_logger("housekeeping")


async def run_housekeeping(stop: asyncio.Event) -> None:
    while not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _PAUSE_SECONDS)
            return
        for work in (live_up_to_the_ledger, make_deletions_final, tidy_up, drop_put_aside):
            try:
                await work()
            except Exception as problem:  # the loop outlives a store that is away for a while
                _log.error(work.__name__, problem=type(problem).__name__)


async def live_up_to_the_ledger() -> None:
    """A database that was rolled back without our command is noticed here too."""
    replayed = await replay_ledger()
    if replayed.records:
        _log.warning("rolled_back", records=replayed.records)
    await erase_unnamed_in(replayed.placements)


async def make_deletions_final() -> None:
    await erase_long_deleted()


async def drop_put_aside() -> None:
    await remove_leftovers()
    if await is_something_aside():
        # Whoever removes it, its files are swept up, also when that fails the first time.
        await Named.get_or_create(name=_TO_SWEEP, defaults={"value": ""})
    await remove_put_aside(clock.now() - _ASIDE_FOR)
    if await Named.exists(name=_TO_SWEEP) and not await is_something_aside():
        await delete_unknown()
        await Named.filter(name=_TO_SWEEP).delete()
