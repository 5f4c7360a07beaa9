"""What must be true at every moment, looked at while a schedule runs."""

from __future__ import annotations

import json
from typing import Any

from server.rules.access import PRIVATE_KINDS
from server.storage.database import fetch, marks
from tests.campaigns.schedules.house import House
from tests.campaigns.schedules.phone import Phone, revisions_of
from tests.campaigns.schedules.promises import require
from tests.campaigns.schedules.truth import HELD_BACK, Truth
from tests.campaigns.schedules.versions import head_after, leaves_of, parents_of

Json = dict[str, Any]
_STAFF = ("Bram", "Karlijn")


async def receipts(house: House, truth: Truth, items: list[Json], results: list[Json]) -> None:
    """I1: what has a receipt is there. I8: what was just signed was the head, and submitted."""
    accepted = {"ok", "dup", "conflict_kept"}
    revs = [r["rev_id"] for r in results if "rev_id" in r and r["outcome"] in accepted]
    facts = [r["fact_id"] for r in results if "fact_id" in r and r["outcome"] in accepted]
    if revs:
        rows = await fetch(f"SELECT rev_id FROM revision WHERE rev_id IN ({marks(revs)})", *revs)
        require({row["rev_id"] for row in rows} >= set(revs), f"I1 receipt, but not there: {revs}")
    if facts:
        rows = await fetch(f"SELECT fact_id FROM fact WHERE fact_id IN ({marks(facts)})", *facts)
        missing = set(facts) - {row["fact_id"] for row in rows}
        require(not missing, f"I1 receipt, but not there: {missing}")
    told = {item.get("fact_id"): item for item in items if item.get("kind") == "withdraw"}
    truth.withdrawn |= {told[fact_id]["body"]["target"] for fact_id in facts if fact_id in told}
    signs = [item for item in items if item.get("kind") == "sign_off" and "fact_id" in item]
    for doc_id in {item["doc_id"] for item in signs}:
        await _signed_as_shown(truth, doc_id)


async def _signed_as_shown(truth: Truth, doc_id: str) -> None:
    facts = await fetch("SELECT * FROM fact WHERE doc_id = ? ORDER BY received_at, fact_id", doc_id)
    fresh = [f for f in facts if f["kind"] == "sign_off" and f["fact_id"] not in truth.checked]
    if not fresh:
        return
    revisions = await fetch("SELECT * FROM revision WHERE doc_id = ? ORDER BY seq", doc_id)
    for sign in fresh:
        truth.checked.add(sign["fact_id"])
        head, leaves = _state_before(revisions, sign["seq"])
        name = f"{sign['fact_id']} on {sign['rev_id']}"
        require((head, leaves) == (sign["rev_id"], 1), f"I8 signed, not the head: {name}")
        submitted = [
            f["rev_id"] for f in facts if f["kind"] == "submission" and f["seq"] < sign["seq"]
        ]
        require(submitted[-1:] == [sign["rev_id"]], f"I8 signed, not submitted: {name}")
        content = next(r["content"] for r in revisions if r["rev_id"] == sign["rev_id"])
        rows = await fetch("SELECT statement FROM statement WHERE fact_id = ?", sign["fact_id"])
        require(len(rows) == 1, f"I7 signed without a statement: {name}")
        truth.statements[sign["fact_id"]] = rows[0]["statement"]
        require('"purpose":""' not in content, f"I8 signed without a purpose: {name}")


def _state_before(revisions: list[Json], seq: int) -> tuple[str, int]:
    """Head and number of leaves when everything below `seq` was there."""
    parents: dict[str, list[str]] = {}
    head = ""
    for row in revisions:
        if row["seq"] < seq:
            parents[row["rev_id"]] = parents_of(with_merges(row))
            head = head_after(head or row["rev_id"], parents)
    return head, len(leaves_of(parents))


async def page(house: House, person: str, page: Json) -> None:
    """I9: nobody beside the author is given what was not sent or shared."""
    docs = [doc for doc in page["docs"] if not doc.get("gone")]
    if person not in _STAFF or not docs:
        return
    facts = await fetch(
        "SELECT fact_id, doc_id, rev_id, kind, body FROM fact"
        " WHERE kind IN ('submission', 'share', 'withdraw')"
    )
    sent = {(fact["doc_id"], fact["rev_id"]) for fact in facts if fact["kind"] != "withdraw"}
    for doc in docs:
        for rev in revisions_of(doc):
            fine = (doc["doc_id"], rev["rev_id"]) in sent
            require(fine, f"I9 {person} was given {rev['rev_id']}, which was never sent")
            held_back = HELD_BACK in str(rev["content"])
            require(not held_back, f"I9 {person} was given {rev['rev_id']}, which is held back")
        if doc["kind"] in PRIVATE_KINDS:
            standing = {
                f["rev_id"]
                for f in facts
                if f["kind"] == "share"
                and f["doc_id"] == doc["doc_id"]
                and not any(f["fact_id"] in other["body"] for other in facts)
            }
            unshared = {rev["rev_id"] for rev in revisions_of(doc)} - standing
            require(not unshared, f"I9 {person} was given {unshared}, which is not shared")


async def seen_up_to_cursor(house: House, phone: Phone) -> None:
    """I5: a device at cursor c has seen every document up to c as it is now."""
    audience = "submitted_rev IS NOT NULL" if phone.is_staff else "author_id = ?"
    values = [] if phone.is_staff else [house.actors[phone.person].person_id]
    rows = await fetch(
        f"SELECT doc_id, seq FROM document WHERE placement_id = ? AND seq <= ? AND {audience}",
        house.placement,
        phone.cursor if not phone.whole else 0,
        *values,
    )
    for row in rows:
        held = phone.docs.get(row["doc_id"])
        gone = row["doc_id"] in phone.farewells
        fine = gone or (held is not None and held["seq"] >= row["seq"])
        require(fine, f"I5 {phone.name} at {phone.cursor} missed {row['doc_id']} at {row['seq']}")


def with_merges(row: Json) -> Json:
    return {**row, "merges": json.loads(row["merges"])}
