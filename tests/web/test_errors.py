"""Every error has one shape and a sentence to act on, and gives nothing away."""

from __future__ import annotations

import errno
import json

import httpx
import pytest
import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.rules import refusals
from server.rules.refusals import Refusal
from server.web.errors import STATUS, status_of
from tests.web.every_route import CALLS, WITH_BODY, Call

SECRET = "Mevrouw De Wit belde 06-12345678"


def problem_in(answer: httpx.Response) -> dict[str, object]:
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, object] = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["code"] and problem["title"] and problem["detail"]
    assert problem["reference"] == answer.headers["x-request-id"]
    assert "Traceback" not in answer.text
    return problem


async def test_an_unknown_address_is_a_problem_with_a_sentence(visitor: httpx.AsyncClient) -> None:
    problem = problem_in(await visitor.get("/api/bestaat-niet"))
    assert problem["code"] == "not_found"


async def test_a_browser_gets_a_page_with_a_way_forward_and_a_code(
    visitor: httpx.AsyncClient,
) -> None:
    answer = await visitor.get("/bestaat-niet", headers={"Accept": "text/html,*/*"})
    assert answer.status_code == 404
    assert "<title>Fout: " in answer.text
    assert 'href="/"' in answer.text
    assert answer.headers["x-request-id"] in answer.text


@pytest.mark.parametrize("call", CALLS, ids=str)
async def test_a_wrong_method_is_a_problem_that_names_the_right_ones(
    visitor: httpx.AsyncClient, call: Call
) -> None:
    answer = await visitor.request("PATCH", call.path)
    assert problem_in(answer)["code"] == "method_not_allowed"
    assert call.method in answer.headers["allow"].split(", ")


BAD_BODIES = {
    "nothing": b"",
    "no JSON": b"{",
    "not UTF-8": b'{"a": "\xff"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "a list": b"[]",
    "a number": b"1",
    "deep": b"[" * 20_000,
    "deep and closed": b"[" * 5_000 + b"]" * 5_000,
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": 1e999}',
    "a huge number": b'{"a": ' + b"9" * 5_000 + b"}",
}


@pytest.mark.parametrize("call", WITH_BODY, ids=str)
@pytest.mark.parametrize("name", BAD_BODIES)
async def test_what_is_no_decent_json_is_refused_and_breaks_nothing(
    visitor_on_both: httpx.AsyncClient, call: Call, name: str
) -> None:
    answer = await visitor_on_both.request(
        call.method,
        call.path,
        content=BAD_BODIES[name],
        headers={"Content-Type": "application/json"},
    )
    assert 400 <= answer.status_code < 500
    problem_in(answer)


UNFIT = {"NUL": "\x00", "half a pair": "\ud800", "too large a number": 2**60}


@pytest.mark.parametrize("call", WITH_BODY, ids=str)
@pytest.mark.parametrize("name", UNFIT)
async def test_what_no_database_can_hold_never_becomes_a_server_error(
    visitor_on_both: httpx.AsyncClient, call: Call, name: str
) -> None:
    assert call.contract and call.contract.body
    fields = dict.fromkeys(call.contract.body.model_json_schema()["properties"], UNFIT[name])
    answer = await visitor_on_both.request(
        call.method,
        call.path,
        content=json.dumps(fields),
        headers={"Content-Type": "application/json"},
    )
    assert 400 <= answer.status_code < 500
    problem_in(answer)


async def test_all_missing_fields_are_named_at_once(visitor: httpx.AsyncClient) -> None:
    problem = problem_in(await visitor.post("/api/locale", json={"anders": 1}))
    assert problem["code"] == "invalid_fields"
    assert problem["fields"] == [
        {"field": "locale", "code": "missing", "message": "Vul dit veld in."}
    ]


def every_refusal(kind: type[Refusal] = Refusal) -> list[type[Refusal]]:
    return [kind] + [deeper for child in kind.__subclasses__() for deeper in every_refusal(child)]


@pytest.mark.parametrize("refusal", every_refusal(), ids=lambda kind: str(kind.__name__))
async def test_every_refusal_reaches_the_reader_with_its_own_status(
    empty_app: Starlette, visitor: httpx.AsyncClient, refusal: type[Refusal]
) -> None:
    problem = problem_in(await raising(empty_app, visitor, refusal(line=3)))
    assert (problem["code"], problem["line"]) == (refusal.code, 3)
    assert problem["detail"] == refusal.sentence


def test_no_refusal_was_forgotten_in_the_table_of_statuses() -> None:
    of_the_family = [kind for kind in every_refusal() if kind.__module__ == refusals.__name__]
    assert set(of_the_family) <= set(STATUS)
    assert {status_of(kind) for kind in every_refusal()} <= set(STATUS.values())


async def test_an_unexpected_error_shows_a_code_and_nothing_else(
    empty_app: Starlette, visitor: httpx.AsyncClient
) -> None:
    with structlog.testing.capture_logs() as lines:
        answer = await raising(empty_app, visitor, ValueError(SECRET))
    assert answer.status_code == 500
    reference = problem_in(answer)["reference"]
    assert SECRET not in answer.text
    assert SECRET not in json.dumps(lines)
    broken = [line for line in lines if line["event"] == "unexpected"]
    assert [(line["kind"], line["reference"]) for line in broken] == [("ValueError", reference)]


async def test_a_full_disk_says_so(empty_app: Starlette, visitor: httpx.AsyncClient) -> None:
    answer = await raising(empty_app, visitor, OSError(errno.ENOSPC, "no room"))
    assert problem_in(answer)["code"] == "storage_full"
    assert answer.status_code == 507


async def test_a_lost_database_asks_to_come_back(
    empty_app: Starlette, visitor: httpx.AsyncClient
) -> None:
    answer = await raising(empty_app, visitor, ConnectionRefusedError())
    assert problem_in(answer)["code"] == "overloaded"
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0


async def test_the_log_has_no_addresses_and_no_query(visitor: httpx.AsyncClient) -> None:
    with structlog.testing.capture_logs() as lines:
        await visitor.get("/logboek/0190-geheim?naam=Samira")
    text = json.dumps(lines)
    assert "/logboek/{rest:path}" in text
    assert "geheim" not in text and "Samira" not in text


async def raising(app: Starlette, client: httpx.AsyncClient, error: Exception) -> httpx.Response:
    async def endpoint(request: Request) -> Response:
        raise error

    app.router.routes.insert(0, Route("/api/raises", endpoint))
    try:
        return await client.get("/api/raises")
    finally:
        del app.router.routes[0]
