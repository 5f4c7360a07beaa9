"""Facts in the shape of a pull, which is also the shape in which they can be brought back."""

from __future__ import annotations

import json
from typing import Any

from server.storage import sync as feed
from server.storage.database import fetch, marks
from server.storage.fields import from_micros

Row = dict[str, Any]


async def facts_by_document(doc_ids: list[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {doc_id: [] for doc_id in doc_ids}
    for fact in await _told(await feed.fact_rows(doc_ids)):
        found[fact["doc_id"]].append(fact)
    return found


def shown_revisions(facts: list[Row], *, to_staff: bool) -> set[str]:
    """The rev_ids that the facts of one document show: submitted, shared or signed.

    A share that was taken back shows its text to nobody but its author, also after a new share.
    """
    taken_back = {f["body"].get("target") for f in facts if to_staff and f["kind"] == "withdraw"}
    return {
        fact["rev_id"]
        for fact in facts
        if fact["kind"] in ("submission", "sign_off")
        or (fact["kind"] == "share" and fact["fact_id"] not in taken_back)
    }


async def told_fact(fact_id: str) -> Row:
    """One fact, for the receipt of its author: it holds the proof that it was accepted."""
    (fact,) = await _told(await feed.facts_named([fact_id]))
    return fact


async def _told(rows: list[Row]) -> list[Row]:
    people = sorted({row["author_id"] for row in rows})
    names = await _names(people)
    signers = sorted({row["author_id"] for row in rows if row["kind"] == "sign_off"})
    confirmed = await _confirmed_addresses(signers)
    told = []
    for row in rows:
        author = {
            "id": row["author_id"],
            "name": names.get(row["author_id"], ""),
            "role": row["author_role"],
        }
        fact = {
            "fact_id": row["fact_id"],
            "kind": row["kind"],
            "placement_id": row["placement_id"],
            "doc_id": row["doc_id"],
            "rev_id": row["rev_id"],
            "hash": row["hash"],
            "body": json.loads(row["body"]),
            "author": author,
            "received_at": from_micros(row["received_at"]).isoformat(),
            "seq": row["seq"],
            "signature": row["signature"],
            "key_id": row["key_id"],
        }
        if row["kind"] == "sign_off":
            author["address"] = row["author_address"]
            fact["provisional"] = (row["author_id"], row["author_address"]) not in confirmed
        told.append(fact)
    return told


async def _names(person_ids: list[str]) -> dict[str, str]:
    if not person_ids:
        return {}
    rows = await fetch(
        "SELECT id, given_name, call_name, infix, family_name FROM person"
        f" WHERE id IN ({marks(person_ids)})",
        *person_ids,
    )
    return {
        row["id"]: " ".join(
            part
            for part in (
                row["call_name"] or row["given_name"],
                row["infix"],
                row["family_name"],
            )
            if part
        )
        for row in rows
    }


async def _confirmed_addresses(person_ids: list[str]) -> set[tuple[str, str]]:
    """(person, address) that the school gave or a coach confirmed; the rest signs provisionally."""
    if not person_ids:
        return set()
    rows = await fetch(
        "SELECT person_id, address FROM email_address"
        f" WHERE person_id IN ({marks(person_ids)})"
        " AND (source IN ('school', 'coach') OR confirmed_at IS NOT NULL)",
        *person_ids,
    )
    return {(row["person_id"], row["address"]) for row in rows}
