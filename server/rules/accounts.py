"""Getting in: how addresses, codes and sessions behave. Plain values in, plain answers out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from server.rules.access import STUDENT
from server.rules.canonical import composed

LONGEST_ADDRESS = 254
CODE_LIFE = timedelta(minutes=10)
CODE_TRIES = 5
INVITATION_LIFE = timedelta(days=30)
STUDENT_SESSION = timedelta(days=90)
OTHER_SESSION = timedelta(days=30)
# How often a session in use is written down as used; not at every call.
TOUCH_EVERY = timedelta(hours=1)


def normal_address(text: str) -> str:
    """The one spelling under which an address is kept and looked up."""
    return composed(text).strip().casefold()


def is_address(text: str) -> bool:
    """Good enough to try: mail itself is the only real test. Never a line break."""
    local, at, domain = text.rpartition("@")
    return bool(
        at
        and local
        and "." in domain.strip(".")
        and len(text) <= LONGEST_ADDRESS
        and text.isprintable()
        and not any(c.isspace() or c in ',;<>"' for c in text)
    )


def masked(address: str) -> str:
    """Enough for the owner to recognise, too little for anyone else: b•••@d•••.nl."""
    local, _, domain = address.rpartition("@")
    name, _, ending = domain.rpartition(".")
    return f"{local[:1]}•••@{name[:1]}•••.{ending}"


def code_digits(text: str) -> str:
    """The digits of what somebody typed or pasted: "123 456" and "123-456" are fine."""
    kept = "".join(c for c in text if c in "0123456789")
    return kept if len(kept) == 6 else ""


def session_life(roles: Iterable[str]) -> timedelta:
    """Students stay signed in long: they are offline for weeks. Whoever reads others, shorter."""
    return STUDENT_SESSION if set(roles) == {STUDENT} else OTHER_SESSION


def session_rolls(roles: Iterable[str]) -> bool:
    return set(roles) == {STUDENT}
