"""Push, facts and pull over HTTP (protocol.md §2)."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from server.rules.refusals import NotFound, NotSignedIn, OutdatedClient, TooLarge
from server.services import facts, sync
from server.services.pull import MAX_PAGE, changes_since
from server.web.auth import current_actor
from server.web.bodies import reply
from server.web.endpoints import LARGE, endpoint


class Push(BaseModel):
    epoch: str = Field(default="", max_length=64)
    items: list[Any] = Field(max_length=sync.MAX_ITEMS)


class PushAnswer(BaseModel):
    epoch: str
    results: list[dict[str, Any]]


class PullQuery(BaseModel):
    placement: str = Field(max_length=36)
    cursor: int = Field(default=0, ge=0, le=2**53)
    epoch: str = Field(default="", max_length=64)
    limit: int = Field(default=MAX_PAGE, ge=1, le=MAX_PAGE)


class PullAnswer(BaseModel):
    epoch: str
    cursor: int
    more: bool
    digest: str | None = None
    lacks: list[str] | None = None
    docs: list[dict[str, Any]]
    quarantine: list[dict[str, Any]]


@endpoint(
    body=Push,
    answer=PushAnswer,
    refuses=(NotSignedIn, OutdatedClient, TooLarge),
    limit=LARGE,
    raw=True,
)
async def push(request: Request, body: Push) -> Response:
    """Stores revisions; a receipt an item."""
    actor = await current_actor(request)
    return reply(await sync.receive_revisions(actor, body.items))


@endpoint(body=Push, answer=PushAnswer, refuses=(NotSignedIn,), limit=LARGE, raw=True)
async def push_facts(request: Request, body: Push) -> Response:
    """Appends facts; a receipt an item."""
    actor = await current_actor(request)
    return reply(await facts.receive_facts(actor, body.items))


@endpoint(query=PullQuery, answer=PullAnswer, refuses=(NotSignedIn, NotFound))
async def pull(request: Request, query: PullQuery) -> Response:
    """One page of a placement's feed."""
    actor = await current_actor(request)
    page = await changes_since(actor, query.placement, query.cursor, query.epoch, query.limit)
    return reply(page)
