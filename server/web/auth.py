"""From a cookie to the person who is asking."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from server.rules.access import Actor
from server.rules.refusals import NotSignedIn
from server.services.accounts import actor_for_session
from server.settings import get_settings

_NINETY_DAYS = 90 * 24 * 3600
_TEN_MINUTES = 10 * 60


async def current_actor(request: Request) -> Actor:
    """Raises NotSignedIn. Also sets the reader's language and the session's id on the request."""
    known = getattr(request.state, "actor", None)
    if isinstance(known, Actor):
        return known
    secret = request.cookies.get(_name("session"))
    if not secret:
        raise NotSignedIn()
    actor, person, session = await actor_for_session(secret)
    if named_person(request) not in ("", person.id):
        raise NotSignedIn()
    request.state.locale = person.locale
    request.state.session_id = session.id
    request.state.actor = actor
    return actor


def named_person(request: Request) -> str:
    """Whose device it takes itself to be, or "": its tabs share the cookie, and somebody else may
    have signed in in another one. What lies in this tab is not theirs."""
    return request.headers.get("x-vakwerk-person", "")


def session_secret(request: Request) -> str:
    return request.cookies.get(_name("session"), "")


def set_session(response: Response, secret: str) -> None:
    _set(response, "session", secret, _NINETY_DAYS)


def clear_session(response: Response) -> None:
    _set(response, "session", "", 0)


def request_id(request: Request) -> str:
    """What binds a code to the browser that asked for it."""
    return request.cookies.get(_name("login"), "")


def set_request_id(response: Response, value: str) -> None:
    _set(response, "login", value, _TEN_MINUTES)


def _set(response: Response, name: str, value: str, max_age: int) -> None:
    response.set_cookie(
        _name(name),
        value,
        max_age=max_age,
        path="/",
        secure=get_settings().secure,
        httponly=True,
        samesite="lax",
    )


def _name(name: str) -> str:
    # __Host- needs https; plain http is served on loopback only.
    return f"__Host-{name}" if get_settings().secure else name
