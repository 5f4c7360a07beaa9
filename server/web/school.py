"""What a coordinator adds by hand."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field, StringConstraints
from starlette.requests import Request
from starlette.responses import Response

from server.rules.canonical import composed
from server.rules.refusals import InvalidFields, NotAllowed, NotFound, NotSignedIn
from server.rules.sync import is_id
from server.services import beside, school
from server.web.auth import current_actor
from server.web.bodies import reply
from server.web.endpoints import endpoint


def _shaped_like_an_id(text: str) -> str:
    if not is_id(text):
        raise ValueError("not an id")
    return text


Composed = AfterValidator(composed)
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100), Composed]
Filled = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), Composed
]
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=30), Composed]
KnownId = Annotated[str, AfterValidator(_shaped_like_an_id)]
_REFUSES = (NotSignedIn, NotAllowed, InvalidFields)


class NewPerson(BaseModel):
    given_name: Filled
    infix: Short = ""
    family_name: Filled
    call_name: Text = ""
    address: Filled
    role: Literal[
        "student", "workplace_supervisor", "school_coach", "assessor", "placement_coordinator"
    ]
    student_number: Short = ""


class NewGroup(BaseModel):
    name: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), Composed
    ]
    school_year: str = Field(pattern=r"^\d{4}-\d{4}$")


class NewCompany(BaseModel):
    name: Filled
    company_id: str = Field(default="", pattern=r"^([1-9]\d{8})?$")
    city: Text = ""


class Supervisor(BaseModel):
    person_id: KnownId
    function: Text = ""


class NewPlacement(BaseModel):
    student_id: KnownId
    company_id: KnownId
    programme_id: KnownId
    group_id: KnownId
    supervisors: list[Supervisor] = Field(min_length=1, max_length=6)
    coach_ids: list[KnownId] = Field(min_length=1, max_length=6)
    starts_on: date
    ends_on: date
    planned_minutes: int = Field(ge=0, le=600_000)
    weekdays: list[Annotated[int, Field(ge=1, le=7)]] = Field(default=[], max_length=7)


class NewPlace(BaseModel):
    person_id: KnownId
    role: Literal["workplace_supervisor", "school_coach"]
    function: Text = ""


@endpoint(refuses=(NotSignedIn, NotAllowed))
async def overview(request: Request) -> Response:
    """Everything of the coordinator's own school."""
    return reply(await school.overview(await current_actor(request)))


@endpoint(body=NewPerson, status=201, refuses=_REFUSES)
async def add_person(request: Request, body: NewPerson) -> Response:
    """Adds somebody, or gives the role to whoever has this address."""
    names = (body.given_name, body.infix, body.family_name, body.call_name)
    actor = await current_actor(request)
    made = await school.add_person(actor, names, body.address, body.role, body.student_number)
    return reply(made, 201)


@endpoint(body=NewGroup, status=201, refuses=_REFUSES)
async def add_group(request: Request, body: NewGroup) -> Response:
    """Adds a class of one school year."""
    actor = await current_actor(request)
    return reply(await school.add_group(actor, body.name, body.school_year), 201)


@endpoint(body=NewCompany, status=201, refuses=_REFUSES)
async def add_company(request: Request, body: NewCompany) -> Response:
    """Adds a training company."""
    actor = await current_actor(request)
    return reply(await school.add_company(actor, body.name, body.company_id, body.city), 201)


@endpoint(body=NewPlacement, status=201, refuses=_REFUSES)
async def add_placement(request: Request, body: NewPlacement) -> Response:
    """Adds a placement with its supervisors and coaches."""
    chosen = [school.Supervisor(**one.model_dump()) for one in body.supervisors]
    new = school.NewPlacement(**body.model_dump(exclude={"supervisors"}), supervisors=chosen)
    return reply(await school.add_placement(await current_actor(request), new), 201)


@endpoint(body=NewPlace, status=201, refuses=(*_REFUSES, NotFound))
async def put_beside(request: Request, body: NewPlace) -> Response:
    """Puts somebody beside the student of this placement, from today on."""
    actor, placement_id = await current_actor(request), request.path_params["placement_id"]
    made = await beside.put_beside(actor, placement_id, body.person_id, body.role, body.function)
    return reply(made, 201)


@endpoint(refuses=(NotSignedIn, NotAllowed, NotFound))
async def end_place(request: Request) -> Response:
    """Ends somebody's place beside this student at once; what they signed stays."""
    actor, path = await current_actor(request), request.path_params
    return reply(await beside.end_place(actor, path["placement_id"], path["place_id"]))
