"""Reference data for one person, kept on the phone: people, placements, frameworks."""

from __future__ import annotations

from datetime import date
from typing import Any

from server.outside import clock
from server.rules.access import SCHOOL_COACH, WORKPLACE_SUPERVISOR, Actor
from server.rules.sync import MIN_SCHEMA_VERSION
from server.services.demo_mark import is_demo
from server.services.epoch import current_epoch
from server.services.guard import names_of
from server.storage.people import Enrolment, Person, School
from server.storage.placements import Placement, PlacementPerson
from server.storage.schooling import Framework
from server.version import VERSION

Json = dict[str, Any]


async def about_me(actor: Actor) -> Json:
    person = await Person.get(id=actor.person_id)
    placements = await _placements(actor)
    schools = {m.school_id for m in actor.memberships} | {s for s, _ in actor.school_roles}
    frameworks = {placement["framework_id"] for placement in placements}
    return {
        "person": {
            "id": person.id,
            "display_name": person.display_name,
            "given_name": person.given_name,
            "infix": person.infix,
            "family_name": person.family_name,
            "locale": person.locale,
        },
        "roles": actor.roles(),
        "schools": [
            {"id": s.id, "name": s.name, "zone": s.zone, "role_labels": s.role_labels}
            for s in await School.filter(id__in=sorted(schools)).order_by("name")
        ],
        "placements": placements,
        "frameworks": [
            {
                "id": f.id,
                "name": f.name,
                "version": f.version,
                "official": f.official,
                "core_tasks": f.core_tasks,
            }
            for f in await Framework.filter(id__in=sorted(frameworks))
        ],
        "epoch": await current_epoch(),
        "min_schema_version": MIN_SCHEMA_VERSION,
        "demo": await is_demo(),
        "version": VERSION,
    }


async def _placements(actor: Actor) -> list[Json]:
    found = {m.placement_id: actor.in_placement(m.placement_id) for m in actor.memberships}
    roles = {pid: member.role for pid, member in found.items() if member and member.active}
    placements = (
        await Placement.filter(id__in=sorted(roles))
        .select_related("student", "company", "programme", "group")
        .order_by("starts_on", "id")
    )
    beside = (
        await PlacementPerson.filter(placement_id__in=sorted(roles))
        .select_related("person")
        .order_by("since", "person__given_name", "person__family_name")
    )
    numbers = {
        (row.person_id, row.school_id): row.student_number
        for row in await Enrolment.filter(person_id__in=[p.student.id for p in placements])
    }
    today = clock.now().date()
    return [
        _placement(
            placement,
            roles[placement.id],
            numbers.get((placement.student.id, placement.school_id), ""),
            [row for row in beside if row.placement_id == placement.id],
            today,
        )
        for placement in placements
    ]


def _placement(
    placement: Placement, role: str, number: str, beside: list[PlacementPerson], today: date
) -> Json:
    present = [row for row in beside if row.until is None or today <= row.until]
    return {
        "id": placement.id,
        "my_role": role,
        "school_id": placement.school_id,
        "active": placement.starts_on <= today <= placement.ends_on,
        "student": {
            "id": placement.student.id,
            "name": placement.student.display_name,
            "call_name": placement.student.first_name,
            "student_number": number,
        },
        "company": {"name": placement.company.name, "company_id": placement.company.company_id},
        "programme": {
            "name": placement.programme.name,
            "programme_code": placement.programme.programme_code,
        },
        "cohort": placement.cohort,
        "group": placement.group.name if placement.group else "",
        "starts_on": placement.starts_on.isoformat(),
        "ends_on": placement.ends_on.isoformat(),
        "planned_minutes": placement.planned_minutes,
        "weekdays": placement.weekdays,
        "supervisors": [
            {"id": row.person.id, "name": row.person.display_name, "function": row.function}
            for row in present
            if row.role == WORKPLACE_SUPERVISOR
        ],
        "coaches": [
            {"id": row.person.id, "name": row.person.display_name}
            for row in present
            if row.role == SCHOOL_COACH
        ],
        "framework_id": placement.framework_id,
        "allow_names": names_of(
            [placement.student, *(row.person for row in beside)], placement.company.name
        ),
    }
