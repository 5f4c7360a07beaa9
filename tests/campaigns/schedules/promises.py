"""How a schedule says that something does not hold."""

from __future__ import annotations


class Broken(Exception):
    """An invariant does not hold; the text begins with its number."""


def require(holds: bool, what: str) -> None:
    if not holds:
        raise Broken(what)
