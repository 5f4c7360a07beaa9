"""A visitor: somebody who is not signed in, at a server with an empty, migrated database."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from server.app import create_app
from server.outside import rate_limits
from server.settings import Settings, get_settings


@pytest.fixture
async def empty_app(
    migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Starlette]:
    """For what holds whatever the database is: the route list is long, and this one is quick."""
    shutil.copy(migrated_sqlite, tmp_path / "vakwerk.db")
    monkeypatch.setenv("VAKWERK_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    get_settings.cache_clear()
    await rate_limits.forget_all()
    async with _running(get_settings()) as app:
        yield app
    get_settings.cache_clear()


@pytest.fixture
async def visitor(empty_app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    async with _client(empty_app) as client:
        yield client


@pytest.fixture
async def visitor_on_both(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """The same on each engine in turn, for what reaches the database."""
    async with _running(settings) as app, _client(app) as client:
        yield client


@asynccontextmanager
async def _running(settings: Settings) -> AsyncIterator[Starlette]:
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield app


def _client(app: Starlette) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url=get_settings().public_url,
        headers={"Sec-Fetch-Site": "same-origin"},
    )
