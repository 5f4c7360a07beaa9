"""What people do between a backup and the day it is put back, at random."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from server.outside import clock
from server.services.erasure import erase_long_deleted, erase_old_text, erase_placement
from server.storage.database import fetch
from tests.campaigns.drills.devices import Device
from tests.cast import Cast, Json, entry, fact, revision

SECRET = "zwaluwnestje"


@dataclass
class World:
    """Samira with Bram and Karlijn; Daan, whose logbook may be erased as a whole."""

    cast: Cast
    dice: Random
    devices: dict[str, Device]
    heads: dict[str, Json] = field(default_factory=dict)  # the newest revision, by document
    signed: dict[str, str] = field(default_factory=dict)  # document by standing sign-off
    withdrawn: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)  # rev_ids
    finally_deleted: set[str] = field(default_factory=set)

    @property
    def placement(self) -> str:
        return self.cast.placements["Samira"]

    async def work(self, steps: int) -> None:
        acts = [
            *(self.new, self.new, self.edit, self.edit, self.submit, self.submit, self.remark),
            *(self.ask, self.sign, self.sign, self.undo, self.share, self.fork),
            *(self.new, self.edit, self.submit, self.sign, self.erase, self.delete),
        ]
        for _ in range(steps):
            await self.dice.choice(acts)()
            if self.dice.random() < 0.5:
                await self.devices[self.dice.choice(["Samira", "Bram", "Karlijn"])].look(self.cast)

    async def new(self) -> None:
        kind = self.dice.choice(["entry", "entry", "entry", "lived_experience"])
        content = entry() if kind == "entry" else {"about": "", "text": "Van vroeger"}
        await self._write(revision(self.placement, content, kind=kind))

    async def edit(self) -> None:
        if head := self._pick():
            await self._write(revision(self.placement, entry(), base=head, kind=head["kind"]))

    async def fork(self) -> None:
        """Two versions, and at once the choice between them."""
        if head := self._pick():
            left, right = (
                revision(self.placement, entry(title=title), base=head, kind=head["kind"])
                for title in "LR"
            )
            await self._write(left)
            await self._write(right)
            joined = revision(
                self.placement, entry(), base=left, merges=[right["rev_id"]], kind=head["kind"]
            )
            await self._write(joined)

    async def submit(self) -> None:
        if head := self._pick("entry"):
            await self._say("Samira", fact("submission", head, ask="sign_off", to=""))

    async def share(self) -> None:
        if head := self._pick("lived_experience"):
            share = fact("share", head)
            await self._say("Samira", share)
            if self.dice.random() < 0.4:
                back = fact("withdraw", head, target=share["fact_id"], reason="mistake")
                if await self._say("Samira", back):
                    self.withdrawn.add(share["fact_id"])

    async def remark(self) -> None:
        if head := self._pick("entry"):
            who = self.dice.choice(["Bram", "Karlijn"])
            await self._say(who, fact("remark", head, tone="tip", text="Vraag het ook eens."))

    async def ask(self) -> None:
        if head := self._pick("entry"):
            await self._say("Bram", fact("request_changes", head, text="Waarom?"))

    async def sign(self) -> None:
        if head := self._pick("entry"):
            await self._say("Samira", fact("submission", head, ask="sign_off", to=""))
            said = fact("sign_off", head, comment="Mooi.")
            if await self._say("Bram", said):
                self.signed[said["fact_id"]] = head["doc_id"]

    async def undo(self) -> None:
        if not self.signed:
            return
        target = self.dice.choice(sorted(self.signed))
        about = self.devices["Bram"].facts[target]
        if await self._say("Bram", fact("withdraw", about, target=target, reason="undo")):
            self.withdrawn.add(target)
            del self.signed[target]

    async def erase(self) -> None:
        if head := self._pick():
            await erase_old_text(await self.cast.actor("Samira"), head["doc_id"])
            await self._note_erased(head["doc_id"])

    async def delete(self) -> None:
        """Sometimes a deletion is looked at 91 days later."""
        if not (head := self._pick()) or self.dice.random() < 0.5:
            return
        await self._write(
            revision(self.placement, entry(), base=head, kind=head["kind"], deleted=True)
        )
        del self.heads[head["doc_id"]]
        if self.dice.random() < 0.5:
            with clock.at(clock.now() + timedelta(days=91)):
                await erase_long_deleted()
            for row in await fetch("SELECT doc_id FROM document WHERE erased"):
                self.finally_deleted.add(row["doc_id"])
            for doc_id in {item["doc_id"] for item in self.devices["Samira"].mine.values()}:
                await self._note_erased(doc_id)

    async def erase_daan(self) -> None:
        """A whole logbook, with an akkoord in it."""
        daan = self.devices["Daan"]
        item = revision(daan.placement, entry(title=SECRET))
        await daan.write(self.cast, item)
        await daan.say(self.cast, fact("submission", item, ask="sign_off", to=""))
        bram = Device("Bram", daan.placement)
        await bram.say(self.cast, fact("sign_off", item, comment=SECRET))
        await erase_placement(daan.placement)
        self.finally_deleted.add(item["doc_id"])

    async def _write(self, item: Json) -> None:
        await self.devices["Samira"].write(self.cast, item)
        self.heads[item["doc_id"]] = item

    async def _say(self, who: str, item: Json) -> bool:
        return bool((await self.devices[who].say(self.cast, item))["outcome"] == "ok")

    async def _note_erased(self, doc_id: str) -> None:
        empty = "SELECT rev_id FROM revision WHERE doc_id = ? AND content IS NULL"
        gone = {row["rev_id"] for row in await fetch(empty, doc_id)}
        self.erased |= gone

    def _pick(self, kind: str = "") -> Json | None:
        found = [item for item in self.heads.values() if kind in ("", item["kind"])]
        return self.dice.choice(found) if found else None
