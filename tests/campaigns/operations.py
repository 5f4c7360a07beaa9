"""What people do, ready to be done: for campaigns that break it in every way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from server.outside import clock
from server.services.erasure import (
    DELETED_FOR,
    erase_long_deleted,
    erase_old_text,
    erase_placement,
)
from server.storage.database import execute
from tests.cast import NOON, Cast, Json, entry, fact, push, revision, submitted, tell

Act = Callable[[], Awaitable[Any]]


@dataclass(frozen=True)
class Operation:
    """`prepare` sets the stage and answers acts. The last is the operation itself; the others
    are what may be left when it stops between two items, each of which is whole by itself."""

    name: str
    prepare: Callable[[Cast], Awaitable[list[Act]]]
    sent_again: bool = True  # by a phone that heard nothing; a command is not


async def _push_new(cast: Cast) -> list[Act]:
    return await _pushing(cast, _entry(cast))


async def _push_edit(cast: Cast) -> list[Act]:
    first = await _stored(cast)
    return await _pushing(cast, _entry(cast, base=first, title="Anders"))


async def _push_conflict(cast: Cast) -> list[Act]:
    first = await _stored(cast)
    await push(await cast.actor("Samira"), _entry(cast, base=first, title="Hier"))
    return await _pushing(cast, _entry(cast, base=first, title="Daar"))


async def _push_join(cast: Cast) -> list[Act]:
    first = await _stored(cast)
    here, there = (_entry(cast, base=first, title=title) for title in ("Hier", "Daar"))
    await push(await cast.actor("Samira"), here, there)
    joined = revision(
        cast.placements["Samira"], entry(title="Samen"), base=here, merges=[there["rev_id"]]
    )
    return await _pushing(cast, joined)


async def _push_deletion(cast: Cast) -> list[Act]:
    first = await _stored(cast)
    return await _pushing(cast, revision(cast.placements["Samira"], {}, base=first, deleted=True))


async def _push_batch(cast: Cast) -> list[Act]:
    first = await _stored(cast)
    return await _pushing(cast, _entry(cast), _entry(cast, base=first), _entry(cast))


async def _push_damaged(cast: Cast) -> list[Act]:
    return await _pushing(cast, _entry(cast) | {"hash": "0" * 64})


async def _push_mixed(cast: Cast) -> list[Act]:
    """The good ones and the quarantine are two units of work."""
    good, bad = _entry(cast), _entry(cast) | {"hash": "0" * 64}
    return [*await _pushing(cast, good), *await _pushing(cast, good, bad)]


async def _submission(cast: Cast) -> list[Act]:
    return await _telling(cast, "Samira", fact("submission", await _stored(cast), ask="feedback"))


async def _share(cast: Cast) -> list[Act]:
    note = revision(cast.placements["Samira"], {"text": "Voor mij"}, kind="private_note")
    await push(await cast.actor("Samira"), note)
    return await _telling(cast, "Samira", fact("share", note))


async def _remark(cast: Cast) -> list[Act]:
    item = await submitted(cast)
    return await _telling(cast, "Bram", fact("remark", item, tone="top", text="Mooi gedaan."))


async def _request_changes(cast: Cast) -> list[Act]:
    item = await submitted(cast)
    return await _telling(cast, "Bram", fact("request_changes", item, text="Wat wilde je?"))


async def _sign_off(cast: Cast) -> list[Act]:
    return await _telling(cast, "Bram", fact("sign_off", await submitted(cast), comment="Goed."))


async def _withdraw(cast: Cast) -> list[Act]:
    item = await submitted(cast)
    signed = fact("sign_off", item, comment="")
    await tell(await cast.actor("Bram"), signed)
    return await _telling(cast, "Bram", fact("withdraw", item, target=signed["fact_id"]))


async def _seen(cast: Cast) -> list[Act]:
    return await _telling(cast, "Karlijn", fact("seen", await submitted(cast)))


async def _goal_agreement(cast: Cast) -> list[Act]:
    goal = revision(cast.placements["Samira"], {"text": "Leren luisteren"}, kind="learning_goal")
    samira = await cast.actor("Samira")
    await push(samira, goal)
    await tell(samira, fact("submission", goal, ask="feedback"))
    return await _telling(cast, "Bram", fact("goal_agreement", goal))


async def _refused(cast: Cast) -> list[Act]:
    """A sign-off that comes too late: the refusal is what is kept."""
    item = await submitted(cast)
    await push(await cast.actor("Samira"), _entry(cast, base=item, title="Anders"))
    return await _telling(cast, "Bram", fact("sign_off", item, comment=""))


async def _erase_old_text(cast: Cast) -> list[Act]:
    first = await _stored(cast)
    await push(await cast.actor("Samira"), _entry(cast, base=first, title="Anders"))
    return [partial(erase_old_text, await cast.actor("Samira"), first["doc_id"])]


async def _erase_placement(cast: Cast) -> list[Act]:
    item = await submitted(cast)
    await tell(await cast.actor("Bram"), fact("sign_off", item, comment="Goed."))
    await push(await cast.actor("Samira"), _entry(cast, base=item, title="Anders"))
    return [partial(erase_placement, cast.placements["Samira"])]


async def _erase_deleted(cast: Cast) -> list[Act]:
    first = await _stored(cast)
    gone = revision(cast.placements["Samira"], {}, base=first, deleted=True)
    await push(await cast.actor("Samira"), gone)

    async def later() -> None:
        with clock.at(NOON + DELETED_FOR + timedelta(days=1)):
            await erase_long_deleted()

    return [later]


async def _readmit_sign_off(cast: Cast) -> list[Act]:
    item = await submitted(cast)
    (receipt,) = await tell(await cast.actor("Bram"), fact("sign_off", item, comment="Goed."))
    await _lose("sign_off")
    return await _telling(cast, "Samira", receipt["fact"])


async def _readmit_withdrawal(cast: Cast) -> list[Act]:
    item = await submitted(cast)
    signed = fact("sign_off", item, comment="")
    bram = await cast.actor("Bram")
    await tell(bram, signed)
    (receipt,) = await tell(bram, fact("withdraw", item, target=signed["fact_id"]))
    await _lose("sign_off", "withdraw")
    return await _telling(cast, "Samira", receipt["fact"])


OPERATIONS = [
    Operation(name.__name__.lstrip("_").replace("_", " "), name)
    for name in (
        _push_new,
        _push_edit,
        _push_conflict,
        _push_join,
        _push_deletion,
        _push_batch,
        _push_damaged,
        _push_mixed,
        _submission,
        _share,
        _remark,
        _request_changes,
        _sign_off,
        _withdraw,
        _seen,
        _goal_agreement,
        _refused,
        _readmit_sign_off,
        _readmit_withdrawal,
    )
] + [
    Operation(name.__name__.lstrip("_").replace("_", " "), name, sent_again=False)
    for name in (_erase_old_text, _erase_placement, _erase_deleted)
]


async def _lose(*kinds: str) -> None:
    """As an older database would: neither the facts nor what the chain said of them."""
    for kind in kinds:
        await execute("DELETE FROM fact WHERE kind = ?", kind)
    await execute("DELETE FROM statement")
    await execute("DELETE FROM chain")
    await execute("UPDATE document SET signed_rev = NULL")


def _entry(cast: Cast, base: Json | None = None, **changes: Any) -> Json:
    return revision(cast.placements["Samira"], entry(**changes), base=base)


async def _stored(cast: Cast) -> Json:
    item = _entry(cast)
    await push(await cast.actor("Samira"), item)
    return item


async def _pushing(cast: Cast, *items: Json) -> list[Act]:
    return [partial(push, await cast.actor("Samira"), *items)]


async def _telling(cast: Cast, who: str, item: Json) -> list[Act]:
    return [partial(tell, await cast.actor(who), item)]
