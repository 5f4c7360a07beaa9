"""Supervisors and coaches come and go; what they see ends with their place, after a restore too."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from server.rules.refusals import InvalidFields, NotAllowed, NotFound
from server.services.beside import end_place, put_beside
from server.services.me import about_me
from server.services.pull import changes_since
from server.services.school import add_person, overview
from server.settings import Settings
from server.storage.placements import PlacementPerson
from tests import cast as stage
from tests.backups import backed_up, put_back
from tests.cast import Cast, entry, fact, push, revision, tell

pytestmark = pytest.mark.usefixtures("database")
SUPERVISOR, COACH = "workplace_supervisor", "school_coach"


@pytest.fixture
async def cast(database: None) -> Cast:
    return await stage.enter()


async def place_of(cast: Cast, name: str) -> str:
    place = await PlacementPerson.get(
        placement_id=cast.placements["Samira"], person_id=cast.people[name]
    )
    return str(place.id)


async def test_who_comes_sees_what_was_sent_and_may_sign(cast: Cast) -> None:
    noor, mine = await cast.actor("Noor"), cast.placements["Samira"]
    ans = await add_person(noor, ("Ans", "", "Kok", ""), "ans@b.nl", SUPERVISOR, "")
    made = await put_beside(noor, mine, ans["id"], SUPERVISOR, "Teamleider")
    assert await put_beside(noor, mine, ans["id"], SUPERVISOR, "") == made
    cast.people["Ans"] = ans["id"]
    written = revision(mine, entry())
    samira = await cast.actor("Samira")
    await push(samira, written)
    await tell(samira, fact("submission", written, ask="sign_off", to=ans["id"]))
    assert len((await changes_since(await cast.actor("Ans"), mine, 0, "", 200))["docs"]) == 1
    said = fact("sign_off", written, comment="Mooi", name="Ans Kok")
    assert [answer["outcome"] for answer in await tell(await cast.actor("Ans"), said)] == ["ok"]
    (shown,) = (await about_me(samira))["placements"]
    assert ("Ans Kok", "Teamleider") in {(s["name"], s["function"]) for s in shown["supervisors"]}


async def test_who_goes_sees_nothing_more_and_what_they_signed_stays(cast: Cast) -> None:
    noor, mine = await cast.actor("Noor"), cast.placements["Samira"]
    written = revision(mine, entry())
    samira = await cast.actor("Samira")
    await push(samira, written)
    await tell(samira, fact("submission", written, ask="sign_off", to=""))
    signed = fact("sign_off", written, comment="Mooi", name="Bram")
    await tell(await cast.actor("Bram"), signed)
    await end_place(noor, mine, await place_of(cast, "Bram"))
    bram = await cast.actor("Bram")
    assert all(doc["gone"] for doc in (await changes_since(bram, mine, 0, "", 200))["docs"])
    late = fact("remark", written, tone="tip", text="Nog iets")
    assert [answer["outcome"] for answer in await tell(bram, late)] == ["gone"]
    (document,) = (await changes_since(samira, mine, 0, "", 200))["docs"]
    assert document["facts"][-1]["fact_id"] == signed["fact_id"]
    (shown,) = (await about_me(samira))["placements"]
    assert cast.people["Bram"] not in {one["id"] for one in shown["supervisors"]}


async def test_a_place_that_ended_stays_ended_after_a_restore(
    cast: Cast, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file: Path = await backed_up(settings, tmp_path_factory.mktemp("away"))
    place = await place_of(cast, "Bram")
    mine = cast.placements["Samira"]
    await end_place(await cast.actor("Noor"), mine, place)
    until = (await PlacementPerson.get(id=place)).until
    assert (await put_back(settings, file)).outcome.replayed.ended == 1
    assert (await PlacementPerson.get(id=place)).until == until
    member = (await cast.actor("Bram")).in_placement(mine)
    assert member is not None and not member.active


async def test_whoever_comes_back_has_a_place_again(cast: Cast) -> None:
    noor, mine = await cast.actor("Noor"), cast.placements["Samira"]
    first = await place_of(cast, "Bram")
    await end_place(noor, mine, first)
    again = await put_beside(noor, mine, cast.people["Bram"], SUPERVISOR, "")
    assert again["id"] != first
    assert await end_place(noor, mine, first) == {"id": first}
    member = (await cast.actor("Bram")).in_placement(mine)
    assert member is not None and member.active
    (placement,) = [one for one in (await overview(noor))["placements"] if one["id"] == mine]
    brams = [one["until"] for one in placement["beside"] if one["name"] == "Bram"]
    assert [until == "" for until in brams] == [False, True]


async def test_a_day_in_the_past_is_not_moved(cast: Cast) -> None:
    place = await place_of(cast, "Bram")
    await PlacementPerson.filter(id=place).update(until=date(2026, 10, 30))
    await end_place(await cast.actor("Noor"), cast.placements["Samira"], place)
    assert (await PlacementPerson.get(id=place)).until == date(2026, 10, 30)


async def test_only_people_of_this_school_and_only_by_its_coordinator(cast: Cast) -> None:
    noor, mine = await cast.actor("Noor"), cast.placements["Samira"]
    for person, role in (("Dario", SUPERVISOR), ("Bram", COACH), ("Noor", "assessor")):
        with pytest.raises(InvalidFields):
            await put_beside(noor, mine, cast.people[person], role, "")
    with pytest.raises(NotFound):
        await put_beside(noor, cast.placements["Dario"], cast.people["Bram"], SUPERVISOR, "")
    with pytest.raises(NotFound):
        await end_place(noor, cast.placements["Daan"], await place_of(cast, "Bram"))
    for name in ("Samira", "Bram", "Karlijn"):
        with pytest.raises(NotAllowed):
            await end_place(await cast.actor(name), mine, await place_of(cast, "Bram"))
