"""The other end of `children`: jobs come in on standard input, answers go out on its output."""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
from collections.abc import Callable

from server.outside.children import BAD, GOOD, HEADER

# The kernel sends SIGKILL at the hard limit: only before it, it says that time is up (SIGXCPU).
_CPU_SECONDS_MORE = 5


def answer_jobs(work: Callable[[bytes], bytes], *, memory: int, cpu_seconds: int = 0) -> None:
    """Until standard input ends. `memory` in bytes; `cpu_seconds` over all jobs, 0 for no end."""
    # Who stops the server often signals its children too; ours end with their input, or are killed.
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    if cpu_seconds:
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + _CPU_SECONDS_MORE))
    os.nice(5)
    gc.disable()  # a job is one burst of objects: collecting between jobs is quicker
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not end up inside an answer
    while header := jobs.read(HEADER.size):
        _, size = HEADER.unpack(header)
        verdict, answer = _tried(work, jobs.read(size))
        answers.write(HEADER.pack(verdict, len(answer)) + answer)
        answers.flush()
        gc.collect()


def _tried(work: Callable[[bytes], bytes], job: bytes) -> tuple[bytes, bytes]:
    try:
        return GOOD, work(job)
    except BaseException as problem:  # WeasyPrint's fatal errors are no Exceptions
        return BAD, type(problem).__name__.encode()
