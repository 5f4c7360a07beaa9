"""`vakwerk verify`: does everything still hold together? Each problem is one sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from server.outside import keys
from server.rules.canonical import revision_hash
from server.rules.ledger import document_subject, placement_subject, revision_subject
from server.rules.signoff import fact_payload, link_hash, signed_bytes, statement_hash
from server.services.ledger import erased_among
from server.services.verify_blobs import verify_blobs
from server.storage.database import fetch
from server.storage.fields import from_micros


async def verify_everything() -> list[str]:
    documents = [*await _chains(), *await _facts(), *await _revisions()]
    return [*documents, *await _erased(), *await verify_blobs()]


async def _chains() -> list[str]:
    problems: list[str] = []
    heads = {
        row["school_id"]: row
        for row in await fetch("SELECT school_id, position, head_hash FROM chain")
    }
    previous: dict[str, tuple[int, str]] = {school_id: (0, "") for school_id in heads}
    for row in await fetch(
        "SELECT school_id, position, statement, salt, content_hash, previous_hash, hash,"
        " signature, key_id, fact_id FROM statement ORDER BY school_id, position"
    ):
        position, last_hash = previous.get(row["school_id"], (0, ""))
        problems += _links(row, position, last_hash)
        previous[row["school_id"]] = (row["position"], row["hash"])
    for school_id, (position, last_hash) in previous.items():
        head = heads.get(school_id)
        if head is None or (head["position"], head["head_hash"]) != (position, last_hash):
            problems.append(f"Keten: het eind is niet waar het hoort, na {position}.")
    problems += await _against_facts()
    return problems


async def _against_facts() -> list[str]:
    """What the chain says happened is there, and what is there the chain says."""
    problems = []
    signed = {row["fact_id"] for row in await fetch("SELECT fact_id FROM statement")}
    acts = await fetch(
        "SELECT fact_id, kind, body FROM fact WHERE kind IN ('sign_off', 'withdraw')"
    )
    sign_offs = {row["fact_id"] for row in acts if row["kind"] == "sign_off"}
    for row in acts:
        counts = row["kind"] == "sign_off" or json.loads(row["body"]).get("target") in sign_offs
        if counts and row["fact_id"] not in signed:
            what = "Akkoord" if row["kind"] == "sign_off" else "Intrekking"
            problems.append(f"{what} {row['fact_id']} staat niet in de keten.")
    lost = await fetch(
        "SELECT s.fact_id FROM statement s LEFT JOIN fact f ON f.fact_id = s.fact_id"
        " WHERE f.fact_id IS NULL AND s.placement_id <> '' AND s.statement <> ''"
    )
    problems += [f"De keten noemt {row['fact_id']}, maar dat feit is er niet." for row in lost]
    return problems


def _links(row: dict[str, Any], position: int, last_hash: str) -> Iterator[str]:
    name = f"verklaring {row['position']}"
    if row["position"] != position + 1:
        yield f"Keten: {name} volgt niet op {position}."
    if row["previous_hash"] != last_hash:
        yield f"Keten: {name} noemt een andere voorganger."
    if link_hash(row["position"], row["previous_hash"], row["content_hash"]) != row["hash"]:
        yield f"Keten: de schakel van {name} is veranderd."
    elif not keys.verify(bytes.fromhex(row["hash"]), row["signature"], row["key_id"]):
        yield f"Keten: de handtekening onder {name} klopt niet."
    # Of an erased statement only the link is left, and both its halves went together.
    erased = row["statement"] == "" and row["salt"] == ""
    if not erased:
        yield from _says(row, name)


def _says(row: dict[str, Any], name: str) -> Iterator[str]:
    if statement_hash(row["statement"], row["salt"]) != row["content_hash"]:
        yield f"Keten: {name} is veranderd."
        return
    said = json.loads(row["statement"])
    if said["previous_hash"] != row["previous_hash"]:
        yield f"Keten: {name} noemt een andere voorganger."
    if said["verdict"] == "restored":
        return
    if said["fact_id"] != row["fact_id"]:
        yield f"Keten: {name} staat bij een ander feit."
    if said["verdict"] == "readmitted":
        original = dict(said["original"])
        signature, key_id = original.pop("signature"), original.pop("key_id")
        if not keys.verify(signed_bytes(original), signature, key_id):
            yield f"Keten: {name} houdt een feit dat niet van deze server is."


async def _facts() -> list[str]:
    problems = []
    for row in await fetch(
        "SELECT fact_id, kind, placement_id, doc_id, rev_id, hash, body, author_id, author_role,"
        " author_address, received_at, signature, key_id FROM fact"
    ):
        payload = fact_payload(
            fact_id=row["fact_id"],
            kind=row["kind"],
            placement_id=row["placement_id"],
            doc_id=row["doc_id"],
            rev_id=row["rev_id"],
            revision_hash=row["hash"],
            body=json.loads(row["body"]),
            author_id=row["author_id"],
            author_role=row["author_role"],
            author_address=row["author_address"],
            received_at=from_micros(row["received_at"]).isoformat(),
        )
        if not keys.verify(signed_bytes(payload), row["signature"], row["key_id"]):
            problems.append(f"Feit {row['fact_id']} is veranderd.")
    return problems


async def _revisions() -> list[str]:
    problems = []
    for row in await fetch(
        "SELECT placement_id, rev_id, doc_id, kind, schema_version, base_rev, merges, deleted,"
        " salt, content, hash FROM revision WHERE content IS NOT NULL"
    ):
        fields = {
            "v": 1,
            "placement_id": row["placement_id"],
            "doc_id": row["doc_id"],
            "kind": row["kind"],
            "schema_version": row["schema_version"],
            "base_rev": row["base_rev"],
            "merges": json.loads(row["merges"]),
            "deleted": bool(row["deleted"]),
            "salt": row["salt"],
            "content": json.loads(row["content"]),
        }
        if revision_hash(fields) != row["hash"]:
            problems.append(f"Versie {row['rev_id']} is veranderd.")
    lost = await fetch(
        "SELECT f.fact_id FROM fact f LEFT JOIN revision r ON r.placement_id = f.placement_id"
        " AND r.rev_id = f.rev_id AND r.hash = f.hash WHERE r.rev_id IS NULL"
    )
    problems += [f"Feit {row['fact_id']} noemt een versie die er niet is." for row in lost]
    return problems


async def _erased() -> list[str]:
    """Only the ledger may have emptied something."""
    problems = []
    texts = await fetch("SELECT placement_id, doc_id, rev_id FROM revision WHERE content IS NULL")
    for row in texts:
        subjects = (
            revision_subject(row["placement_id"], row["rev_id"]),
            document_subject(row["doc_id"]),
            placement_subject(row["placement_id"]),
        )
        if not await erased_among(subjects):
            problems.append(f"Versie {row['rev_id']} is leeg, maar nooit gewist.")
    for row in await fetch("SELECT placement_id, position FROM statement WHERE statement = ''"):
        if not await erased_among([placement_subject(row["placement_id"])]):
            problems.append(f"Keten: verklaring {row['position']} is leeg, maar nooit gewist.")
    return problems
