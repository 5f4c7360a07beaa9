"""A visitor: somebody who is not signed in, at a server with an empty, migrated database."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from server.app import create_app
from server.settings import Settings, get_settings
from server.storage.database import migrate


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database to copy: migrating one for each test takes most of its time."""
    settings = Settings(data_folder=tmp_path_factory.mktemp("empty"), database_url="")
    asyncio.run(migrate(settings))
    return settings.data_folder


@pytest.fixture
async def empty_app(
    migrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Starlette]:
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("VAKWERK_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    get_settings.cache_clear()
    settings = get_settings()
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield app
    get_settings.cache_clear()


@pytest.fixture
async def visitor(empty_app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(empty_app)
    async with httpx.AsyncClient(
        transport=transport,
        base_url=get_settings().public_url,
        headers={"Sec-Fetch-Site": "same-origin"},
    ) as client:
        yield client
