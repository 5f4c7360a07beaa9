"""Photos and files over HTTP: part by part in, whole out (protocol.md §1)."""

from __future__ import annotations

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from server.rules.blobs import EXTENSIONS, MOST_BLOBS, PART
from server.rules.refusals import InvalidFields, NotFound, NotSignedIn, StorageFull
from server.services import blobs
from server.web.auth import current_actor
from server.web.bodies import reply
from server.web.endpoints import endpoint

# Should somebody open it as a page after all: it loads nothing, runs nothing, and is of no site.
_AS_A_FILE = "sandbox; default-src 'none'"


class PartQuery(BaseModel):
    size: int = Field(ge=1, le=2**53)
    type: str = Field(default="", max_length=100)


class Asked(BaseModel):
    sha256: list[str] = Field(max_length=MOST_BLOBS)


class Lacking(BaseModel):
    lacking: list[str]


class Sent(BaseModel):
    sha256: str


class Stored(BaseModel):
    sha256: str
    media_type: str
    size: int
    width: int
    height: int


class BlobAnswer(BaseModel):
    """`complete` once there is a verdict: `stored`, or `problem` with its code."""

    parts: list[int]
    complete: bool
    sent: Sent
    stored: Stored | None
    problem: str


@endpoint(
    query=PartQuery,
    answer=BlobAnswer,
    refuses=(NotSignedIn, NotFound, InvalidFields, StorageFull),
    limit=PART,
    binary=True,
)
async def receive_part(request: Request, query: PartQuery) -> Response:
    """Takes one part of a photo or file, and judges the whole with the last one."""
    actor = await current_actor(request)
    placement_id, sha256 = request.path_params["placement_id"], request.path_params["sha256"]
    sending = blobs.Sending(placement_id, sha256, query.size, query.type)
    part = _number(request.path_params["part"])
    return reply(await blobs.receive_part(actor, sending, part, await request.body()))


@endpoint(answer=BlobAnswer, refuses=(NotSignedIn, NotFound, InvalidFields))
async def parts(request: Request) -> Response:
    """Which parts have come, or what became of the whole."""
    actor = await current_actor(request)
    found = await blobs.parts_of(
        actor, request.path_params["placement_id"], request.path_params["sha256"]
    )
    return reply(found)


@endpoint(body=Asked, answer=Lacking, refuses=(NotSignedIn, NotFound, InvalidFields))
async def lacking(request: Request, body: Asked) -> Response:
    """Which of these the server does not hold (any more)."""
    actor = await current_actor(request)
    return reply(await blobs.lacking(actor, request.path_params["placement_id"], body.sha256))


@endpoint(answer="image/jpeg", refuses=(NotSignedIn, NotFound))
async def download(request: Request) -> Response:
    """The bytes of a photo or file."""
    actor = await current_actor(request)
    opened = await blobs.open_blob(
        actor, request.path_params["placement_id"], request.path_params["sha256"]
    )
    name = f"{opened.sha256[:12]}.{EXTENSIONS[opened.media_type]}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Length": str(opened.size),
        "Content-Security-Policy": _AS_A_FILE,
    }
    return StreamingResponse(opened.chunks, headers=headers, media_type=opened.media_type)


def _number(text: str) -> int:
    """-1, which is no part of anything, for what is not a number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
