"""What may be erased, and erasing it: content and salt go, the hash and its place stay."""

from __future__ import annotations

from typing import Any

from server.outside import clock
from server.rules.readmission import HELD_BY_DEVICES
from server.storage.database import execute, fetch, marks
from server.storage.fields import to_micros

Row = dict[str, Any]
_SIGNED = "SELECT rev_id FROM fact WHERE doc_id = ? AND kind = 'sign_off'"
# What was sent for an akkoord that was perhaps given, when a restore forgot it: a device may
# still bring it back.
_PERHAPS_SIGNED = (
    "SELECT f.rev_id FROM fact f JOIN placement p ON p.id = f.placement_id"
    " WHERE f.doc_id = ? AND f.kind = 'submission' AND f.body LIKE '%\"ask\":\"sign_off\"%'"
    " AND EXISTS (SELECT 1 FROM statement s WHERE s.school_id = p.school_id"
    " AND s.placement_id = '' AND s.recorded_at > ?)"
)


async def earlier_texts(placement_id: str, doc_id: str) -> list[Row]:
    """Versions that are neither the newest, nor one of two, nor what others read or ever signed."""
    return await fetch(
        "SELECT r.rev_id, r.content FROM revision r JOIN document d ON d.doc_id = r.doc_id"
        " WHERE r.placement_id = ? AND r.doc_id = ? AND r.content IS NOT NULL AND NOT r.is_leaf"
        " AND r.rev_id <> d.head_rev AND (d.submitted_rev IS NULL OR r.rev_id <> d.submitted_rev)"
        f" AND r.rev_id NOT IN ({_SIGNED}) AND r.rev_id NOT IN ({_PERHAPS_SIGNED})"
        " ORDER BY r.seq",
        placement_id,
        doc_id,
        doc_id,
        doc_id,
        to_micros(clock.now() - HELD_BY_DEVICES),
    )


async def unsigned_texts(placement_id: str, doc_id: str) -> list[Row]:
    return await fetch(
        "SELECT rev_id, content FROM revision WHERE placement_id = ? AND doc_id = ?"
        f" AND content IS NOT NULL AND rev_id NOT IN ({_SIGNED}) ORDER BY seq",
        placement_id,
        doc_id,
        doc_id,
    )


async def was_ever_signed(doc_id: str) -> bool:
    return bool(await fetch(f"{_SIGNED} LIMIT 1", doc_id))


async def long_deleted(before: int, doc_id: str = "") -> list[Row]:
    """Documents whose every leaf is a deletion of before that instant (microseconds); of those
    only `doc_id`, if it is given."""
    return await fetch(
        "SELECT d.doc_id, d.placement_id FROM document d WHERE d.deleted AND NOT d.erased"
        " AND EXISTS (SELECT 1 FROM revision r WHERE r.placement_id = d.placement_id"
        " AND r.doc_id = d.doc_id AND r.content IS NOT NULL AND r.rev_id NOT IN"
        " (SELECT f.rev_id FROM fact f WHERE f.doc_id = d.doc_id AND f.kind = 'sign_off'))"
        " AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.placement_id = d.placement_id"
        " AND r.doc_id = d.doc_id AND r.is_leaf AND (NOT r.deleted OR r.received_at >= ?))"
        + (" AND d.doc_id = ?" if doc_id else ""),
        before,
        *([doc_id] if doc_id else []),
    )


async def came_back(placement_id: str, doc_id: str, since: int) -> bool:
    """Whether a version that deletes nothing was accepted after that instant, and still stands."""
    return bool(
        await fetch(
            "SELECT rev_id FROM revision WHERE placement_id = ? AND doc_id = ? AND is_leaf"
            " AND NOT deleted AND received_at > ?",
            placement_id,
            doc_id,
            since,
        )
    )


async def blank_revisions(placement_id: str, rev_ids: list[str]) -> None:
    if rev_ids:
        await execute(
            "UPDATE revision SET content = NULL, salt = NULL, extra = '', device_time = ''"
            f" WHERE placement_id = ? AND rev_id IN ({marks(rev_ids)})",
            placement_id,
            *rev_ids,
        )


async def blank_head(doc_id: str, seq: int) -> None:
    """What was derived from a head whose text is gone."""
    await execute(
        "UPDATE document SET entry_on = '', minutes = 0, seq = ? WHERE doc_id = ?", seq, doc_id
    )


async def blank_document(placement_id: str, doc_id: str, seq: int) -> None:
    """Everything of it but ids and hashes."""
    await execute(
        "UPDATE revision SET content = NULL, salt = NULL, extra = '', device_time = ''"
        " WHERE placement_id = ? AND doc_id = ?",
        placement_id,
        doc_id,
    )
    await execute("DELETE FROM fact WHERE doc_id = ?", doc_id)
    await execute(
        "UPDATE document SET erased = ?, deleted = ?, returned = ?, entry_on = '', minutes = 0,"
        " seq = ? WHERE doc_id = ?",
        True,
        True,
        False,
        seq,
        doc_id,
    )


async def forget_rejected(placement_id: str, doc_id: str | None = None) -> None:
    """Quarantined and refused items lie there as they came, text and all."""
    about = f"%{doc_id or ''}%"
    for table in ("quarantined", "refused_fact"):
        await execute(
            f"DELETE FROM {table} WHERE placement_id = ? AND item LIKE ?", placement_id, about
        )


async def documents_of(placement_id: str) -> list[str]:
    rows = await fetch("SELECT doc_id FROM document WHERE placement_id = ?", placement_id)
    return [row["doc_id"] for row in rows]


async def holding_files_and_erased_text() -> list[str]:
    """Placements where a photo may lie whose text is gone."""
    rows = await fetch(
        "SELECT s.placement_id FROM stream s WHERE EXISTS (SELECT 1 FROM revision r"
        " WHERE r.placement_id = s.placement_id AND r.content IS NULL) AND (EXISTS (SELECT 1"
        " FROM blob b WHERE b.placement_id = s.placement_id AND b.erased_at IS NULL) OR EXISTS"
        " (SELECT 1 FROM blob_part p WHERE p.placement_id = s.placement_id))"
    )
    return [row["placement_id"] for row in rows]


async def blank_statements(placement_id: str) -> None:
    """The one update of the chain: words and salt go, the signed link stays."""
    await execute(
        "UPDATE statement SET statement = '', salt = '' WHERE placement_id = ?", placement_id
    )
