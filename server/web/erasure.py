"""Erasing over HTTP: an author's own old text (protocol.md §5)."""

from __future__ import annotations

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from server.rules.refusals import NotFound, NotSignedIn
from server.services.erasure import erase_old_text
from server.web.auth import current_actor
from server.web.bodies import reply
from server.web.endpoints import endpoint


class Erased(BaseModel):
    erased: int


@endpoint(answer=Erased, refuses=(NotSignedIn, NotFound))
async def old_text(request: Request) -> Response:
    """Erases the earlier, unsigned versions of one of the caller's own documents, for good."""
    actor = await current_actor(request)
    return reply({"erased": await erase_old_text(actor, request.path_params["doc_id"])})
