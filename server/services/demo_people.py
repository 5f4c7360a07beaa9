"""The demo school's people, company, framework and placements."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from server.rules.ids import new_id
from server.storage.documents import Stream
from server.storage.people import EmailAddress, Enrolment, Person, RoleHeld, School
from server.storage.placements import Placement, PlacementPerson
from server.storage.schooling import Framework, Group, GroupMember, Programme, TrainingCompany

Json = dict[str, Any]
ZONE = "Europe/Amsterdam"


async def create_people(material: Json, shift: timedelta) -> dict[str, str]:
    """Everything but documents. Returns our id for each of the material's ids."""
    ids = {item["id"]: new_id() for key in ("people", "placements") for item in material[key]}
    start = min(date.fromisoformat(p["start"]) for p in material["placements"]) + shift
    since = datetime(start.year, start.month, start.day, 7, tzinfo=UTC) - timedelta(days=14)
    school = await School.create(
        id=new_id(),
        name="Voorbeeld College",
        slug="voorbeeld-college",
        zone=ZONE,
        role_labels={},
    )
    for person in material["people"]:
        await _person(person, ids[person["id"]], school, since)
    framework = await _framework(material["framework"], school)
    programme = await Programme.create(
        id=new_id(), school=school, name="Sociaal werker", programme_code="25958", level=4
    )
    year = f"{start.year}-{start.year + 1}"
    group = await Group.create(id=new_id(), school=school, name="SW3A", school_year=year)
    companies = {
        item["id"]: await TrainingCompany.create(
            id=new_id(), school=school, name=item["name"], company_id=item["company_id"]
        )
        for item in material["organisations"]
        if "company_id" in item
    }
    functions = {p["id"]: p.get("function", "") for p in material["people"]}
    for item in material["placements"]:
        starts_on = date.fromisoformat(item["start"]) + shift
        placement = await Placement.create(
            id=ids[item["id"]],
            school=school,
            student_id=ids[item["student"]],
            company=companies[item["org"]],
            programme=programme,
            framework=framework,
            group=group,
            cohort=str(start.year - 2),
            starts_on=starts_on,
            ends_on=date.fromisoformat(item["end"]) + shift,
            planned_minutes=item["planned_hours"] * 60,
            weekdays=[2, 4],
            created_at=since,
        )
        await Stream.create(placement_id=placement.id)
        await GroupMember.create(
            id=new_id(), group=group, person_id=ids[item["student"]], since=since.date()
        )
        for role, person in (
            ("workplace_supervisor", item["supervisor"]),
            ("school_coach", item["school_coach"]),
        ):
            await PlacementPerson.create(
                id=new_id(),
                placement=placement,
                person_id=ids[person],
                role=role,
                function=functions[person],
                since=since.date(),
            )
    return ids


async def _person(item: Json, person_id: str, school: School, since: datetime) -> None:
    person = await Person.create(
        id=person_id,
        given_name=item["given_name"],
        infix=item["infix"],
        family_name=item["family_name"],
        created_at=since,
    )
    await EmailAddress.create(
        id=new_id(), person=person, address=item["address"], since=since, source="school"
    )
    if item["role"] == "student":
        await Enrolment.create(
            id=new_id(), person=person, school=school, student_number=item["student_number"]
        )
    elif item["role"] != "workplace_supervisor":
        await RoleHeld.create(
            id=new_id(), person=person, school=school, role=item["role"], since=since.date()
        )


async def _framework(item: Json, school: School) -> Framework:
    return await Framework.create(
        id=new_id(),
        school=school,
        name=item["name"],
        version="1",
        official=item["official"],
        core_tasks=[
            {
                "code": task["code"],
                "title": task["title"],
                "work_processes": task["werkprocessen"],
            }
            for task in item["kerntaken"]
        ],
    )
