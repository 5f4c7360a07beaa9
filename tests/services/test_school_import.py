"""A school from one spreadsheet: every bad line named, and a file with problems changes nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from server.rules.access import Actor
from server.rules.ids import new_id
from server.rules.refusals import ImportProblems, NotAllowed, PlanChanged
from server.rules.school_import import COLUMNS, read_lines
from server.services.school_import import preview, school_of, take_in
from server.storage.access import load_actor
from server.storage.people import Enrolment, Person, RoleHeld, School
from server.storage.placements import Placement, PlacementPerson
from server.storage.schooling import Programme, TrainingCompany
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


async def test_a_company_with_two_spellings_is_one_company(school_id: str) -> None:
    """The LeerbedrijfID decides, in what the school has and within the file."""
    spelled = LINE | {"leerbedrijf": "Buurthuis Zuid BV"}
    plain = LINE | {"leerbedrijf_id": "", "studentnummer": "8", "email": "b@example.org"}
    await take_in(school_id, file(LINE, plain))
    for line in (LINE, spelled, plain):
        assert await take_in(school_id, file(line)) == {"students": 0, "placements": 0}
    assert await TrainingCompany.filter(school_id=school_id).count() == 2


async def test_a_company_gets_the_leerbedrijf_id_that_comes_later(school_id: str) -> None:
    await take_in(school_id, file(LINE | {"leerbedrijf_id": ""}))
    seen = await preview(school_id, file(LINE))
    assert seen["adds"] == {"students": 0, "placements": 0}
    assert (await TrainingCompany.get(name="Buurthuis Zuid")).company_id == ""
    await take_in(school_id, file(LINE), seen["fingerprint"])
    assert (await TrainingCompany.get(name="Buurthuis Zuid")).company_id == "100000777"
    other = LINE | {"leerbedrijf_id": "100000778", "begindatum": "2-9-2026"}
    assert await take_in(school_id, file(other)) == {"students": 0, "placements": 1}
    named = await TrainingCompany.filter(name="Buurthuis Zuid").order_by("id")
    assert [company.company_id for company in named] == ["100000777", "100000778"]


async def test_what_a_file_will_add_is_what_it_adds(school_id: str) -> None:
    """A company that gets its LeerbedrijfID in one line is known by it in the next."""
    await take_in(school_id, file(LINE | {"leerbedrijf_id": ""}))
    mo = {"studentnummer": "8", "voornaam": "Mo", "email": "mo@example.org"}
    spelled = LINE | mo | {"leerbedrijf": "Buurthuis Zuid BV"}
    lines = file(LINE | mo, spelled | {"begindatum": "2-9-2026"}, spelled)
    (twice,) = (await preview(school_id, lines))["problems"]
    assert (twice["line"], twice["code"]) == (4, "line_twice")
    await take_in(school_id, file(LINE, spelled))
    assert await TrainingCompany.filter(school_id=school_id).count() == 2


@pytest.mark.parametrize(
    "again",
    [{"leerbedrijf": "Buurthuis Zuid BV"}, {"leerbedrijf_id": ""}, {"studentnummer": "007"}],
)
async def test_a_placement_that_stands_in_the_file_twice_is_named(
    school_id: str, again: dict[str, str]
) -> None:
    seen = await preview(school_id, file(LINE, LINE | again))
    assert [(p["line"], p["code"]) for p in seen["problems"]] == [(3, "line_twice")]


async def test_it_is_named_when_only_the_second_line_has_the_leerbedrijf_id(school_id: str) -> None:
    seen = await preview(school_id, file(LINE | {"leerbedrijf_id": ""}, LINE))
    assert [(p["line"], p["code"]) for p in seen["problems"]] == [(3, "line_twice")]


async def test_a_number_whose_zeros_were_lost_is_one_number(school_id: str) -> None:
    other = LINE | {"studentnummer": "007", "voornaam": "Mo", "email": "mo@example.org"}
    other["begindatum"] = "2-9-2026"
    seen = await preview(school_id, file(LINE, other))
    assert [(p["line"], p["code"]) for p in seen["problems"]] == [(3, "number_twice")]


async def test_a_student_with_another_number_is_named(school_id: str) -> None:
    """A number is corrected by hand: a file with lost zeros must not change them all."""
    seen = await preview(school_id, file(LINE | {"email": "samira@example.org"}))
    assert [(p["column"], p["code"]) for p in seen["problems"]] == [
        ("studentnummer", "other_number")
    ]


LONGEST_LINE = LINE | {
    "voornaam": "V" * 100,
    "tussenvoegsel": "t" * 30,
    "achternaam": "A" * 100,
    "roepnaam": "R" * 100,
    "studentnummer": "9" * 30,
    "email": f"{'z' * 242}@example.org",
    "klas": "K" * 60,
    "schooljaar": "2026-2027",
    "opleidingscode": "2" * 12,
    "cohort": "C" * 12,
    "leerbedrijf": "L" * 200,
    "plaats": "P" * 100,
    "begeleider_voornaam": "V" * 100,
    "begeleider_tussenvoegsel": "t" * 30,
    "begeleider_achternaam": "A" * 100,
    "begeleider_email": f"{'a' * 242}@example.org",
    "begeleider_functie": "F" * 100,
}


async def test_what_is_as_long_as_it_may_be_goes_in(school_id: str) -> None:
    await Programme.filter(school_id=school_id).update(programme_code="2" * 12)
    assert await take_in(school_id, file(LONGEST_LINE)) == {"students": 1, "placements": 1}


async def test_what_is_longer_than_its_column_is_named(school_id: str) -> None:
    for name in LONGEST_LINE.keys() - LINE.keys() | {"voornaam", "leerbedrijf", "klas", "email"}:
        longer = LONGEST_LINE | {name: "x" + LONGEST_LINE[name]}
        problems = (await preview(school_id, file(longer)))["problems"]
        assert [(p["line"], p["column"]) for p in problems] == [(2, name)]


def test_an_address_that_grows_when_it_is_folded_is_too_long() -> None:
    (problem,) = read_lines(file(LINE | {"email": f"{'ß' * 130}@example.org"}))[1]
    assert problem.column == "email"


def test_a_typing_mistake_in_a_year_is_named() -> None:
    for year in ("2226", "9999", "2025", "0202"):
        (problem,) = read_lines(file(LINE | {"einddatum": f"29-01-{year}"}))[1]
        assert (problem.line, problem.column, problem.code) == (2, "einddatum", "period")


async def test_what_was_looked_at_for_one_school_is_not_taken_in_at_another(school_id: str) -> None:
    west = await School.get(slug="west")
    await Programme.filter(school=west).update(programme_code="25958")
    karlijn = await Person.get(given_name="Karlijn")
    await RoleHeld.create(
        id=new_id(), person=karlijn, school=west, role="school_coach", since=stage.TODAY
    )
    seen = await preview(school_id, file(LINE))
    with pytest.raises(PlanChanged):
        await take_in(west.id, file(LINE), seen["fingerprint"])


async def test_whoever_coordinates_two_schools_sets_up_the_one_they_had_first(
    school_id: str,
) -> None:
    noor, west = await Person.get(given_name="Noor"), await School.get(slug="west")
    for since, expected in ((date(2026, 11, 21), school_id), (date(2026, 11, 19), west.id)):
        await RoleHeld.create(
            id=new_id(), person=noor, school=west, role="placement_coordinator", since=since
        )
        assert school_of(await load_actor(noor.id, date(2026, 11, 25))) == expected


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
