"""What goes: uploads that stopped halfway, and photos that no text names any more."""

from __future__ import annotations

import json
from datetime import timedelta

from server.outside import clock, objects
from server.rules import blobs as rules
from server.storage import blobs as storage
from server.storage import sync as feed
from server.storage.database import unit_of_work

# Bytes that outlive a crash in the middle of erasing are found within an hour; a day is plenty.
_LOOK_BACK = timedelta(days=3)


async def erase_unnamed(placement_id: str) -> int:
    """Erases every photo and file that no content left in this placement names; how many.

    To call after the unit of work that erased the content. A phone pushes its text before its
    photos, so that a photo without a text is one whose text is gone.
    """

    async def work() -> list[str]:
        await feed.lock_stream(placement_id, steps=0)
        rows = await storage.verdict_rows(placement_id)
        contents = await storage.contents_naming_blobs(placement_id)
        named = {name for text in contents for name in rules.named_blobs(json.loads(text))}
        kept = named | {row["stored_as"] for row in rows if row["sha256"] in named}
        gone = [r["sha256"] for r in rows if not {r["sha256"], r["stored_as"]} & kept]
        await storage.mark_erased(placement_id, gone, clock.now())
        await storage.delete_parts_except(placement_id, sorted(named))
        return gone

    gone = await unit_of_work(work)
    await _delete_leftovers(placement_id)
    return len(gone)


async def erase_all_files() -> None:
    """Every photo, file and part of every placement, for a database that was emptied."""
    for folder in ("blobs", "parts"):
        async for found in objects.under(folder):
            await objects.delete(found.path)


async def forget_upload(placement_id: str, sha256: str) -> None:
    """What came of it so far; whoever still wants it kept sends it again."""
    await unit_of_work(lambda: storage.delete_part_rows(placement_id, sha256))
    async for part in objects.under(f"parts/{placement_id}/{sha256}"):
        await objects.delete(part.path)


async def make_room(person_id: str, but: tuple[str, str]) -> None:
    """Forgets somebody's oldest unfinished uploads until the rest is not too much."""
    uploads = await storage.unfinished_uploads(person_id)
    size = sum(int(row["bytes"]) for row in uploads)
    count = len(uploads)
    for row in uploads:
        if size <= rules.UNFINISHED_BYTES and count <= rules.UNFINISHED_UPLOADS:
            return
        if (row["placement_id"], row["sha256"]) != but:
            await forget_upload(row["placement_id"], row["sha256"])
            size -= int(row["bytes"])
            count -= 1


async def tidy_up() -> None:
    """Now and then: uploads that nobody goes on with, and bytes that a crash left behind."""
    now = clock.now()
    for row in await storage.stale_uploads(now - timedelta(days=rules.DAYS_UNFINISHED)):
        await forget_upload(row["placement_id"], row["sha256"])
    touched = set(await storage.erased_lately(now - _LOOK_BACK))
    # Of a finished upload no part is left, unless its server died on the way: then a part that the
    # database no longer knows may hold the place where a photo was taken.
    async for part in objects.under("parts"):
        touched.add(part.path.split("/")[1])
    for placement_id in await feed.streams_among(sorted(touched)):
        await _delete_leftovers(placement_id)


async def _delete_leftovers(placement_id: str) -> None:
    """Every object of this placement that has no row."""

    async def work() -> None:
        await feed.lock_stream(placement_id, steps=0)
        known = {
            storage.blob_path(placement_id, sha256)
            for sha256 in await storage.all_held(placement_id)
        }
        known |= {
            storage.part_path(placement_id, row["sha256"], row["part"])
            for row in await storage.all_parts(placement_id)
        }
        for folder in ("blobs", "parts"):
            async for found in objects.under(f"{folder}/{placement_id}"):
                if found.path not in known:
                    await objects.delete(found.path)

    await unit_of_work(work)
