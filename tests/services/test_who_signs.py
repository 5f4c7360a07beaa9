"""Who signs and takes back: in which role, under which name, and once for all."""

from __future__ import annotations

import json
from datetime import date

import pytest

from server.rules.ids import new_id
from server.services.portfolio import read_portfolio
from server.services.verify import verify_everything
from server.storage.database import execute, fetch
from server.storage.placements import PlacementPerson
from tests import cast as stage
from tests.cast import Cast, codes, fact, page_of, push, revision, submitted

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
async def cast(database: None) -> Cast:
    return await stage.enter()


async def test_a_withdrawn_fact_does_not_return_as_a_new_one(cast: Cast) -> None:
    """Its receipt was lost, so that its first device still offers it unsigned after a restore."""
    samira = await cast.actor("Samira")
    words = {"about": "", "text": "Van vroeger"}
    own = revision(cast.placements["Samira"], words, kind="lived_experience")
    await push(samira, own)
    share = fact("share", own)
    back = fact("withdraw", own, target=share["fact_id"], reason="mistake")
    item = await submitted(cast)
    signed = fact("sign_off", item, comment="")
    undo = fact("withdraw", item, target=signed["fact_id"], reason="undo")
    assert await codes(cast, "Samira", share, back) == ["ok"] * 2
    assert await codes(cast, "Bram", signed, undo) == ["ok"] * 2
    for table in ("statement", "chain"):
        await execute(f"DELETE FROM {table}")
    await execute("DELETE FROM fact WHERE kind <> 'submission'")
    await execute("UPDATE document SET shared = ?", False)
    await execute("UPDATE document SET submitted_rev = NULL WHERE doc_id = ?", own["doc_id"])
    assert await codes(cast, "Samira", share) == ["gone"]
    assert await codes(cast, "Bram", signed) == ["gone"]
    assert [d["doc_id"] for d in (await page_of(cast, "Bram"))["docs"]] == [item["doc_id"]]
    assert await fetch("SELECT doc_id FROM document WHERE signed_rev IS NOT NULL") == []
    assert await verify_everything() == []


async def also_coach(cast: Cast, who: str) -> None:
    """Beside Samira in two roles, whichever row the database gives first."""
    for role in ("school_coach", "workplace_supervisor"):
        await PlacementPerson.filter(
            placement_id=cast.placements["Samira"], person_id=cast.people[who], role=role
        ).delete()
        await PlacementPerson.create(
            id=new_id(),
            placement_id=cast.placements["Samira"],
            person_id=cast.people[who],
            role=role,
            since=date(2026, 9, 1),
        )


async def test_who_has_two_roles_beside_a_student_acts_in_the_one_that_may(cast: Cast) -> None:
    item = await submitted(cast)
    await also_coach(cast, "Bram")
    here = cast.placements["Samira"]
    signed = fact("sign_off", item, comment="")
    assert await codes(cast, "Bram", signed) == ["ok"]
    # What the school's coach may read does not go away because they sign as well.
    assert (await read_portfolio(await cast.actor("Bram"), here, "nl"))["sign_offs"]
    place = PlacementPerson.filter(placement_id=here, person_id=cast.people["Bram"])
    await place.filter(role="workplace_supervisor").update(until=date(2026, 9, 2))
    undo = fact("withdraw", item, target=signed["fact_id"], reason="undo")
    assert await codes(cast, "Bram", undo) == ["ok"]
    texts = [row["statement"] for row in await fetch("SELECT statement FROM statement")]
    assert [json.loads(text)["verdict"] for text in texts] == ["signed_off", "withdrawn_by_signer"]
    assert await verify_everything() == []


async def test_a_signer_says_who_they_are_and_no_more_than_that(cast: Cast) -> None:
    """The school may know them by another name; a number or an address has no place in it."""
    item = await submitted(cast)
    telling = {
        "name": "Bram, 06-12345678",
        "function": "Begeleider, bsn 123456782",
        "comment": "Mevrouw De Vries kookte",
    }
    for name, words in telling.items():
        held = fact("sign_off", item, **({"comment": "", "name": "Bram"} | {name: words}))
        assert await codes(cast, "Bram", held) == ["held_back"], name
    # Nor does a name in the one field let it pass in the other.
    telling_both = {"comment": "Mevrouw Bakker kookte", "name": "Bakker"}
    assert await codes(cast, "Bram", fact("sign_off", item, **telling_both)) == ["held_back"]
    for name, function in (
        ("Mevrouw B. Jansen-de Wit", "Teamleider (mw. Jansen-de Wit)"),
        ("dhr. Jansen, MSc", "Begeleider Eikenlaan 4"),
        ("mevr.\u00a0Jansen/De Vries", "Begeleider bij Anna Zorg"),
        ("Anna de Groot\u2013Smit", "Werkbegeleider (vervangt Karin Smit)"),
    ):
        signed = fact("sign_off", item, comment="Goed", name=name, function=function)
        assert await codes(cast, "Bram", signed) == ["ok"], name
        undo = fact("withdraw", item, target=signed["fact_id"], reason="undo")
        assert await codes(cast, "Bram", undo) == ["ok"]
