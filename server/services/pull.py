"""Pull: the pages of a placement's feed as one person may see it (protocol.md §2, §3 and §5)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from server.rules.access import PRIVATE_KINDS, STUDENT, Actor, Membership
from server.rules.refusals import NotFound
from server.services.epoch import current_epoch
from server.services.quarantine import quarantined_for, refused_for
from server.services.told_facts import facts_by_document, shown_revisions
from server.storage import sync as feed
from server.storage.database import fetch, snapshot
from server.storage.fields import from_micros

MAX_PAGE = 200
Row = dict[str, Any]


async def changes_since(
    actor: Actor, placement_id: str, cursor: int, epoch: str, limit: int
) -> dict[str, Any]:
    """`{epoch, cursor, more, digest?, lacks?, docs, quarantine}`. A foreign placement: NotFound.

    `lacks` names what accepted revisions were built on and this server does not hold.
    """
    member = actor.in_placement(placement_id)
    if member is None:
        raise NotFound()
    if not member.active:
        return await _ended(placement_id)
    current = await current_epoch()
    return await snapshot(
        lambda: _page(actor, member, current, cursor if epoch in ("", current) else 0, limit)
    )


async def _page(
    actor: Actor, member: Membership, epoch: str, cursor: int, limit: int
) -> dict[str, Any]:
    placement_id = member.placement_id
    top = await feed.stream_seq(placement_id)
    start = cursor if 0 <= cursor <= top else 0
    limit = max(1, min(limit, MAX_PAGE))
    author_id = actor.person_id if member.role == STUDENT else None
    rows = await feed.changed_documents(placement_id, start, limit + 1, author_id)
    more = len(rows) > limit
    rows = rows[:limit]
    page: dict[str, Any] = {
        "epoch": epoch,
        "cursor": rows[-1]["seq"] if more else top,
        "more": more,
        "docs": await _documents(placement_id, rows, author_id),
        "quarantine": [],
    }
    if not more:
        page["digest"] = await _digest(placement_id, author_id)
        page["lacks"] = await feed.lacking_parents(placement_id, author_id) if author_id else []
        page["quarantine"] = await quarantined_for(actor.person_id)
        page["refused"] = await refused_for(actor.person_id, placement_id)
    return page


async def as_staff_sees(placement_id: str, rows: list[Row]) -> list[Row]:
    """Documents in the shape of a pull, for whoever stands beside the student."""
    return await _documents(placement_id, rows, None)


async def _documents(placement_id: str, rows: list[Row], author_id: str | None) -> list[Row]:
    open_rows = [row for row in rows if _is_open(row, author_id)]
    shown = {row["doc_id"] for row in open_rows}
    gone = [{"doc_id": r["doc_id"], "gone": True} for r in rows if r["doc_id"] not in shown]
    doc_ids = [row["doc_id"] for row in open_rows]
    facts = await facts_by_document(doc_ids)
    to_staff = author_id is None
    named = set[str]().union(*(shown_revisions(f, to_staff=to_staff) for f in facts.values()))
    revisions: dict[str, list[Row]] = {doc_id: [] for doc_id in doc_ids}
    leaves = await feed.leaf_rows(placement_id, doc_ids) if author_id else []
    heads = {row["head_rev"] if author_id else row["submitted_rev"] for row in open_rows}
    leaf_ids = {row["rev_id"] for row in leaves}
    others = await feed.revision_rows(placement_id, sorted((named | heads) - leaf_ids))
    for row in [*leaves, *others.values()]:
        revisions[row["doc_id"]].append(row)
    documents = [
        _document(row, revisions[row["doc_id"]], leaf_ids, facts[row["doc_id"]], author_id)
        for row in open_rows
    ]
    return [*documents, *gone]


def _document(
    row: Row, revisions: list[Row], leaf_ids: set[str], facts: list[Row], author_id: str | None
) -> Row:
    head_rev = row["head_rev"] if author_id else row["submitted_rev"]
    siblings = [r for r in revisions if r["rev_id"] in leaf_ids and r["rev_id"] != head_rev]
    beside = {head_rev, *(r["rev_id"] for r in siblings)}
    return {
        "doc_id": row["doc_id"],
        "kind": row["kind"],
        "seq": row["seq"],
        "author_id": row["author_id"],
        "head": next(_revision(r) for r in revisions if r["rev_id"] == head_rev),
        "siblings": [_revision(r) for r in siblings],
        "named": [_revision(r) for r in revisions if r["rev_id"] not in beside],
        "submitted": row["submitted_rev"],
        "working": author_id is None and row["head_rev"] != row["submitted_rev"],
        "facts": facts,
    }


def _revision(row: Row) -> Row:
    return {
        "v": 1,
        "placement_id": row["placement_id"],
        "doc_id": row["doc_id"],
        "kind": row["kind"],
        "schema_version": row["schema_version"],
        "base_rev": row["base_rev"],
        "merges": json.loads(row["merges"]),
        "deleted": bool(row["deleted"]),
        "salt": row["salt"],
        "content": json.loads(row["content"]) if row["content"] is not None else None,
        "rev_id": row["rev_id"],
        "hash": row["hash"],
        "device_time": row["device_time"],
        "received_at": from_micros(row["received_at"]).isoformat(),
    }


async def _digest(placement_id: str, author_id: str | None) -> str:
    lines = sorted(await feed.digest_lines(placement_id, author_id))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


async def _ended(placement_id: str) -> dict[str, Any]:
    """Access is over: everything held of this placement is gone for this person."""
    rows = await fetch(
        "SELECT doc_id FROM document WHERE placement_id = ? AND submitted_rev IS NOT NULL",
        placement_id,
    )
    return {
        "epoch": await current_epoch(),
        "cursor": 0,
        "more": False,
        "docs": [{"doc_id": row["doc_id"], "gone": True} for row in rows],
        "quarantine": [],
    }


def _is_open(row: Row, author_id: str | None) -> bool:
    if row.get("erased"):
        return False
    return bool(author_id) or row["kind"] not in PRIVATE_KINDS or bool(row["shared"])
