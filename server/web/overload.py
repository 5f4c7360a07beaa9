"""When more is asked than can be done: wait a little, the most important first, or come back later.

Every request to the API stands in one of four lines. A line has a bound on how many are at work
and on how many wait, and nobody waits long; beyond that the answer is a 503 with Retry-After,
before the body is read. The lists of a school give way before a phone's pull, and what somebody
wrote comes through as long as anything does. What tells whether the server lives stands in no line.

Bytes on their way stand in no line either: a body that is slow in coming, an answer that is slow in
leaving. They have bounds of their own, and a body has a time by which it must be here.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from dataclasses import dataclass
from math import inf
from typing import Literal, NoReturn

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.rules.refusals import Overloaded


@dataclass(frozen=True)
class Line:
    """How many at most at once, and how long; times are in seconds.

    `patience`: how long one waits for a turn. `when_crowded`: how long in the second after somebody
    waited in vain: then waiting longer only makes everybody late, and nobody more is helped (the
    idea of CoDel, Nichols and Jacobson, ACM Queue 10.5, 2012).
    """

    name: str
    running: int
    waiting: int
    patience: float
    when_crowded: float
    retry_after: int


# Everybody together: more at once would only make each slower, for one process has one loop and
# SQLite one connection. The lines behind the first leave a place for it.
RUNNING = 8
WRITING = Line("writing", RUNNING, 200, 0.5, 0.1, 5)
PULLING = Line("pulling", 4, 60, 0.5, 0.1, 10)
LISTS = Line("lists", 2, 30, 0.5, 0.1, 15)
PDFS = Line("pdfs", 1, 16, 20.0, 20.0, 30)
BY_IMPORTANCE = (WRITING, PULLING, LISTS, PDFS)

# So long after somebody waited in vain a line is crowded.
_CROWDED_SECONDS = 1.0
# So long may a body be under way before its request gives its place to another.
_UPLOAD_SECONDS = 0.05
# By then all of it must be here. Our own phones give up a part of a photo after 90 seconds.
BODY_SECONDS = 100.0
# They cost memory and a connection, no work: many more than can wait.
MOST_RECEIVING = 1_000
MOST_SENDING = 1_000

_Where = Literal["line", "receiving", "sending"]

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
        self.present: Counter[Line] = Counter()  # waiting or at work
        self.running: Counter[Line] = Counter()
        self.receiving = 0  # bodies that are slow in coming
        self.sending = 0  # answers that have begun
        self._waiting: dict[Line, deque[asyncio.Future[None]]] = {
            line: deque() for line in BY_IMPORTANCE
        }
        self._in_vain: dict[Line, float] = {}  # when somebody last left a line without a turn

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        line = line_of(scope["path"]) if scope["type"] == "http" else None
        if line is None:
            await self.app(scope, receive, send)
            return
        if self.present[line] >= line.running + line.waiting:
            raise Overloaded(retry_after=line.retry_after)
        visit = _Visit(self, line, receive, send)
        try:
            await visit.begin()
            await self.app(scope, visit.receive, visit.send)
        finally:
            visit.leave()

    async def take_turn(self, line: Line) -> None:
        if self._has_room(line):
            self.running[line] += 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting[line].append(turn)
        try:
            async with asyncio.timeout(self._patience(line)):
                await turn
        except BaseException as problem:
            if turn.done() and not turn.cancelled():
                # It was this one's turn in the very moment that it left.
                self.give_back(line)
            elif turn in self._waiting[line]:
                self._waiting[line].remove(turn)
            if isinstance(problem, TimeoutError):
                self._in_vain[line] = asyncio.get_running_loop().time()
                raise Overloaded(retry_after=line.retry_after) from None
            raise

    def _patience(self, line: Line) -> float:
        now = asyncio.get_running_loop().time()
        crowded = now - self._in_vain.get(line, -inf) < _CROWDED_SECONDS
        return line.when_crowded if crowded else line.patience

    def _has_room(self, line: Line) -> bool:
        return self.running.total() < RUNNING and self.running[line] < line.running

    def give_back(self, line: Line) -> None:
        self.running[line] -= 1
        for waiting in BY_IMPORTANCE:
            while self._waiting[waiting] and self._has_room(waiting):
                turn = self._waiting[waiting].popleft()
                if not turn.done():
                    self.running[waiting] += 1
                    turn.set_result(None)


class _Visit:
    """One request: in its line, or with its bytes on their way in or out."""

    def __init__(self, door: Overload, line: Line, receive: Receive, send: Send) -> None:
        self._door = door
        self._line = line
        self._receive = receive
        self._send = send
        self._where: _Where | None = None
        self._at_work = False
        self._body_begins = 0.0
        self._whole = False  # the body is here, or nobody will ask for it any more
        self._given_up = False

    async def begin(self) -> None:
        await self._work()
        self._body_begins = asyncio.get_running_loop().time()

    async def receive(self) -> Message:
        if self._whole:
            return await self._receive()
        arriving = asyncio.ensure_future(self._receive())
        try:
            # A slow upload takes no place: only work does.
            if not await self._within(_UPLOAD_SECONDS, arriving):
                self._step_aside()
                if not await self._within(BODY_SECONDS, arriving):
                    self._give_up()
            message = await arriving
        finally:
            arriving.cancel()
        if self._whole:
            return message  # the answer began meanwhile
        if message["type"] == "http.request" and not message.get("more_body"):
            self._whole = True
            await self._work()
        return message

    async def send(self, message: Message) -> None:
        # Nor does a slow download: the work is done when the answer begins.
        self._stop_work()
        if message["type"] == "http.response.start":
            self._whole = True
            # Beyond that bound it counts in its line again: an answer cannot be refused any more.
            if self._door.sending < MOST_SENDING:
                self._go("sending")
            if self._given_up:
                # The rest of the body, if it ever comes, is for nobody.
                MutableHeaders(scope=message)["Connection"] = "close"
        await self._send(message)

    def leave(self) -> None:
        self._stop_work()
        self._go(None)

    async def _work(self) -> None:
        """Who comes back with a whole body waits like anybody, also when the line is full."""
        self._go("line")
        if not self._at_work:
            await self._door.take_turn(self._line)
            self._at_work = True

    def _stop_work(self) -> None:
        if self._at_work:
            self._at_work = False
            self._door.give_back(self._line)

    def _step_aside(self) -> None:
        self._stop_work()
        if self._where != "receiving":
            if self._door.receiving >= MOST_RECEIVING:
                self._give_up()
            self._go("receiving")

    def _give_up(self) -> NoReturn:
        self._given_up = True
        raise Overloaded(retry_after=self._line.retry_after)

    async def _within(self, seconds: float, arriving: asyncio.Future[Message]) -> bool:
        """Whether it is here so long after the body began to come, or does not matter any more."""
        left = self._body_begins + seconds - asyncio.get_running_loop().time()
        arrived, _ = await asyncio.wait({arriving}, timeout=max(0.0, left))
        return self._whole or bool(arrived)

    def _go(self, where: _Where | None) -> None:
        self._count(self._where, -1)
        self._count(where, 1)
        self._where = where

    def _count(self, where: _Where | None, by: int) -> None:
        if where == "line":
            self._door.present[self._line] += by
        elif where == "receiving":
            self._door.receiving += by
        elif where == "sending":
            self._door.sending += by
