"""Between a device and the house: what is lost, doubled, late, or cut off half-way."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.campaigns.schedules import watch
from tests.campaigns.schedules.house import House, killed
from tests.campaigns.schedules.phone import Phone, Row
from tests.campaigns.schedules.truth import Truth

Json = dict[str, Any]
_FAULTS = ("", "request lost", "reply lost", "doubled", "late", "again later", "killed")
_ODDS = (72, 3, 7, 4, 3, 4, 7)
_LAST_STATEMENT = 16
_FULL_PAGE = 200


@dataclass(frozen=True)
class Request:
    """`call` is push, tell or pull; `load` its items, or the parameters of a pull."""

    call: str
    person: str
    load: list[Any]


@dataclass
class Wire:
    house: House
    truth: Truth
    say: Callable[[str], None]
    ghosts: list[Request] = field(default_factory=list)

    async def sync(self, phone: Phone, dice: Random) -> None:
        """What one sync does, until something goes wrong."""
        for facts in (False, True):
            rows = phone.waiting(facts=facts)
            if dice.random() < 0.2:
                dice.shuffle(rows)
            batch = rows[: dice.randint(1, 6)]
            if batch and not await self._send(phone, batch, facts, dice):
                return
        if dice.random() < 0.85:
            limit = dice.choice((1, 2, 3, _FULL_PAGE, _FULL_PAGE))
            pages = dice.choice((1, 2, 20))
            await self._pull(phone, limit, pages, dice)

    async def sync_quietly(self, phone: Phone) -> bool:
        """A whole sync without faults; whether anything was new."""
        news = bool(phone.outbox)
        await self.send_all(phone)
        position = (phone.epoch, phone.cursor)
        await self.read(phone)
        return news or bool(phone.outbox) or position != (phone.epoch, phone.cursor)

    async def ghost(self, dice: Random) -> None:
        """A request from before arrives once more, and nobody hears the answer."""
        if self.ghosts:
            request = self.ghosts.pop(dice.randrange(len(self.ghosts)))
            self.say(f"   {request.call} of {request.person} arrives late")
            await self._answered(request)

    async def send_all(self, phone: Phone) -> None:
        """Everything that waits, without faults."""
        for facts in (False, True):
            await self.send(phone, facts=facts)

    async def send_some(self, phone: Phone) -> None:
        """What is sent first of what waits, in one call, without faults."""
        await self.send(phone, facts=not phone.waiting(facts=False))

    async def send(self, phone: Phone, *, facts: bool) -> None:
        rows = phone.waiting(facts=facts)
        if rows:
            await self._send(phone, rows, facts, None)

    async def read(self, phone: Phone) -> None:
        await self._pull(phone, _FULL_PAGE, 100, None)

    async def _send(self, phone: Phone, batch: list[Row], facts: bool, dice: Random | None) -> bool:
        items = json.loads(json.dumps([row.item for row in batch]))
        reply = await self._asked(
            Request("tell" if facts else "push", phone.person, items), dice, phone.name
        )
        if reply is None:
            return False
        phone.receipts(reply, facts=facts)
        return True

    async def _pull(self, phone: Phone, limit: int, pages: int, dice: Random | None) -> None:
        for _ in range(pages):
            request = Request("pull", phone.person, [phone.cursor, phone.epoch, limit])
            page = await self._asked(request, dice, phone.name)
            if page is None or not phone.take(page):
                break
        if not phone.unsure:
            await watch.seen_up_to_cursor(self.house, phone)

    async def _asked(self, request: Request, dice: Random | None, name: str) -> Any:
        """The reply as far as it arrives."""
        fault = dice.choices(_FAULTS, _ODDS)[0] if dice else ""
        self.say(f"   {name}: {request.call} {_short(request)} {fault}")
        if fault == "request lost":
            return None
        if fault == "late":
            self.ghosts.append(request)
            return None
        if fault == "killed" and dice:
            await self._killed(request, dice)
            return None
        reply = await self._answered(request)
        if fault == "doubled" and dice:
            second = await self._answered(request)
            reply = dice.choice((reply, second))
        if fault == "again later":
            self.ghosts.append(request)
        return None if fault == "reply lost" else reply

    async def _answered(self, request: Request) -> Any:
        if request.call == "pull":
            cursor, epoch, limit = request.load
            page = await self.house.pull(request.person, cursor, epoch, limit)
            await watch.page(self.house, request.person, page)
            return page
        call = self.house.push if request.call == "push" else self.house.tell
        results = await call(request.person, request.load)
        await watch.receipts(self.house, self.truth, request.load, results)
        told = [f"{result.get('outcome')} {result.get('code', '')}".strip() for result in results]
        self.say(f"      {', '.join(told)}")
        return results

    async def _killed(self, request: Request, dice: Random) -> None:
        if request.call == "pull":
            return
        call = self.house.push if request.call == "push" else self.house.tell
        withdrawals = [item for item in request.load if item.get("kind") == "withdraw"]
        self.truth.cut_off |= {item["body"]["target"] for item in withdrawals}
        results = await killed(call(request.person, request.load), dice.randint(1, _LAST_STATEMENT))
        await watch.receipts(self.house, self.truth, request.load, results)


def _short(request: Request) -> str:
    if request.call == "pull":
        return f"from {request.load[0]}"
    return " ".join(
        f"{item.get('kind')}:{str(item.get('fact_id') or item.get('rev_id'))[:8]}"
        for item in request.load
    )
