"""A schedule under way: the house, the files that belong to it, and what really happened."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from server.rules import blobs as rules
from server.rules.refusals import InvalidFields, NotFound
from server.services.blobs import Sending, receive_part
from tests.campaigns.schedules.house import House
from tests.campaigns.schedules.promises import Broken
from tests.campaigns.schedules.taps import Killed
from tests.campaigns.uploads import checks
from tests.campaigns.uploads.files import File
from tests.cast import NOON, entry, fact, revision

Json = dict[str, Any]
STUDENT, SUPERVISOR = "Samira", "Bram"


@dataclass(frozen=True)
class Part:
    """One request: `data` as part `number` of what is said to be `size` bytes under that name."""

    file: File
    number: int
    data: bytes
    size: int
    person: str = STUDENT

    @property
    def is_honest(self) -> bool:
        return replace(self, person=STUDENT) == part_of(self.file, self.number)

    @property
    def is_taken_in(self) -> bool:
        """By its length; what was cut off is not."""
        return len(self.data) == rules.part_length(self.size, self.number)


def part_of(file: File, number: int) -> Part:
    start = number * rules.PART
    return Part(file, number, file.data[start : start + rules.PART], len(file.data))


def parts_of_file(file: File) -> list[Part]:
    return [part_of(file, number) for number in range(rules.parts_in(len(file.data)))]


@dataclass
class Game:
    house: House
    dice: Random
    files: list[File]
    minutes: int = 0
    spoiled: set[str] = field(default_factory=set)  # names under which something else was sent
    text: Json = field(default_factory=dict)  # the version that stands, submitted
    shown: set[str] = field(default_factory=set)  # hashes that a submitted version named
    signed: set[str] = field(default_factory=set)  # rev_ids
    trace: list[str] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return NOON + timedelta(minutes=self.minutes)

    def say(self, line: str) -> None:
        self.trace.append(line)

    async def deliver(self, part: Part) -> Json | None:
        """The answer; None when it was refused as a request."""
        own = part.person == STUDENT
        if own and part.is_taken_in and not part.is_honest:
            self.spoiled.add(part.file.name)
        sending = Sending(self.house.placement, part.file.name, part.size, part.file.media_type)
        actor = self.house.actors[part.person]
        try:
            answer: Json = await receive_part(actor, sending, part.number, part.data)
        except Killed:
            raise
        except (InvalidFields, NotFound) as refusal:
            self.say(f"   {type(refusal).__name__}")
            if own and part.is_taken_in:
                raise Broken(f"{part.file.title}: part {part.number} was refused") from refusal
            return None
        except Exception as problem:
            raise Broken(f"no answer: {type(problem).__name__}: {problem}") from problem
        told = "stored" if answer["stored"] else answer["problem"] or answer["parts"]
        self.say(f"   {told}")
        checks.answered(self.spoiled, part.file, answer)
        return answer

    async def write(self, names: list[str]) -> None:
        """A new version that names these, sent to the supervisor."""
        content = entry(attachments=[{"sha256": name, "name": ""} for name in names])
        item = revision(self.house.placement, content, base=self.text or None)
        (pushed,) = await self.house.push(STUDENT, [item])
        told = fact("submission", item, ask="sign_off", to="")
        (sent,) = await self.house.tell(STUDENT, [told])
        self.say(f"   {len(names)} attachments: {pushed['outcome']}, {sent['outcome']}")
        if (pushed["outcome"], sent["outcome"]) != ("ok", "ok"):
            raise Broken(f"a text does not wait for its photos: {json.dumps([pushed, sent])}")
        self.text = item
        self.shown |= set(names)

    async def sign(self) -> Json:
        """Bram signs what he was sent; it waits for exactly what is lacking."""
        names = [item["sha256"] for item in self.text["content"]["attachments"]]
        (answer,) = await self.house.tell(
            SUPERVISOR, [fact("sign_off", self.text, comment="Mooi.")]
        )
        code = answer.get("code", "")
        self.say(f"   {answer['outcome']} {code}")
        lacking = not set(names) <= await checks.whole(self.house.placement)
        again = self.text["rev_id"] in self.signed
        checks.signed(answer["outcome"] == "ok", code, lacking=lacking, again=again)
        if answer["outcome"] == "ok":
            self.signed.add(self.text["rev_id"])
        return answer
