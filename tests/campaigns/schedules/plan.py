"""What happens in a schedule, drawn from its seed: steps that can be played or left out."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

STUDENT_PHONES = ("Samira's phone", "Samira's laptop")
SUPERVISOR, COACH = "Bram's phone", "Karlijn's laptop"
PHONES = (*STUDENT_PHONES, SUPERVISOR, COACH)
_SHORTEST, _LONGEST = 8, 40

# Kind of step: how often, and whose device it may be.
_STEPS: dict[str, tuple[int, tuple[str, ...]]] = {
    "sync": (26, (*STUDENT_PHONES, *PHONES)),
    "write": (12, STUDENT_PHONES),
    "edit": (14, STUDENT_PHONES),
    "remove": (3, STUDENT_PHONES),
    "choose": (4, STUDENT_PHONES),
    "garbage": (3, STUDENT_PHONES),
    "submit": (15, STUDENT_PHONES),
    "share": (4, STUDENT_PHONES),
    "unshare": (2, STUDENT_PHONES),
    "remark": (2, (*PHONES,)),
    "review": (16, (SUPERVISOR,)),
    "undo": (3, (SUPERVISOR,)),
    "seen": (2, (SUPERVISOR, COACH)),
    "ghost": (6, PHONES),
    "stranger": (2, PHONES),
    "restart": (2, PHONES),
    "erase": (3, STUDENT_PHONES),
    "together": (8, PHONES),
    "backup": (4, PHONES),
    "restore": (2, PHONES),
    "roll_back": (2, PHONES),
    "wait": (3, PHONES),
}
# Most schedules begin with something to read, so that what follows has something to go wrong on.
_BEGINNING = (
    ("write", STUDENT_PHONES[0]),
    ("sync", STUDENT_PHONES[0]),
    ("submit", STUDENT_PHONES[0]),
    ("sync", STUDENT_PHONES[1]),
    ("review", SUPERVISOR),
)


@dataclass(frozen=True)
class Step:
    """`seed` decides everything within the step, so that dropping another changes nothing here."""

    kind: str
    phone: str
    seed: int

    @property
    def dice(self) -> Random:
        return Random(self.seed)

    def __str__(self) -> str:
        return f"{self.kind} on {self.phone}"


def steps_of(seed: int) -> list[Step]:
    dice = Random(seed)
    beginning = [step for step in _BEGINNING if dice.random() < 0.8]
    kinds = list(_STEPS)
    weights = [_STEPS[kind][0] for kind in kinds]
    chosen = dice.choices(kinds, weights, k=dice.randint(_SHORTEST, _LONGEST))
    told = [(kind, dice.choice(_STEPS[kind][1])) for kind in chosen]
    return [Step(kind, phone, dice.getrandbits(48)) for kind, phone in (*beginning, *told)]


def clocks_of(seed: int) -> dict[str, int]:
    """How many years each device's clock is off."""
    dice = Random(seed + 1)
    return {name: dice.choice((0, -10, 10)) for name in PHONES}
