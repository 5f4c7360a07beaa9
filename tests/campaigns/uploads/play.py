"""Lets one schedule happen: its steps, then the phones until everything has arrived."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from server.outside import clock, objects
from server.rules import blobs as rules
from server.services.blob_keeping import erase_all_files, tidy_up
from server.services.blobs import parts_of
from server.storage.database import execute
from tests.campaigns.schedules.house import House
from tests.campaigns.schedules.promises import Broken, require
from tests.campaigns.uploads import acts, checks
from tests.campaigns.uploads.files import File, pool
from tests.campaigns.uploads.game import STUDENT, SUPERVISOR, Game, parts_of_file

# Where a server may die, beside the statements to its database.
TAPPED = ((objects, "put"), (objects, "get"), (objects, "delete"))
_SHORTEST, _LONGEST = 5, 25
_ROUNDS = 6
# How often each of them happens.
_ACTS: dict[acts.Act, int] = {
    acts.send: 24,
    acts.send_all: 14,
    acts.send_together: 8,
    acts.spoil: 8,
    acts.misname: 6,
    acts.missize: 5,
    acts.ask: 4,
    acts.look: 10,
    acts.send_elsewhere: 3,
    acts.write: 6,
    acts.sign: 8,
    acts.tidy: 4,
}


async def play(house: House, seed: int) -> tuple[str, list[str]]:
    """What went wrong, "" for nothing, and what happened in words. Leaves the house empty."""
    dice = Random(seed)
    game = Game(house, dice, dice.sample(pool(), dice.randint(2, 4)))
    steps = dice.choices(list(_ACTS), list(_ACTS.values()), k=dice.randint(_SHORTEST, _LONGEST))
    try:
        for act in steps:
            game.minutes += 1
            game.say(f"{game.minutes}. {act.__name__}")
            with clock.at(game.now):
                await act(game)
                await checks.whole(house.placement)
        with clock.at(game.now):
            await _rest(game)
        with clock.at(game.now + timedelta(days=rules.DAYS_UNFINISHED + 1)):
            await tidy_up()
            await checks.at_rest(house.placement, game.files)
    except Broken as broken:
        return str(broken), game.trace
    finally:
        await _begin_again(house)
    return "", game.trace


async def _rest(game: Game) -> None:
    """Faults stop: every file arrives or is refused, and then the text with it can be signed."""
    game.say("rest")
    for file in game.files:
        for _ in range(_ROUNDS):
            if await _is_settled(game, file):
                break
        else:
            raise Broken(f"{file.title} does not arrive")
    kept = [file for file in game.files if file.stored]
    await game.write([file.stored for file in kept])
    answer = await game.sign()
    require(answer["outcome"] == "ok", "everything is there, and cannot be signed")
    for file in kept:
        actor = game.house.actors[SUPERVISOR]
        seen = await checks.opened(actor, game.house.placement, file, file.stored, may=True)
        require(seen, f"{file.title} is signed, and cannot be seen")


async def _is_settled(game: Game, file: File) -> bool:
    """What a phone does with one file: it asks, and sends the parts that lack."""
    actor = game.house.actors[STUDENT]
    answer: dict[str, Any] | None = await parts_of(actor, game.house.placement, file.name)
    assert answer is not None
    checks.answered(game.spoiled, file, answer)
    if answer["complete"] and answer["problem"] != rules.WRONG_HASH:
        return True
    known, parts = set(answer["parts"]), parts_of_file(file)
    # Without a verdict one part more asks for it.
    for part in [part for part in parts if part.number not in known] or parts[-1:]:
        game.say(f"   {file.title}, part {part.number}")
        answer = await game.deliver(part)
        if answer is None or answer["complete"]:
            break
    return answer is not None and bool(answer["stored"])


async def _begin_again(house: House) -> None:
    await house.begin_again()
    for table in ("blob", "blob_part"):
        await execute(f"DELETE FROM {table}")
    await erase_all_files()
