"""Portfolios as PDF, made in a child process that gets data and never sees database or secrets."""

from __future__ import annotations

import atexit
import base64
import json
from collections.abc import Mapping
from typing import Any

from server.outside.children import ChildFailed, ChildLine
from server.rules.refusals import Refusal, mark

TIMEOUT_SECONDS = 60.0
JOBS_PER_CHILD = 50
MOST_WAITING = 16


class PdfFailed(Refusal):
    code = "pdf_failed"
    sentence = mark("De PDF kon niet worden gemaakt. Probeer het later opnieuw.")


async def render_portfolio(
    portfolio: Mapping[str, Any], locale: str, *, photos: Mapping[str, bytes] | None = None
) -> bytes:
    """The PDF of one portfolio. Raises PdfFailed, or Overloaded when too many wait."""
    return await _single.render(portfolio, locale, photos or {})


class Renderer:
    """A line of portfolios before one warm child."""

    def __init__(
        self,
        timeout: float = TIMEOUT_SECONDS,
        jobs: int = JOBS_PER_CHILD,
        waiting: int = MOST_WAITING,
    ) -> None:
        self.line = ChildLine(
            "server.outside.pdf_child", timeout=timeout, jobs=jobs, waiting=waiting
        )

    async def render(
        self, portfolio: Mapping[str, Any], locale: str, photos: Mapping[str, bytes]
    ) -> bytes:
        job = {
            "portfolio": portfolio,
            "locale": locale,
            "photos": {k: base64.b64encode(v).decode() for k, v in photos.items()},
        }
        try:
            return await self.line.ask(json.dumps(job).encode())
        except ChildFailed as problem:
            raise PdfFailed() from problem


_single = Renderer()
atexit.register(_single.line.stop)
