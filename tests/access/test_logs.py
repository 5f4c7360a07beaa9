"""The log says how it went, and nothing of whom or what it was about (quality.md)."""

from __future__ import annotations

import io
import logging
from collections.abc import Awaitable, Callable, Iterator

import pytest
import structlog

from server.outside.logs import configure_logging
from server.services import deliveries
from server.settings import get_settings
from server.storage import coach
from tests.access.matrix import MATRIX
from tests.access.papers import READERS
from tests.access.people import PEOPLE, VIEWERS
from tests.access.test_bad_input import bad_items
from tests.access.test_routes import fill_in
from tests.access.world import World


@pytest.fixture(params=["text", "json"])
def log(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    world: World,
) -> Iterator[io.StringIO]:
    """As a host has it written."""
    monkeypatch.setenv("LOG_FORMAT", request.param)
    get_settings.cache_clear()
    root = logging.getLogger()
    before, root.handlers = root.handlers, []
    stream = io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr("sys.stderr", stream)
        configure_logging(get_settings())
    # What remembers this set-up would go on writing here during the tests that come after.
    structlog.configure(**(structlog.get_config() | {"cache_logger_on_first_use": False}))
    # The caller of these tests writes down what it asks for.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    yield stream
    structlog.reset_defaults()
    root.handlers = before
    root.setLevel(logging.WARNING)


async def test_the_log_of_everything_that_can_be_asked_names_nobody(
    world: World, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    for route, access in MATRIX.items():
        method, path = route.split(" ", 1)
        body = access.body(world) if access.body else access.upload
        for viewer in {access.by, "foreign_coach", "nobody"}:
            address = fill_in(path, access.path(world))
            await world.ask(viewer, method, address, body, access.query(world))
    for what in ("push", "facts"):
        items = [item for _, item in bad_items(world, what)][:49]
        await world.ask("student", "POST", f"/api/sync/{what}", {"epoch": "", "items": items})
    # Mail that cannot be sent, and a fault of our own that quotes what it was about.
    assert await deliveries.send_due() == 0
    monkeypatch.setattr(coach, "entry_rows", fails_with("samira@example.org bewaardwoord"))
    assert (await world.ask("coach", "GET", "/api/coach/students")).status_code == 500
    written = log.getvalue()
    assert "/api/sync/pull" in written and "mail_not_sent" in written and "unexpected" in written
    lines = [line for line in written.splitlines() if any(s in line for s in secrets(world))]
    assert lines == []


def secrets(world: World) -> list[str]:
    ids = [*world.cast.people.values(), *world.cast.placements.values(), *world.sessions.values()]
    cookies = [f"session={viewer}" for viewer in VIEWERS]
    return [*READERS, *PEOPLE.values(), *ids, *cookies, world.invitation, "example.org", "06-1234"]


def fails_with(words: str) -> Callable[..., Awaitable[None]]:
    async def fail(*_: object) -> None:
        raise ValueError(words)

    return fail
