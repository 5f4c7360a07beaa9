"""Who may change something: our own pages only, and only with JSON, or plain bytes for a file.

A browser adds Sec-Fetch-Site and Origin by itself and no page can forge them; a form on another
site can send neither kind without asking first. Together they leave nothing for a forged request.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from server.rules.refusals import CrossSite
from server.web.endpoints import answers, contracts_of

JSON = "application/json"
BINARY = "application/octet-stream"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class SameSite:
    def __init__(self, app: ASGIApp, origin: str, routes: Iterable[BaseRoute]) -> None:
        self.app = app
        self.origin = origin
        self.binary = [route for route, contract in contracts_of(routes) if contract.binary]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE:
            headers = Headers(scope=scope)
            if not self._from_ourselves(headers):
                raise CrossSite()
            if _has_body(headers) and _media_type(headers) != self._expected(scope):
                raise HTTPException(415)
        await self.app(scope, receive, send)

    def _expected(self, scope: Scope) -> str:
        return BINARY if any(answers(route, scope) for route in self.binary) else JSON

    def _from_ourselves(self, headers: Headers) -> bool:
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        return headers.get("origin") == self.origin


def _has_body(headers: Headers) -> bool:
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


def _media_type(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()
