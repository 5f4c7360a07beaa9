"""How large and how odd a request may be, before anyone reads it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.rules.refusals import BadRequest, NotFound, TooLarge
from server.web.endpoints import SMALL, contract_of


def limits_of(routes: Iterable[BaseRoute]) -> dict[str, int]:
    """The paths that take more than the usual size, and how much."""
    found = {}
    for route in routes:
        contract = contract_of(route.endpoint) if isinstance(route, Route) else None
        if contract and contract.limit > SMALL and isinstance(route, Route):
            found[route.path] = contract.limit
    return found


class RequestLimits:
    def __init__(self, app: ASGIApp, larger: dict[str, int]) -> None:
        self.app = app
        self.larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if "\x00" in scope["path"]:
            raise NotFound()
        if b"\x00" in unquote_to_bytes(scope["query_string"]):
            raise BadRequest()
        limit = self.larger.get(scope["path"], SMALL)
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
