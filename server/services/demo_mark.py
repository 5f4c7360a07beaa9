"""Whether this database was made by the demo: only then mail is caught and shown."""

from __future__ import annotations

from server.storage.records import Named

_NAME = "demo"


async def is_demo() -> bool:
    return await Named.exists(name=_NAME)


async def demo_state() -> str | None:
    """ "seeding" while it is being filled, then "ready"; None for any other database."""
    found = await Named.get_or_none(name=_NAME)
    return found.value if found else None


async def mark_as_demo(state: str) -> None:
    await Named.update_or_create(name=_NAME, defaults={"value": state})
