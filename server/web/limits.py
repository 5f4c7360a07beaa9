"""How large and how odd a request may be, before anyone reads it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.rules.refusals import BadRequest, NotFound, TooLarge
from server.web.endpoints import SMALL, answers, contracts_of


class RequestLimits:
    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute]) -> None:
        self.app = app
        self.larger = [(route, c.limit) for route, c in contracts_of(routes) if c.limit > SMALL]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if "\x00" in scope["path"]:
            raise NotFound()
        if b"\x00" in unquote_to_bytes(scope["query_string"]):
            raise BadRequest()
        limit = next((most for route, most in self.larger if answers(route, scope)), SMALL)
        if _announced(scope) > limit:
            raise TooLarge(limit=limit)
        received = 0

        async def receive_up_to_limit() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise TooLarge(limit=limit)
            return message

        await self.app(scope, receive_up_to_limit, send)


def _announced(scope: Scope) -> int:
    text = Headers(scope=scope).get("content-length", "0")
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise BadRequest()
    return int(text)
