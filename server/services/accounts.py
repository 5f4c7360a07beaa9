"""Getting in with a six-digit code, and the sessions that follow (architecture.md §5)."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from server.outside import clock, keys
from server.rules.access import Actor
from server.rules.accounts import (
    CODE_LIFE,
    CODE_TRIES,
    LONGEST_ADDRESS,
    TOUCH_EVERY,
    code_digits,
    normal_address,
    session_life,
    session_rolls,
)
from server.rules.ids import new_id
from server.rules.refusals import CodeExpired, NotFound, NotSignedIn, WrongCode
from server.services import deliveries
from server.storage import accounts as rows
from server.storage.access import load_actor
from server.storage.accounts import LoginCode, Session
from server.storage.database import unit_of_work
from server.storage.people import Person
from server.storage.troubles import trouble_of


async def ask_for_code(address: str, request_id: str) -> None:
    """Mails a code to an address we know. For a stranger the same work is done, without mail."""
    # Some letters become several when they are folded: what is kept has an end.
    wanted = normal_address(address)[:LONGEST_ADDRESS]
    now = clock.now()

    async def work() -> None:
        found = await rows.live_address(wanted, now)
        person_id = found.person_id if found else None
        code = await _new_code(request_id, person_id, wanted)
        if found is not None:
            await deliveries.owe(deliveries.LOGIN_CODE, str(person_id), wanted, {"code": code})

    await unit_of_work(work)


async def new_code_for(person_id: str, address: str, request_id: str) -> None:
    """The same for somebody whom an invitation names; inside the caller's unit of work."""
    code = await _new_code(request_id, person_id, address)
    await deliveries.owe(deliveries.LOGIN_CODE, person_id, address, {"code": code})


async def sign_in(request_id: str, typed: str, device: str) -> tuple[str, Person]:
    """Returns the session's secret and whose it is. Raises WrongCode or CodeExpired."""
    now = clock.now()
    code = await unit_of_work(lambda: rows.take_a_try(_hash(request_id), now, CODE_TRIES))
    if code is None:
        raise CodeExpired()
    digits = code_digits(typed)
    given = keys.keyed_hash("login_code", f"{code.id}:{digits}")
    person_id = code.person_id
    if not digits or not secrets.compare_digest(given, code.code_hash) or person_id is None:
        raise WrongCode()

    async def work() -> str:
        if not await rows.use_code(code.id, now):
            raise CodeExpired()
        actor = await load_actor(person_id, now.date())
        secret = secrets.token_urlsafe(32)
        await Session.create(
            id=new_id(),
            token_hash=_hash(secret),
            person_id=person_id,
            address=code.address,
            device=device[:120],
            created_at=now,
            last_seen_at=now,
            expires_at=now + session_life(actor.roles()),
        )
        return secret

    secret = await unit_of_work(work)
    return secret, await Person.get(id=person_id)


async def actor_for_session(secret: str) -> tuple[Actor, Person, Session]:
    """Whose session this is. Raises NotSignedIn."""
    now = clock.now()
    found = await Session.get_or_none(token_hash=_hash(secret)).select_related("person")
    if found is None or found.revoked_at is not None or found.expires_at <= now:
        raise NotSignedIn()
    actor = await load_actor(found.person.id, now.date(), found.address)
    if now - found.last_seen_at > TOUCH_EVERY:
        found.last_seen_at = now
        if session_rolls(actor.roles()):
            found.expires_at = now + session_life(actor.roles())
        await _touch(found)
    return actor, found.person, found


async def sign_out(secret: str, person_id: str) -> bool:
    """Ends that session, when it is `person_id`'s or nobody is named; whether it did."""
    now = clock.now()
    mine = {"person_id": person_id} if person_id else {}
    session = Session.filter(token_hash=_hash(secret), **mine)
    return bool(await unit_of_work(lambda: session.update(revoked_at=now)))


async def sessions_of(person_id: str, current: str) -> list[dict[str, Any]]:
    found = await Session.filter(person_id=person_id, revoked_at=None).order_by("-last_seen_at")
    now = clock.now()
    return [
        {
            "id": row.id,
            "created_at": row.created_at.isoformat(),
            "last_seen_at": row.last_seen_at.isoformat(),
            "device": row.device,
            "current": row.id == current,
        }
        for row in found
        if row.expires_at > now
    ]


async def revoke_session(person_id: str, session_id: str) -> None:
    found = await Session.get_or_none(id=session_id, person_id=person_id)
    if found is None:
        raise NotFound()
    found.revoked_at = clock.now()
    await unit_of_work(lambda: found.save(update_fields=["revoked_at"]))


async def _touch(session: Session) -> None:
    """A full or busy database keeps nobody from reading: the next request tries again."""
    try:
        await unit_of_work(lambda: session.save(update_fields=["last_seen_at", "expires_at"]))
    except Exception as problem:
        if trouble_of(problem) is None:
            raise


async def _new_code(request_id: str, person_id: str | None, address: str) -> str:
    now = clock.now()
    await rows.forget_codes(now - CODE_LIFE)
    code_id, code = new_id(), f"{secrets.randbelow(1_000_000):06d}"
    await LoginCode.create(
        id=code_id,
        request_hash=_hash(request_id),
        person_id=person_id,
        address=address,
        code_hash=keys.keyed_hash("login_code", f"{code_id}:{code}"),
        created_at=now,
        expires_at=now + CODE_LIFE,
    )
    return code


def _hash(secret: str) -> str:
    """For secrets of 256 random bits, which need no pepper."""
    return hashlib.sha256(secret.encode()).hexdigest()
