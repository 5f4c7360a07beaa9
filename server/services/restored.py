"""What a restored database still has to go through before it may serve."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from server.services.blob_keeping import mark_unnamed
from server.services.epoch import renew_epoch
from server.services.ledger_replay import Replayed, replay_ledger
from server.services.signoff import append_restored
from server.services.verify import verify_everything
from server.storage.accounts import LoginCode, Session
from server.storage.database import unit_of_work
from server.storage.deliveries import Delivery
from server.storage.people import School
from server.storage.records import Named

RESTORING = "restoring"


@dataclass(frozen=True)
class Outcome:
    replayed: Replayed
    schools: int
    problems: list[str]  # what `vakwerk verify` says afterwards


async def live_up_to_today(made_at: str, bring_files: Callable[[], Awaitable[None]]) -> Outcome:
    """Ledger, files, epoch, chain, and a look at it all. May be run again when it was cut off."""
    replayed = await replay_ledger()
    await mark_unnamed()
    # Not before: only now the database no longer names what was erased since.
    await bring_files()
    schools = await unit_of_work(lambda: _begin_again(made_at))
    return Outcome(replayed, schools, await verify_everything())


async def is_half_restored() -> bool:
    return await Named.exists(name=RESTORING)


async def _begin_again(made_at: str) -> int:
    old, new = await renew_epoch()
    schools = await School.all().order_by("id").values_list("id", flat=True)
    for school_id in schools:
        await append_restored(str(school_id), made_at, old, new)
    # A session that was ended since must not live again, nor a code that was used.
    await Session.all().delete()
    await LoginCode.all().delete()
    await Delivery.filter(kind="login_code", sent_at=None).delete()
    await Named.filter(name=RESTORING).delete()
    return len(schools)
