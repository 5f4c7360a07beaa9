"""Appends signed statements to the school's chain (protocol.md §6); never updates one."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping
from typing import Any

from server.outside import clock, keys
from server.rules.access import Actor, Membership
from server.rules.facts import NewFact
from server.rules.ids import new_id
from server.rules.readmission import SignedFact
from server.rules.signoff import Signer, statement, statement_hash
from server.storage import sync as feed
from server.storage.database import execute, fetch
from server.storage.people import Person
from server.storage.placements import PlacementPerson
from server.storage.signoff import Statement


async def append_statement(actor: Actor, member: Membership, fact: NewFact, verdict: str) -> None:
    """Inside the fact's own unit of work, after the stream lock. Takes the chain's lock."""
    signer = await _signer(fact, actor.person_id, member.role, actor.address)
    await _append(member, fact, signer, verdict)


async def append_readmitted(member: Membership, signed: SignedFact) -> None:
    """Says that a sign-off or its withdrawal came back; holds the original, signature and all."""
    signer = await _signer(signed.fact, signed.author_id, signed.author_role, signed.author_address)
    proof = {"signature": signed.signature, "key_id": signed.key_id}
    await _append(member, signed.fact, signer, "readmitted", signed.payload() | proof)


async def _append(
    member: Membership,
    fact: NewFact,
    signer: Signer,
    verdict: str,
    original: Mapping[str, Any] | None = None,
) -> None:
    position, previous_hash = await _next_link(member.school_id)
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
        original=original,
    )
    salt = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    digest = statement_hash(text, salt)
    signature, key_id = keys.sign(bytes.fromhex(digest))
    await Statement.create(
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


async def _signer(fact: NewFact, person_id: str, role: str, address: str) -> Signer:
    """Who signed, under the name and function that they typed, else as the school knows them."""
    # After a restore somebody may sign who was added since that backup.
    person = await Person.get_or_none(id=person_id)
    held = (
        await PlacementPerson.filter(placement_id=fact.placement_id, person_id=person_id, role=role)
        .order_by("-since")
        .first()
    )
    name = str(fact.values.get("name") or (person.display_name if person else ""))
    function = str(fact.values.get("function") or (held.function if held else ""))
    return Signer(person_id, name, function, address)


async def _blob_hashes(fact: NewFact) -> list[str]:
    rows = await feed.revision_rows(fact.placement_id, [fact.rev_id])
    content = json.loads(rows[fact.rev_id]["content"] or "{}")
    return [str(a.get("sha256", "")) for a in content.get("attachments") or []]
