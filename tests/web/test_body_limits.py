"""No request is larger than its route needs."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from server.web.endpoints import LARGE, SMALL, Contract
from tests.web.every_route import UNSAFE, Call

JSON = {"Content-Type": "application/json"}
BINARY = {"Content-Type": "application/octet-stream"}


def takes(contract: Contract) -> bool:
    return contract.body is not None or contract.binary


def limit_of(call: Call) -> int:
    return call.contract.limit if call.contract else SMALL


@pytest.mark.parametrize("call", UNSAFE, ids=str)
async def test_too_much_is_refused_by_what_it_announces(
    visitor: httpx.AsyncClient, call: Call
) -> None:
    headers = JSON | {"Content-Length": str(limit_of(call) + 1)}
    answer = await visitor.request(call.method, call.path, content=b"{}", headers=headers)
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"


@pytest.mark.parametrize("call", [c for c in UNSAFE if c.contract and takes(c.contract)], ids=str)
async def test_too_much_is_refused_while_it_comes_in(
    visitor: httpx.AsyncClient, call: Call
) -> None:
    assert call.contract
    # Whoever is not signed in is refused before a byte is read.
    expected = 413 if call.contract.public else 401

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(limit_of(call) // 65_536 + 2):
            yield b" " * 65_536

    kind = BINARY if call.contract.binary else JSON
    answer = await visitor.request(call.method, call.path, content=endless(), headers=kind)
    assert answer.status_code == expected


async def test_an_odd_length_is_refused(visitor: httpx.AsyncClient) -> None:
    for length in ("-1", "abc", "1e9", "9" * 40):
        headers = JSON | {"Content-Length": length}
        answer = await visitor.post("/api/locale", content=b"{}", headers=headers)
        assert answer.status_code == 400


def test_only_few_calls_may_be_large() -> None:
    large = {call.path for call in UNSAFE if limit_of(call) > SMALL}
    sync = {"/api/sync/push", "/api/sync/facts", "/api/blobs/x/x/x"}
    assert large <= sync | {"/api/school/import", "/api/school/import/preview"}
    assert all(limit_of(call) <= LARGE for call in UNSAFE)
