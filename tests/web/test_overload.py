"""More requests than can be done: each waits a little in its line, or hears when to come back."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from server.web.overload import (
    BY_IMPORTANCE,
    LISTS,
    RUNNING,
    WRITING,
    Line,
    line_of,
)
from tests.web.every_route import CALLS
from tests.web.overload_kitchen import PATHS, Kitchen, nothing, nowhere, post, refused, settle


def test_each_address_of_the_api_stands_in_a_line_and_our_health_in_none() -> None:
    lines = {call.path: line_of(call.path) for call in CALLS}
    assert [path for path, line in lines.items() if path.startswith("/api/") and not line] == []
    assert lines["/healthz"] is None and lines["/readyz"] is None
    for line, path in PATHS.items():
        assert line_of(path) == line
    for path in ("/api/sync/facts", "/api/login", "/api/me"):
        assert lines[path] == WRITING
    assert lines["/api/school/import"] == LISTS


@pytest.mark.parametrize("line", BY_IMPORTANCE, ids=lambda line: str(line.name))
async def test_beyond_its_bound_a_line_says_when_to_come_back_before_the_body_is_read(
    line: Line,
) -> None:
    kitchen = Kitchen()
    inside = [kitchen.ask(line) for _ in range(line.running + line.waiting)]
    await settle()
    assert len(kitchen.at_work) == line.running
    with refused(line):
        await kitchen.door(post(PATHS[line]), nothing, nowhere)
    kitchen.free.set()
    await asyncio.gather(*inside)
    assert len(kitchen.at_work) == line.running + line.waiting
    assert kitchen.door.running.total() == kitchen.door.present.total() == 0


async def test_the_most_important_goes_first_whoever_came_first() -> None:
    kitchen = Kitchen()
    inside = [kitchen.ask(WRITING) for _ in range(RUNNING)]
    await settle()
    inside += [kitchen.ask(line) for line in reversed(BY_IMPORTANCE)]
    await settle()
    kitchen.at_work.clear()
    kitchen.free.set()
    await asyncio.gather(*inside)
    assert kitchen.at_work == [PATHS[line] for line in BY_IMPORTANCE]


async def test_pdfs_lists_and_pulls_together_leave_a_place_for_what_people_wrote() -> None:
    kitchen = Kitchen()
    others = [kitchen.ask(line) for line in BY_IMPORTANCE[1:] for _ in range(line.running + 3)]
    await settle()
    inside = kitchen.ask(WRITING)
    await settle()
    assert PATHS[WRITING] in kitchen.at_work
    kitchen.free.set()
    await asyncio.gather(inside, *others)


async def test_nobody_waits_longer_than_the_patience_of_the_line() -> None:
    kitchen = Kitchen()
    inside = [kitchen.ask(LISTS) for _ in range(LISTS.running)]
    await settle()
    began = asyncio.get_running_loop().time()
    with refused(LISTS):
        await kitchen.ask(LISTS)
    assert asyncio.get_running_loop().time() - began < LISTS.patience * 4
    kitchen.free.set()
    await asyncio.gather(*inside)


async def test_after_somebody_waited_in_vain_who_comes_new_waits_shorter_for_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("server.web.overload._CROWDED_SECONDS", 0.3)
    kitchen = Kitchen()
    inside = [kitchen.ask(LISTS) for _ in range(LISTS.running)]
    first = kitchen.ask(LISTS)
    await asyncio.sleep(LISTS.patience * 0.9)
    patient = kitchen.ask(LISTS)
    with refused(LISTS):
        await first
    with refused(LISTS):
        await kitchen.ask(LISTS)
    assert not patient.done()
    with refused(LISTS):
        await patient
    await asyncio.sleep(0.4)
    patient_again = kitchen.ask(LISTS)
    await asyncio.sleep(LISTS.when_crowded * 2)
    assert not patient_again.done()
    kitchen.free.set()
    await asyncio.gather(*inside, patient_again)


async def test_who_leaves_the_line_or_the_kitchen_gives_the_place_back() -> None:
    kitchen = Kitchen()
    inside = [kitchen.ask(LISTS) for _ in range(LISTS.running)]
    await settle()
    waiting = [kitchen.ask(LISTS) for _ in range(3)]
    await settle()
    # In the same moment: one who works leaves, and the one whose turn it becomes does too.
    for leaving in (inside[0], waiting[0], waiting[1]):
        leaving.cancel()
    kitchen.free.set()
    await asyncio.gather(*inside, *waiting, return_exceptions=True)
    assert kitchen.at_work == [PATHS[LISTS]] * 3
    assert kitchen.door.running.total() == kitchen.door.present.total() == 0


async def test_the_answer_is_ours_with_retry_after(
    visitor: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.web.overload.RUNNING", 0)
    answer = await visitor.get("/api/coach/students", headers={"Accept-Language": "nl"})
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"] == str(LISTS.retry_after)
    assert answer.json()["code"] == "overloaded"
    for path in ("/healthz", "/readyz"):
        assert (await visitor.get(path)).status_code == 200
