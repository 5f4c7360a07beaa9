"""A school's own people and things, as its coordinator knows them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from server.rules.access import SCHOOL_COACH, STUDENT, WORKPLACE_SUPERVISOR
from server.rules.ids import new_id
from server.storage.database import execute, fetch, is_postgres
from server.storage.documents import Stream
from server.storage.people import EmailAddress, Enrolment, Person, RoleHeld
from server.storage.placements import Placement, PlacementPerson
from server.storage.records import AuditEvent
from server.storage.schooling import Framework, Group, GroupMember, Programme


async def lock_school(school_id: str) -> None:
    """Held to commit. Whoever looks whether something is there before adding it takes this first:
    no unique key keeps a second tap, or a second coordinator, from adding it once more."""
    await execute("UPDATE school SET name = name WHERE id = ?", school_id)


async def lock_addresses() -> None:
    """Held to commit, after the school's: two schools may add one address at the same moment.
    On SQLite the school's lock keeps every writer out."""
    if is_postgres():
        await fetch("SELECT pg_advisory_xact_lock(hashtext('email_address'))")


async def written_twice(addresses: list[str]) -> bool:
    """Whether somebody else committed one of these meanwhile, that nobody had: asked last, under
    the lock of the addresses."""
    open_now = EmailAddress.filter(address__in=addresses, until=None)
    return await open_now.count() > len(addresses)


async def person_at(address: str) -> Person | None:
    row = await EmailAddress.filter(address=address, until=None).select_related("person").first()
    return row.person if row else None


def named(names: tuple[str, str, str, str]) -> dict[str, Any]:
    given, infix, family, call = names
    return {"given_name": given, "infix": infix, "family_name": family, "call_name": call}


async def add_person(names: tuple[str, str, str, str], address: str, now: datetime) -> Person:
    """(given, infix, family, call) with an address that the school vouches for."""
    person = await Person.create(id=new_id(), created_at=now, **named(names))
    await EmailAddress.create(
        id=new_id(), person=person, address=address, since=now, source="school"
    )
    return person


async def enrol(person: Person, school_id: str, number: str, cohort: str = "") -> str:
    """Under this number from now on; answers the one that it was before."""
    row, added = await Enrolment.get_or_create(
        person=person,
        school_id=school_id,
        defaults={"id": new_id(), "student_number": number, "cohort": cohort},
    )
    was = "" if added else row.student_number
    if was not in ("", number):
        await Enrolment.filter(id=row.id).update(student_number=number)
    return was


async def student_with(school_id: str, number: str) -> Person | None:
    row = (
        await Enrolment.filter(school_id=school_id, student_number=number)
        .select_related("person")
        .first()
    )
    return row.person if row else None


async def student_numbers(school_id: str) -> set[str]:
    return {row.student_number for row in await Enrolment.filter(school_id=school_id)}


async def has_role(person: Person, school_id: str, role: str) -> bool:
    return await RoleHeld.exists(person=person, school_id=school_id, role=role, until=None)


async def give_role(person: Person, school_id: str, role: str, today: date) -> None:
    if not await has_role(person, school_id, role):
        await RoleHeld.create(
            id=new_id(), person=person, school_id=school_id, role=role, since=today
        )


async def group_named(school_id: str, name: str, school_year: str) -> Group:
    group, _ = await Group.get_or_create(
        school_id=school_id, name=name, school_year=school_year, defaults={"id": new_id()}
    )
    return group


async def programme_coded(school_id: str, code: str) -> Programme | None:
    return await Programme.filter(school_id=school_id, programme_code=code).first()


async def newest_framework(school_id: str) -> Framework | None:
    return await Framework.filter(school_id=school_id).order_by("-version").first()


async def add_placement(fields: dict[str, Any], now: datetime) -> Placement:
    placement = await Placement.create(id=new_id(), created_at=now, **fields)
    await Stream.create(placement_id=placement.id)
    if placement.group_id and not await GroupMember.exists(
        group_id=placement.group_id, person_id=placement.student_id, until=None
    ):
        await GroupMember.create(
            id=new_id(),
            group_id=placement.group_id,
            person_id=placement.student_id,
            since=now.date(),
        )
    return placement


async def put_beside(
    placement: Placement, person_id: str, role: str, function: str, since: date
) -> PlacementPerson:
    return await PlacementPerson.create(
        id=new_id(),
        placement=placement,
        person_id=person_id,
        role=role,
        function=function,
        since=since,
    )


async def note(
    school_id: str,
    actor_id: str | None,
    action: str,
    kind: str,
    object_id: str,
    now: datetime,
    details: dict[str, Any] | None = None,
) -> None:
    await AuditEvent.create(
        id=new_id(),
        school_id=school_id,
        actor_id=actor_id,
        action=action,
        object_kind=kind,
        object_id=object_id,
        details=details or {},
        at=now,
    )


async def place_of(
    placement_id: str, person_id: str, role: str, today: date
) -> PlacementPerson | None:
    """Where they stand beside that student in that role, if they do today."""
    rows = await PlacementPerson.filter(placement_id=placement_id, person_id=person_id, role=role)
    return next((row for row in rows if row.is_present(today)), None)


async def beside_of(school_id: str, today: date) -> dict[str, list[dict[str, Any]]]:
    """Who stands or stood beside each student, by placement: who came first stands first."""
    found: dict[str, list[dict[str, Any]]] = {}
    by_name = ("since", "person__given_name", "person__family_name")
    rows = PlacementPerson.filter(placement__school_id=school_id).select_related("person")
    for row in await rows.order_by(*by_name):
        place = {
            "id": row.id,
            "person_id": row.person_id,
            "name": row.person.display_name,
            "role": row.role,
            "function": row.function,
            "since": row.since.isoformat(),
            "until": row.until.isoformat() if row.until else "",
            "present": row.is_present(today),
        }
        found.setdefault(row.placement_id, []).append(place)
    return found


async def same_placement(student_id: str, company_id: str, starts_on: date) -> Placement | None:
    return await Placement.filter(
        student_id=student_id, company_id=company_id, starts_on=starts_on
    ).first()


async def is_enrolled(person_id: str, school_id: str) -> bool:
    return await Enrolment.exists(person_id=person_id, school_id=school_id)


async def is_coach(person_id: str, school_id: str) -> bool:
    return await RoleHeld.exists(
        person_id=person_id, school_id=school_id, role=SCHOOL_COACH, until=None
    )


async def is_known(person_id: str, school_id: str) -> bool:
    """Whether a coordinator may name this person: only somebody their school has met."""
    return await known_as(person_id, school_id) != ""


async def known_as(person_id: str, school_id: str) -> str:
    """Their name as this school has it; empty when it has not met them."""
    names = (line["name"] for line in await people_of(school_id) if line["id"] == person_id)
    return next(names, "")


async def people_of(school_id: str) -> list[dict[str, Any]]:
    """Students, staff, and who stands beside a student at work: name, address, roles, number.

    Whoever another school wrote down has the name that was typed here, until they stand in a
    placement of this school: a known address is no way to ask for a name.
    """
    found: dict[str, dict[str, Any]] = {}
    added = await AuditEvent.filter(school_id=school_id, action="person_added").order_by("at")
    typed = {
        event.object_id: Person(**event.details["typed"])
        for event in added
        if "typed" in event.details
    }
    for person_id in await _in_placements(school_id):
        typed.pop(person_id, None)

    def put(person: Person, role: str, number: str = "") -> None:
        shown = typed.get(person.id, person)
        line = found.setdefault(
            person.id,
            {
                "id": person.id,
                "name": shown.display_name,
                "sort_name": shown.sort_name,
                "address": "",
                "roles": [],
                "student_number": "",
            },
        )
        if role not in line["roles"]:
            line["roles"].append(role)
        line["student_number"] = line["student_number"] or number

    for enrolled in await Enrolment.filter(school_id=school_id).select_related("person"):
        put(enrolled.person, STUDENT, enrolled.student_number)
    for held in await RoleHeld.filter(school_id=school_id, until=None).select_related("person"):
        put(held.person, held.role)
    beside = PlacementPerson.filter(placement__school_id=school_id, role=WORKPLACE_SUPERVISOR)
    for row in await beside.select_related("person"):
        put(row.person, row.role)
    ids = [event.object_id for event in added if event.object_id not in found]
    for person in await Person.filter(id__in=ids):
        put(person, WORKPLACE_SUPERVISOR)
    for address in await EmailAddress.filter(person_id__in=list(found), until=None):
        found[address.person_id]["address"] = address.address
    return sorted(found.values(), key=lambda line: str(line["sort_name"]).casefold())


async def _in_placements(school_id: str) -> set[str]:
    """The students of this school's placements and everybody who stands or stood beside them."""
    students = await Placement.filter(school_id=school_id).values_list("student_id", flat=True)
    beside = PlacementPerson.filter(placement__school_id=school_id)
    return {str(one) for one in (*students, *await beside.values_list("person_id", flat=True))}
