"""Whoever runs the server can ask how it is."""

from __future__ import annotations

import httpx
import pytest

from server.storage.database import execute
from server.web import health


async def test_it_is_alive_and_ready(visitor_on_both: httpx.AsyncClient) -> None:
    for path in ("/healthz", "/readyz"):
        answer = await visitor_on_both.get(path)
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_a_database_that_takes_no_writes_is_not_ready(
    visitor_on_both: httpx.AsyncClient,
) -> None:
    await execute("ALTER TABLE named_value RENAME TO hidden")
    assert (await visitor_on_both.get("/healthz")).status_code == 200
    assert (await visitor_on_both.get("/readyz")).status_code >= 500


async def test_a_schema_that_lags_behind_is_not_ready(
    visitor: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def one() -> int:
        return 1

    monkeypatch.setattr(health, "pending_migrations", one)
    answer = await visitor.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["reason"] == "migrations"
