"""Every error on its way out: one refusal family, one shape (RFC 9457), one sentence to act on.

This is the only place that knows status codes. Nothing of an unexpected exception is shown but a
code to quote; the log has its type and place under the same code, never its message, which may
hold what somebody wrote.
"""

from __future__ import annotations

import json
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Match

from server.outside.pdf import PdfFailed
from server.rules import refusals
from server.rules.refusals import Refusal, mark
from server.storage.troubles import trouble_of
from server.web.i18n import reader
from server.web.pages import render_page

STATUS: dict[type[Refusal], int] = {
    Refusal: 409,
    refusals.BadRequest: 400,
    refusals.NotSignedIn: 401,
    refusals.NotAllowed: 403,
    refusals.CrossSite: 403,
    refusals.WrongCode: 403,
    refusals.CodeExpired: 403,
    refusals.NotFound: 404,
    refusals.PlanChanged: 409,
    refusals.LinkExpired: 410,
    refusals.TooLarge: 413,
    refusals.ImportProblems: 422,
    refusals.InvalidFields: 422,
    refusals.OutdatedClient: 426,
    refusals.TooMany: 429,
    PdfFailed: 500,
    refusals.Overloaded: 503,
    refusals.StorageFull: 507,
}
_TITLES = {
    400: mark("Vakwerk begrijpt dit niet"),
    401: mark("Log eerst in"),
    403: mark("Dit mag niet"),
    404: mark("Niet gevonden"),
    405: mark("Dit kan hier niet"),
    409: mark("Dit kan nu niet"),
    410: mark("Deze link werkt niet meer"),
    413: mark("Dit is te groot"),
    415: mark("Vakwerk begrijpt dit niet"),
    422: mark("Nog niet goed ingevuld"),
    426: mark("De app is te oud"),
    429: mark("Even wachten"),
    500: mark("Er ging iets mis bij ons"),
    503: mark("Het is erg druk"),
    507: mark("De opslag is vol"),
}
_HTTP = {
    404: (refusals.NotFound.code, refusals.NotFound.sentence),
    405: ("method_not_allowed", mark("Dit kan hier niet. Ga terug en probeer het opnieuw.")),
    413: (refusals.TooLarge.code, refusals.TooLarge.sentence),
    415: ("unsupported_media_type", refusals.BadRequest.sentence),
}
_UNEXPECTED = mark("Er ging iets mis bij ons. Probeer het opnieuw, of noem de code hieronder.")
_RETRY_SECONDS = 5


def status_of(refusal: type[Refusal]) -> int:
    return next(STATUS[kind] for kind in refusal.__mro__ if kind in STATUS)


async def answer_error(request: Request, error: Exception) -> Response:
    """The answer to anything that was raised on the way."""
    if isinstance(error, HTTPException):
        return _http(request, error)
    refusal = error if isinstance(error, Refusal) else _understood(error)
    if refusal is None:
        return _problem(request, 500, "unexpected", _UNEXPECTED, {})
    details = dict(refusal.details)
    status = status_of(type(refusal))
    headers = {}
    if status in (429, 503):
        headers["Retry-After"] = str(details.setdefault("retry_after", _RETRY_SECONDS))
    return _problem(request, status, refusal.code, refusal.sentence, details, headers)


def is_expected(error: Exception) -> bool:
    """Whether the answer says all there is to say, so that the log need not."""
    return isinstance(error, Refusal | HTTPException)


def _http(request: Request, error: HTTPException) -> Response:
    code, sentence = _HTTP.get(error.status_code, ("bad_request", refusals.BadRequest.sentence))
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(_methods_here(request))
    return _problem(request, error.status_code, code, sentence, {}, headers)


def _problem(
    request: Request,
    status: int,
    code: str,
    sentence: str,
    details: dict[str, Any],
    headers: dict[str, str] | None = None,
) -> Response:
    text = reader(request).text
    values = {
        "title": text(_TITLES.get(status, _TITLES[409])),
        "status": status,
        "code": code,
        "detail": text(sentence, **details),
        "reference": getattr(request.state, "reference", ""),
    }
    if _wants_page(request):
        return HTMLResponse(render_page(request, "error.html", **values), status, headers)
    for field in details.get("fields", ()):
        said = field["message"]
        field["message"] = text(said)
    body = {"type": f"urn:vakwerk:problem:{code}", **details, **values}
    content = json.dumps(body, ensure_ascii=False, default=str).encode()
    return Response(content, status, headers, "application/problem+json")


def _wants_page(request: Request) -> bool:
    accepts = request.headers.get("accept", "")
    return not request.url.path.startswith("/api/") and "text/html" in accepts


def _methods_here(request: Request) -> list[str]:
    """Starlette names the methods of the first route that fits the path; several may."""
    here: set[str] = set()
    for route in request.app.routes:
        if route.matches(request.scope)[0] is not Match.NONE:
            here |= route.methods or set()
    return sorted(here)


def _understood(error: Exception) -> Refusal | None:
    """A full disk and a busy database are known troubles."""
    trouble = trouble_of(error)
    if trouble == "full":
        return refusals.StorageFull()
    return refusals.Overloaded() if trouble == "busy" else None
