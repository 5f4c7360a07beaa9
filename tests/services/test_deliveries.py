"""Mail about a student: to whoever stands beside them now, and every sent entry is told."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from server.outside import clock, mail
from server.outside.mail import Letter
from server.services.beside import end_place, put_beside
from server.services.deliveries import LINK_RENEWED, link_wanted, owe, review_wanted, send_due
from server.services.school import add_person
from server.storage.database import unit_of_work
from server.storage.deliveries import Delivery
from server.storage.placements import PlacementPerson
from tests import cast as stage
from tests.cast import Cast, entry, fact, push, revision, tell

SUPERVISOR = "workplace_supervisor"


@pytest.fixture
async def cast(database: None) -> Cast:
    return await stage.enter()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Address and subject of every mail that leaves the house."""
    letters: list[tuple[str, str]] = []

    async def send(address: str, letter: Letter, message_id: str) -> None:
        letters.append((address, letter.subject))

    monkeypatch.setattr(mail, "send", send)
    return letters


async def submit(cast: Cast, to: str = "") -> None:
    samira = await cast.actor("Samira")
    written = revision(cast.placements["Samira"], entry())
    await push(samira, written)
    said = fact("submission", written, ask="sign_off", to=to)
    assert [answer["outcome"] for answer in await tell(samira, said)] == ["ok"]


async def beside_samira(cast: Cast, name: str) -> None:
    made = await add_person(
        await cast.actor("Noor"), (name, "", "Kok", ""), f"{name.lower()}@b.nl", SUPERVISOR, ""
    )
    cast.people[name] = made["id"]
    noor = await cast.actor("Noor")
    await put_beside(noor, cast.placements["Samira"], made["id"], SUPERVISOR, "")


async def end(cast: Cast, name: str) -> None:
    mine = cast.placements["Samira"]
    place = await PlacementPerson.get(placement_id=mine, person_id=cast.people[name])
    await end_place(await cast.actor("Noor"), mine, place.id)


async def send_all() -> None:
    with clock.at(clock.now() + timedelta(minutes=1)):
        await send_due()


async def test_a_phone_that_still_asks_for_who_left_reaches_who_is_there(
    cast: Cast, sent: list[tuple[str, str]]
) -> None:
    await beside_samira(cast, "Ans")
    await end(cast, "Bram")
    await submit(cast, to=cast.people["Bram"])
    await send_all()
    assert [address for address, _ in sent] == ["ans@b.nl"]


async def test_mail_that_waited_does_not_go_to_whoever_left_meanwhile(
    cast: Cast, sent: list[tuple[str, str]]
) -> None:
    mine = cast.placements["Samira"]
    await beside_samira(cast, "Ans")
    await submit(cast, to=cast.people["Bram"])
    bram = cast.people["Bram"]
    await owe(LINK_RENEWED, bram, "bram@example.org", {"placement_id": mine})
    await end(cast, "Bram")
    await send_all()
    assert [address for address, _ in sent] == ["ans@b.nl"]
    assert not await Delivery.exists(sent_at=None)


async def test_who_stays_hears_nothing_when_nothing_waits(
    cast: Cast, sent: list[tuple[str, str]]
) -> None:
    await beside_samira(cast, "Ans")
    await end(cast, "Bram")
    await send_all()
    assert sent == []


async def test_who_comes_hears_of_what_waits(cast: Cast, sent: list[tuple[str, str]]) -> None:
    """The only one who stood there left first: then there was nobody to tell."""
    await submit(cast, to=cast.people["Bram"])
    await send_all()
    await end(cast, "Bram")
    await beside_samira(cast, "Ans")
    await beside_samira(cast, "Ans")
    await send_all()
    assert [address for address, _ in sent] == ["bram@example.org", "ans@b.nl"]


async def test_who_comes_hears_nothing_when_nothing_waits(
    cast: Cast, sent: list[tuple[str, str]]
) -> None:
    await beside_samira(cast, "Ans")
    noor, mine = await cast.actor("Noor"), cast.placements["Samira"]
    await put_beside(noor, mine, cast.people["Karlijn"], "school_coach", "")
    await send_all()
    assert sent == []


async def test_a_link_asked_for_again_after_a_failure_is_tried_at_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = (cast.people["Bram"], cast.placements["Samira"])
    fails = [True] * 12
    sent: list[str] = []

    async def send(address: str, letter: Letter, message_id: str) -> None:
        if fails:
            fails.pop()
            raise mail.NotSent("away")
        sent.append(address)

    monkeypatch.setattr(mail, "send", send)
    await unit_of_work(lambda: link_wanted(*ask))
    for _ in range(len(fails)):  # more often than a mail is tried: asking costs no tries
        await send_due()
        await unit_of_work(lambda: link_wanted(*ask))
    assert await send_due() == 1
    assert sent == ["bram@example.org"]
    assert await Delivery.all().count() == 1


async def test_a_link_asked_for_again_is_not_put_off(
    cast: Cast, sent: list[tuple[str, str]]
) -> None:
    ask = (cast.people["Bram"], cast.placements["Samira"])
    await unit_of_work(lambda: link_wanted(*ask))
    (before,) = await Delivery.all()
    with clock.at(clock.now() + timedelta(hours=1)):
        await unit_of_work(lambda: link_wanted(*ask))
    (after,) = await Delivery.all()
    assert after.due_at == before.due_at


async def test_an_entry_sent_while_the_mail_leaves_is_told_too(
    cast: Cast, sent: list[tuple[str, str]]
) -> None:
    """The worker takes the waiting mail only when whoever relies on it has committed."""
    await submit(cast)
    await Delivery.all().update(due_at=clock.now())
    relied_on = asyncio.Event()

    async def work() -> None:
        await relied_on.wait()
        await send_due()

    async def submission() -> None:
        await review_wanted(cast.placements["Samira"], "")
        relied_on.set()
        await asyncio.wait([worker], timeout=0.5)
        assert sent == []

    worker = asyncio.create_task(work())
    await unit_of_work(submission)
    await worker
    await send_due()
    assert [address for address, _ in sent] == ["bram@example.org"]
