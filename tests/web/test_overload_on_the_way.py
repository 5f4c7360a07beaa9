"""Bytes on their way, in or out, take no place and stand in no line; they do not last for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.responses import StreamingResponse
from starlette.types import Message

from server.web import overload
from server.web.overload import PDFS, PULLING, WRITING, Line, Overload
from tests.web.overload_kitchen import PATHS, Kitchen, get, nothing, nowhere, post, refused, settle

JSON = {"Content-Type": "application/json"}


async def test_a_slow_upload_takes_no_place_until_all_of_it_is_here() -> None:
    kitchen = Kitchen()
    rest: asyncio.Event = asyncio.Event()
    parts: list[Message] = [
        {"type": "http.request", "body": b"half", "more_body": True},
        {"type": "http.request", "body": b"!"},
    ]

    async def slowly() -> Message:
        if len(parts) == 1:
            await rest.wait()
        return parts.pop(0)

    upload = asyncio.create_task(kitchen.door(post(PATHS[WRITING]), slowly, nowhere))
    await asyncio.sleep(0.15)
    assert kitchen.door.running[WRITING] == 0
    rest.set()
    await settle()
    assert kitchen.door.running[WRITING] == 1
    kitchen.free.set()
    await upload


async def test_a_slow_download_gives_its_place_back_when_the_answer_begins() -> None:
    kitchen = Kitchen()
    kitchen.free.set()
    seen: list[int] = []

    async def look(message: Any) -> None:
        seen.append(kitchen.door.running.total())

    await kitchen.door(get(PATHS[PDFS]), nothing, look)
    assert seen == [0]


async def test_an_answer_that_listens_for_a_hang_up_takes_no_place_again() -> None:
    seen: list[tuple[int, int]] = []

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(3):
            await settle()
            seen.append((door.running.total(), door.sending))
            yield b"x"

    door = Overload(StreamingResponse(chunks()))
    said: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def hear() -> Message:
        if not said:
            await asyncio.Event().wait()
        return said.pop()

    await door(get(PATHS[PULLING]), hear, nowhere)
    assert seen == [(0, 1)] * 3
    assert door.present.total() == door.sending == 0


async def _never() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


@pytest.mark.parametrize("line", [WRITING, PULLING], ids=lambda line: str(line.name))
async def test_bodies_on_their_way_do_not_fill_a_line(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overload, "_UPLOAD_SECONDS", 0.0)
    kitchen = Kitchen()
    kitchen.free.set()
    many = line.running + line.waiting + 5
    slow = []
    for _ in range(many):
        slow.append(asyncio.create_task(kitchen.door(post(PATHS[line]), _never, nowhere)))
        await settle()
    assert kitchen.door.receiving == many
    await kitchen.ask(line)
    for task in slow:
        task.cancel()
    await asyncio.gather(*slow, return_exceptions=True)
    assert kitchen.door.receiving == kitchen.door.present.total() == 0


async def test_answers_on_their_way_do_not_fill_a_line() -> None:
    kitchen = Kitchen()
    kitchen.free.set()
    read = asyncio.Event()

    async def slowly(message: Message) -> None:
        await read.wait()

    many = PULLING.running + PULLING.waiting + 5
    slow = []
    for _ in range(many):
        slow.append(asyncio.create_task(kitchen.door(get(PATHS[PULLING]), nothing, slowly)))
        await settle()
    assert kitchen.door.sending == many
    await kitchen.ask(PULLING)
    read.set()
    await asyncio.gather(*slow)
    assert kitchen.door.sending == kitchen.door.present.total() == 0


async def test_what_is_on_its_way_has_a_bound_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overload, "_UPLOAD_SECONDS", 0.0)
    monkeypatch.setattr(overload, "MOST_RECEIVING", 1)
    monkeypatch.setattr(overload, "MOST_SENDING", 0)
    kitchen = Kitchen()
    kitchen.free.set()
    slow = asyncio.create_task(kitchen.door(post(PATHS[WRITING]), _never, nowhere))
    await settle()
    with refused(PULLING):
        await kitchen.door(post(PATHS[PULLING]), _never, nowhere)
    seen: list[int] = []

    async def look(message: Message) -> None:
        seen.append(kitchen.door.present[PULLING])

    # An answer cannot be refused any more: it counts in its line.
    await kitchen.door(get(PATHS[PULLING]), nothing, look)
    assert seen == [1]
    slow.cancel()
    await asyncio.gather(slow, return_exceptions=True)
    assert kitchen.door.receiving == kitchen.door.sending == kitchen.door.present.total() == 0


@pytest.mark.parametrize("pause", [0.01, 60.0], ids=["dripping", "stalled"])
async def test_a_body_that_does_not_come_to_an_end_is_cut(
    monkeypatch: pytest.MonkeyPatch, pause: float
) -> None:
    monkeypatch.setattr(overload, "BODY_SECONDS", 0.2)
    kitchen = Kitchen()

    async def drip() -> Message:
        await asyncio.sleep(pause)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async with asyncio.timeout(30):
        with refused(WRITING):
            await kitchen.door(post(PATHS[WRITING]), drip, nowhere)
    assert kitchen.at_work == []
    assert kitchen.door.receiving == kitchen.door.running.total() == 0


async def test_whoever_is_cut_hears_why_and_the_connection_ends(
    visitor: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overload, "BODY_SECONDS", 0.2)

    async def drip() -> AsyncIterator[bytes]:
        while True:
            yield b" "
            await asyncio.sleep(0.01)

    async with asyncio.timeout(30):
        answer = await visitor.post("/api/login/code", content=drip(), headers=JSON)
    assert answer.status_code == 503
    assert answer.json()["code"] == "overloaded"
    assert answer.headers["retry-after"] == str(WRITING.retry_after)
    assert answer.headers["connection"] == "close"
