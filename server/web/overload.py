"""When more is asked than can be done: wait a little, the most important first, or come back later.

Every request to the API stands in one of four lines. A line has a bound on how many are at work
and on how many wait, and nobody waits long; beyond that the answer is a 503 with Retry-After,
before the body is read. The lists of a school give way before a phone's pull, and what somebody
wrote comes through as long as anything does. What tells whether the server lives stands in no line.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.rules.refusals import Overloaded


@dataclass(frozen=True)
class Line:
    """`running`, `waiting`: how many at most at once. `patience`, `retry_after`: in seconds."""

    name: str
    running: int
    waiting: int
    patience: float
    retry_after: int


# Everybody together: more at once would only make each slower, for one process has one loop and
# SQLite one connection. The lines behind the first leave a place for it.
RUNNING = 8
WRITING = Line("writing", RUNNING, 200, 0.5, 5)
PULLING = Line("pulling", 4, 60, 0.5, 10)
LISTS = Line("lists", 2, 30, 0.5, 15)
PDFS = Line("pdfs", 1, 16, 20.0, 30)
BY_IMPORTANCE = (WRITING, PULLING, LISTS, PDFS)

# So long may a body be under way before its request gives its place to another.
_UPLOAD_SECONDS = 0.05

_LINES = (
    ("/api/sync/pull", PULLING),
    ("/api/blobs/", PULLING),
    ("/api/coach/", LISTS),
    ("/api/school", LISTS),
    ("/api/openapi.json", LISTS),
    ("/portfolio/", LISTS),
    # Getting in and knowing who you are come before anything can be sent.
    ("/api/", WRITING),
)


def line_of(path: str) -> Line | None:
    """None for what is served from memory, and for the questions after our health."""
    if path.endswith(".pdf"):
        return PDFS
    return next((line for prefix, line in _LINES if path.startswith(prefix)), None)


class Overload:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.present: Counter[Line] = Counter()  # let in: reading the body, waiting or at work
        self.running: Counter[Line] = Counter()
        self._waiting: dict[Line, deque[asyncio.Future[None]]] = {
            line: deque() for line in BY_IMPORTANCE
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        line = line_of(scope["path"]) if scope["type"] == "http" else None
        if line is None:
            await self.app(scope, receive, send)
            return
        if self.present[line] >= line.running + line.waiting:
            raise Overloaded(retry_after=line.retry_after)
        self.present[line] += 1
        loop = asyncio.get_running_loop()
        until = 0.0
        at_work = False

        async def begin() -> None:
            nonlocal at_work
            if not at_work:
                await self._turn(line)
                at_work = True

        async def receive_at_leisure() -> Message:
            # A slow upload takes no place: only work does.
            arriving = asyncio.ensure_future(receive())
            try:
                left = max(0.0, until - loop.time())
                if not (await asyncio.wait({arriving}, timeout=left))[0]:
                    end()
                message = await arriving
            finally:
                arriving.cancel()
            if message["type"] == "http.request" and not message.get("more_body"):
                await begin()
            return message

        async def end_then_send(message: Message) -> None:
            # Nor does a slow download: the work is done when the answer begins.
            end()
            await send(message)

        def end() -> None:
            nonlocal at_work
            if at_work:
                at_work = False
                self._give_back(line)

        try:
            await begin()
            until = loop.time() + _UPLOAD_SECONDS
            await self.app(scope, receive_at_leisure, end_then_send)
        finally:
            end()
            self.present[line] -= 1

    async def _turn(self, line: Line) -> None:
        if self._has_room(line):
            self.running[line] += 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting[line].append(turn)
        try:
            async with asyncio.timeout(line.patience):
                await turn
        except BaseException as problem:
            if turn.done() and not turn.cancelled():
                # It was this one's turn in the very moment that it left.
                self._give_back(line)
            elif turn in self._waiting[line]:
                self._waiting[line].remove(turn)
            if isinstance(problem, TimeoutError):
                raise Overloaded(retry_after=line.retry_after) from None
            raise

    def _has_room(self, line: Line) -> bool:
        return self.running.total() < RUNNING and self.running[line] < line.running

    def _give_back(self, line: Line) -> None:
        self.running[line] -= 1
        for waiting in BY_IMPORTANCE:
            while self._waiting[waiting] and self._has_room(waiting):
                turn = self._waiting[waiting].popleft()
                if not turn.done():
                    self.running[waiting] += 1
                    turn.set_result(None)
