"""A full disk: what is sent gets no receipt, nothing is half written, and reading goes on (R6)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import httpx
import pytest
from obstore.exceptions import GenericError

from server.outside import clock, objects
from server.storage.accounts import Session
from server.storage.database import execute, fetch
from server.storage.troubles import trouble_of
from tests import cast as stage
from tests.cast import Cast, Json, entry, fact, revision
from tests.faults import nothing_is_held, tables


@pytest.fixture
async def cast(visitor: httpx.AsyncClient) -> AsyncIterator[Cast]:
    cast = await stage.enter()
    visitor.headers["Cookie"] = await cast.cookie("Samira")
    yield cast
    assert await nothing_is_held()


async def no_room() -> None:
    (found,) = await fetch("PRAGMA page_count")
    await execute(f"PRAGMA max_page_count = {found['page_count']}")


async def room_again() -> None:
    await execute("PRAGMA max_page_count = 1000000")


def large(cast: Cast) -> Json:
    return revision(cast.placements["Samira"], entry(description="Lang verhaal. " * 10_000))


async def push(visitor: httpx.AsyncClient, *items: Json) -> httpx.Response:
    return await visitor.post("/api/sync/push", json={"epoch": "", "items": items})


async def test_what_does_not_fit_is_refused_whole_and_taken_when_there_is_room(
    visitor: httpx.AsyncClient, cast: Cast
) -> None:
    first = revision(cast.placements["Samira"], entry())
    assert (await push(visitor, first)).status_code == 200
    before = await tables()
    items = [revision(cast.placements["Samira"], entry()), large(cast)]
    await no_room()
    answer = await push(visitor, *items)
    assert answer.status_code == 507
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "storage_full"
    assert "blijft op dit toestel" in problem["detail"]
    assert "results" not in problem
    assert await tables() == before
    await room_again()
    answer = await push(visitor, *items)
    assert [result["outcome"] for result in answer.json()["results"]] == ["ok", "ok"]


async def test_facts_until_the_last_page_are_kept_or_refused_and_nothing_between(
    visitor: httpx.AsyncClient, cast: Cast
) -> None:
    item = revision(cast.placements["Samira"], entry())
    await push(visitor, item)
    await visitor.post(
        "/api/sync/facts",
        json={"epoch": "", "items": [fact("submission", item, ask="feedback")]},
    )
    await no_room()
    kept: list[str] = []
    refused: list[str] = []
    while not refused:
        remark = fact("remark", item, tone="note", text="Nog iets. " * 300)
        answer = await visitor.post("/api/sync/facts", json={"epoch": "", "items": [remark]})
        if answer.status_code == 200:
            assert answer.json()["results"][0]["outcome"] == "ok"
            kept.append(remark["fact_id"])
        else:
            assert (answer.status_code, answer.json()["code"]) == (507, "storage_full")
            refused.append(remark["fact_id"])
    rows = await fetch("SELECT fact_id FROM fact WHERE kind = 'remark'")
    assert {row["fact_id"] for row in rows} == set(kept)


@pytest.mark.parametrize("trouble", ["no room", "no writing at all"])
async def test_reading_goes_on(visitor: httpx.AsyncClient, cast: Cast, trouble: str) -> None:
    item = revision(cast.placements["Samira"], entry())
    await push(visitor, item)
    # The last visit was so long ago that this one would be written down.
    await Session.all().update(last_seen_at=clock.now() - timedelta(days=10))
    if trouble == "no room":
        await no_room()
        assert (await push(visitor, large(cast))).status_code == 507
    else:
        await execute("PRAGMA query_only = ON")
        assert (await push(visitor, large(cast))).status_code == 503
    assert (await visitor.get("/api/me")).status_code == 200
    query = {"placement": cast.placements["Samira"], "cursor": "0"}
    page = (await visitor.get("/api/sync/pull", params=query)).json()
    assert [doc["head"]["rev_id"] for doc in page["docs"]] == [item["rev_id"]]


async def test_a_full_disk_for_files_is_told_apart_from_a_store_that_is_away(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "Generic LocalFileSystem error: Unable to copy data to file"

    def failing(words: str) -> Callable[..., None]:
        def put(*anything: object, **named: object) -> None:
            raise GenericError(words)

        return put

    for words, trouble in (
        (f"{said}: No space left on device (os error 28)", "full"),
        (said, "busy"),
    ):
        monkeypatch.setattr("obstore.put", failing(words))
        with pytest.raises(OSError) as raised:
            await objects.put("blobs/a/b", b"x")
        assert trouble_of(raised.value) == trouble
