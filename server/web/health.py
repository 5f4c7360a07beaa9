"""Is it alive, and can it do its work? For whoever runs the server; says nothing about people."""

from __future__ import annotations

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from server.rules.refusals import Overloaded
from server.storage.database import pending_migrations
from server.storage.probe import probe_write
from server.web.bodies import reply
from server.web.endpoints import endpoint


class Health(BaseModel):
    status: str


@endpoint(answer=Health, public=True)
async def alive(request: Request) -> Response:
    """Answers as long as the process can answer at all."""
    return reply({"status": "ok"})


@endpoint(answer=Health, refuses=(Overloaded,), public=True)
async def ready(request: Request) -> Response:
    """Answers ok when the database takes a write and its schema is up to date."""
    if await pending_migrations():
        raise Overloaded(reason="migrations")
    await probe_write()
    return reply({"status": "ok"})
