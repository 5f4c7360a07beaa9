"""The coach's own table."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from server.rules.refusals import NotSignedIn
from server.services.coach import students_of
from server.web.auth import current_actor
from server.web.bodies import reply
from server.web.endpoints import endpoint


@endpoint(refuses=(NotSignedIn,))
async def students(request: Request) -> Response:
    """The students whose coach or assessor I am, counted."""
    return reply({"students": await students_of(await current_actor(request))})
