"""What people and networks do with files. Everything is drawn before anything is awaited."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

from server.rules import blobs as rules
from server.services.blob_keeping import tidy_up
from server.services.blobs import parts_of
from server.storage.database import is_postgres
from tests.campaigns.schedules.promises import require
from tests.campaigns.schedules.race import race
from tests.campaigns.schedules.taps import Killed, killed_at, tap
from tests.campaigns.uploads import checks
from tests.campaigns.uploads.files import File
from tests.campaigns.uploads.game import STUDENT, Game, Part, parts_of_file

_FAULTS = ("", "doubled", "killed", "cut off")
_ODDS = (55, 12, 28, 5)
_LAST_CALL = 30
_STRANGERS = ("Bram", "Karlijn", "Daan", "Dario", "Elif")
_STAFF = ("Bram", "Karlijn")
Act = Callable[[Game], Awaitable[None]]


async def send(game: Game) -> None:
    """Some part of a file, whichever it is the turn of."""
    await _with_faults(game, game.dice.choice(parts_of_file(_some_file(game))))


async def send_all(game: Game) -> None:
    """One after the other, in any order."""
    for part in game.dice.sample(parts := parts_of_file(_some_file(game)), len(parts)):
        await _with_faults(game, part)


async def send_together(game: Game) -> None:
    """Two devices send the same file at the very same time."""
    parts = parts_of_file(_some_file(game))
    orders = [game.dice.sample(parts, len(parts)) for _ in range(2)]
    game.say(f"   {parts[0].file.title}, from two devices")
    first, second = (partial(_all, game, order) for order in orders)
    if is_postgres():
        await race(first, second, partial(_asked, game, parts[0].file), game.dice)
    else:
        await asyncio.gather(first(), second())


async def spoil(game: Game) -> None:
    """Other bytes where a part should be."""
    part = game.dice.choice(parts_of_file(_some_file(game)))
    await _with_faults(game, replace(part, data=game.dice.randbytes(len(part.data))))


async def misname(game: Game) -> None:
    """The whole of one file under the name of another."""
    file, other = game.dice.sample(game.files, 2)
    for part in parts_of_file(other):
        await _with_faults(game, replace(part, file=file))


async def missize(game: Game) -> None:
    """A part of a file that is said to be longer or shorter than it is."""
    file = _some_file(game)
    size = max(1, len(file.data) + game.dice.choice((-rules.PART, -1, 1, rules.PART)))
    number = game.dice.randrange(rules.parts_in(size))
    data = game.dice.randbytes(rules.part_length(size, number))
    await _with_faults(game, Part(file, number, data, size))


async def ask(game: Game) -> None:
    await _asked(game, _some_file(game))


async def look(game: Game) -> None:
    """Somebody opens a file, by the name under which it was sent or that under which it is kept."""
    file = _some_file(game)
    name = game.dice.choice((file.name, file.stored or file.name))
    person = game.dice.choice((STUDENT, *_STRANGERS))
    may = person == STUDENT or (person in _STAFF and name in game.shown)
    actor = game.house.actors[person]
    shown = await checks.opened(actor, game.house.placement, file, name, may)
    game.say(f"   {person} {'sees' if shown else 'does not see'} {file.title}")


async def send_elsewhere(game: Game) -> None:
    """Into a logbook that is not theirs."""
    part = game.dice.choice(parts_of_file(_some_file(game)))
    person = game.dice.choice(_STRANGERS)
    answer = await game.deliver(replace(part, person=person))
    require(answer is None, f"{person} could send {part.file.title}")


async def write(game: Game) -> None:
    files = game.dice.sample(game.files, game.dice.randint(0, 2))
    await game.write([game.dice.choice((file.name, file.stored or file.name)) for file in files])


async def sign(game: Game) -> None:
    if game.text:
        await game.sign()


async def tidy(game: Game) -> None:
    await tidy_up()


async def _with_faults(game: Game, part: Part) -> None:
    fault = game.dice.choices(_FAULTS, _ODDS)[0]
    count = game.dice.randint(1, _LAST_CALL)
    honest = "" if part.is_honest else ", not its own"
    game.say(f"   {part.file.title}, part {part.number}{honest} {fault}")
    if fault == "killed":
        with tap(killed_at(count)), suppress(Killed):
            await game.deliver(part)
        return
    if fault == "cut off":
        part = replace(part, data=part.data[: game.dice.randrange(len(part.data))])
    for _ in range(2 if fault == "doubled" else 1):
        await game.deliver(part)


async def _all(game: Game, parts: list[Part]) -> None:
    for part in parts:
        await game.deliver(part)


async def _asked(game: Game, file: File) -> None:
    answer = await parts_of(game.house.actors[STUDENT], game.house.placement, file.name)
    checks.answered(game.spoiled, file, answer)


def _some_file(game: Game) -> File:
    return game.dice.choice(game.files)
