"""What a schedule needs of the server beside its own calls: a cast, old copies, and the truth.

Rows are put there and read as they are, past every rule that is on trial.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from server.outside import clock
from server.rules.ids import new_id
from server.services.ledger_replay import replay_ledger
from server.storage import sync as feed
from server.storage.accounts import Session
from server.storage.database import execute, fetch, unit_of_work
from server.storage.documents import Stream
from server.storage.fields import to_micros
from server.storage.people import Enrolment, Person, RoleHeld, School
from server.storage.placements import Placement, PlacementPerson
from server.storage.records import Named
from server.storage.schooling import Framework, Programme, TrainingCompany

Json = dict[str, Any]
_BESIDE = {"supervisor": "workplace_supervisor", "coach": "school_coach"}
# What an older copy of the database holds otherwise, and by which column it is this placement's.
_OLDER = {
    "stream": "placement_id",
    "document": "placement_id",
    "revision": "placement_id",
    "fact": "placement_id",
    "refused_fact": "placement_id",
    "quarantined": "placement_id",
    "statement": "placement_id",
    "chain": "school_id",
}


@dataclass(frozen=True)
class _Copy:
    at: int
    rows: dict[str, list[Json]]


_copies: dict[str, _Copy] = {}


async def enter(name: str) -> Json:
    """A school with one placement and everybody signed in: ids, and cookies by person."""
    return await unit_of_work(lambda: _enter(name))


async def _enter(name: str) -> Json:
    now, today = clock.now(), clock.now().date()
    # A schedule that is played again must not meet its first run.
    school = await School.create(id=new_id(), name=name, slug=f"{name}-{secrets.token_hex(6)}")
    people = {who: await _person(who) for who in ("student", "supervisor", "coach")}
    student = people["student"]
    await Enrolment.create(id=new_id(), person=student, school=school, student_number="001")
    placement = await Placement.create(
        id=new_id(),
        school=school,
        student=student,
        company=await TrainingCompany.create(
            id=new_id(), school=school, name="Buurthuis", company_id="100200301"
        ),
        programme=await Programme.create(id=new_id(), school=school, name="Sociaal werker"),
        framework=await Framework.create(
            id=new_id(), school=school, name="Oefenraamwerk", version="1", core_tasks=[]
        ),
        starts_on=today - timedelta(days=60),
        ends_on=today + timedelta(days=60),
        created_at=now,
    )
    await Stream.create(placement_id=placement.id)
    for who, role in _BESIDE.items():
        await PlacementPerson.create(
            id=new_id(),
            placement=placement,
            person=people[who],
            role=role,
            since=today - timedelta(days=60),
        )
    await RoleHeld.create(
        id=new_id(), person=people["coach"], school=school, role="school_coach", since=today
    )
    return {
        "placement": placement.id,
        "school": school.id,
        "today": today.isoformat(),
        "people": {
            who: {"id": person.id, "cookie": f"session={await _session(person)}"}
            for who, person in people.items()
        },
    }


async def keep_copy(placement_id: str, school_id: str) -> str:
    """Remembers the placement as it is now; the name is for `put_back`."""
    ids = {"placement_id": placement_id, "school_id": school_id}
    rows = {
        table: await fetch(f"SELECT * FROM {table} WHERE {column} = ?", ids[column])
        for table, column in _OLDER.items()
    }
    name = secrets.token_hex(8)
    _copies[name] = _Copy(to_micros(clock.now()), rows)
    return name


async def put_back(placement_id: str, school_id: str, copy: str, new_epoch: bool) -> None:
    """As `vakwerk restore` (a new epoch) or as a swapped file (the same): the older rows return.

    Either way the ledger is replayed before anybody is served.
    """
    await unit_of_work(lambda: _put_back(placement_id, school_id, copy))
    await replay_ledger()
    if new_epoch:
        await Named.filter(name="epoch").update(value=secrets.token_urlsafe(12))


async def _put_back(placement_id: str, school_id: str, copy: str) -> None:
    ids = {"placement_id": placement_id, "school_id": school_id}
    await execute("DELETE FROM ledger_mark WHERE at > ?", _copies[copy].at)
    for table, column in _OLDER.items():
        await execute(f"DELETE FROM {table} WHERE {column} = ?", ids[column])
        for row in _copies[copy].rows[table]:
            places = ", ".join("?" * len(row))
            await execute(
                f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", *row.values()
            )


async def end_access(placement_id: str, person_id: str) -> None:
    """Somebody leaves the placement: since yesterday it is no longer theirs."""
    yesterday = clock.now().date() - timedelta(days=1)
    await PlacementPerson.filter(placement_id=placement_id, person_id=person_id).update(
        until=yesterday
    )


async def truth(placement_id: str, student_id: str) -> Json:
    """Everything the database holds of one placement, and the digest of each audience."""
    return {
        "epoch": (await Named.get(name="epoch")).value,
        "seq": await feed.stream_seq(placement_id),
        "documents": await fetch("SELECT * FROM document WHERE placement_id = ?", placement_id),
        "revisions": [
            row
            | {"merges": json.loads(row["merges"]), "content": json.loads(row["content"] or "null")}
            for row in await fetch(
                "SELECT * FROM revision WHERE placement_id = ? ORDER BY seq", placement_id
            )
        ],
        "facts": [
            row | {"body": json.loads(row["body"])}
            for row in await fetch(
                "SELECT * FROM fact WHERE placement_id = ? ORDER BY seq", placement_id
            )
        ],
        "refused": await fetch("SELECT * FROM refused_fact WHERE placement_id = ?", placement_id),
        "quarantined": await fetch("SELECT * FROM quarantined WHERE author_id = ?", student_id),
        "digests": {
            "student": await _digest(placement_id, student_id),
            "beside": await _digest(placement_id, None),
        },
    }


async def _digest(placement_id: str, author_id: str | None) -> str:
    lines = sorted(await feed.digest_lines(placement_id, author_id))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


async def _person(name: str) -> Person:
    return await Person.create(id=new_id(), given_name=name.title(), created_at=clock.now())


async def _session(person: Person) -> str:
    secret, now = secrets.token_urlsafe(32), clock.now()
    await Session.create(
        id=new_id(),
        token_hash=hashlib.sha256(secret.encode()).hexdigest(),
        person=person,
        address=f"{person.id}@example.org",
        device="campaign",
        created_at=now,
        last_seen_at=now,
        expires_at=now + timedelta(days=90),
    )
    return secret
