"""For every route: who gets which answer, when they ask for what is Samira's.

A new route is missing here until it is described, and test_routes.py says so. Not signed in is
always 401; what is outside somebody's world does not exist (404).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from server.web.routes import ROUTES
from tests.access.papers import SENT_PHOTO
from tests.access.people import COORDINATORS, ENDED, INSIDERS, SIGNED_IN, STRANGERS, VIEWERS
from tests.access.world import World
from tests.cast import Json, entry, fact, revision
from tests.photos import sha

_Values = Callable[[World], Json]


def _nothing(world: World) -> Json:
    return {}


@dataclass(frozen=True)
class Access:
    """The status by viewer, and a call about Samira's things that would succeed for its owner."""

    answers: Mapping[str, int]
    path: _Values = _nothing  # the parameters in the path
    query: _Values = _nothing
    body: Callable[[World], Json] | None = None
    upload: bytes | None = None  # instead of a body
    by: str = "student"  # whose call it is
    who: str = ""  # in words, where it is neither everybody nor all who are signed in


def _public(status: int = 200) -> dict[str, int]:
    return dict.fromkeys(VIEWERS, status)


def _signed_in(status: int, others: Iterable[str] = (), instead: int = 404) -> dict[str, int]:
    """The same for all who are signed in, or only for some of them."""
    chosen = tuple(others) or SIGNED_IN
    return {
        **dict.fromkeys(SIGNED_IN, instead),
        **dict.fromkeys(chosen, status),
        **dict.fromkeys(STRANGERS, 401),
    }


def _placement(world: World) -> Json:
    return {"placement_id": world.mine}


_PORTFOLIO = _signed_in(200, ("student", "coach", "assessor"))
_PULL = _signed_in(200, (*INSIDERS, *ENDED))
_COORDINATOR = "coordinators, of their own school"
_PLACEMENT = "everybody of the placement; whose time there is over learns that it is `gone`"
_READERS = "the student, coaches and assessors of the placement"
_SCHOOL_READ = _signed_in(200, COORDINATORS, instead=403)
_SCHOOL_WRITE = _signed_in(201, COORDINATORS, instead=403)


def _photo(world: World) -> Json:
    return _placement(world) | {"sha256": sha(SENT_PHOTO)}


def _new_revision(world: World) -> Json:
    return {"epoch": "", "items": [revision(world.mine, entry(title="Nieuw"))]}


def _new_fact(world: World) -> Json:
    return {"epoch": "", "items": [fact("seen", world.papers.documents["submitted"])]}


def _file(world: World) -> Json:
    return {"content_base64": "dm9vcm5hYW0K"}


_PERSON = {"given_name": "Zoë", "family_name": "Bos", "address": "zoe@example.org"}
_PERSON |= {"role": "student", "student_number": "077"}

MATRIX: dict[str, Access] = {
    "GET /healthz": Access(_public()),
    "GET /readyz": Access(_public()),
    "GET /api/openapi.json": Access(_public()),
    "POST /api/login/code": Access(_public(202), body=lambda w: {"address": "samira@example.org"}),
    "POST /api/login": Access(_public(403), body=lambda w: {"code": "123456"}),
    "POST /api/logout": Access(_public(204)),
    "GET /api/me": Access(_signed_in(200)),
    "GET /api/sessions": Access(_signed_in(200)),
    "DELETE /api/sessions/{session_id}": Access(
        _signed_in(204, ("student",)),
        path=lambda w: {"session_id": w.sessions["student"]},
        who="whose session it is",
    ),
    "POST /api/invitation/code": Access(_public(202), body=lambda w: {"token": w.invitation}),
    "POST /api/invitation/renew": Access(_public(202), body=lambda w: {"token": w.invitation}),
    # Everybody's words are taken in; test_documents.py says what becomes of them.
    "POST /api/sync/push": Access(_signed_in(200), body=_new_revision),
    "POST /api/sync/facts": Access(_signed_in(200), body=_new_fact, by="supervisor"),
    "GET /api/sync/pull": Access(_PULL, query=lambda w: {"placement": w.mine}, who=_PLACEMENT),
    "POST /api/documents/{doc_id}/erase-old-text": Access(
        _signed_in(200, ("student",)),
        path=lambda w: {"doc_id": w.papers.documents["continued"]["doc_id"]},
        who="whose document it is",
    ),
    "PUT /api/blobs/{placement_id}/{sha256}/{part}": Access(
        _signed_in(200, ("student",)),
        path=lambda w: _photo(w) | {"part": "0"},
        query=lambda w: {"size": str(len(SENT_PHOTO))},
        upload=SENT_PHOTO,
        who="the student of the placement",
    ),
    "POST /api/blobs/{placement_id}/lacking": Access(
        _signed_in(200, ("student",)),
        path=_placement,
        body=lambda w: {"sha256": [_photo(w)["sha256"]]},
        who="the student of the placement",
    ),
    "GET /api/blobs/{placement_id}/{sha256}/parts": Access(
        _signed_in(200, ("student",)), path=_photo, who="the student of the placement"
    ),
    "GET /api/blobs/{placement_id}/{sha256}": Access(
        _signed_in(200, INSIDERS), path=_photo, who="whoever reads the text that names it"
    ),
    "GET /api/coach/students": Access(_signed_in(200)),
    "GET /portfolio/{placement_id}": Access(_PORTFOLIO, path=_placement, who=_READERS),
    "GET /portfolio-files/{path:path}": Access(_public(), path=lambda w: {"path": "portfolio.css"}),
    "GET /api/placements/{placement_id}/portfolio.pdf": Access(
        _PORTFOLIO, path=_placement, who=_READERS
    ),
    "GET /api/school": Access(_SCHOOL_READ, who=_COORDINATOR),
    "POST /api/school/people": Access(
        _SCHOOL_WRITE, body=lambda w: _PERSON, by="coordinator", who=_COORDINATOR
    ),
    "POST /api/school/groups": Access(
        _SCHOOL_WRITE,
        body=lambda w: {"name": "SW1", "school_year": "2026-2027"},
        by="coordinator",
        who=_COORDINATOR,
    ),
    "POST /api/school/companies": Access(
        _SCHOOL_WRITE, body=lambda w: {"name": "Buurthuis"}, by="coordinator", who=_COORDINATOR
    ),
    "POST /api/school/placements": Access(
        _SCHOOL_WRITE | {"foreign_coordinator": 422},
        body=lambda w: w.new_placement,
        by="coordinator",
        who=_COORDINATOR,
    ),
    "POST /api/school/placements/{placement_id}/people": Access(
        _SCHOOL_WRITE | {"foreign_coordinator": 404},
        path=_placement,
        body=lambda w: {"person_id": w.id_of("supervisor"), "role": "workplace_supervisor"},
        by="coordinator",
        who=_COORDINATOR,
    ),
    "POST /api/school/placements/{placement_id}/people/{place_id}/end": Access(
        _SCHOOL_READ | {"foreign_coordinator": 404},
        path=lambda w: _placement(w) | {"place_id": w.place},
        by="coordinator",
        who=_COORDINATOR,
    ),
    "GET /api/school/import/example.csv": Access(_signed_in(200)),
    "POST /api/school/import/preview": Access(
        _SCHOOL_READ, body=_file, by="coordinator", who=_COORDINATOR
    ),
    "POST /api/school/import": Access(
        _signed_in(409, COORDINATORS, instead=403),
        body=lambda w: _file(w) | {"fingerprint": "0" * 64},
        by="coordinator",
        who=_COORDINATOR,
    ),
    # A database that no demo made has no mail to show.
    "GET /demo/mail": Access(_public(404)),
    "GET /demo/mail.json": Access(_public(404)),
    "GET /demo/mail/{mail_id}": Access(_public(404), path=lambda w: {"mail_id": w.mine}),
    "POST /api/locale": Access(_public(204), body=lambda w: {"locale": "nl"}),
    "GET /assets/{rest:path}": Access(_public(404), path=lambda w: {"rest": "x"}),
    "GET /pages.css": Access(_public()),
    "GET /{name:root_file}": Access(_public(), path=lambda w: {"name": "sw.js"}),
}
# The screens are one page for everybody: who may see what is decided when it asks for something.
MATRIX |= {
    f"GET {route.path}": Access(_public(), path=lambda w: {"rest": w.mine})
    for route in ROUTES
    if route.name == "app_page"
}
