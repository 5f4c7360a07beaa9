"""Where facts are appended and a document's columns follow from them; inside a unit of work."""

from __future__ import annotations

import json
from dataclasses import replace

from server.outside import keys
from server.rules.facts import EarlierFact, FactRefused, NewFact
from server.rules.ledger import document_subject, placement_subject
from server.rules.readmission import SignedFact
from server.rules.signoff import signed_bytes
from server.rules.standing import standing_of
from server.services.ledger import erased_among
from server.storage import sync as feed
from server.storage.database import execute, fetch
from server.storage.fields import from_micros, to_micros


class Gone(Exception):
    """What this fact is about was erased: there is nothing left to say something of."""


async def document_of(fact: NewFact) -> feed.Row:
    """The document that a fact is about. Raises Gone, FactRefused("unknown_document")."""
    rows = await fetch(
        "SELECT doc_id, placement_id, kind, author_id, head_rev, submitted_rev, shared, erased"
        " FROM document WHERE doc_id = ? AND placement_id = ?",
        fact.doc_id,
        fact.placement_id,
    )
    if rows and not rows[0]["erased"]:
        return rows[0]
    whole = (document_subject(fact.doc_id), placement_subject(fact.placement_id))
    if rows or await erased_among(whole):
        raise Gone()
    raise FactRefused("unknown_document")


async def facts_of(doc_id: str) -> tuple[EarlierFact, ...]:
    """Every fact about a document, as first received."""
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


def sign(unsigned: SignedFact) -> SignedFact:
    signature, key_id = keys.sign(signed_bytes(unsigned.payload()))
    return replace(unsigned, signature=signature, key_id=key_id)


async def append_fact(signed: SignedFact, seq: int, earlier: tuple[EarlierFact, ...]) -> None:
    """Adds the row and derives the document's columns from all its facts, this one included."""
    fact = signed.fact
    await feed.insert_fact(
        {
            "fact_id": fact.fact_id,
            "placement_id": fact.placement_id,
            "doc_id": fact.doc_id,
            "rev_id": fact.rev_id,
            "hash": fact.hash,
            "kind": fact.kind,
            "body": fact.body,
            "author_id": signed.author_id,
            "author_role": signed.author_role,
            "author_address": signed.author_address,
            "received_at": to_micros(signed.received_at),
            "seq": seq,
            "signature": signed.signature,
            "key_id": signed.key_id,
        }
    )
    this = EarlierFact(
        fact.fact_id, fact.kind, fact.rev_id, signed.author_id, signed.received_at, fact.values
    )
    now = standing_of((*earlier, this))
    await execute(
        "UPDATE document SET seq = ?, submitted_rev = ?, submitted_at = ?, signed_rev = ?,"
        " shared = ?, returned = ? WHERE doc_id = ?",
        seq,
        now.submitted_rev,
        to_micros(now.submitted_at) if now.submitted_at else None,
        now.signed_rev,
        now.shared,
        now.returned,
        fact.doc_id,
    )
