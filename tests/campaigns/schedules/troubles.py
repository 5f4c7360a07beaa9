"""What befalls the house and its people from outside: faults, older states, and strangers."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from random import Random

from server.rules.refusals import NotFound
from server.storage.database import fetch
from tests.campaigns.schedules import items, watch
from tests.campaigns.schedules.game import Game
from tests.campaigns.schedules.house import rows_now
from tests.campaigns.schedules.phone import Phone
from tests.campaigns.schedules.race import race


async def ghost(game: Game, phone: Phone, dice: Random) -> None:
    await game.wire.ghost(dice)


async def together(game: Game, phone: Phone, dice: Random) -> None:
    """Two devices each send something at the very same time, while another reads."""
    others = [other for other in game.phones.values() if other is not phone]
    second = max(others, key=lambda other: len(other.outbox))
    reader = dice.choice([other for other in others if other is not second])
    if phone.outbox and second.outbox:
        for device in (phone, second):
            if dice.random() < 0.5:
                await game.wire.send(device, facts=False)
        # Who hears first is chance. What is told of it is not.
        first_told: list[str] = []
        second_told: list[str] = []
        await race(
            lambda: replace(game.wire, say=first_told.append).send_some(phone),
            lambda: replace(game.wire, say=second_told.append).send_some(second),
            lambda: game.wire.read(reader),
            dice,
        )
        for line in (*first_told, *second_told):
            game.say(line)
        if not reader.unsure:
            await watch.seen_up_to_cursor(game.house, reader)


async def restart(game: Game, phone: Phone, dice: Random) -> None:
    await game.house.restart()


async def erase(game: Game, phone: Phone, dice: Random) -> None:
    """Earlier versions go for good; this one device says so, with a network."""
    known = [doc_id for doc_id, doc in phone.docs.items() if doc["head"]["base_rev"]]
    if known:
        doc_id = dice.choice(known)
        with suppress(NotFound):
            await game.house.erase(phone.person, doc_id)
        rows = await fetch(
            "SELECT rev_id FROM revision WHERE doc_id = ? AND content IS NULL", doc_id
        )
        game.truth.erased |= {row["rev_id"] for row in rows}


async def backup(game: Game, phone: Phone, dice: Random) -> None:
    if not game.truth.clashing:
        game.backups.append(await rows_now())


async def restore(game: Game, phone: Phone, dice: Random) -> None:
    if game.backups:
        await game.house.restore(dice.choice(game.backups))
        game.went_back()


async def roll_back(game: Game, phone: Phone, dice: Random) -> None:
    if game.backups:
        await game.house.roll_back(dice.choice(game.backups))
        game.went_back()


async def wait(game: Game, phone: Phone, dice: Random) -> None:
    """Long enough, sometimes, for an undo to come too late."""
    game.minutes += dice.randint(1, 15)


async def stranger(game: Game, phone: Phone, dice: Random) -> None:
    """Somebody of another placement or school sends what is not theirs to send."""
    person = dice.choice(("Daan", "Dario", "Elif"))
    theirs = [written.item for written in game.truth.revisions.values() if not written.is_garbage]
    if not theirs:
        return
    item = dice.choice(theirs)
    if dice.random() < 0.5:
        if dice.random() < 0.5:
            item = items.revision(
                dice, item["placement_id"], item["kind"], {"title": "Van een ander"}, game.now
            )
            game.truth.revision(item, person, is_garbage=True)
        results = await game.house.push(person, [item])
        game.say(f"   {person} pushes: {results[0]['outcome']}")
        game.truth.strange_receipts.append(results[0]["outcome"])
    else:
        told = items.fact(dice, dice.choice(("sign_off", "remark", "submission")), item)
        if dice.random() < 0.5:
            # Samira says that Bram signed, and makes up the proof.
            person, told = "Samira", items.forged(dice, told, game.house.actors["Bram"].person_id)
        results = await game.house.tell(person, [told])
        game.say(f"   {person} tells: {results[0]['outcome']}")
        game.truth.strange_receipts.append(results[0]["outcome"])
        game.truth.strange_facts.add(told["fact_id"])
