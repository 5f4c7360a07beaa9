"""Facts: what people do about documents, judged on arrival and appended (protocol.md §2, §5, §6).

Each fact is its own unit of work: stream lock, known id, judgement, row, consequences.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from server.outside import clock
from server.rules.access import (
    PRIVATE_KINDS,
    WORKPLACE_SUPERVISOR,
    Actor,
    Membership,
    may_write_fact,
)
from server.rules.entries import gaps, is_possible
from server.rules.facts import (
    PASSING_REFUSALS,
    EarlierFact,
    FactRefused,
    NewFact,
    Situation,
    is_late,
    judge,
    read_fact,
    target_of,
)
from server.rules.readmission import SignedFact, is_signed
from server.rules.standing import next_instant
from server.rules.sync import is_id
from server.services import deliveries
from server.services.blobs import all_there
from server.services.epoch import current_epoch
from server.services.erasure import erase_held_back
from server.services.fact_store import Gone, append_fact, document_of, facts_of, sign
from server.services.guard import is_fact_held_back, is_held_back
from server.services.ledger import (
    is_written_withdrawn,
    names_erased,
    remember_withdrawn,
    was_withdrawn,
)
from server.services.readmission import receive_signed
from server.services.signoff import append_statement
from server.services.told_facts import told_fact
from server.storage import sync as feed
from server.storage.database import fetch, unit_of_work
from server.storage.documents import RefusedFact

MAX_ITEMS = 50
_SHOWS_TEXT = ("submission", "share")
Result = dict[str, Any]


async def receive_facts(actor: Actor, items: list[Any]) -> dict[str, Any]:
    results = []
    for item in items:
        results.append(await unit_of_work(partial(_receive, actor, item)))
        # What is on record counts, not what came in: a known fact_id may come with another's ids.
        accepted = results[-1].get("fact")
        if accepted and accepted["kind"] in _SHOWS_TEXT:
            # After a correction, and again when only the answer was lost.
            await erase_held_back(accepted["placement_id"], accepted["doc_id"])
    return {"epoch": await current_epoch(), "results": results}


async def _receive(actor: Actor, item: Any) -> Result:
    if is_signed(item):
        return await receive_signed(actor, item)
    fact_id = item.get("fact_id") if isinstance(item, dict) else None
    try:
        fact = read_fact(item)
        member = actor.in_placement(fact.placement_id, lambda role: may_write_fact(role, fact.kind))
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
        return await _receipt(fact, "ok", seq)
    except Gone:
        return {"fact_id": fact_id, "outcome": "gone"}
    except FactRefused as refusal:
        if await names_erased(item):
            return {"fact_id": fact_id, "outcome": "gone"}
        await _keep_refusal(actor, item, refusal.code)
        return {"fact_id": fact_id, "outcome": "refused", "code": refusal.code}


async def _receipt(fact: NewFact, outcome: str, seq: int) -> Result:
    """With the fact as it was signed, so that its author can bring it back after a restore."""
    told = await told_fact(fact.fact_id)
    return {"fact_id": fact.fact_id, "outcome": outcome, "seq": seq, "fact": told}


async def _earlier_answer(actor: Actor, fact: NewFact) -> Result | None:
    """A known fact_id is answered as before, whatever has changed since."""
    rows = await fetch("SELECT author_id, seq FROM fact WHERE fact_id = ?", fact.fact_id)
    if rows:
        if rows[0]["author_id"] != actor.person_id:
            return {"fact_id": fact.fact_id, "outcome": "refused", "code": "invalid"}
        return await _receipt(fact, "dup", rows[0]["seq"])
    refused = await fetch(
        "SELECT code FROM refused_fact WHERE fact_id = ? AND author_id = ?",
        fact.fact_id,
        actor.person_id,
    )
    if refused:
        return {"fact_id": fact.fact_id, "outcome": "refused", "code": refused[0]["code"]}
    return None


async def _keep_refusal(actor: Actor, item: Any, code: str) -> None:
    fact_id = item.get("fact_id") if isinstance(item, dict) else None
    if code in PASSING_REFUSALS or not isinstance(fact_id, str) or len(fact_id) > 36:
        return
    if not fact_id.isascii() or not fact_id.isprintable():
        return
    placement_id = item.get("placement_id")
    kept = RefusedFact(
        fact_id=fact_id,
        placement_id=placement_id if is_id(placement_id) else "",
        author_id=actor.person_id,
        code=code,
        item=json.dumps(item, ensure_ascii=True)[:64_000],
        received_at=clock.now(),
    )
    # The first answer stands, also when two devices bring the same at the same moment.
    await RefusedFact.bulk_create([kept], ignore_conflicts=True)


async def _append(actor: Actor, member: Membership, fact: NewFact, seq: int) -> None:
    if await was_withdrawn(fact.fact_id):
        # Accepted once, withdrawn from another device, and forgotten by an older database.
        raise Gone()
    document = await document_of(fact)
    if not _visible(actor, document):
        raise FactRefused("unknown_document")
    situation = await _situation(actor, member, fact, document)
    judge(fact, situation)
    signed = _sign(actor, member, fact, situation.now)
    await append_fact(signed, seq, situation.facts)
    await _consequences(actor, member, fact, situation)


def _sign(actor: Actor, member: Membership, fact: NewFact, now: datetime) -> SignedFact:
    address = actor.address if fact.kind == "sign_off" else ""
    return sign(SignedFact(fact, actor.person_id, member.role, address, now, "", ""))


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
    facts = await facts_of(fact.doc_id)
    now = next_instant(clock.now(), facts)
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
        held_back=await is_held_back(fact.placement_id, content)
        if fact.kind in _SHOWS_TEXT
        else await is_fact_held_back(fact.placement_id, fact.values),
        blobs_missing=not await all_there(fact.placement_id, content),
        cut_off=await _was_cut_off(fact, facts, now),
        facts=facts,
        now=now,
    )


async def _was_cut_off(fact: NewFact, facts: tuple[EarlierFact, ...], now: datetime) -> bool:
    """Asked only of what comes too late: the ledger is a file, and it grows."""
    target = target_of(fact, facts) if fact.kind == "withdraw" else None
    if target is None or not is_late(target, now):
        return False
    return await is_written_withdrawn(target.fact_id)


async def _consequences(
    actor: Actor, member: Membership, fact: NewFact, situation: Situation
) -> None:
    if fact.kind == "submission" and situation.kind == "entry":
        to = fact.values.get("to")
        await deliveries.review_wanted(fact.placement_id, to if isinstance(to, str) else "")
    if fact.kind in ("sign_off", "request_changes", "remark") and member.role != "student":
        await deliveries.news_for_student(fact.placement_id, fact.kind)
    target = target_of(fact, situation.facts)
    if fact.kind == "withdraw" and target is not None:
        await remember_withdrawn(target.fact_id)
    if fact.kind == "sign_off":
        await append_statement(actor, member, fact, "signed_off")
    elif fact.kind == "withdraw" and target is not None and target.kind == "sign_off":
        # Taken back as it was given, also by somebody who is a coach here by now.
        signer = replace(member, role=WORKPLACE_SUPERVISOR)
        await append_statement(actor, signer, fact, "withdrawn_by_signer")
