"""Every answer carries the headers that quality.md A7 asks for."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.responses import Response

from server.app import create_app
from server.settings import Settings, get_settings
from server.web.auth import set_request_id, set_session
from server.web.security import HEADERS
from tests.web.every_route import CALLS, Call
from tests.web.observatory import score

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


@pytest.fixture
async def https_visitor(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    """At a house with https in front."""
    address = "https://vakwerk.school.nl"
    monkeypatch.setenv("PUBLIC_URL", address)
    get_settings.cache_clear()
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(create_app(get_settings())),
        base_url=address,
        headers={"Origin": address},
    ) as client:
        yield client
    get_settings.cache_clear()


@pytest.mark.parametrize("path", ["/", "/inloggen", "/logboek", "/api/me", "/bestaat-niet"])
async def test_a_house_with_https_is_worth_an_a_plus(
    https_visitor: httpx.AsyncClient, path: str
) -> None:
    answer = await https_visitor.get(path)
    assert score(answer.headers, answer.headers.get_list("set-cookie"), https=True) == (130, "A+")


async def test_so_are_its_cookies(https_visitor: httpx.AsyncClient) -> None:
    response = Response()
    set_session(response, "secret")
    set_request_id(response, "asking")
    choice = await https_visitor.post("/api/locale", json={"locale": "en"})
    cookies = response.headers.getlist("set-cookie") + choice.headers.get_list("set-cookie")
    assert len(cookies) == 3
    assert score(choice.headers, cookies, https=True) == (135, "A+")


def test_the_score_is_one_that_can_be_missed() -> None:
    good = {name.lower(): value for name, value in HEADERS.items()}
    good["strict-transport-security"] = "max-age=63072000"
    safe = ["__Host-session=x; HttpOnly; Path=/; SameSite=lax; Secure"]
    best = (135, "A+")
    assert score(good, safe, https=True) == best
    worse = {
        "content-security-policy": "default-src 'self'; script-src 'self' 'unsafe-inline'",
        "strict-transport-security": "max-age=60",
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "",
        "x-content-type-options": "",
        "referrer-policy": "unsafe-url",
    }
    for name, value in worse.items():
        assert score(good | {name: value}, safe, https=True) < best, name
    assert score(good, ["session=x; Path=/"], https=True)[1] != "A+"
    assert score(good, safe, https=False)[1] != "A+"
