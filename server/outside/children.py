"""Work that is heavy or dangerous, done by a program of its own that can be stopped.

A pool of workers would not do: it cannot stop one job, and hands down our memory and secrets. The
program at the other end is a module that calls `child_loop.answer_jobs`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import struct
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

from server.rules.refusals import Overloaded

HEADER = struct.Struct(">cQ")  # verdict, length of what follows
GOOD, BAD = b"+", b"-"
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "XDG_CACHE_HOME", "LD_LIBRARY_PATH")
_PACKAGE = Path(__file__).resolve().parents[2]
# What a job does to its program. Anything else comes from outside: a server that is stopped, a
# machine out of memory or time, a program that could not start.
_OF_THE_JOB = frozenset(
    {signal.SIGXCPU, signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL}
)
_ENDING_SECONDS = 5.0


class ChildFailed(Exception):
    """The job raised, took too long or broke the program; the message is its kind."""


class ChildLost(ChildFailed):
    """The program ended in the middle, and nothing says that the job did it: it may go well."""


def child_environment() -> dict[str, str]:
    """What a child may know of ours: where programs and fonts are, not where the data is."""
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ}


class ChildLine:
    """One waiting line before one child, which is replaced after so many `jobs`."""

    def __init__(self, module: str, *, timeout: float, jobs: int, waiting: int) -> None:
        self._module = module
        self._timeout = timeout  # seconds a job
        self._jobs = jobs
        self._most_waiting = waiting
        self._line = ThreadPoolExecutor(max_workers=1, thread_name_prefix=module.rpartition(".")[2])
        self._waiting = 0
        self._child: subprocess.Popen[bytes] | None = None
        self._left = 0

    @property
    def child_id(self) -> int | None:
        """The process that is kept warm, if there is one."""
        return self._child.pid if self._child is not None else None

    async def ask(self, job: bytes) -> bytes:
        """The child's answer. Raises ChildFailed, ChildLost, or Overloaded when too many wait."""
        if self._waiting >= self._most_waiting:
            raise Overloaded()
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._line, self._ask, job)
        finally:
            self._waiting -= 1

    def stop(self) -> None:
        """Ends the warm child; the next job starts a new one."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    pipe.close()

    def _ask(self, job: bytes) -> bytes:
        child = self._warm_child()
        assert child.stdin is not None and child.stdout is not None
        alarm = threading.Timer(self._timeout, child.kill)
        alarm.start()
        try:
            child.stdin.write(HEADER.pack(b"?", len(job)) + job)
            child.stdin.flush()
            verdict, size = HEADER.unpack(_exactly(child.stdout, HEADER.size))
            answer = _exactly(child.stdout, size)
        except (OSError, EOFError) as problem:
            raise self._why_it_ended(child) from problem
        finally:
            alarm.cancel()
        self._left -= 1
        if verdict != GOOD or self._left <= 0:
            self.stop()
        if verdict != GOOD:
            raise ChildFailed(answer.decode())
        return answer

    def _why_it_ended(self, child: subprocess.Popen[bytes]) -> ChildFailed:
        try:
            code = child.wait(_ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            code = -signal.SIGKILL  # by us, now
        self.stop()
        kind = ChildFailed if -code in _OF_THE_JOB else ChildLost
        return kind(f"ended with {code}")

    def _warm_child(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.stop()
            self._left = self._jobs
            self._child = subprocess.Popen(
                [sys.executable, "-m", self._module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_PACKAGE,
                env=child_environment(),
            )
        return self._child


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data
