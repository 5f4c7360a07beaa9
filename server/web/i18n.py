"""Which language the reader gets, and the call to choose it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from server.outside.language import LOCALES, Language, language
from server.settings import get_settings
from server.web.endpoints import endpoint

# `?taal=en` on a page that the server writes: one look in the other language, nothing remembered.
SWITCH = "taal"
_COOKIE = "locale"
_YEAR = 365 * 24 * 3600


class Choice(BaseModel):
    locale: Literal["nl", "en"]


def reader_locale(request: Request) -> str:
    """What the page's own switch says, else the person's or this browser's choice, else its wish.

    Whoever loads the person sets `request.state.locale`.
    """
    for wanted in (
        request.query_params.get(SWITCH, ""),
        getattr(request.state, "locale", ""),
        request.cookies.get(_COOKIE, ""),
    ):
        if wanted in LOCALES:
            return str(wanted)
    return _preferred(request.headers.get("accept-language", ""))


def other_language(request: Request) -> tuple[str, str, str]:
    """(code, name in that language, link to this same page) for the switch on a page."""
    code = "nl" if reader_locale(request) == "en" else "en"
    return code, {"nl": "Nederlands", "en": "English"}[code], f"?{SWITCH}={code}"


def reader(request: Request) -> Language:
    """Words, dates and durations for whoever reads the answer."""
    return language(reader_locale(request))


@endpoint(body=Choice, status=204, public=True)
async def choose_locale(request: Request, body: Choice) -> Response:
    """Chooses the language of this browser."""
    response = Response(status_code=204)
    remember_locale(response, body.locale)
    return response


def remember_locale(response: Response, locale: str) -> None:
    response.set_cookie(
        _COOKIE, locale, max_age=_YEAR, samesite="lax", secure=get_settings().secure, httponly=True
    )


def _preferred(header: str) -> str:
    """Of the languages in an Accept-Language header, the one of ours that comes first."""
    best, best_weight = LOCALES[0], 0.0
    for part in header[:200].split(","):
        tag, _, weight = part.strip().partition(";q=")
        language = tag.split("-")[0].lower()
        try:
            value = float(weight) if weight else 1.0
        except ValueError:
            continue
        if language in LOCALES and value > best_weight:
            best, best_weight = language, value
    return best
