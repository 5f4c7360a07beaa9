"""A network as bad as a train's, between a real browser and the real server.

It stands at the address that the browser knows and passes requests on, as long as `weather` says
so. What it does to a request is decided by whoever set the weather, and counted.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType

from tests.journeys.portal import PAGE

GOOD = "good"
LOST = "lost"  # never reaches the server
NO_REPLY = "no_reply"  # the server did it, and nobody hears so
CUT_UPLOAD = "cut_upload"  # half of what was sent arrives
CUT_REPLY = "cut_reply"  # half of the answer arrives
ERROR = "error"  # a proxy's own 500
PORTAL = "portal"  # a wifi page with 200
SLOW = "slow"  # arrives late and drips in
OUTDATED = "outdated"  # the server's own answer to an app that it no longer understands
FAULTS = (LOST, NO_REPLY, CUT_UPLOAD, CUT_REPLY, ERROR, PORTAL, SLOW)
_SLOW_SECONDS = 1.5
_TOO_OLD = b'{"status": 426, "code": "outdated_client", "min_schema_version": 2}'


@dataclass(frozen=True)
class Request:
    method: str
    path: str

    @property
    def is_api(self) -> bool:
        return self.path.startswith("/api/")


Weather = Callable[[Request], str]


def fine(_: Request) -> str:
    return GOOD


def always(fault: str, part: str = "/api/") -> Weather:
    """This fault for every address that begins with `part`."""
    return lambda request: fault if request.path.startswith(part) else GOOD


def stormy(seed: int, odds: Mapping[str, float]) -> Weather:
    """Each call to the API meets each fault with its own odds."""
    dice = random.Random(seed)

    def weather(request: Request) -> str:
        if not request.is_api:
            return GOOD
        thrown = dice.random()
        for fault, odd in odds.items():
            thrown -= odd
            if thrown < 0:
                return fault
        return GOOD

    return weather


class BadNetwork:
    """`async with BadNetwork(port, upstream) as network:` and then `network.weather = …`."""

    def __init__(self, port: int, upstream: int) -> None:
        self.weather: Weather = fine
        self.met: Counter[str] = Counter()
        self._port, self._upstream = port, upstream
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> BadNetwork:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._exchange(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # either side left: that is what networks do
        finally:
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        method, path, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ")
        body = await reader.readexactly(_length(head))
        request = Request(method, path)
        fault = self.weather(request)
        if request.is_api:
            self.met[fault] += 1
        if fault == LOST:
            return
        if fault in (ERROR, PORTAL):
            writer.write(_answer(500 if fault == ERROR else 200, "text/html", PAGE))
            await writer.drain()
            return
        if fault == OUTDATED:
            writer.write(_answer(426, "application/problem+json", _TOO_OLD))
            await writer.drain()
            return
        if fault == SLOW:
            await asyncio.sleep(_SLOW_SECONDS)
        sent = body[: len(body) // 2] if fault == CUT_UPLOAD else body
        reply = await self._ask(head, sent, whole=fault != CUT_UPLOAD)
        if fault in (NO_REPLY, CUT_UPLOAD):
            return
        half = len(reply) // 2
        writer.write(reply[:half])
        await writer.drain()
        if fault == CUT_REPLY:
            return
        if fault == SLOW:
            await asyncio.sleep(_SLOW_SECONDS)
        writer.write(reply[half:])
        await writer.drain()

    async def _ask(self, head: bytes, body: bytes, whole: bool) -> bytes:
        """The server's whole answer, with the connection closed behind it."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self._upstream)
        try:
            writer.write(_closing(head) + body)
            await writer.drain()
            return await reader.read(-1) if whole else b""
        finally:
            writer.close()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def _closing(head: bytes) -> bytes:
    """One request a connection, so that every one meets the weather by itself."""
    lines = [
        line for line in head[:-4].split(b"\r\n") if not line.lower().startswith(b"connection:")
    ]
    return b"\r\n".join([*lines, b"Connection: close", b"", b""])


def _answer(status: int, kind: str, body: bytes) -> bytes:
    return (
        f"HTTP/1.1 {status} Whatever\r\nContent-Type: {kind}\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    ).encode() + body
