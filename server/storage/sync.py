"""Hand-written SQL of the hot paths: push, facts and pull. The same text runs on both engines.

Everything that writes first takes the stream's row lock with `lock_stream`; rows are plain dicts
named like the columns of `storage.documents`.
"""

from __future__ import annotations

import json
from typing import Any

from server.rules.access import PRIVATE_KINDS
from server.rules.sync import Graph, Incoming
from server.storage.database import execute, execute_many, fetch, marks

Row = dict[str, Any]

REVISION_COLUMNS = (
    "placement_id, rev_id, doc_id, kind, schema_version, base_rev, merges, deleted, salt, content,"
    " hash, device_time, extra, author_id, received_at, seq, is_leaf"
)
_DOCUMENT_COLUMNS = (
    "doc_id, placement_id, kind, author_id, seq, head_rev, shared, returned, deleted, entry_on,"
    " minutes"
)
_FACT_COLUMNS = (
    "fact_id, placement_id, doc_id, rev_id, hash, kind, body, author_id, author_role,"
    " author_address, received_at, seq, signature, key_id"
)
# What somebody beside the author sees: submitted, and where it is private also shared.
_PRIVATE = ", ".join(f"'{kind}'" for kind in sorted(PRIVATE_KINDS))
OPEN_TO_STAFF = f"submitted_rev IS NOT NULL AND NOT erased AND (kind NOT IN ({_PRIVATE}) OR shared)"


async def lock_stream(placement_id: str, steps: int = 1) -> int:
    """Takes the row lock until commit and returns the first of `steps` new sequence numbers."""
    rows = await fetch(
        "UPDATE stream SET seq = seq + ? WHERE placement_id = ? RETURNING seq", steps, placement_id
    )
    return int(rows[0]["seq"]) - steps + 1


async def streams_among(placement_ids: list[str]) -> list[str]:
    """Those that this database knows: after a restore the store may hold files of others."""
    if not placement_ids:
        return []
    rows = await fetch(
        f"SELECT placement_id FROM stream WHERE placement_id IN ({marks(placement_ids)})",
        *placement_ids,
    )
    return [row["placement_id"] for row in rows]


async def stream_seq(placement_id: str) -> int:
    rows = await fetch("SELECT seq FROM stream WHERE placement_id = ?", placement_id)
    return int(rows[0]["seq"]) if rows else 0


async def known_hashes(placement_id: str, rev_ids: list[str]) -> dict[str, tuple[str, bool]]:
    """By rev_id its hash, and whether its text was erased."""
    rows = await fetch(
        "SELECT rev_id, hash, content IS NULL AS erased FROM revision"
        f" WHERE placement_id = ? AND rev_id IN ({marks(rev_ids)})",
        placement_id,
        *rev_ids,
    )
    return {row["rev_id"]: (row["hash"], bool(row["erased"])) for row in rows}


async def load_graphs(doc_ids: list[str]) -> dict[str, Graph]:
    """The revision graphs of these documents, wherever they live."""
    documents = await fetch(
        "SELECT doc_id, placement_id, kind, author_id, head_rev, erased FROM document"
        f" WHERE doc_id IN ({marks(doc_ids)})",
        *doc_ids,
    )
    graphs = {
        row["doc_id"]: Graph(
            row["placement_id"],
            row["kind"],
            row["author_id"],
            row["head_rev"],
            {},
            bool(row["erased"]),
        )
        for row in documents
    }
    if graphs:
        revisions = await fetch(
            "SELECT doc_id, placement_id, rev_id, base_rev, merges FROM revision"
            f" WHERE doc_id IN ({marks(list(graphs))}) ORDER BY seq",
            *graphs,
        )
        for row in revisions:
            if graphs[row["doc_id"]].placement_id == row["placement_id"]:
                base = [row["base_rev"]] if row["base_rev"] else []
                parents = (*base, *json.loads(row["merges"]))
                graphs[row["doc_id"]].parents[row["rev_id"]] = parents
    return graphs


async def insert_revisions(rows: list[tuple[Incoming, str, int, int, bool]]) -> None:
    """Rows of (revision, author_id, received_at in microseconds, seq, is_leaf)."""
    await execute_many(
        f"INSERT INTO revision ({REVISION_COLUMNS})"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            [
                rev.placement_id,
                rev.rev_id,
                rev.doc_id,
                rev.kind,
                rev.schema_version,
                rev.base_rev,
                json.dumps(rev.merges),
                rev.deleted,
                None if rev.erased else rev.salt,
                None if rev.erased else rev.content,
                rev.hash,
                "" if rev.erased else rev.device_time,
                "" if rev.erased else rev.extra,
                author_id,
                received_at,
                seq,
                is_leaf,
            ]
            for rev, author_id, received_at, seq, is_leaf in rows
        ],
    )


async def unmark_leaves(placement_id: str, rev_ids: list[str]) -> None:
    await execute_many(
        "UPDATE revision SET is_leaf = ? WHERE placement_id = ? AND rev_id = ?",
        [[False, placement_id, rev_id] for rev_id in rev_ids],
    )


async def add_documents(rows: list[Row]) -> None:
    """Raises IntegrityError when the id of one lives elsewhere since a moment."""
    columns = [name.strip() for name in _DOCUMENT_COLUMNS.split(",")]
    await execute_many(
        f"INSERT INTO document ({_DOCUMENT_COLUMNS}) VALUES ({marks(columns)})",
        [[row[name] for name in columns] for row in rows],
    )


async def move_heads(rows: list[Row]) -> None:
    """And with the head everything derived from it."""
    columns = ("seq", "head_rev", "deleted", "entry_on", "minutes", "doc_id")
    await execute_many(
        "UPDATE document SET seq = ?, head_rev = ?, deleted = ?, entry_on = ?, minutes = ?"
        " WHERE doc_id = ?",
        [[row[name] for name in columns] for row in rows],
    )


async def touch_document(doc_id: str, seq: int) -> None:
    """Bumps the place in the feed of a document whose head stayed."""
    await execute("UPDATE document SET seq = ? WHERE doc_id = ?", seq, doc_id)


async def revision_rows(placement_id: str, rev_ids: list[str]) -> dict[str, Row]:
    if not rev_ids:
        return {}
    rows = await fetch(
        f"SELECT {REVISION_COLUMNS} FROM revision"
        f" WHERE placement_id = ? AND rev_id IN ({marks(rev_ids)})",
        placement_id,
        *rev_ids,
    )
    return {row["rev_id"]: row for row in rows}


async def leaf_rows(placement_id: str, doc_ids: list[str]) -> list[Row]:
    if not doc_ids:
        return []
    return await fetch(
        f"SELECT {REVISION_COLUMNS} FROM revision"
        f" WHERE placement_id = ? AND is_leaf AND doc_id IN ({marks(doc_ids)}) ORDER BY seq",
        placement_id,
        *doc_ids,
    )


async def fact_rows(doc_ids: list[str]) -> list[Row]:
    """In the order in which they were first received, whenever they came back."""
    if not doc_ids:
        return []
    return await fetch(
        f"SELECT {_FACT_COLUMNS} FROM fact WHERE doc_id IN ({marks(doc_ids)})"
        " ORDER BY received_at, fact_id",
        *doc_ids,
    )


async def facts_named(fact_ids: list[str]) -> list[Row]:
    return await fetch(
        f"SELECT {_FACT_COLUMNS} FROM fact WHERE fact_id IN ({marks(fact_ids)})", *fact_ids
    )


async def insert_fact(row: Row) -> None:
    columns = [name.strip() for name in _FACT_COLUMNS.split(",")]
    await execute(
        f"INSERT INTO fact ({_FACT_COLUMNS}) VALUES ({marks(columns)})",
        *(row[name] for name in columns),
    )


async def quarantined_rows(author_id: str) -> list[Row]:
    return await fetch(
        "SELECT id, rev_id, reason, received_at, item FROM quarantined WHERE author_id = ?"
        " ORDER BY received_at",
        author_id,
    )


async def refused_rows(author_id: str, placement_id: str) -> list[Row]:
    return await fetch(
        "SELECT fact_id, code, received_at, item FROM refused_fact"
        " WHERE author_id = ? AND placement_id = ?",
        author_id,
        placement_id,
    )


async def changed_documents(
    placement_id: str, cursor: int, limit: int, author_id: str | None
) -> list[Row]:
    """One page of the feed. With `author_id` an author's own documents, else what staff may see
    or once could (a share taken back is told as gone)."""
    audience = "author_id = ?" if author_id else "submitted_rev IS NOT NULL"
    values = [placement_id, cursor, *([author_id] if author_id else []), limit]
    return await fetch(
        "SELECT doc_id, placement_id, kind, author_id, seq, head_rev, submitted_rev, signed_rev,"
        " shared, deleted, erased FROM document"
        f" WHERE placement_id = ? AND seq > ? AND {audience} ORDER BY seq LIMIT ?",
        *values,
    )


async def digest_lines(placement_id: str, author_id: str | None) -> list[str]:
    """`doc_id rev_id hash` of every leaf and every `fact_id` that this audience may see."""
    if author_id:
        shown = await fetch(
            "SELECT r.doc_id, r.rev_id, r.hash FROM revision r JOIN document d"
            " ON d.doc_id = r.doc_id"
            " WHERE d.placement_id = ? AND r.placement_id = d.placement_id"
            " AND r.is_leaf AND d.author_id = ? AND NOT d.erased",
            placement_id,
            author_id,
        )
        facts = await fetch(
            "SELECT f.fact_id FROM fact f JOIN document d ON d.doc_id = f.doc_id"
            " WHERE d.placement_id = ? AND d.author_id = ? AND NOT d.erased",
            placement_id,
            author_id,
        )
    else:
        shown = await fetch(
            "SELECT d.doc_id, r.rev_id, r.hash FROM document d JOIN revision r"
            " ON r.placement_id = d.placement_id AND r.rev_id = d.submitted_rev"
            f" WHERE d.placement_id = ? AND {OPEN_TO_STAFF.replace('kind', 'd.kind')}",
            placement_id,
        )
        facts = await fetch(
            "SELECT f.fact_id FROM fact f JOIN document d ON d.doc_id = f.doc_id"
            f" WHERE d.placement_id = ? AND {OPEN_TO_STAFF.replace('kind', 'd.kind')}",
            placement_id,
        )
    lines = [f"{row['doc_id']} {row['rev_id']} {row['hash']}" for row in shown]
    return lines + [row["fact_id"] for row in facts]


async def lacking_parents(placement_id: str, author_id: str) -> list[str]:
    """What this author's accepted revisions name as base or merge and that is not here."""
    bases = await fetch(
        "SELECT DISTINCT r.base_rev FROM revision r"
        " WHERE r.placement_id = ? AND r.author_id = ? AND r.base_rev IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM revision b"
        " WHERE b.placement_id = r.placement_id AND b.rev_id = r.base_rev)",
        placement_id,
        author_id,
    )
    joined = await fetch(
        "SELECT merges FROM revision WHERE placement_id = ? AND author_id = ? AND merges <> '[]'",
        placement_id,
        author_id,
    )
    merged = {rev_id for row in joined for rev_id in json.loads(row["merges"])}
    here = await known_hashes(placement_id, sorted(merged)) if merged else {}
    return sorted({row["base_rev"] for row in bases} | merged.difference(here))
