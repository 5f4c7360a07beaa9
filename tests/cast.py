"""The cast. Samira, Bram and Karlijn of the demo school, and Dario of another: he sees nothing."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from server.outside import clock
from server.rules.access import Actor
from server.rules.canonical import revision_hash
from server.rules.ids import new_id
from server.services.facts import receive_facts
from server.services.pull import changes_since
from server.services.sync import receive_revisions
from server.storage.access import load_actor
from server.storage.accounts import Session
from server.storage.documents import Stream
from server.storage.people import EmailAddress, Enrolment, Person, RoleHeld, School
from server.storage.placements import Placement, PlacementPerson
from server.storage.schooling import Framework, Programme, TrainingCompany

Json = dict[str, Any]
TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)


@dataclass
class Cast:
    """Who is on stage; ids by first name, and the placements by student."""

    people: dict[str, str]
    placements: dict[str, str]

    async def actor(self, name: str) -> Actor:
        return await load_actor(
            self.people[name], clock.now().date(), f"{name.lower()}@example.org"
        )

    async def cookie(self, name: str) -> str:
        """A session of theirs, as signing in leaves it."""
        secret, now = secrets.token_urlsafe(32), clock.now()
        await Session.create(
            id=new_id(),
            token_hash=hashlib.sha256(secret.encode()).hexdigest(),
            person_id=self.people[name],
            address=f"{name.lower()}@example.org",
            device="",
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(days=30),
        )
        return f"session={secret}"


async def enter() -> Cast:
    """Samira and Daan with Bram and Karlijn at one school; Dario with Elif and Femke at another."""
    cast = Cast({}, {})
    await _school(cast, "oost", {"Samira": "001", "Daan": "002"}, "Bram", "Karlijn", "Noor")
    await _school(cast, "west", {"Dario": "001"}, "Elif", "Femke", "Gijs")
    return cast


def entry(**changes: Any) -> Json:
    """A complete entry."""
    return {
        "date": "2026-11-19",
        "minutes": 120,
        "activity_kind": "activity",
        "title": "Soepmiddag",
        "description": "Elf bewoners kookten samen soep.",
        "purpose": "Bewoners leren elkaar bij naam kennen.",
        "need": "Mensen zijn overdag veel alleen.",
        "need_of": "group",
        "effect": "partly",
        "effect_text": "Zes mensen wisten een nieuwe naam.",
        "adjust": "De volgende keer koken zij zelf.",
        "follows_up": "",
        "goals": [],
        "work_processes": ["D1-K2-W2"],
        "life_domains": ["social_relations"],
        "method": "",
        "support_choice": "",
        "attitude": [],
        "attachments": [],
    } | changes


def revision(
    placement_id: str,
    content: Json,
    *,
    doc_id: str = "",
    base: Json | None = None,
    merges: list[str] | None = None,
    kind: str = "entry",
    deleted: bool = False,
) -> Json:
    """What a phone pushes. With `base` it goes on from that one."""
    fields: Json = {
        "v": 1,
        "placement_id": placement_id,
        "doc_id": base["doc_id"] if base else doc_id or new_id(),
        "kind": kind,
        "schema_version": 1,
        "base_rev": base["rev_id"] if base else None,
        "merges": merges or [],
        "deleted": deleted,
        "salt": base64.urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("="),
        "content": content,
    }
    return {
        **fields,
        "rev_id": new_id(),
        "hash": revision_hash(fields),
        "device_time": "2026-11-20T12:00:00+01:00",
    }


def fact(kind: str, about: Json, **body: Any) -> Json:
    """A fact about the revision that its author saw."""
    return {
        "fact_id": new_id(),
        "kind": kind,
        "placement_id": about["placement_id"],
        "doc_id": about["doc_id"],
        "rev_id": about["rev_id"],
        "hash": about["hash"],
        "body": body,
    }


async def push(actor: Actor, *items: Any) -> list[Json]:
    answer = await receive_revisions(actor, list(items))
    return list(answer["results"])


async def tell(actor: Actor, *items: Any) -> list[Json]:
    answer = await receive_facts(actor, list(items))
    return list(answer["results"])


async def submitted(cast: Cast, who: str = "Samira", **changes: Any) -> Json:
    """An entry of a student's that was sent: for akkoord, or without a need for a reaction."""
    student, item = await cast.actor(who), revision(cast.placements[who], entry(**changes))
    await push(student, item)
    ask = "sign_off" if item["content"]["need"] else "feedback"
    (receipt,) = await tell(student, fact("submission", item, ask=ask, to=""))
    assert receipt["outcome"] == "ok", receipt
    return item


async def codes(cast: Cast, who: str, *facts: Any) -> list[str]:
    """What somebody hears of their facts: the code of what was refused, else the outcome."""
    answers = await tell(await cast.actor(who), *facts)
    return [str(answer.get("code", answer["outcome"])) for answer in answers]


async def page_of(cast: Cast, who: str, whose: str = "Samira") -> Json:
    """All that somebody pulls of a student's placement."""
    return await changes_since(await cast.actor(who), cast.placements[whose], 0, "", 200)


async def _school(
    cast: Cast, slug: str, students: dict[str, str], supervisor: str, coach: str, coordinator: str
) -> None:
    school = await School.create(id=new_id(), name=f"College {slug}", slug=slug)
    programme = await Programme.create(id=new_id(), school=school, name="Sociaal werker")
    framework = await Framework.create(
        id=new_id(), school=school, name="Oefenraamwerk", version="1", core_tasks=[]
    )
    company = await TrainingCompany.create(
        id=new_id(), school=school, name=f"Buurthuis {slug}", company_id="100200301"
    )
    for name in (*students, supervisor, coach, coordinator):
        await add_person(cast, name)
    for role, name in (("school_coach", coach), ("placement_coordinator", coordinator)):
        await RoleHeld.create(
            id=new_id(), person_id=cast.people[name], school=school, role=role, since=TODAY
        )
    for name, number in students.items():
        await Enrolment.create(
            id=new_id(), person_id=cast.people[name], school=school, student_number=number
        )
        placement = await Placement.create(
            id=new_id(),
            school=school,
            student_id=cast.people[name],
            company=company,
            programme=programme,
            framework=framework,
            starts_on=date(2026, 9, 1),
            ends_on=date(2027, 1, 29),
            planned_minutes=320 * 60,
            created_at=NOON,
        )
        cast.placements[name] = placement.id
        await Stream.create(placement_id=placement.id)
        for role, person in (("workplace_supervisor", supervisor), ("school_coach", coach)):
            await PlacementPerson.create(
                id=new_id(),
                placement=placement,
                person_id=cast.people[person],
                role=role,
                since=date(2026, 9, 1),
            )


async def add_person(cast: Cast, name: str) -> None:
    person = await Person.create(id=new_id(), given_name=name, created_at=NOON)
    cast.people[name] = person.id
    await EmailAddress.create(
        id=new_id(),
        person=person,
        address=f"{name.lower()}@example.org",
        since=datetime(2026, 9, 1, tzinfo=UTC),
        source="school",
    )
