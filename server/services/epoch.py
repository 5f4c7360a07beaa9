"""The server's epoch: a random id that `restore` replaces (protocol.md §7)."""

from __future__ import annotations

import secrets

from tortoise.exceptions import IntegrityError

from server.storage.database import fetch
from server.storage.records import Named

_NAME = "epoch"


async def current_epoch() -> str:
    found = await known_epoch()
    if not found:
        try:
            await Named.create(name=_NAME, value=secrets.token_urlsafe(12))
        except IntegrityError:
            pass  # another process was first
        found = await known_epoch()
    return found


async def known_epoch() -> str:
    """The same without making one: "" when no device ever came by."""
    rows = await fetch("SELECT value FROM named_value WHERE name = ?", _NAME)
    return rows[0]["value"] if rows else ""


async def renew_epoch() -> tuple[str, str]:
    """The old one and the new one: every device starts at the beginning and offers what it has."""
    old, new = await current_epoch(), secrets.token_urlsafe(12)
    await Named.filter(name=_NAME).update(value=new)
    return old, new
