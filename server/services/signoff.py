"""Appends signed statements to the school's chain (protocol.md §6); never updates one."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.outside import clock, keys
from server.rules.access import Actor, Membership
from server.rules.blobs import named_blobs
from server.rules.facts import NewFact
from server.rules.ids import new_id
from server.rules.readmission import SignedFact
from server.rules.signoff import Signer, link_hash, restored_statement, statement, statement_hash
from server.storage import sync as feed
from server.storage.database import execute, fetch
from server.storage.people import Person
from server.storage.placements import PlacementPerson
from server.storage.signoff import Statement


@dataclass(frozen=True)
class _Link:
    """The next place in the chain (from 1), and the hash that it builds on."""

    position: int
    previous_hash: str


async def append_statement(actor: Actor, member: Membership, fact: NewFact, verdict: str) -> None:
    """Inside the fact's own unit of work, after the stream lock. Takes the chain's lock."""
    signer = await _signer(fact, actor.person_id, member.role, actor.address)
    await _append(member, fact, signer, verdict)


async def append_withdrawn(member: Membership, said: SignedFact, address: str) -> None:
    """A sign-off in a backup, given from `address`, whose withdrawal only the ledger knows."""
    signer = await _signer(said.fact, said.author_id, said.author_role, address)
    await _append(member, said.fact, signer, "withdrawn_by_ledger")


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
    link = await _next_link(member.school_id)
    student = await Person.get(id=member.student_id)
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
        server_time=clock.now().isoformat(),
        previous_hash=link.previous_hash,
        original=original,
    )
    await _add_link(member.school_id, link, text, fact)


async def append_restored(school_id: str, made_at: str, old_epoch: str, new_epoch: str) -> None:
    """The restore itself, in the chain of each school."""
    link = await _next_link(school_id)
    text = restored_statement(
        made_at=made_at,
        restored_at=clock.now().isoformat(),
        old_epoch=old_epoch,
        new_epoch=new_epoch,
        previous_hash=link.previous_hash,
    )
    await _add_link(school_id, link, text, None)


async def _add_link(school_id: str, link: _Link, text: str, fact: NewFact | None) -> None:
    salt = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    content_hash = statement_hash(text, salt)
    digest = link_hash(link.position, link.previous_hash, content_hash)
    signature, key_id = keys.sign(bytes.fromhex(digest))
    statement_id = new_id()
    await Statement.create(
        id=statement_id,
        school_id=school_id,
        position=link.position,
        placement_id=fact.placement_id if fact else "",
        fact_id=fact.fact_id if fact else statement_id,
        statement=text,
        salt=salt,
        content_hash=content_hash,
        previous_hash=link.previous_hash,
        hash=digest,
        signature=signature,
        key_id=key_id,
        recorded_at=clock.now(),
    )
    await execute("UPDATE chain SET head_hash = ? WHERE school_id = ?", digest, school_id)


async def _next_link(school_id: str) -> _Link:
    """Locks the chain's row."""
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
    return _Link(int(rows[0]["position"]), str(rows[0]["head_hash"]))


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
    return named_blobs(json.loads(rows[fact.rev_id]["content"] or "{}"))
