"""What is done beside the requests, now and then, by every server; doing it twice is no harm."""

from __future__ import annotations

import asyncio
import contextlib

import structlog

from server.services.blob_keeping import tidy_up

_PAUSE_SECONDS = 3600.0
_log = structlog.get_logger("housekeeping")


async def run_housekeeping(stop: asyncio.Event) -> None:
    while not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _PAUSE_SECONDS)
            return
        try:
            await tidy_up()
        except Exception as problem:  # the loop outlives a store that is away for a while
            _log.error("housekeeping", problem=type(problem).__name__)
