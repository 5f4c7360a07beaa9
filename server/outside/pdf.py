"""Portfolios as PDF, made in child processes that get data and never see database or secrets.

A child is kept warm, replaced after some documents, and killed when it takes too long. It is an
own program rather than a pool worker: a pool cannot stop one job, and would hand down our memory.
"""

from __future__ import annotations

import asyncio
import atexit
import base64
import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

from server.rules.refusals import Overloaded, Refusal, mark

TIMEOUT_SECONDS = 60.0
JOBS_PER_CHILD = 50
MOST_WAITING = 16
_HEADER = struct.Struct(">cQ")
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "XDG_CACHE_HOME", "LD_LIBRARY_PATH")
_PACKAGE = Path(__file__).resolve().parents[2]


class PdfFailed(Refusal):
    code = "pdf_failed"
    sentence = mark("De PDF kon niet worden gemaakt. Probeer het later opnieuw.")


async def render_portfolio(
    portfolio: Mapping[str, Any], locale: str, *, photos: Mapping[str, bytes] | None = None
) -> bytes:
    """The PDF of one portfolio. Raises PdfFailed, or Overloaded when too many wait."""
    return await _single.render(portfolio, locale, photos or {})


def stop() -> None:
    """Ends the warm child; the next document starts a new one."""
    _single.stop()


def child_environment() -> dict[str, str]:
    """What a child may know of ours: where programs and fonts are, not where the data is."""
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ}


class Renderer:
    """One waiting line before one child."""

    def __init__(self, timeout: float = TIMEOUT_SECONDS, jobs: int = JOBS_PER_CHILD) -> None:
        self._timeout = timeout
        self._jobs = jobs
        self._line = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdf")
        self._waiting = 0
        self._child: subprocess.Popen[bytes] | None = None
        self._left = 0

    @property
    def child_id(self) -> int | None:
        """The process that is kept warm, if there is one."""
        return self._child.pid if self._child is not None else None

    async def render(
        self, portfolio: Mapping[str, Any], locale: str, photos: Mapping[str, bytes]
    ) -> bytes:
        if self._waiting >= MOST_WAITING:
            raise Overloaded()
        job = json.dumps(
            {
                "portfolio": portfolio,
                "locale": locale,
                "photos": {k: base64.b64encode(v).decode() for k, v in photos.items()},
            }
        ).encode()
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._line, self._render, job)
        finally:
            self._waiting -= 1

    def stop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    pipe.close()

    def _render(self, job: bytes) -> bytes:
        child = self._warm_child()
        assert child.stdin is not None and child.stdout is not None
        alarm = threading.Timer(self._timeout, child.kill)
        alarm.start()
        try:
            child.stdin.write(_HEADER.pack(b"?", len(job)) + job)
            child.stdin.flush()
            verdict, size = _HEADER.unpack(_exactly(child.stdout, _HEADER.size))
            document = _exactly(child.stdout, size)
        except (OSError, EOFError) as problem:
            self.stop()
            raise PdfFailed() from problem
        finally:
            alarm.cancel()
        if verdict != b"+":
            self.stop()
            raise PdfFailed() from RuntimeError(document.decode())
        self._left -= 1
        return document

    def _warm_child(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._left <= 0 or self._child.poll() is not None:
            self.stop()
            self._left = self._jobs
            self._child = subprocess.Popen(
                [sys.executable, "-m", "server.outside.pdf_child"],
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


_single = Renderer()
atexit.register(stop)
