"""A world for each test: on both engines, or on the quick one for what is the same on any."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from server.app import create_app
from server.settings import Settings
from tests.access.world import World, build


@pytest.fixture
async def world(settings: Settings) -> AsyncIterator[World]:
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield await build(app)
