"""Why a child ended: what its job did is told apart from what was done to it."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator

import pytest

from server.outside.children import ChildFailed, ChildLine, ChildLost


@pytest.fixture
def line() -> Iterator[ChildLine]:
    made = ChildLine("tests.outside.odd_child", timeout=30, jobs=9, waiting=9)
    yield made
    made.stop()


async def at_work(line: ChildLine, job: bytes) -> tuple[asyncio.Task[bytes], int]:
    """The job in the middle of being done, and the process that does it."""
    await line.ask(b"warm")
    asked = asyncio.create_task(line.ask(job))
    await asyncio.sleep(0.2)
    assert line.child_id is not None
    return asked, line.child_id


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
async def test_who_stops_the_server_does_not_break_off_the_job(
    line: ChildLine, name: signal.Signals
) -> None:
    asked, child = await at_work(line, b"nap")
    os.kill(child, name)
    assert await asked == b"nap"


async def test_a_child_that_is_killed_says_nothing_about_its_job(line: ChildLine) -> None:
    asked, child = await at_work(line, b"sleep")
    os.kill(child, signal.SIGKILL)
    with pytest.raises(ChildLost):
        await asked
    assert await line.ask(b"next") == b"next"


async def test_who_is_out_of_time_on_a_busy_machine_says_nothing_about_its_job() -> None:
    with pytest.raises(ChildLost):
        await ChildLine("tests.outside.odd_child", timeout=1, jobs=1, waiting=1).ask(b"sleep")


async def test_a_program_that_cannot_start_says_nothing_about_its_job() -> None:
    with pytest.raises(ChildLost):
        await ChildLine("tests.outside.nowhere", timeout=30, jobs=1, waiting=1).ask(b"warm")


@pytest.mark.parametrize("job", ["burn", "hoard", "SIGSEGV", "SIGABRT", "SIGBUS"])
async def test_what_a_job_does_to_its_child_is_its_own_fault(line: ChildLine, job: str) -> None:
    with pytest.raises(ChildFailed) as failed:
        await line.ask(job.encode())
    assert failed.type is ChildFailed
    assert await line.ask(b"next") == b"next"
