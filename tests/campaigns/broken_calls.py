"""R5: every call to database and disk, failing in turn, leaves all of an operation or nothing.

    python -m tests.campaigns.broken_calls [--record]

Chance and time are the same in every run, so that whole databases can be compared.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from unittest import mock

from server.outside import clock, ledger
from server.services.epoch import current_epoch
from server.services.verify import verify_everything
from server.storage.wipe import wipe_everything
from tests import cast as stage
from tests.campaigns.databases import ENGINES, fresh_database
from tests.campaigns.operations import OPERATIONS, Act, Operation
from tests.campaigns.results import campaign
from tests.cast import NOON
from tests.faults import Fault, Moment, broken, nothing_is_held, tables

# The ledger lies outside the database: whatever of it fails, nothing may be half erased.
_FILES = [(os, "open"), (ledger, "_write"), (os, "fsync")]
Tables = dict[str, list[tuple[Any, ...]]]


@dataclass
class Trial:
    """One operation on a database of its own; `problems` says what was wrong, and where."""

    operation: Operation
    when: Moment
    calls: int = 0

    async def run(self) -> list[str]:
        with clock.at(NOON):
            return await self._run()

    async def _run(self) -> list[str]:
        allowed = await self._allowed()
        act = await self._prepared()
        problems: list[str] = []
        for at in range(1, self.calls + 1):
            fault = Fault(at, self.when)
            with broken(fault, *_FILES), suppress(Exception):
                await _done(act)
            found = await _state()
            wrong = [] if fault.struck else ["it was never made"]
            wrong += [] if await nothing_is_held() else ["a lock or a connection is still held"]
            wrong += [] if found in allowed else ["half done"]
            if found != allowed[0] and self.operation.sent_again:
                # The phone heard nothing and sends it again.
                await _done(act)
                wrong += [] if _rows(await _state()) == _rows(allowed[-1]) else ["not done once"]
            if found != allowed[0]:
                act = await self._prepared()
            name = f"{self.operation.name}, call {at} of {self.calls} ({self.when.value})"
            problems += [f"{name}: {what}" for what in wrong]
        await _done(act)
        if await _state() != allowed[-1]:
            problems.append(f"{self.operation.name}: another outcome after all that")
        return problems + await verify_everything()

    async def _allowed(self) -> list[Tables]:
        """Before, what may stand in between, and after; counts the calls on the way."""
        await self._prepared()
        states = [await _state()]
        for part in range(len(await self._acts())):
            act = (await self._acts())[part]
            counting = Fault()
            with broken(counting, *_FILES):
                await _done(act)
            states.append(await _state())
            self.calls = counting.calls
        return states

    async def _prepared(self) -> Act:
        return (await self._acts())[-1]

    async def _acts(self) -> list[Act]:
        await wipe_everything()
        ledger.append([])  # the first time makes the file, which takes more calls
        with repeatable(1):
            await current_epoch()
            return await self.operation.prepare(await stage.enter())


async def _done(act: Act) -> None:
    with repeatable(2):
        await act()


@contextmanager
def repeatable(seed: int) -> Iterator[None]:
    """Ids, salts and codes that are drawn within this block are the same each time."""
    chance = random.Random(seed)
    with (
        mock.patch("secrets.randbits", chance.getrandbits),
        mock.patch("secrets.token_bytes", chance.randbytes),
        mock.patch("time.time_ns", lambda: int(NOON.timestamp() * 1e9)),
    ):
        yield


async def _state() -> Tables:
    """Without the numbers that a database deals out and does not take back."""
    found = await tables()
    return found | {"revision": [_without_id(row) for row in found["revision"]]}


def _without_id(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(cell for cell in row if cell[0] != "id")


def _rows(state: Tables) -> Tables:
    """Without the feed's counters: a receipt for what is known takes a number too."""
    return {name: rows for name, rows in state.items() if name != "stream"}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--record", action="store_true")
    record = words.parse_args().record
    for engine in ENGINES:
        asyncio.run(_campaign(engine, record))


async def _campaign(engine: str, record: bool) -> None:
    trials = [Trial(operation, when) for operation in OPERATIONS for when in Moment]
    with campaign(
        "R5",
        "calls to database and disk that fail in turn",
        total=len(trials),
        target="0 half-done states",
        engine=engine,
        record=record,
    ) as under_way:
        calls = 0
        async with fresh_database(engine):
            for trial in trials:
                for problem in await trial.run():
                    under_way.failed(problem)
                calls += trial.calls
                under_way.done()
        under_way.result.details = {"calls broken": calls}


if __name__ == "__main__":
    main()
