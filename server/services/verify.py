"""`vakwerk verify`: does everything still hold together? Each problem is one sentence."""

from __future__ import annotations

import json

from server.outside import keys
from server.rules.canonical import revision_hash
from server.rules.signoff import fact_payload, signed_bytes, statement_hash
from server.storage.database import fetch
from server.storage.fields import from_micros


async def verify_everything() -> list[str]:
    return [*await _chains(), *await _facts(), *await _revisions()]


async def _chains() -> list[str]:
    problems = []
    heads = {
        row["school_id"]: row
        for row in await fetch("SELECT school_id, position, head_hash FROM chain")
    }
    previous: dict[str, tuple[int, str]] = {school_id: (0, "") for school_id in heads}
    for row in await fetch(
        "SELECT school_id, position, statement, salt, hash, signature, key_id, fact_id"
        " FROM statement ORDER BY school_id, position"
    ):
        school_id, name = row["school_id"], f"verklaring {row['position']}"
        position, last_hash = previous.get(school_id, (0, ""))
        if row["position"] != position + 1:
            problems.append(f"Keten: {name} volgt niet op {position}.")
        if statement_hash(row["statement"], row["salt"]) != row["hash"]:
            problems.append(f"Keten: {name} is veranderd.")
        if json.loads(row["statement"]).get("previous_hash") != last_hash:
            problems.append(f"Keten: {name} noemt een andere voorganger.")
        if not keys.verify(bytes.fromhex(row["hash"]), row["signature"], row["key_id"]):
            problems.append(f"Keten: de handtekening onder {name} klopt niet.")
        previous[school_id] = (row["position"], row["hash"])
    for school_id, (position, last_hash) in previous.items():
        head = heads.get(school_id)
        if head is None or (head["position"], head["head_hash"]) != (position, last_hash):
            problems.append(f"Keten: het eind is niet waar het hoort, na {position}.")
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
    return problems


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
