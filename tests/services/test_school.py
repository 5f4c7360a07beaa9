"""A coordinator sets up her own school by hand, and no other."""

from __future__ import annotations

from datetime import date

import pytest

from server.rules.refusals import InvalidFields, NotAllowed
from server.services.beside import put_beside
from server.services.coach import students_of
from server.services.portfolio import read_portfolio
from server.services.school import (
    NewPlacement,
    Supervisor,
    add_company,
    add_group,
    add_person,
    add_placement,
    overview,
)
from server.storage.people import Enrolment, Person
from server.storage.placements import Placement, PlacementPerson
from server.storage.records import AuditEvent
from server.storage.schooling import TrainingCompany
from tests import cast as stage
from tests.cast import Cast

SUPERVISOR = "workplace_supervisor"


@pytest.fixture
async def cast(database: None) -> Cast:
    return await stage.enter()


async def test_from_nothing_to_a_placement_that_its_student_finds(cast: Cast) -> None:
    noor = await cast.actor("Noor")
    names = ("Zoë", "", "Bos", "")
    student = await add_person(noor, names, "Zoe@Example.org", "student", "009")
    again = await add_person(noor, names, "zoe@example.org", "student", "009")
    assert student == again
    boss = await add_person(noor, ("Ans", "", "Kok", ""), "a@b.nl", "workplace_supervisor", "")
    group = await add_group(noor, "SW1", "2026-2027")
    company = await add_company(noor, "Buurthuis Zuid", "100000777", "Stad")
    programme = (await overview(noor))["programmes"][0]
    new = NewPlacement(
        student["id"], company["id"], programme["id"], group["id"],
        [Supervisor(boss["id"], "Teamleider"), Supervisor(cast.people["Bram"])],
        [cast.people["Karlijn"]], date(2026, 9, 1), date(2027, 1, 29), 19_200, [2, 4],
    )  # fmt: skip
    made = await add_placement(noor, new)
    assert await add_placement(noor, new) == made
    placement = await Placement.get(id=made["id"])
    assert placement.student_id == student["id"]
    beside = await PlacementPerson.filter(placement=placement).order_by("role", "function")
    assert [(row.person_id, row.function) for row in beside] == [
        (cast.people["Karlijn"], ""),
        (cast.people["Bram"], ""),
        (boss["id"], "Teamleider"),
    ]
    found = await overview(noor)
    assert {"Zoë Bos", "Ans Kok", "Samira", "Bram"} <= {line["name"] for line in found["people"]}
    assert "Dario" not in {line["name"] for line in found["people"]}


async def test_a_company_made_again_with_its_leerbedrijf_id_gets_it(cast: Cast) -> None:
    noor = await cast.actor("Noor")
    made = await add_company(noor, "Buurthuis Zuid", "", "Stad")
    for _ in range(2):
        assert await add_company(noor, "Buurthuis Zuid", "100000777", "") == made
    company = await TrainingCompany.get(name="Buurthuis Zuid")
    assert (company.company_id, company.city) == ("100000777", "Stad")
    assert await add_company(noor, "Buurthuis Zuid", "100000778", "") != made


async def test_what_belongs_to_another_school_cannot_be_chosen(cast: Cast) -> None:
    noor, gijs = await cast.actor("Noor"), await cast.actor("Gijs")
    theirs = await add_company(gijs, "Elders", "", "")
    group = await add_group(noor, "SW1", "2026-2027")
    programme = (await overview(noor))["programmes"][0]
    new = NewPlacement(
        cast.people["Samira"], theirs["id"], programme["id"], group["id"],
        [Supervisor(cast.people["Bram"])], [cast.people["Femke"]], date(2026, 9, 1),
        date(2026, 8, 31), 600, [],
    )  # fmt: skip
    with pytest.raises(InvalidFields) as refused:
        await add_placement(noor, new)
    wrong = [field["field"] for field in refused.value.details["fields"]]
    assert wrong == ["company_id", "coach_ids", "ends_on"]


async def test_a_supervisor_is_somebody_whom_the_school_has_met(cast: Cast) -> None:
    """Else naming an id would show the name that belongs to it at another school."""
    noor = await cast.actor("Noor")
    group = await add_group(noor, "SW1", "2026-2027")
    known = await overview(noor)
    new = NewPlacement(
        cast.people["Samira"], known["companies"][0]["id"], known["programmes"][0]["id"],
        group["id"], [Supervisor(cast.people["Elif"])], [cast.people["Karlijn"]], date(2027, 2, 1),
        date(2027, 6, 30), 600, [],
    )  # fmt: skip
    with pytest.raises(InvalidFields) as refused:
        await add_placement(noor, new)
    assert refused.value.details["fields"][0]["field"] == "supervisors"
    await add_person(noor, ("Elif", "", "Kaya", ""), "elif@example.org", "workplace_supervisor", "")
    assert await add_placement(noor, new)


async def test_a_number_belongs_to_one_student(cast: Cast) -> None:
    noor = await cast.actor("Noor")
    with pytest.raises(InvalidFields):
        await add_person(noor, ("X", "", "Y", ""), "x@example.org", "student", "001")
    assert not await Person.exists(family_name="Y")


async def test_a_number_that_was_wrong_is_corrected_by_adding_the_student_again(cast: Cast) -> None:
    noor, samira = await cast.actor("Noor"), ("Samira", "", "", "")
    for number in ("0099", "0099", "0042"):
        made = await add_person(noor, samira, "samira@example.org", "student", number)
        assert made["id"] == cast.people["Samira"]
    rows = await Enrolment.filter(person_id=cast.people["Samira"])
    assert [row.student_number for row in rows] == ["0042"]
    changed = await AuditEvent.filter(action="number_changed").order_by("at")
    assert [event.details for event in changed] == [{"was": "001"}, {"was": "0099"}]
    karlijn = await cast.actor("Karlijn")
    table = [line["student"]["student_number"] for line in await students_of(karlijn)]
    assert sorted(table) == ["002", "0042"]
    mine = cast.placements["Samira"]
    assert (await read_portfolio(karlijn, mine, "nl"))["student_number"] == "0042"
    with pytest.raises(InvalidFields):
        await add_person(noor, samira, "samira@example.org", "student", "002")


async def test_whoever_another_school_wrote_down_keeps_their_name_from_this_one(cast: Cast) -> None:
    """Until they stand in a placement here: a known address is no way to ask for a name."""
    noor = await cast.actor("Noor")
    await Person.filter(id=cast.people["Dario"]).update(family_name="Geheim", call_name="Rio")

    async def shown() -> dict[str, str]:
        people = (await overview(noor))["people"]
        return {line["id"]: line["name"] for line in people}

    for role, typed in (("student", "D. Bos"), ("school_coach", "Anders"), ("student", "Dick")):
        given, _, family = typed.partition(" ")
        names = (given, "", family, "")
        made = await add_person(noor, names, "dario@example.org", role, "0077")
        assert made == {"id": cast.people["Dario"], "name": "D. Bos"}
        assert (await shown())[made["id"]] == "D. Bos"
    elif_ = await add_person(noor, ("E.", "", "K", ""), "elif@example.org", SUPERVISOR, "")
    assert elif_["name"] == "E. K"
    await put_beside(noor, cast.placements["Samira"], elif_["id"], SUPERVISOR, "")
    assert (await shown())[elif_["id"]] == "Elif"
    bram = await add_person(noor, ("B.", "", "", ""), "bram@example.org", "assessor", "")
    assert bram["name"] == "Bram"


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2026, 9, 1), date(2226, 1, 29)),
        (date(2026, 9, 1), date(9999, 12, 31)),
        (date(202, 9, 1), date(202, 12, 1)),
    ],
)
async def test_a_typing_mistake_in_a_year_is_refused(
    cast: Cast, starts_on: date, ends_on: date
) -> None:
    noor = await cast.actor("Noor")
    known = await overview(noor)
    group = await add_group(noor, "SW1", "2026-2027")
    new = NewPlacement(
        cast.people["Samira"], known["companies"][0]["id"], known["programmes"][0]["id"],
        group["id"], [Supervisor(cast.people["Bram"])], [cast.people["Karlijn"]], starts_on,
        ends_on, 600, [],
    )  # fmt: skip
    with pytest.raises(InvalidFields) as refused:
        await add_placement(noor, new)
    assert [field["field"] for field in refused.value.details["fields"]] == ["ends_on"]


async def test_nobody_but_a_coordinator(cast: Cast) -> None:
    for who in ("Samira", "Bram", "Karlijn"):
        with pytest.raises(NotAllowed):
            await overview(await cast.actor(who))
