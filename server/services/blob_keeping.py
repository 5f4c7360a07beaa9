"""What goes: uploads that stopped halfway, and photos that no text names any more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import TypeVar

from server.outside import clock, objects
from server.rules import blobs as rules
from server.storage import blobs as storage
from server.storage import erasure
from server.storage import sync as feed
from server.storage.aside import is_something_aside
from server.storage.database import scrub, unit_of_work

T = TypeVar("T")

# Bytes that outlive a crash in the middle of erasing are found within an hour; a day is plenty.
_LOOK_BACK = timedelta(days=3)


async def erase_unnamed(placement_id: str) -> int:
    """Erases every photo and file that no content left in this placement names; how many.

    To call after the unit of work that erased the content. A phone pushes its text before its
    photos, so that a photo without a text is one whose text is gone. What fails here is made up
    for by `tidy_up`.
    """
    count = await _mark_unnamed(placement_id)
    await _delete_leftovers(placement_id)
    return count


async def erase_unnamed_in(placement_ids: Iterable[str]) -> None:
    """The same for several placements. Raises what went wrong first, once all had their turn."""
    _raise_first(await _each(erase_unnamed, placement_ids))


async def _mark_unnamed(placement_id: str) -> int:
    async def work() -> int:
        await feed.lock_stream(placement_id, steps=0)
        rows = await storage.verdict_rows(placement_id)
        contents = await storage.contents_naming_blobs(placement_id)
        named = {
            name
            for content in contents
            if isinstance(content, dict)
            for name in rules.named_blobs(content)
        }
        kept = named | {row["stored_as"] for row in rows if row["sha256"] in named}
        gone = [r["sha256"] for r in rows if not {r["sha256"], r["stored_as"]} & kept]
        await storage.mark_erased(placement_id, gone, clock.now())
        await storage.delete_parts_except(placement_id, sorted(named))
        return len(gone)

    return await unit_of_work(work)


async def mark_unnamed() -> None:
    """The same everywhere, as far as the database goes: bytes are left where they are."""
    _raise_first(await _mark_everywhere())


async def delete_unknown() -> None:
    """Every photo and file of known placements that no row names. Raises what went wrong first."""
    found = {kept.path.split("/")[1] async for kept in objects.under("blobs")}
    _raise_first(await _each(_delete_leftovers, await feed.streams_among(sorted(found))))


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
    """Now and then: uploads that nobody goes on with, and what a crash left of erased text.

    Raises what went wrong first, once everything had its turn.
    """
    now = clock.now()
    await scrub()
    stale = await storage.stale_uploads(now - timedelta(days=rules.DAYS_UNFINISHED))
    problems = await _each(lambda row: forget_upload(row["placement_id"], row["sha256"]), stale)
    problems += await _mark_everywhere()
    touched = set(await storage.erased_lately(now - _LOOK_BACK))
    # Of a finished upload no part is left, unless its server died on the way: then a part that the
    # database no longer knows may hold the place where a photo was taken.
    async for part in objects.under("parts"):
        touched.add(part.path.split("/")[1])
    problems += await _each(_delete_leftovers, await feed.streams_among(sorted(touched)))
    _raise_first(problems)


async def _mark_everywhere() -> list[Exception]:
    """Nothing remembers which erasure did not get to its photos; looking again is cheap."""
    return await _each(_mark_unnamed, await erasure.holding_files_and_erased_text())


async def _each(work: Callable[[T], Awaitable[object]], items: Iterable[T]) -> list[Exception]:
    """One that fails, as when the store is away for a moment, does not keep others waiting."""
    problems: list[Exception] = []
    for item in items:
        try:
            await work(item)
        except Exception as problem:
            problems.append(problem)
    return problems


def _raise_first(problems: list[Exception]) -> None:
    if problems:
        raise problems[0]


async def _delete_leftovers(placement_id: str) -> None:
    """Every object of this placement that has no row, or whose row says that it was erased.

    While a database is put aside it may be the only one that names a photo: then nothing goes
    but what was erased.
    """

    async def work() -> None:
        await feed.lock_stream(placement_id, steps=0)
        parts = {
            storage.part_path(placement_id, row["sha256"], row["part"])
            for row in await storage.all_parts(placement_id)
        }
        blobs = [found.path async for found in objects.under(f"blobs/{placement_id}")]
        if await is_something_aside():
            names = await storage.all_erased(placement_id)
            gone = {storage.blob_path(placement_id, sha256) for sha256 in names}.intersection(blobs)
        else:
            names = await storage.all_held(placement_id)
            gone = set(blobs) - {storage.blob_path(placement_id, sha256) for sha256 in names}
        gone |= {
            found.path
            async for found in objects.under(f"parts/{placement_id}")
            if found.path not in parts
        }
        for path in gone:
            await objects.delete(path)

    await unit_of_work(work)
