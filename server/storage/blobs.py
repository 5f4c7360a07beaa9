"""What became of each photo or file, and the parts of those that are still arriving.

The bytes lie in the object store: whole ones under `blobs/`, parts under `parts/`.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.models import Model

from server.storage.database import execute, fetch, marks
from server.storage.fields import Id, Instant, to_micros
from server.storage.sync import OPEN_TO_STAFF

Row = dict[str, Any]
_SHA256 = 64
_COLUMNS = (
    "placement_id, sha256, stored_as, media_type, size, width, height, problem, received_at,"
    " erased_at"
)
_NAMES_ONE = "'%\"sha256\"%'"
# Of these there are bytes; of all others there is only what became of them.
_HELD = "sha256 = stored_as AND erased_at IS NULL"


class Blob(Model):
    """The verdict on one file, by the hash under which it was sent.

    `stored_as` is the same hash when it was kept as it came, another one when it had to be
    changed, and empty when it was refused: then `problem` says why.
    """

    id = fields.BigIntField(primary_key=True, generated=True)
    placement_id = Id()
    sha256 = fields.CharField(max_length=_SHA256)
    stored_as = fields.CharField(max_length=_SHA256, default="")
    media_type = fields.CharField(max_length=40, default="")
    size = fields.BigIntField()
    width = fields.IntField(default=0)
    height = fields.IntField(default=0)
    problem = fields.CharField(max_length=20, default="")
    received_at = Instant()
    erased_at = Instant(null=True)

    class Meta:
        table = "blob"
        unique_together = (("placement_id", "sha256"),)


class BlobPart(Model):
    """One part that arrived, of a blob of `total` bytes."""

    id = fields.BigIntField(primary_key=True, generated=True)
    placement_id = Id()
    sha256 = fields.CharField(max_length=_SHA256)
    part = fields.IntField()
    size = fields.IntField()
    total = fields.BigIntField()
    person_id = Id(db_index=True)
    received_at = Instant()

    class Meta:
        table = "blob_part"
        unique_together = (("placement_id", "sha256", "part"),)


def blob_path(placement_id: str, sha256: str) -> str:
    return f"blobs/{placement_id}/{sha256}"


def part_path(placement_id: str, sha256: str, part: int) -> str:
    return f"parts/{placement_id}/{sha256}/{part}"


async def known_blob(placement_id: str, sha256: str) -> Row | None:
    """The verdict on what was sent under this hash, unless it was erased since."""
    rows = await fetch(
        f"SELECT {_COLUMNS} FROM blob WHERE placement_id = ? AND sha256 = ? AND erased_at IS NULL",
        placement_id,
        sha256,
    )
    return rows[0] if rows else None


async def held_blobs(placement_id: str, hashes: list[str]) -> dict[str, Row]:
    """What is there, by the hash asked for: also what was sent under it and had to be changed."""
    if not hashes:
        return {}
    rows = await fetch(
        "SELECT sent.sha256 AS asked, kept.sha256, kept.media_type, kept.size, kept.width,"
        " kept.height FROM blob sent JOIN blob kept ON kept.placement_id = sent.placement_id"
        " AND kept.sha256 = sent.stored_as WHERE sent.placement_id = ?"
        f" AND sent.sha256 IN ({marks(hashes)})"
        " AND sent.erased_at IS NULL AND kept.erased_at IS NULL",
        placement_id,
        *hashes,
    )
    return {row["asked"]: row for row in rows}


async def erased_blobs(placement_id: str, hashes: list[str]) -> list[str]:
    if not hashes:
        return []
    rows = await fetch(
        "SELECT sha256 FROM blob WHERE placement_id = ? AND erased_at IS NOT NULL"
        f" AND sha256 IN ({marks(hashes)})",
        placement_id,
        *hashes,
    )
    return [row["sha256"] for row in rows]


async def all_held(placement_id: str) -> set[str]:
    rows = await fetch(f"SELECT sha256 FROM blob WHERE placement_id = ? AND {_HELD}", placement_id)
    return {row["sha256"] for row in rows}


async def held_paths() -> set[str]:
    """Of every placement, where the bytes lie."""
    rows = await fetch(f"SELECT placement_id, sha256 FROM blob WHERE {_HELD}")
    return {blob_path(row["placement_id"], row["sha256"]) for row in rows}


async def all_erased(placement_id: str) -> set[str]:
    rows = await fetch(
        "SELECT sha256 FROM blob WHERE placement_id = ? AND erased_at IS NOT NULL", placement_id
    )
    return {row["sha256"] for row in rows}


async def verdict_rows(placement_id: str) -> list[Row]:
    return await fetch(
        "SELECT sha256, stored_as FROM blob WHERE placement_id = ? AND erased_at IS NULL",
        placement_id,
    )


async def space_taken(placement_id: str) -> tuple[int, int]:
    """(bytes, how many) that a placement holds."""
    rows = await fetch(
        "SELECT COALESCE(SUM(size), 0) AS bytes, COUNT(*) AS count FROM blob"
        f" WHERE placement_id = ? AND {_HELD}",
        placement_id,
    )
    return int(rows[0]["bytes"]), int(rows[0]["count"])


async def save_verdict(row: Row) -> None:
    """Takes the place of an earlier refusal or erasure; what is held stays as it is."""
    columns = [name.strip() for name in _COLUMNS.split(",")]
    changes = ", ".join(f"{name} = excluded.{name}" for name in columns[2:])
    await execute(
        f"INSERT INTO blob ({_COLUMNS}) VALUES ({marks(columns)})"
        f" ON CONFLICT (placement_id, sha256) DO UPDATE SET {changes}"
        " WHERE blob.stored_as = '' OR blob.erased_at IS NOT NULL",
        *(row.get(name) for name in columns),
    )


async def forget_refusal(placement_id: str, sha256: str) -> None:
    await execute(
        "DELETE FROM blob WHERE placement_id = ? AND sha256 = ? AND problem <> ''",
        placement_id,
        sha256,
    )


async def keep_newest_refusals(placement_id: str, most: int) -> None:
    await execute(
        "DELETE FROM blob WHERE placement_id = ? AND problem <> '' AND id NOT IN (SELECT id FROM"
        " blob WHERE placement_id = ? AND problem <> '' ORDER BY received_at DESC LIMIT ?)",
        placement_id,
        placement_id,
        most,
    )


async def mark_erased(placement_id: str, hashes: list[str], at: datetime) -> None:
    if hashes:
        await execute(
            f"UPDATE blob SET erased_at = ? WHERE placement_id = ? AND sha256 IN ({marks(hashes)})",
            to_micros(at),
            placement_id,
            *hashes,
        )


async def erased_lately(since: datetime) -> list[str]:
    """The placements in which something was erased."""
    rows = await fetch(
        "SELECT DISTINCT placement_id FROM blob WHERE erased_at > ?", to_micros(since)
    )
    return [row["placement_id"] for row in rows]


async def add_part(row: Row) -> None:
    columns = list(row)
    await execute(
        f"INSERT INTO blob_part ({', '.join(columns)}) VALUES ({marks(columns)})"
        " ON CONFLICT (placement_id, sha256, part) DO NOTHING",
        *row.values(),
    )


async def part_rows(placement_id: str, sha256: str) -> list[Row]:
    return await fetch(
        "SELECT part, total FROM blob_part WHERE placement_id = ? AND sha256 = ? ORDER BY part",
        placement_id,
        sha256,
    )


async def delete_part_rows(placement_id: str, sha256: str) -> None:
    await execute(
        "DELETE FROM blob_part WHERE placement_id = ? AND sha256 = ?", placement_id, sha256
    )


async def delete_parts_except(placement_id: str, hashes: list[str]) -> None:
    beside = f" AND sha256 NOT IN ({marks(hashes)})" if hashes else ""
    await execute(f"DELETE FROM blob_part WHERE placement_id = ?{beside}", placement_id, *hashes)


async def all_parts(placement_id: str) -> list[Row]:
    return await fetch("SELECT sha256, part FROM blob_part WHERE placement_id = ?", placement_id)


async def unfinished_uploads(person_id: str) -> list[Row]:
    """`{placement_id, sha256, bytes}` of somebody's, the longest untouched first."""
    return await fetch(
        "SELECT placement_id, sha256, SUM(size) AS bytes FROM blob_part WHERE person_id = ?"
        " GROUP BY placement_id, sha256 ORDER BY MAX(received_at), sha256",
        person_id,
    )


async def stale_uploads(before: datetime) -> list[Row]:
    return await fetch(
        "SELECT placement_id, sha256 FROM blob_part GROUP BY placement_id, sha256"
        " HAVING MAX(received_at) < ?",
        to_micros(before),
    )


async def contents_naming_blobs(placement_id: str) -> list[Any]:
    """Of every text left in this placement that names an attachment, accepted or not."""
    accepted = await fetch(
        f"SELECT content FROM revision WHERE placement_id = ? AND content LIKE {_NAMES_ONE}",
        placement_id,
    )
    rejected = await fetch(
        f"SELECT item FROM quarantined WHERE placement_id = ? AND item LIKE {_NAMES_ONE}",
        placement_id,
    )
    texts = [json.loads(row["content"]) for row in accepted]
    items = [json.loads(row["item"]) for row in rejected]
    return texts + [item.get("content") for item in items if isinstance(item, dict)]


async def revisions_naming(placement_id: str, sha256: str) -> list[Row]:
    """`{doc_id, rev_id, content}` that speak of this hash, of documents open to staff.

    Which of a document's revisions they may see is for its facts to say.
    """
    return await fetch(
        "SELECT r.doc_id, r.rev_id, r.content FROM revision r"
        " JOIN document d ON d.doc_id = r.doc_id AND d.placement_id = r.placement_id"
        " WHERE r.placement_id = ? AND r.content LIKE ?"
        f" AND {OPEN_TO_STAFF.replace('kind', 'd.kind')}",
        placement_id,
        f"%{sha256}%",
    )
