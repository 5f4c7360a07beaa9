"""Around every request: a code to quote, one line in the log, and an answer whatever happens."""

from __future__ import annotations

import secrets
import time
import traceback
from pathlib import Path

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.web.errors import answer_error, is_expected

# Without characters that are mistaken for one another over the telephone.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_HOUSE = Path(__file__).resolve().parents[1]
_log = structlog.get_logger("web")


class RequestLog:
    """The outermost: names the request and writes down how it went, never what was in it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        reference = _new_reference()
        scope.setdefault("state", {})["reference"] = reference
        started = time.perf_counter()
        status = 499  # what is logged when the other side left before an answer began

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = reference
            await send(message)

        try:
            await self.app(scope, receive, send_named)
        finally:
            _log.info(
                "request",
                method=scope["method"],
                # The pattern, not the path: ids belong to people.
                route=getattr(scope.get("route"), "path", "-"),
                status=status,
                ms=round((time.perf_counter() - started) * 1000, 1),
                reference=reference,
            )


class Failures:
    """Turns whatever is raised inside into an answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, send_noting)
        except ClientDisconnect:
            return
        except Exception as error:
            if scope["type"] != "http":
                raise
            if not is_expected(error):
                _write_down(error, scope["state"]["reference"])
            if started:
                # Too late for an answer; a cut connection tells the phone that this is no receipt.
                raise ConnectionAbortedError("the answer broke off") from None
            response = await answer_error(Request(scope, receive), error)
            await response(scope, receive, send)


def _write_down(error: Exception, reference: str) -> None:
    """Where it broke, without the message: that may quote what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    _log.error(
        "unexpected",
        reference=reference,
        kind=type(error).__qualname__,
        where=[f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames[-12:]],
    )


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(_HOUSE)) if path.is_relative_to(_HOUSE) else path.name


def _new_reference() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(8))
