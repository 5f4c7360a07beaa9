"""A schedule under way: the house, the devices, what is true, and what happened so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.campaigns.schedules.house import House, Rows
from tests.campaigns.schedules.phone import Phone
from tests.campaigns.schedules.truth import Truth
from tests.campaigns.schedules.wire import Wire
from tests.cast import NOON


@dataclass
class Game:
    house: House
    phones: dict[str, Phone]
    truth: Truth = field(default_factory=Truth)
    minutes: int = 0
    backups: list[Rows] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.wire = Wire(self.house, self.truth, self.say)

    @property
    def now(self) -> datetime:
        return NOON + timedelta(minutes=self.minutes)

    def went_back(self) -> None:
        self.truth.went_back = True
        for phone in self.phones.values():
            phone.unsure = True

    def say(self, line: str) -> None:
        self.trace.append(line)
