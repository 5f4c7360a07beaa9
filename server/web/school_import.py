"""One CSV file for the whole school: a preview first, then the same file with its fingerprint."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from server.rules.refusals import BadRequest, ImportProblems, NotAllowed, NotSignedIn, PlanChanged
from server.rules.school_import import COLUMNS, MAX_BYTES
from server.services import school_import
from server.web.auth import current_actor
from server.web.bodies import reply
from server.web.endpoints import endpoint
from server.web.i18n import reader

_LIMIT = MAX_BYTES * 4 // 3 + 4096


class File(BaseModel):
    content_base64: str = Field(max_length=MAX_BYTES * 4 // 3 + 4)


class Chosen(File):
    fingerprint: str = Field(min_length=64, max_length=64)


@endpoint(body=File, refuses=(NotSignedIn, NotAllowed, BadRequest), limit=_LIMIT)
async def preview(request: Request, body: File) -> Response:
    """What taking this file in would do, with every line that cannot be taken."""
    school_id = school_import.school_of(await current_actor(request))
    found = await school_import.preview(school_id, _bytes(body))
    return reply(found | {"problems": _said(request, found["problems"])})


@endpoint(body=Chosen, refuses=(NotSignedIn, NotAllowed, PlanChanged, ImportProblems), limit=_LIMIT)
async def take_in(request: Request, body: Chosen) -> Response:
    """Takes in the file that was looked at; with a problem anywhere nothing changes."""
    actor = await current_actor(request)
    school_id = school_import.school_of(actor)
    data = _bytes(body)
    return reply(await school_import.take_in(school_id, data, body.fingerprint, actor.person_id))


@endpoint(answer="text/csv", refuses=(NotSignedIn,))
async def example(request: Request) -> Response:
    """An empty file with the right columns."""
    header = "\ufeff" + ";".join(COLUMNS) + "\r\n"
    headers = {"Content-Disposition": 'attachment; filename="vakwerk-stages.csv"'}
    return Response(header.encode(), headers=headers, media_type="text/csv; charset=utf-8")


def _bytes(body: File) -> bytes:
    try:
        return base64.b64decode(body.content_base64, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise BadRequest() from problem


def _said(request: Request, problems: list[dict[str, Any]]) -> list[dict[str, Any]]:
    text = reader(request).text
    said = [text(sentence) for sentence in (problem["message"] for problem in problems)]
    return [problem | {"message": now} for problem, now in zip(problems, said, strict=True)]
