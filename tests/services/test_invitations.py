"""A supervisor's link: worth something to its owner only, and only as long as they have a place."""

from __future__ import annotations

import string
from datetime import timedelta

import pytest

from server.outside import clock, links
from server.rules.ids import new_id
from server.rules.refusals import LinkExpired
from server.services.invitations import ask_code, renew
from server.storage.accounts import Invitation, LoginCode
from server.storage.deliveries import Delivery
from server.storage.people import EmailAddress
from server.storage.placements import PlacementPerson
from tests import cast as stage
from tests.cast import Cast

MONTH = timedelta(days=30)


@pytest.fixture
async def cast(database: None) -> Cast:
    return await stage.enter()


async def link_for(cast: Cast, name: str = "Bram", life: timedelta = MONTH) -> str:
    row = await Invitation.create(
        id=new_id(),
        person_id=cast.people[name],
        placement_id=cast.placements["Samira"],
        address=f"{name.lower()}@example.org",
        created_at=clock.now(),
        expires_at=clock.now() + life,
    )
    return links.make_token(links.INVITATION, row.id)


async def mailed() -> list[tuple[str, str]]:
    return [(row.kind, row.address) for row in await Delivery.all().order_by("created_at", "id")]


async def test_asking_for_codes_uses_nothing_up(cast: Cast) -> None:
    """Each browser gets a code of its own; what a scanner asks for takes nothing from Bram."""
    token = await link_for(cast)
    assert await ask_code(token, "scanner") == "b•••@e•••.org"
    assert await ask_code(token, "Bram") == "b•••@e•••.org"
    assert await mailed() == [("login_code", "bram@example.org")] * 2
    assert await LoginCode.filter(used_at=None, attempts=0).count() == 2


@pytest.mark.e(58)
async def test_an_expired_link_asks_for_a_new_one_at_the_address_known_now(cast: Cast) -> None:
    token = await link_for(cast, life=timedelta(seconds=-1))
    with pytest.raises(LinkExpired):
        await ask_code(token, "x")
    now = clock.now()
    await EmailAddress.filter(person_id=cast.people["Bram"]).update(until=now)
    await EmailAddress.create(
        id=new_id(),
        person_id=cast.people["Bram"],
        address="bram@nieuw.example",
        since=now - timedelta(days=1),
        source="school",
    )
    await renew(token)
    assert await mailed() == [("link_renewed", "bram@nieuw.example")]


async def test_a_link_that_was_taken_back_is_worth_nothing(cast: Cast) -> None:
    token = await link_for(cast)
    await Invitation.all().update(revoked_at=clock.now())
    await worth_nothing(token)


async def test_a_link_ends_with_its_owners_place(cast: Cast) -> None:
    """No new mail about a student to somebody who no longer stands beside them."""
    token = await link_for(cast)
    yesterday = clock.now().date() - timedelta(days=1)
    await PlacementPerson.filter(person_id=cast.people["Bram"]).update(until=yesterday)
    await worth_nothing(token)


async def test_what_we_did_not_sign_is_worth_nothing(cast: Cast) -> None:
    token = await link_for(cast)
    (row,) = await Invitation.all()
    other = links.make_token("another purpose", row.id)
    for odd in ("", "x", row.id, token[:-1], token + "A", other, "\u0000", "ü" * 400):
        await worth_nothing(odd)


async def test_a_link_has_one_spelling(cast: Cast) -> None:
    """Another one would be counted as another link."""
    token = await link_for(cast)
    letters = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
    others = [token[:-1] + letter for letter in letters if letter != token[-1]]
    for odd in (*others, token + "!!", token + "=", token[:-4] + "!" + token[-4:]):
        await worth_nothing(odd)


async def test_a_new_link_asked_for_twice_is_mailed_once(cast: Cast) -> None:
    token = await link_for(cast)
    await renew(token)
    await renew(token)
    assert await mailed() == [("link_renewed", "bram@example.org")]


async def worth_nothing(token: str) -> None:
    with pytest.raises(LinkExpired):
        await ask_code(token, "x")
    await renew(token)
    assert await mailed() == []
