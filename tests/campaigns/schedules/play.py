"""Lets a schedule happen: its steps one by one, then everybody to rest, then the questions."""

from __future__ import annotations

from random import Random

from server.outside import clock
from tests.campaigns.schedules import acts
from tests.campaigns.schedules.game import Game
from tests.campaigns.schedules.house import House
from tests.campaigns.schedules.invariants import at_rest
from tests.campaigns.schedules.phone import Phone
from tests.campaigns.schedules.plan import COACH, PHONES, STUDENT_PHONES, SUPERVISOR, Step
from tests.campaigns.schedules.promises import Broken

_PEOPLE = {SUPERVISOR: "Bram", COACH: "Karlijn"}
_ROUNDS = 10


async def play(house: House, steps: list[Step], clocks: dict[str, int]) -> tuple[str, list[str]]:
    """What went wrong, "" for nothing, and what happened in words. Leaves the house empty."""
    game = Game(house, {name: _phone(house, name, clocks[name]) for name in PHONES})
    try:
        for step in steps:
            game.minutes += 1
            game.say(f"{game.minutes}. {step}")
            with clock.at(game.now):
                await acts.ACTS[step.kind](game, game.phones[step.phone], step.dice)
        with clock.at(game.now):
            await _rest(game)
            await house.restart()
            await _rest(game)
            await _choose_versions(game)
            await at_rest(house, game.truth, list(game.phones.values()))
    except Broken as broken:
        return str(broken), game.trace
    finally:
        await house.begin_again()
    return "", game.trace


def _phone(house: House, name: str, years: int) -> Phone:
    person = _PEOPLE.get(name, "Samira")
    return Phone(name, person, house.actors[person].person_id, name in _PEOPLE, years)


async def _rest(game: Game) -> None:
    """Faults stop; everybody syncs until nobody has anything new."""
    game.say("rest")
    for _ in range(_ROUNDS):
        news = False
        for phone in game.phones.values():
            news |= await game.wire.sync_quietly(phone)
        if not news:
            return
    waiting = {name: list(phone.outbox) for name, phone in game.phones.items() if phone.outbox}
    raise Broken(f"I13 not at rest after {_ROUNDS} rounds, waiting: {waiting}")


async def _choose_versions(game: Game) -> None:
    """When versions are chosen, siblings end."""
    phone = game.phones[STUDENT_PHONES[0]]
    torn = [d for d in phone.documents() if phone.view(d).siblings]
    for doc_id in torn:
        acts.choose_version(game, phone, doc_id, Random(doc_id))
    if torn:
        await _rest(game)
    open_ones = [d for p in game.phones.values() for d in p.docs if p.view(d).siblings]
    if open_ones:
        raise Broken(f"I13 chosen and still two versions: {open_ones}")
