"""Two taps, two tabs, two coordinators: what comes twice at the same moment is there once."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest

from server.rules.access import Actor
from server.services.beside import put_beside
from server.services.school import (
    NewPlacement,
    Supervisor,
    add_company,
    add_group,
    add_person,
    add_placement,
    overview,
)
from server.services.school_import import school_of, take_in
from server.storage import school
from server.storage.database import is_postgres, unit_of_work
from server.storage.people import EmailAddress, Person
from server.storage.placements import Placement, PlacementPerson
from server.storage.schooling import Programme, TrainingCompany
from tests import cast as stage
from tests.cast import Cast
from tests.services.test_school_import import LINE, file

SUPERVISOR = "workplace_supervisor"


@pytest.fixture
async def cast(database: None) -> Cast:
    return await stage.enter()


@pytest.fixture
async def noor(cast: Cast) -> Actor:
    return await cast.actor("Noor")


async def at_once(act: Callable[[], Awaitable[Any]], times: int = 8) -> list[Any]:
    """With a connection ready for each, or they would still come one after the other."""
    if is_postgres():
        ready = asyncio.Barrier(times)
        await asyncio.gather(*(unit_of_work(ready.wait) for _ in range(times)))
    return await asyncio.gather(*(act() for _ in range(times)))


async def test_somebody_put_beside_a_student_twice_stands_there_once(
    cast: Cast, noor: Actor
) -> None:
    mine = cast.placements["Samira"]
    ans = (await add_person(noor, ("Ans", "", "Kok", ""), "ans@b.nl", SUPERVISOR, ""))["id"]
    made = await at_once(lambda: put_beside(noor, mine, ans, SUPERVISOR, ""))
    assert await PlacementPerson.filter(placement_id=mine, person_id=ans).count() == 1
    assert all(one == made[0] for one in made)


@pytest.mark.parametrize("role", ["student", SUPERVISOR])
async def test_a_person_added_twice_is_one_person(noor: Actor, role: str) -> None:
    names = ("Zoë", "", "Bos", "")
    made = await at_once(lambda: add_person(noor, names, "zoe@example.org", role, "009"))
    assert all(one == made[0] for one in made)
    assert await Person.filter(given_name="Zoë").count() == 1
    assert await EmailAddress.filter(address="zoe@example.org").count() == 1


async def test_one_address_added_by_two_schools_is_one_person(cast: Cast, noor: Actor) -> None:
    schools = itertools.cycle([noor, await cast.actor("Gijs")])
    names = ("Zoë", "", "Bos", "")
    made = await at_once(lambda: add_person(next(schools), names, "z@b.nl", SUPERVISOR, ""))
    assert all(one == made[0] for one in made)
    assert await EmailAddress.filter(address="z@b.nl").count() == 1


async def test_a_company_and_a_placement_added_twice_are_there_once(
    cast: Cast, noor: Actor
) -> None:
    companies = await at_once(lambda: add_company(noor, "Buurthuis Zuid", "100000777", "Stad"))
    assert await TrainingCompany.filter(company_id="100000777").count() == 1
    group = (await add_group(noor, "SW1", "2026-2027"))["id"]
    programme = (await overview(noor))["programmes"][0]["id"]
    new = NewPlacement(
        cast.people["Samira"], companies[0]["id"], programme, group,
        [Supervisor(cast.people["Bram"])], [cast.people["Karlijn"]], date(2027, 2, 1),
        date(2027, 6, 30), 600, [],
    )  # fmt: skip
    made = await at_once(lambda: add_placement(noor, new))
    assert all(one == made[0] for one in made)
    assert await Placement.filter(company_id=companies[0]["id"]).count() == 1


async def test_a_file_taken_in_twice_adds_everything_once(noor: Actor) -> None:
    school_id = school_of(noor)
    await Programme.filter(school_id=school_id).update(programme_code="25958")
    counts = await at_once(lambda: take_in(school_id, file(LINE)))
    assert sum(count["placements"] for count in counts) == 1
    assert sum(count["students"] for count in counts) == 1
    assert await Placement.filter(company__name="Buurthuis Zuid").count() == 1
    for address in ("zoe@example.org", "ans@example.org"):
        assert await EmailAddress.filter(address=address).count() == 1


# SQLite has one writer at a time.
@pytest.mark.parametrize("settings", ["postgres"], indirect=True)
async def test_a_file_keeps_no_other_school_waiting(
    cast: Cast, noor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And whom that school wrote down meanwhile it does not write down again."""
    school_id, gijs = school_of(noor), await cast.actor("Gijs")
    await Programme.filter(school_id=school_id).update(programme_code="25958")
    halfway, added = asyncio.Event(), asyncio.Event()
    put = school.put_beside

    async def put_when_added(*given: Any) -> PlacementPerson:
        halfway.set()
        await asyncio.wait_for(added.wait(), 5)
        return await put(*given)

    async def elsewhere() -> None:
        await halfway.wait()
        await add_person(gijs, ("Ans", "", "Kok", ""), "ans@example.org", SUPERVISOR, "")
        added.set()

    monkeypatch.setattr(school, "put_beside", put_when_added)
    other = asyncio.create_task(elsewhere())
    assert await take_in(school_id, file(LINE)) == {"students": 1, "placements": 1}
    await other
    for address in ("zoe@example.org", "ans@example.org"):
        assert await EmailAddress.filter(address=address).count() == 1
    assert await Placement.filter(company__name="Buurthuis Zuid").count() == 1
