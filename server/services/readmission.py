"""Takes back what this server once accepted and lost (protocol.md §7).

A device offers the fact as it was pulled, signature and all. Nothing is judged anew and nobody
gets the mails of that day again; only the signature, and whether there is something to say it
about, count. Whether the device may read that something now does not: what was said about a text
whose share ended stays said, and a receipt shows nothing of it. A forged one leaves no trace.
"""

from __future__ import annotations

from typing import Any

from server.outside import clock, keys
from server.rules.access import Actor, Membership
from server.rules.facts import FactRefused, target_of
from server.rules.ids import new_id
from server.rules.readmission import SignedFact, read_signed
from server.rules.signoff import signed_bytes
from server.services import deliveries
from server.services.fact_store import Gone, append_fact, document_of, facts_of
from server.services.ledger import remember_withdrawn, was_withdrawn
from server.services.signoff import append_readmitted
from server.storage import sync as feed
from server.storage.database import fetch
from server.storage.documents import RefusedFact
from server.storage.records import AuditEvent

Result = dict[str, Any]


async def receive_signed(actor: Actor, item: dict[str, Any]) -> Result:
    """The receipt for one signed fact; inside its own unit of work."""
    fact_id = item.get("fact_id")
    try:
        signed = read_signed(item)
        if not keys.verify(signed_bytes(signed.payload()), signed.signature, signed.key_id):
            raise FactRefused("invalid")
        member = actor.in_placement(signed.fact.placement_id)
        if member is None:
            raise FactRefused("unknown_document")
        if not member.active:
            return {"fact_id": fact_id, "outcome": "gone"}
        seq = await feed.lock_stream(signed.fact.placement_id)
        known = await fetch("SELECT seq FROM fact WHERE fact_id = ?", signed.fact.fact_id)
        if known:
            return {"fact_id": fact_id, "outcome": "dup", "seq": known[0]["seq"]}
        await _readmit(actor, member, signed, seq)
        return {"fact_id": fact_id, "outcome": "ok", "seq": seq}
    except Gone:
        return {"fact_id": fact_id, "outcome": "gone"}
    except FactRefused as refusal:
        # Not kept: the next device may bring what is missing now, and a forgery is nobody's.
        return {"fact_id": fact_id, "outcome": "refused", "code": refusal.code}


async def _readmit(actor: Actor, member: Membership, signed: SignedFact, seq: int) -> None:
    fact = signed.fact
    if await was_withdrawn(fact.fact_id):
        raise Gone()
    await document_of(fact)
    named = (await feed.revision_rows(fact.placement_id, [fact.rev_id])).get(fact.rev_id)
    if named is None or (named["doc_id"], named["hash"]) != (fact.doc_id, fact.hash):
        raise FactRefused("changed")
    earlier = await facts_of(fact.doc_id)
    await append_fact(signed, seq, earlier)
    await RefusedFact.filter(fact_id=fact.fact_id).delete()
    target = target_of(fact, earlier)
    if fact.kind == "withdraw":
        await remember_withdrawn(str(fact.values.get("target")))
    # A withdrawal may be back before what it withdraws: the chain must not lack it then.
    of_sign_off = fact.kind == "withdraw" and (target is None or target.kind == "sign_off")
    if fact.kind == "sign_off" or of_sign_off:
        await append_readmitted(member, signed)
    if fact.kind == "sign_off":
        await deliveries.sign_off_readmitted(fact.placement_id, signed.author_id)
    await AuditEvent.create(
        id=new_id(),
        school_id=member.school_id,
        actor_id=actor.person_id,
        action="readmitted",
        object_kind=fact.kind,
        object_id=fact.fact_id,
        details={"received_at": signed.received_at.isoformat(), "key_id": signed.key_id},
        at=clock.now(),
    )
