"""An app before which people wait, as long as the tests of the overload want."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.types import Message, Receive, Scope, Send

from server.rules.refusals import Overloaded
from server.web.overload import LISTS, PDFS, PULLING, WRITING, Line, Overload

PATHS = {
    WRITING: "/api/sync/push",
    PULLING: "/api/sync/pull",
    LISTS: "/api/coach/students",
    PDFS: "/api/placements/x/portfolio.pdf",
}


class Kitchen:
    """An app whose work ends when it is told to; `at_work` holds who is inside, in order."""

    def __init__(self) -> None:
        self.at_work: list[str] = []
        self.free = asyncio.Event()
        self.door = Overload(self)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "POST":
            while (await receive()).get("more_body"):
                pass
        self.at_work.append(scope["path"])
        await self.free.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})

    def ask(self, line: Line) -> asyncio.Task[None]:
        return asyncio.create_task(self.door(get(PATHS[line]), nothing, nowhere))


async def nothing() -> Message:
    raise AssertionError("nobody asked for the body")


async def nowhere(message: Message) -> None:
    pass


def get(path: str) -> Scope:
    return {"type": "http", "method": "GET", "path": path, "headers": []}


def post(path: str) -> Scope:
    return {**get(path), "method": "POST", "headers": [(b"content-length", b"5")]}


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


@contextmanager
def refused(line: Line) -> Iterator[None]:
    with pytest.raises(Overloaded) as raised:
        yield
    assert raised.value.details == {"retry_after": line.retry_after}
