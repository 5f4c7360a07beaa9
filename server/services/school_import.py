"""The whole school from one file: looked at first, then taken in one unit of work or not at all."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from server.outside import clock
from server.rules.access import PLACEMENT_COORDINATOR, SCHOOL_COACH, WORKPLACE_SUPERVISOR, Actor
from server.rules.refusals import ImportProblems, NotAllowed, PlanChanged, mark
from server.rules.school_import import Names, PlacementLine, Problem, read_lines
from server.storage import school
from server.storage.companies import Companies, companies_of
from server.storage.database import unit_of_work
from server.storage.people import Person, School

Json = dict[str, Any]


def school_of(actor: Actor) -> str:
    """The school that this coordinator sets up: of several, the one they had first."""
    schools = actor.schools_as(PLACEMENT_COORDINATOR)
    if not schools:
        raise NotAllowed()
    return schools[0]


async def preview(school_id: str, data: bytes) -> Json:
    """`{fingerprint, adds, rows, problems}`: what taking the file in would do."""
    lines, problems = read_lines(data, await school.student_numbers(school_id))
    rows: list[Json] = []
    adds = {"students": 0, "placements": 0}
    fresh: set[str] = set()
    companies = await companies_of(school_id)
    placements: set[tuple[str, str, date]] = set()
    for line in lines:
        student = await school.student_with(school_id, line.number)
        problems += await _against_the_school(school_id, line, student)
        company = companies.meant(line.company, line.company_id, line.city)
        known = (
            student is not None
            and await school.same_placement(student.id, company.id, line.starts_on) is not None
        )
        key = (line.number, company.id, line.starts_on)
        if key in placements:
            said = mark("Deze stage staat al in een eerdere regel.")
            problems.append(Problem(line.line, "", "line_twice", said))
        placements.add(key)
        if student is None and line.number not in fresh:
            adds["students"] += 1
            fresh.add(line.number)
        adds["placements"] += not known
        rows.append(
            {
                "line": line.line,
                "action": "known" if known else "add",
                "student": " ".join(n for n in (line.student.given, line.student.family) if n),
                "number": line.number,
                "company": line.company,
                "starts_on": line.starts_on.isoformat(),
            }
        )
    plan = hashlib.sha256(data)
    plan.update(repr((school_id, rows)).encode())
    problems.sort(key=lambda problem: problem.line)
    return {
        "fingerprint": plan.hexdigest(),
        "adds": adds,
        "rows": rows,
        "problems": [problem.__dict__ for problem in problems],
    }


async def take_in(
    school_id: str, data: bytes, fingerprint: str = "", actor_id: str | None = None
) -> Json:
    """Adds what is new and answers the counts. With a `fingerprint` only what was looked at."""

    async def work() -> Json:
        await school.lock_school(school_id)
        seen = await preview(school_id, data)
        if fingerprint and seen["fingerprint"] != fingerprint:
            raise PlanChanged()
        if seen["problems"]:
            raise ImportProblems(problems=seen["problems"])
        companies = await companies_of(school_id)
        written: list[str] = []
        for line in read_lines(data, await school.student_numbers(school_id))[0]:
            written += await _add(school_id, line, companies)
        now = clock.now()
        file = hashlib.sha256(data).hexdigest()
        await school.note(school_id, actor_id, "school_imported", "file", file, now)
        # Not before all lines are in: other schools wait for this lock.
        await school.lock_addresses()
        if await school.written_twice(written):
            raise _WrittenElsewhere()
        return dict(seen["adds"])

    while True:
        try:
            return await unit_of_work(work)
        except _WrittenElsewhere:  # and undone here: now that person is found
            continue


class _WrittenElsewhere(Exception):
    """Another school wrote down somebody of this file while it was taken in."""


class UnknownSchool(Exception):
    """No school of that name, or several and none was named."""


async def import_file(data: bytes, slug: str, dry_run: bool) -> Json:
    """For the command line: the only school, or the one with this short name."""
    schools = await School.filter(**({"slug": slug} if slug else {}))
    if len(schools) != 1:
        raise UnknownSchool()
    if not dry_run:
        return await take_in(schools[0].id, data)
    seen = await preview(schools[0].id, data)
    if seen["problems"]:
        raise ImportProblems(problems=seen["problems"])
    return dict(seen["adds"])


async def _against_the_school(
    school_id: str, line: PlacementLine, student: Person | None
) -> list[Problem]:
    found: list[Problem] = []
    if await school.programme_coded(school_id, line.programme_code) is None:
        said = mark("Deze opleidingscode kent de school niet.")
        found.append(Problem(line.line, "opleidingscode", "unknown_programme", said))
    coach = await school.person_at(line.coach_address)
    if coach is None or not await school.has_role(coach, school_id, SCHOOL_COACH):
        said = mark("Dit adres is niet van een bpv-begeleider van deze school.")
        found.append(Problem(line.line, "bpv_email", "unknown_coach", said))
    owner = await school.person_at(line.address)
    if owner is not None and student is None and await school.is_enrolled(owner.id, school_id):
        said = mark("Deze student heeft hier al een ander nummer. Verbeter dat eerst met de hand.")
        found.append(Problem(line.line, "studentnummer", "other_number", said))
    elif owner is not None and (student is None or owner.id != student.id):
        said = mark("Dit mailadres is al van iemand anders.")
        found.append(Problem(line.line, "email", "address_taken", said))
    return found


async def _add(school_id: str, line: PlacementLine, companies: Companies) -> list[str]:
    """Answers the addresses that it wrote down."""
    now = clock.now()
    written: list[str] = []
    student = await school.student_with(school_id, line.number)
    company = companies.meant(line.company, line.company_id, line.city)
    await companies.save()
    if student is None:
        student = await school.add_person(_names(line.student), line.address, now)
        await school.enrol(student, school_id, line.number, line.cohort)
        written.append(line.address)
    elif await school.same_placement(student.id, company.id, line.starts_on):
        return written
    supervisor = await school.person_at(line.supervisor_address)
    if supervisor is None:
        names = _names(line.supervisor)
        supervisor = await school.add_person(names, line.supervisor_address, now)
        written.append(line.supervisor_address)
    coach = await school.person_at(line.coach_address)
    programme = await school.programme_coded(school_id, line.programme_code)
    framework = await school.newest_framework(school_id)
    assert coach is not None and programme is not None and framework is not None
    group = await school.group_named(school_id, line.group, line.school_year)
    placement = await school.add_placement(
        {
            "school_id": school_id,
            "student_id": student.id,
            "company_id": company.id,
            "programme_id": programme.id,
            "framework_id": framework.id,
            "group_id": group.id,
            "cohort": line.cohort,
            "starts_on": line.starts_on,
            "ends_on": line.ends_on,
            "planned_minutes": line.planned_minutes,
            "weekdays": list(line.weekdays),
        },
        now,
    )
    beside = ((supervisor, WORKPLACE_SUPERVISOR, line.function), (coach, SCHOOL_COACH, ""))
    for person, role, function in beside:
        await school.put_beside(placement, person.id, role, function, now.date())
    return written


def _names(names: Names) -> tuple[str, str, str, str]:
    return names.given, names.infix, names.family, names.call
