"""Owe, then send: mail is written down with the fact that causes it, and sent afterwards.

A crash between sending and marking may send a mail twice, never lose one. Nothing about people
goes into the log: only the kind, the row's id and what went wrong.
"""

from __future__ import annotations

import asyncio
import contextlib
from datetime import timedelta
from typing import Any

import structlog

from server.outside import mail
from server.outside.clock import now
from server.rules.access import WORKPLACE_SUPERVISOR
from server.rules.ids import new_id
from server.services.demo_mark import is_demo
from server.services.letters import write_letter
from server.storage import deliveries as owed
from server.storage.accounts import known_address
from server.storage.database import unit_of_work
from server.storage.deliveries import MOST_ATTEMPTS, CaughtMail, Delivery
from server.storage.people import Person
from server.storage.placements import Placement, PlacementPerson

LOGIN_CODE = "login_code"
SUPERVISOR_INVITATION = "supervisor_invitation"
STUDENT_NEWS = "student_news"
LINK_RENEWED = "link_renewed"
READMITTED = "readmitted"

LEASE = timedelta(minutes=2)
# Several entries sent in one go make one mail.
GATHER = timedelta(seconds=5)
# A sign-off can be undone for ten minutes; the student hears the net result.
SETTLE = timedelta(minutes=12)
_PAUSE_SECONDS = 1.0

_log = structlog.get_logger("deliveries")


async def owe(
    kind: str,
    person_id: str,
    address: str,
    payload: dict[str, Any],
    after: timedelta = timedelta(0),
) -> None:
    """Writes down a mail; inside the unit of work of what causes it."""
    await Delivery.create(
        id=new_id(),
        kind=kind,
        person_id=person_id,
        address=address,
        payload=payload,
        created_at=now(),
        due_at=now() + after,
    )


async def review_wanted(placement_id: str, supervisor_id: str) -> None:
    """Entries wait for a supervisor: the one the student chose, else everybody at the workplace.

    Only who stands there today: a phone may ask for somebody who has left meanwhile.
    """
    people = await PlacementPerson.filter(placement_id=placement_id, role=WORKPLACE_SUPERVISOR)
    ids = {row.person_id for row in people if row.is_present(now().date())}
    # In one order, so that two who write to the same people do not wait for each other.
    for person_id in sorted({supervisor_id} & ids or ids):
        await _owe_once(SUPERVISOR_INVITATION, person_id, placement_id, GATHER)


async def news_for_student(placement_id: str, kind: str) -> None:
    placement = await Placement.get(id=placement_id)
    student_id = placement.student_id
    wait = SETTLE if kind == "sign_off" else GATHER
    await _owe_once(STUDENT_NEWS, student_id, placement_id, wait)


async def link_wanted(person_id: str, placement_id: str) -> None:
    """A supervisor asks for a new link, now; it goes to the known address only."""
    waiting = await _owe_once(LINK_RENEWED, person_id, placement_id, timedelta(0))
    if waiting is not None:
        await owed.try_now(waiting, now())


async def sign_off_readmitted(placement_id: str, signer_id: str) -> None:
    """The signer hears that a sign-off came back from somebody's device after a restore."""
    if await Person.exists(id=signer_id):
        await _owe_once(READMITTED, signer_id, placement_id, GATHER)


async def send_due(stop: asyncio.Event | None = None) -> int:
    """Sends everything that is due, or until `stop`; returns how many were sent."""
    sent = 0
    while stop is None or not stop.is_set():
        delivery = await unit_of_work(lambda: owed.claim(now(), LEASE))
        if delivery is None:
            break
        sent += await _send(delivery)
    return sent


async def run_deliveries(stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            await send_due(stop)
        except Exception as problem:  # the loop outlives a database that is away for a while
            _log.error("deliveries", problem=type(problem).__name__)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _PAUSE_SECONDS)


async def _owe_once(
    kind: str, person_id: str, placement_id: str, after: timedelta
) -> Delivery | None:
    """One unsent mail a person a placement: news goes along with the one that it answers."""
    waiting = await owed.waiting(kind, person_id, placement_id)
    address = None if waiting else await known_address(person_id, now())
    if address is not None:
        await owe(kind, person_id, address, {"placement_id": placement_id}, after)
    return waiting


async def _send(delivery: Delivery) -> int:
    try:
        letter = await unit_of_work(lambda: write_letter(delivery))
        if letter is None:
            await unit_of_work(lambda: owed.mark_sent(delivery, now(), "nothing to say"))
            return 0
        if await is_demo():
            await unit_of_work(
                lambda: CaughtMail.create(
                    id=new_id(),
                    to_address=delivery.address,
                    subject=letter.subject,
                    text=letter.text,
                    html=letter.html,
                    caught_at=now(),
                )
            )
        else:
            await mail.send(delivery.address, letter, message_id=delivery.id)
        await unit_of_work(lambda: owed.mark_sent(delivery, now()))
        return 1
    except mail.NotSent as problem:
        reason = str(problem)
        delay = timedelta(minutes=2**delivery.attempts)
        due = now() + delay if delivery.attempts < MOST_ATTEMPTS else None
        await unit_of_work(lambda: owed.mark_failed(delivery, reason, due))
        _log.warning("mail_not_sent", kind=delivery.kind, delivery=delivery.id)
        return 0
