"""A child that does what it is told, also what a hostile file would make it do."""

from __future__ import annotations

import os
import signal
import time

from server.outside.child_loop import answer_jobs

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 1


def _do(job: bytes) -> bytes:
    told = job.decode()
    if told == "nap":
        time.sleep(0.5)
    elif told == "sleep":
        time.sleep(60)
    elif told == "burn":
        while True:
            pass
    elif told == "hoard":
        bytearray(2 * MEMORY)
    elif told.startswith("SIG"):
        os.kill(os.getpid(), getattr(signal, told))
    return job


if __name__ == "__main__":
    answer_jobs(_do, memory=MEMORY, cpu_seconds=CPU_SECONDS)
