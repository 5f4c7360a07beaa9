"""A school from one spreadsheet: every bad line named, and a file with problems changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from server.rules.access import Actor
from server.rules.refusals import ImportProblems, NotAllowed, PlanChanged
from server.rules.school_import import COLUMNS, read_lines
from server.services.school_import import preview, school_of, take_in
from server.storage.people import Enrolment, School
from server.storage.placements import Placement, PlacementPerson
from server.storage.schooling import Programme
from tests import cast as stage

LINE = {
    "voornaam": "Zoë",
    "achternaam": "Bos",
    "studentnummer": "7",
    "email": "zoe@example.org",
    "klas": "SW1",
    "opleidingscode": "25958",
    "leerbedrijf": "Buurthuis Zuid",
    "leerbedrijf_id": "100000777",
    "begindatum": "1-9-2026",
    "einddatum": "29-01-2027",
    "uren": "320",
    "dagen": "di en do",
    "begeleider_voornaam": "Ans",
    "begeleider_achternaam": "Kok",
    "begeleider_email": "Ans@Example.org",
    "bpv_email": "karlijn@example.org",
}


def file(*lines: dict[str, str], between: str = ";", encoding: str = "utf-8-sig") -> bytes:
    rows = [between.join(COLUMNS)]
    rows += [between.join(f'"{line.get(name, "")}"' for name in COLUMNS) for line in lines]
    return "\r\n".join([*rows, "", between * 3]).encode(encoding)


@pytest.fixture
async def school_id(database: None) -> str:
    await stage.enter()
    school = await School.get(slug="oost")
    await Programme.filter(school=school).update(programme_code="25958")
    return str(school.id)


async def test_a_line_becomes_a_placement_with_its_people(school_id: str) -> None:
    seen = await preview(school_id, file(LINE))
    assert (seen["adds"], seen["problems"]) == ({"students": 1, "placements": 1}, [])
    await take_in(school_id, file(LINE), seen["fingerprint"])
    number = await Enrolment.get(student_number="007")
    placement = await Placement.get(student_id=number.person_id)
    assert (placement.planned_minutes, placement.weekdays) == (19_200, [2, 4])
    roles = await PlacementPerson.filter(placement=placement).order_by("role").values("role")
    assert [row["role"] for row in roles] == ["school_coach", "workplace_supervisor"]


async def test_the_same_file_again_adds_nothing(school_id: str) -> None:
    await take_in(school_id, file(LINE))
    assert await take_in(school_id, file(LINE)) == {"students": 0, "placements": 0}


async def test_every_bad_line_is_named_and_nothing_changes(school_id: str) -> None:
    bad = LINE | {"begindatum": "morgen", "uren": "veel", "achternaam": ""}
    other = LINE | {"studentnummer": "8", "email": "geen", "leerbedrijf_id": "12"}
    third = LINE | {"studentnummer": "9", "email": "c@example.org", "bpv_email": "x@example.org"}
    before = await Placement.all().count()
    with pytest.raises(ImportProblems) as refused:
        await take_in(school_id, file(LINE, bad, other, third))
    found = {(p["line"], p["column"]) for p in refused.value.details["problems"]}
    assert found == {
        (3, "begindatum"),
        (3, "uren"),
        (3, "achternaam"),
        (4, "email"),
        (4, "leerbedrijf_id"),
        (5, "bpv_email"),
    }
    assert await Placement.all().count() == before


async def test_what_changed_since_the_preview_is_looked_at_again(school_id: str) -> None:
    seen = await preview(school_id, file(LINE))
    await take_in(school_id, file(LINE))
    with pytest.raises(PlanChanged):
        await take_in(school_id, file(LINE), seen["fingerprint"])


def test_only_a_coordinator_sets_up_a_school() -> None:
    with pytest.raises(NotAllowed):
        school_of(Actor("somebody", school_roles=(("school", "school_coach"),)))
    assert school_of(Actor("noor", school_roles=(("school", "placement_coordinator"),))) == "school"


@pytest.mark.parametrize("between", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_spreadsheets_come_in_many_dialects(between: str, encoding: str) -> None:
    lines, problems = read_lines(file(LINE, between=between, encoding=encoding))
    assert problems == []
    assert lines[0].student.given == "Zoë"
    assert lines[0].supervisor_address == "ans@example.org"


def test_a_workbook_is_no_csv_and_a_missing_column_is_named() -> None:
    assert [p.code for p in read_lines(b"PK\x03\x04\x00\x00")[1]] == ["not_csv"]
    lacks = read_lines(b"voornaam;achternaam\nA;B\n")[1]
    assert {p.code for p in lacks} == {"missing_column"} and len(lacks) > 5


@given(st.binary(max_size=400))
@how(suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_give_lines_or_problems(data: bytes) -> None:
    header = ";".join(COLUMNS).encode() + b"\n"
    for content in (data, header + data):
        lines, problems = read_lines(content)
        assert isinstance(lines, list) and isinstance(problems, list)
