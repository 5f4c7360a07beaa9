"""Every answer carries the headers that quality.md A7 asks for."""

from __future__ import annotations

import httpx
import pytest

from server.app import create_app
from server.settings import Settings
from server.web.security import HEADERS
from tests.web.every_route import CALLS, Call

# Where an endpoint knows better: how long it may be kept, and what the demo's mail may show.
OWN = {"Cache-Control"}


@pytest.mark.parametrize("call", CALLS, ids=str)
async def test_every_answer_is_locked_down(visitor: httpx.AsyncClient, call: Call) -> None:
    answer = await visitor.request(call.method, call.path)
    for name, value in HEADERS.items():
        if name not in OWN:
            assert answer.headers[name] == value
    assert answer.headers["cache-control"]


async def test_scripts_and_styles_come_from_our_own_files_only(visitor: httpx.AsyncClient) -> None:
    policy = (await visitor.get("/")).headers["content-security-policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in policy and "data:" not in policy and "*" not in policy


@pytest.mark.parametrize(
    ("address", "expected"),
    [("https://vakwerk.school.nl", True), ("http://127.0.0.1:8000", False)],
)
async def test_browsers_are_held_to_https_where_there_is_https(
    address: str, expected: bool
) -> None:
    app = create_app(Settings(public_url=address))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=address) as client:
        answer = await client.get("/healthz")
    assert ("strict-transport-security" in answer.headers) is expected
