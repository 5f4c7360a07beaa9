"""Facts: what people do about documents, judged on arrival and appended (protocol.md §2, §5, §6).

Each fact is its own unit of work: stream lock, known id, judgement, row, consequences.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from server.outside import clock, keys
from server.rules.access import PRIVATE_KINDS, WORKPLACE_SUPERVISOR, Actor, Membership
from server.rules.entries import gaps, is_possible
from server.rules.facts import (
    PASSING_REFUSALS,
    EarlierFact,
    FactRefused,
    NewFact,
    Situation,
    guarded_text,
    judge,
    read_fact,
    standing_sign_off,
)
from server.rules.signoff import fact_payload
from server.services import deliveries
from server.services.epoch import current_epoch
from server.services.guard import is_held_back
from server.services.signoff import append_statement
from server.storage import sync as feed
from server.storage.database import execute, fetch, unit_of_work
from server.storage.documents import RefusedFact
from server.storage.fields import from_micros, to_micros

MAX_ITEMS = 50
Result = dict[str, Any]


async def receive_facts(actor: Actor, items: list[Any]) -> dict[str, Any]:
    results = [await unit_of_work(partial(_receive, actor, item)) for item in items]
    return {"epoch": await current_epoch(), "results": results}


async def _receive(actor: Actor, item: Any) -> Result:
    fact_id = item.get("fact_id") if isinstance(item, dict) else None
    try:
        fact = read_fact(item)
        member = actor.in_placement(fact.placement_id)
        if member is not None:
            # Writing comes first: it takes the lock under which everything below is true.
            seq = await feed.lock_stream(fact.placement_id)
        earlier = await _earlier_answer(actor, fact)
        if earlier is not None:
            return earlier
        if member is None:
            raise FactRefused("unknown_document")
        if not member.active:
            return {"fact_id": fact.fact_id, "outcome": "gone"}
        await _append(actor, member, fact, seq)
        return {"fact_id": fact.fact_id, "outcome": "ok", "seq": seq}
    except FactRefused as refusal:
        await _keep_refusal(actor, item, refusal.code)
        return {"fact_id": fact_id, "outcome": "refused", "code": refusal.code}


async def _earlier_answer(actor: Actor, fact: NewFact) -> Result | None:
    """A known fact_id is answered as before, whatever has changed since."""
    rows = await fetch("SELECT author_id, seq FROM fact WHERE fact_id = ?", fact.fact_id)
    if rows:
        if rows[0]["author_id"] != actor.person_id:
            return {"fact_id": fact.fact_id, "outcome": "refused", "code": "invalid"}
        return {"fact_id": fact.fact_id, "outcome": "dup", "seq": rows[0]["seq"]}
    refused = await RefusedFact.get_or_none(fact_id=fact.fact_id, author_id=actor.person_id)
    if refused is not None:
        return {"fact_id": fact.fact_id, "outcome": "refused", "code": refused.code}
    return None


async def _keep_refusal(actor: Actor, item: Any, code: str) -> None:
    fact_id = item.get("fact_id") if isinstance(item, dict) else None
    if code in PASSING_REFUSALS or not isinstance(fact_id, str) or len(fact_id) > 36:
        return
    if not fact_id.isascii() or not fact_id.isprintable():
        return
    if await RefusedFact.exists(fact_id=fact_id):
        return
    placement_id = item.get("placement_id")
    await RefusedFact.create(
        fact_id=fact_id,
        placement_id=placement_id[:64] if isinstance(placement_id, str) else "",
        author_id=actor.person_id,
        code=code,
        item=json.dumps(item, ensure_ascii=True)[:64_000],
        received_at=clock.now(),
    )


async def _append(actor: Actor, member: Membership, fact: NewFact, seq: int) -> None:
    document = await _document(fact)
    if not _visible(actor, document):
        raise FactRefused("unknown_document")
    now = clock.now()
    situation = await _situation(actor, member, fact, document)
    judge(fact, situation)
    received_at = now.isoformat()
    signature, key_id = keys.sign(
        fact_payload(
            fact_id=fact.fact_id,
            kind=fact.kind,
            placement_id=fact.placement_id,
            doc_id=fact.doc_id,
            rev_id=fact.rev_id,
            revision_hash=fact.hash,
            body=fact.values,
            author_id=actor.person_id,
            author_role=member.role,
            received_at=received_at,
        )
    )
    await feed.insert_fact(
        {
            "fact_id": fact.fact_id,
            "placement_id": fact.placement_id,
            "doc_id": fact.doc_id,
            "rev_id": fact.rev_id,
            "hash": fact.hash,
            "kind": fact.kind,
            "body": fact.body,
            "author_id": actor.person_id,
            "author_role": member.role,
            "author_address": actor.address,
            "received_at": to_micros(now),
            "seq": seq,
            "signature": signature,
            "key_id": key_id,
        }
    )
    this = EarlierFact(fact.fact_id, fact.kind, fact.rev_id, actor.person_id, now, fact.values)
    await _update_document(document, (*situation.facts, this), seq)
    await _consequences(actor, member, fact, situation)


async def _document(fact: NewFact) -> feed.Row:
    rows = await fetch(
        "SELECT doc_id, placement_id, kind, author_id, head_rev, submitted_rev, shared"
        " FROM document WHERE doc_id = ? AND placement_id = ?",
        fact.doc_id,
        fact.placement_id,
    )
    if not rows:
        raise FactRefused("unknown_document")
    return rows[0]


def _visible(actor: Actor, document: feed.Row) -> bool:
    if document["author_id"] == actor.person_id:
        return True
    private = document["kind"] in PRIVATE_KINDS
    return document["submitted_rev"] is not None and (not private or bool(document["shared"]))


async def _situation(
    actor: Actor, member: Membership, fact: NewFact, document: feed.Row
) -> Situation:
    leaves = await feed.leaf_rows(fact.placement_id, [fact.doc_id])
    named = (await feed.revision_rows(fact.placement_id, [fact.rev_id])).get(fact.rev_id)
    if named is not None and named["doc_id"] != fact.doc_id:
        named = None
    content = json.loads(named["content"] or "{}") if named else {}
    shares_text = fact.kind in ("submission", "share")
    now = clock.now()
    return Situation(
        role=member.role,
        person_id=actor.person_id,
        kind=document["kind"],
        author_id=document["author_id"],
        head_rev=document["head_rev"],
        submitted_rev=document["submitted_rev"],
        leaves=len(leaves),
        named_hash=named["hash"] if named else None,
        named_deleted=bool(named and named["deleted"]),
        gaps=tuple(gaps(content)) if document["kind"] == "entry" else (),
        impossible=document["kind"] in ("entry", "day") and not is_possible(content, now.date()),
        held_back=await is_held_back(
            fact.placement_id, content if shares_text else guarded_text(fact.values)
        ),
        blobs_missing=bool(content.get("attachments")),
        facts=await _earlier_facts(fact.doc_id),
        now=now,
    )


async def _earlier_facts(doc_id: str) -> tuple[EarlierFact, ...]:
    return tuple(
        EarlierFact(
            row["fact_id"],
            row["kind"],
            row["rev_id"],
            row["author_id"],
            from_micros(row["received_at"]),
            json.loads(row["body"]),
        )
        for row in await feed.fact_rows([doc_id])
    )


async def _update_document(document: feed.Row, facts: tuple[EarlierFact, ...], seq: int) -> None:
    """Derives the document's columns from all its facts, the new one included."""
    withdrawn = {f.values.get("target") for f in facts if f.kind == "withdraw"}
    standing = [f for f in facts if f.fact_id not in withdrawn]
    shown = [f for f in standing if f.kind in ("submission", "share")]
    asked = [f for f in standing if f.kind in ("submission", "request_changes", "sign_off")]
    signed = standing_sign_off(facts)
    submitted = shown[-1] if shown else None
    await execute(
        "UPDATE document SET seq = ?, submitted_rev = ?, submitted_at = ?, signed_rev = ?,"
        " shared = ?, returned = ? WHERE doc_id = ?",
        seq,
        submitted.rev_id if submitted else document["submitted_rev"],
        to_micros(submitted.received_at) if submitted else None,
        signed.rev_id if signed else None,
        any(f.kind == "share" for f in standing),
        bool(asked) and asked[-1].kind == "request_changes",
        document["doc_id"],
    )


async def _consequences(
    actor: Actor, member: Membership, fact: NewFact, situation: Situation
) -> None:
    if fact.kind == "submission" and situation.kind == "entry":
        to = fact.values.get("to")
        await deliveries.review_wanted(fact.placement_id, to if isinstance(to, str) else "")
    if fact.kind in ("sign_off", "request_changes", "remark") and member.role != "student":
        await deliveries.news_for_student(fact.placement_id, fact.kind)
    target = next((f for f in situation.facts if f.fact_id == fact.values.get("target")), None)
    if fact.kind == "sign_off":
        await append_statement(actor, member, fact, "signed_off")
    elif fact.kind == "withdraw" and target is not None and target.kind == "sign_off":
        assert member.role == WORKPLACE_SUPERVISOR
        await append_statement(actor, member, fact, "withdrawn_by_signer")
