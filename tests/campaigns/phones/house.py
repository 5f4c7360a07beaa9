"""The real server on a port of its own, with a back door for the schedules of the phones.

The back door lies beside the application, not in it: under `/stage/` the rows are handled
directly, everything else is the server as it is served.
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from unittest.mock import patch

import structlog
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from server.app import create_app
from server.settings import Settings
from server.storage import database
from tests.campaigns.phones import stage

Json = dict[str, Any]


class Breakdown(Exception):
    """The process dies in the middle of a transaction."""


class _Breaker:
    """Lets the n-th statement of the hot path fail, once."""

    def __init__(self) -> None:
        self.left = 0
        self._connection = database.connection

    def __call__(self) -> Any:
        if self.left > 0:
            self.left -= 1
            if self.left == 0:
                raise Breakdown
        return self._connection()


@asynccontextmanager
async def open_house(settings: Settings) -> AsyncIterator[str]:
    """Serves until the block ends; gives the address. The database must have been migrated."""
    breaker = _Breaker()
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    # Named in full, because asyncio sets TCP_NODELAY on no other: 40 ms a call.
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.bind(("127.0.0.1", 0))
    with (
        patch("server.storage.database.connection", breaker),
        patch("server.app.run_deliveries", _no_mail),
    ):
        app = _with_back_door(create_app(settings), breaker)
        config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="on", ws="none")
        running = uvicorn.Server(config)
        task = asyncio.create_task(running.serve(sockets=[door]))
        try:
            while not running.started:
                if task.done():
                    await task
                await asyncio.sleep(0.01)
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            running.should_exit = True
            await task
            structlog.reset_defaults()


async def _no_mail(stop: asyncio.Event) -> None:
    """Who gets which mail is tried elsewhere; here it would only make noise."""
    await stop.wait()


def _with_back_door(app: ASGIApp, breaker: _Breaker) -> ASGIApp:
    async def fail_at(statement: int) -> None:
        breaker.left = statement

    doors: dict[str, Callable[..., Awaitable[Any]]] = {
        "enter": stage.enter,
        "keep_copy": stage.keep_copy,
        "put_back": stage.put_back,
        "end_access": stage.end_access,
        "truth": stage.truth,
        "fail_at": fail_at,
    }

    async def either(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/stage/"):
            await app(scope, receive, send)
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        wanted: Json = json.loads(body)
        # A fault that nobody ran into must not hit the stage hands.
        if not scope["path"].endswith("/fail_at"):
            breaker.left = 0
        answer = await doors[scope["path"].removeprefix("/stage/")](**wanted)
        text = json.dumps(answer).encode()
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": text})

    return either
