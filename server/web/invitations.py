"""The supervisor's mail link: a code to the known address, or a new link to it."""

from __future__ import annotations

import secrets

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from server.outside import links, rate_limits
from server.rules.refusals import LinkExpired, TooMany
from server.services import invitations
from server.web.auth import set_request_id
from server.web.bodies import reply
from server.web.endpoints import endpoint


class Token(BaseModel):
    token: str = Field(min_length=1, max_length=400)


class Hint(BaseModel):
    address_hint: str


@endpoint(body=Token, answer=Hint, status=202, refuses=(LinkExpired, TooMany), public=True)
async def ask_for_code(request: Request, body: Token) -> Response:
    """Mails a code to the address that the invitation knows."""
    await _count(request, "invitation", body.token)
    asking = secrets.token_urlsafe(32)
    hint = await invitations.ask_code(body.token, asking)
    response = reply({"address_hint": hint}, 202)
    set_request_id(response, asking)
    return response


@endpoint(body=Token, status=202, refuses=(TooMany,), public=True)
async def renew(request: Request, body: Token) -> Response:
    """Mails a new link to the known address only."""
    await _count(request, "renewal", body.token)
    await invitations.renew(body.token)
    return reply({}, 202)


async def _count(request: Request, what: str, token: str) -> None:
    """By the row that the token names, which stays the same however the token is written."""
    network = request.client.host if request.client else ""
    await rate_limits.count(rate_limits.CODES_PER_NETWORK, "codes", network)
    row_id = links.read_token(links.INVITATION, token)
    if row_id is not None:
        await rate_limits.count(rate_limits.CODES_PER_ADDRESS, what, row_id)
