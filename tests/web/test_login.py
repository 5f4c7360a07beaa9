"""Getting in: the code belongs to one browser, works once and not for long, and tells nothing."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from starlette.applications import Starlette

from server.outside import clock
from server.services.demo_mark import mark_as_demo
from server.settings import get_settings
from server.storage.accounts import Session
from server.storage.database import fetch
from server.storage.deliveries import CaughtMail
from tests import cast as stage
from tests.cast import Cast

SAMIRA = "samira@example.org"


@pytest.fixture
async def cast(visitor: httpx.AsyncClient) -> Cast:
    """The cast, in a house that catches its mail."""
    await mark_as_demo("ready")
    return await stage.enter()


@pytest.fixture
async def other(empty_app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    """A second browser."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(empty_app),
        base_url=get_settings().public_url,
        headers={"Sec-Fetch-Site": "same-origin"},
    ) as client:
        yield client


async def code_for(client: httpx.AsyncClient, address: str) -> str:
    before = await CaughtMail.filter(to_address=address).count()
    answer = await client.post("/api/login/code", json={"address": address})
    assert answer.status_code == 202
    for _ in range(200):
        mails = await CaughtMail.filter(to_address=address).order_by("-caught_at")
        if len(mails) > before:
            found = re.search(r"\b\d{6}\b", mails[0].text)
            assert found
            return found.group()
        await asyncio.sleep(0.05)
    raise AssertionError("no mail came")


async def enter(client: httpx.AsyncClient, code: str) -> httpx.Response:
    return await client.post("/api/login", json={"code": code})


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


async def test_a_stranger_gets_the_same_answer_and_no_mail(
    cast: Cast, visitor: httpx.AsyncClient
) -> None:
    known = await visitor.post("/api/login/code", json={"address": " SAMIRA@example.org "})
    unknown = await visitor.post("/api/login/code", json={"address": "niemand@example.org"})
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert {*known.headers} == {*unknown.headers}
    assert not await CaughtMail.exists(to_address="niemand@example.org")


async def test_the_code_lets_one_browser_in_once(
    cast: Cast, visitor: httpx.AsyncClient, other: httpx.AsyncClient
) -> None:
    code = await code_for(visitor, SAMIRA)
    assert (await enter(other, code)).status_code == 403
    answer = await enter(visitor, code)
    assert answer.json() == {"person_id": cast.people["Samira"]}
    assert (await visitor.get("/api/me")).json()["person"]["given_name"] == "Samira"
    assert (await enter(visitor, code)).status_code == 403
    assert (await other.get("/api/me")).status_code == 401


async def test_the_sixth_try_is_refused_though_it_is_right(
    cast: Cast, visitor: httpx.AsyncClient
) -> None:
    code = await code_for(visitor, SAMIRA)
    for _ in range(5):
        assert (await enter(visitor, wrong(code))).status_code == 403
    assert (await enter(visitor, code)).status_code == 403


async def test_minute_eleven_is_too_late(cast: Cast, visitor: httpx.AsyncClient) -> None:
    code = await code_for(visitor, SAMIRA)
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert (await enter(visitor, code)).status_code == 403


async def test_what_the_database_keeps_opens_nothing(
    cast: Cast, visitor: httpx.AsyncClient
) -> None:
    code = await code_for(visitor, SAMIRA)
    await enter(visitor, code)
    session = await Session.get()
    assert session.token_hash not in str(visitor.cookies.jar)
    kept = str(await fetch("SELECT * FROM login_code"))
    assert code not in kept


async def test_leaving_ends_the_session(cast: Cast, visitor: httpx.AsyncClient) -> None:
    await enter(visitor, await code_for(visitor, SAMIRA))
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    assert (await visitor.post("/api/logout")).status_code == 204
    assert (await visitor.get("/api/me", headers={"Cookie": cookie})).status_code == 401


async def test_a_device_of_somebody_else_is_not_served_with_this_session(
    cast: Cast, visitor: httpx.AsyncClient
) -> None:
    """Two tabs share a cookie: what the other one still sends is not this person's."""
    await enter(visitor, await code_for(visitor, SAMIRA))
    for who, status in (("Samira", 200), ("Bram", 401)):
        headers = {"X-Vakwerk-Person": cast.people[who]}
        assert (await visitor.get("/api/me", headers=headers)).status_code == status
        push = {"epoch": "", "items": [{"rev_id": "x"}]}
        answer = await visitor.post("/api/sync/push", json=push, headers=headers)
        assert answer.status_code == status
    kept = await fetch("SELECT author_id FROM quarantined")
    assert [row["author_id"] for row in kept] == [cast.people["Samira"]]


async def test_nor_does_it_end_that_session(cast: Cast, visitor: httpx.AsyncClient) -> None:
    await enter(visitor, await code_for(visitor, SAMIRA))
    for who, status in (("Bram", 200), ("Samira", 401)):
        headers = {"X-Vakwerk-Person": cast.people[who]}
        assert (await visitor.post("/api/logout", headers=headers)).status_code == 204
        assert (await visitor.get("/api/me")).status_code == status


async def test_everybody_reads_what_is_theirs(cast: Cast, visitor: httpx.AsyncClient) -> None:
    """By the roles of protocol.md §5: what is not theirs does not exist."""
    mine, theirs = cast.placements["Samira"], cast.placements["Dario"]
    calls = {
        "Karlijn": {"coach": 2, "portfolio": 200, "foreign": 404, "school": 403, "pull": 200},
        "Samira": {"coach": 0, "portfolio": 200, "foreign": 404, "school": 403, "pull": 200},
        "Daan": {"coach": 0, "portfolio": 404, "foreign": 404, "school": 403, "pull": 404},
        "Bram": {"coach": 0, "portfolio": 404, "foreign": 404, "school": 403, "pull": 200},
        "Noor": {"coach": 0, "portfolio": 404, "foreign": 404, "school": 200, "pull": 404},
        "Gijs": {"coach": 0, "portfolio": 404, "foreign": 404, "school": 200, "pull": 404},
    }
    for who, expected in calls.items():
        await enter(visitor, await code_for(visitor, f"{who.lower()}@example.org"))
        coach = await visitor.get("/api/coach/students")
        query = {"placement": mine, "cursor": "0", "epoch": ""}
        found = {
            "coach": len(coach.json()["students"]),
            "portfolio": (await visitor.get(f"/portfolio/{mine}")).status_code,
            "foreign": (await visitor.get(f"/api/placements/{theirs}/portfolio.pdf")).status_code,
            "school": (await visitor.get("/api/school")).status_code,
            "pull": (await visitor.get("/api/sync/pull", params=query)).status_code,
        }
        assert found == expected, who
