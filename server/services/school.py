"""Setting up a school by hand: each verb may be repeated and then finds what is already there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from server.outside import clock
from server.rules.access import SCHOOL_COACH, STUDENT, WORKPLACE_SUPERVISOR, Actor
from server.rules.accounts import is_address, normal_address
from server.rules.refusals import InvalidFields, mark
from server.rules.weeks import period_problem
from server.services.school_import import school_of
from server.storage import school
from server.storage.companies import companies_of
from server.storage.database import unit_of_work
from server.storage.people import Person
from server.storage.placements import Placement
from server.storage.schooling import Framework, Group, Programme, TrainingCompany

Json = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True)
class Supervisor:
    person_id: str
    function: str = ""


@dataclass(frozen=True)
class NewPlacement:
    student_id: str
    company_id: str
    programme_id: str
    group_id: str
    supervisors: list[Supervisor]
    coach_ids: list[str]
    starts_on: date
    ends_on: date
    planned_minutes: int
    weekdays: list[int]


async def overview(actor: Actor) -> Json:
    """Everybody and everything of the coordinator's own school, to look up and to choose from."""
    school_id = school_of(actor)
    placements = (
        await Placement.filter(school_id=school_id)
        .select_related("student", "company", "group")
        .order_by("-starts_on", "id")
    )
    beside = await school.beside_of(school_id, clock.now().date())
    return {
        "people": await school.people_of(school_id),
        "groups": await Group.filter(school_id=school_id)
        .order_by("-school_year", "name")
        .values("id", "name", "school_year"),
        "companies": await TrainingCompany.filter(school_id=school_id)
        .order_by("name")
        .values("id", "name", "company_id", "city"),
        "programmes": await Programme.filter(school_id=school_id)
        .order_by("name")
        .values("id", "name", "programme_code"),
        "frameworks": await Framework.filter(school_id=school_id).values("id", "name", "version"),
        "placements": [
            {
                "id": placement.id,
                "student": placement.student.display_name,
                "company": placement.company.name,
                "beside": beside.get(placement.id, []),
                "group": placement.group.name if placement.group else "",
                "starts_on": placement.starts_on.isoformat(),
                "ends_on": placement.ends_on.isoformat(),
                "planned_minutes": placement.planned_minutes,
                "weekdays": placement.weekdays,
            }
            for placement in placements
        ],
    }


async def add_person(
    actor: Actor, names: tuple[str, str, str, str], address: str, role: str, number: str
) -> Json:
    """Somebody known at this address gets the role; nobody is written down twice.

    A student who is here already has the number that was typed last.
    """
    school_id, now = school_of(actor), clock.now()
    address, typed = normal_address(address), school.named(names)
    if not is_address(address):
        raise _wrong("address", mark("Dit is geen mailadres."))
    if role == STUDENT and not number:
        raise _wrong("student_number", mark("Vul dit veld in."))

    async def work() -> Json:
        await school.lock_school(school_id)
        await school.lock_addresses()
        person = await school.person_at(address)
        if role == STUDENT:
            owner = await school.student_with(school_id, number)
            if owner is not None and (person is None or person.id != owner.id):
                raise _wrong("student_number", mark("Dit nummer is al van een andere student."))
        known_as = await school.known_as(person.id, school_id) if person else ""
        details: Json = {"typed": typed} if person and not known_as else {}
        action = "person_added"
        person = person or await school.add_person(names, address, now)
        if role == STUDENT:
            was = await school.enrol(person, school_id, number)
            if was not in ("", number):
                action, details = "number_changed", {"was": was}
        elif role != WORKPLACE_SUPERVISOR:
            await school.give_role(person, school_id, role, now.date())
        await school.note(school_id, actor.person_id, action, "person", person.id, now, details)
        return {"id": person.id, "name": known_as or Person(**typed).display_name}

    return await unit_of_work(work)


async def add_group(actor: Actor, name: str, school_year: str) -> Json:
    school_id = school_of(actor)
    group = await _noted(actor, "group", lambda: school.group_named(school_id, name, school_year))
    return {"id": group.id, "name": group.name, "school_year": group.school_year}


async def add_company(actor: Actor, name: str, company_id: str, city: str) -> Json:
    school_id = school_of(actor)

    async def work() -> TrainingCompany:
        companies = await companies_of(school_id)
        made = companies.meant(name, company_id, city)
        await companies.save()
        return made

    company = await _noted(actor, "company", work)
    return {"id": company.id, "name": company.name}


async def add_placement(actor: Actor, new: NewPlacement) -> Json:
    """Everything it names must be of this school; the framework is the school's newest."""
    school_id, now = school_of(actor), clock.now()
    framework = await school.newest_framework(school_id)
    wrong = await _wrong_in(new, school_id)
    if framework is None:
        wrong["programme_id"] = mark("Er is nog geen kwalificatiedossier.")
    if framework is None or wrong:
        raise _wrong_fields(wrong)

    async def work() -> Placement:
        same = await school.same_placement(new.student_id, new.company_id, new.starts_on)
        if same is not None:
            return same
        placement = await school.add_placement(
            {
                "school_id": school_id,
                "student_id": new.student_id,
                "company_id": new.company_id,
                "programme_id": new.programme_id,
                "framework_id": framework.id,
                "group_id": new.group_id,
                "starts_on": new.starts_on,
                "ends_on": new.ends_on,
                "planned_minutes": new.planned_minutes,
                "weekdays": new.weekdays,
            },
            now,
        )
        functions = {person.person_id: person.function for person in new.supervisors}
        for person_id, function in functions.items():
            await school.put_beside(
                placement, person_id, WORKPLACE_SUPERVISOR, function, now.date()
            )
        for person_id in dict.fromkeys(new.coach_ids):
            await school.put_beside(placement, person_id, SCHOOL_COACH, "", now.date())
        return placement

    placement = await _noted(actor, "placement", work)
    return {"id": placement.id}


async def _wrong_in(new: NewPlacement, school_id: str) -> dict[str, str]:
    """What does not belong to this school or cannot be, by field: all of it at once."""
    known = {
        "student_id": await school.is_enrolled(new.student_id, school_id),
        "company_id": await TrainingCompany.exists(id=new.company_id, school_id=school_id),
        "programme_id": await Programme.exists(id=new.programme_id, school_id=school_id),
        "group_id": await Group.exists(id=new.group_id, school_id=school_id),
        "supervisors": all(
            [await school.is_known(one.person_id, school_id) for one in new.supervisors]
        ),
        "coach_ids": all([await school.is_coach(one, school_id) for one in new.coach_ids]),
    }
    wrong = {name: mark("Kies een van de mogelijkheden.") for name in known if not known[name]}
    if said := period_problem(new.starts_on, new.ends_on):
        wrong["ends_on"] = said
    return wrong


async def _noted(actor: Actor, kind: str, work: Callable[[], Awaitable[T]]) -> T:
    async def add() -> T:
        school_id = school_of(actor)
        await school.lock_school(school_id)
        made = await work()
        made_id = str(getattr(made, "id", ""))
        now = clock.now()
        await school.note(school_id, actor.person_id, f"{kind}_added", kind, made_id, now)
        return made

    return await unit_of_work(add)


def _wrong(field: str, message: str) -> InvalidFields:
    return _wrong_fields({field: message})


def _wrong_fields(wrong: dict[str, str]) -> InvalidFields:
    return InvalidFields(
        fields=[{"field": name, "code": "invalid", "message": wrong[name]} for name in wrong]
    )
