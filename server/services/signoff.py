"""Appends signed statements to the school's chain (protocol.md §6); never updates one."""

from __future__ import annotations

import base64
import json
import secrets

from server.outside import clock, keys
from server.rules.access import Actor, Membership
from server.rules.facts import NewFact
from server.rules.ids import new_id
from server.rules.signoff import Signer, statement, statement_hash
from server.storage import sync as feed
from server.storage.database import execute, fetch
from server.storage.people import Person
from server.storage.placements import PlacementPerson
from server.storage.signoff import Statement


async def append_statement(
    actor: Actor, member: Membership, fact: NewFact, verdict: str
) -> Statement:
    """Inside the fact's own unit of work, after the stream lock. Takes the chain's lock."""
    position, previous_hash = await _next_link(member.school_id)
    signer = await _signer(actor, member, fact)
    student = await Person.get(id=member.student_id)
    now = clock.now()
    text = statement(
        verdict=verdict,
        fact_id=fact.fact_id,
        placement_id=fact.placement_id,
        doc_id=fact.doc_id,
        rev_id=fact.rev_id,
        revision_hash=fact.hash,
        blob_hashes=await _blob_hashes(fact),
        student={"id": student.id, "name": student.display_name},
        signer=signer,
        comment=str(fact.values.get("comment", "")),
        server_time=now.isoformat(),
        previous_hash=previous_hash,
    )
    salt = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    digest = statement_hash(text, salt)
    signature, key_id = keys.sign(bytes.fromhex(digest))
    row = await Statement.create(
        id=new_id(),
        school_id=member.school_id,
        position=position,
        placement_id=fact.placement_id,
        fact_id=fact.fact_id,
        statement=text,
        salt=salt,
        hash=digest,
        signature=signature,
        key_id=key_id,
        recorded_at=now,
    )
    await execute("UPDATE chain SET head_hash = ? WHERE school_id = ?", digest, member.school_id)
    return row


async def _next_link(school_id: str) -> tuple[int, str]:
    """Locks the chain's row; returns the new position (from 1) and the hash to build on."""
    await execute(
        "INSERT INTO chain (school_id, position, head_hash) VALUES (?, 0, '')"
        " ON CONFLICT (school_id) DO NOTHING",
        school_id,
    )
    rows = await fetch(
        "UPDATE chain SET position = position + 1 WHERE school_id = ?"
        " RETURNING position, head_hash",
        school_id,
    )
    return int(rows[0]["position"]), str(rows[0]["head_hash"])


async def _signer(actor: Actor, member: Membership, fact: NewFact) -> Signer:
    """Who signed, under the name and function that they typed, else as the school knows them."""
    person = await Person.get(id=actor.person_id)
    held = (
        await PlacementPerson.filter(
            placement_id=member.placement_id, person_id=actor.person_id, role=member.role
        )
        .order_by("-since")
        .first()
    )
    name = str(fact.values.get("name") or person.display_name)
    function = str(fact.values.get("function") or (held.function if held else ""))
    return Signer(actor.person_id, name, function, actor.address)


async def _blob_hashes(fact: NewFact) -> list[str]:
    rows = await feed.revision_rows(fact.placement_id, [fact.rev_id])
    content = json.loads(rows[fact.rev_id]["content"] or "{}")
    return [str(a.get("sha256", "")) for a in content.get("attachments") or []]
