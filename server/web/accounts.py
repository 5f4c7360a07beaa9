"""Signing in and out, sessions, and who I am."""

from __future__ import annotations

import secrets

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from server.outside import rate_limits
from server.rules.accounts import normal_address
from server.rules.refusals import CodeExpired, NotFound, NotSignedIn, TooMany, WrongCode
from server.services import accounts
from server.services.me import about_me
from server.web.auth import (
    clear_session,
    current_actor,
    named_person,
    request_id,
    session_secret,
    set_request_id,
    set_session,
)
from server.web.bodies import reply, reply_once
from server.web.endpoints import endpoint


class Address(BaseModel):
    address: str = Field(min_length=3, max_length=254)


class Code(BaseModel):
    code: str = Field(min_length=1, max_length=40)


class SignedIn(BaseModel):
    person_id: str


@endpoint(body=Address, status=202, refuses=(TooMany,), public=True)
async def ask_for_code(request: Request, body: Address) -> Response:
    """Mails a six-digit code, if this address is known. The answer does not tell."""
    network = request.client.host if request.client else ""
    await rate_limits.count(rate_limits.CODES_PER_NETWORK, "codes", network)
    await rate_limits.count(rate_limits.CODES_PER_ADDRESS, "address", normal_address(body.address))
    asking = secrets.token_urlsafe(32)
    await accounts.ask_for_code(body.address, asking)
    response = reply({}, 202)
    set_request_id(response, asking)
    return response


@endpoint(body=Code, answer=SignedIn, refuses=(WrongCode, CodeExpired, TooMany), public=True)
async def sign_in(request: Request, body: Code) -> Response:
    """Trades the code for a session."""
    network = request.client.host if request.client else ""
    await rate_limits.count(rate_limits.TRIES_PER_NETWORK, "tries", network)
    device = request.headers.get("user-agent", "")[:120]
    secret, person = await accounts.sign_in(request_id(request), body.code, device)
    response = reply({"person_id": person.id})
    set_session(response, secret)
    return response


@endpoint(status=204, public=True)
async def sign_out(request: Request) -> Response:
    """Ends this session, unless it is somebody else's than the person's whom the device names."""
    response = Response(status_code=204)
    person_id = named_person(request)
    if await accounts.sign_out(session_secret(request), person_id) or not person_id:
        clear_session(response)
    return response


@endpoint(refuses=(NotSignedIn,))
async def me(request: Request) -> Response:
    """Reference data for the person signed in; with an ETag."""
    return reply_once(request, await about_me(await current_actor(request)))


@endpoint(refuses=(NotSignedIn,))
async def sessions(request: Request) -> Response:
    """The devices on which this person is signed in."""
    actor = await current_actor(request)
    found = await accounts.sessions_of(actor.person_id, request.state.session_id)
    return reply({"sessions": found})


@endpoint(status=204, refuses=(NotSignedIn, NotFound))
async def revoke_session(request: Request) -> Response:
    """Ends a session on another device."""
    actor = await current_actor(request)
    await accounts.revoke_session(actor.person_id, request.path_params["session_id"])
    return Response(status_code=204)
