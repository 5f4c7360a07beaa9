"""Photos and files on their way in and out (protocol.md §1).

Parts may come in any order, twice, and at any server; the last one that was lacking brings the
verdict. Whatever a text names is accepted at once: only an akkoord waits for its photos.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from server.outside import clock, objects
from server.outside.inspection import inspect
from server.rules import blobs as rules
from server.rules.access import STUDENT, Actor
from server.rules.refusals import InvalidFields, NotFound
from server.rules.sync import is_hash
from server.services.blob_keeping import forget_upload, make_room
from server.services.told_facts import facts_by_document, shown_revisions
from server.settings import get_settings
from server.storage import blobs as storage
from server.storage import sync as feed
from server.storage.database import unit_of_work
from server.storage.fields import to_micros

Json = dict[str, Any]
MOST_REFUSALS = 200  # remembered a placement


@dataclass(frozen=True)
class Sending:
    """What the phone says about a blob with each of its parts."""

    placement_id: str
    sha256: str
    size: int  # bytes in all
    media_type: str  # a hint: what the bytes are decides


async def receive_part(actor: Actor, sending: Sending, part: int, data: bytes) -> Json:
    """Keeps one part, and judges the whole once it is there. Answers as `parts_of` does."""
    _own(actor, sending.placement_id)
    _named(sending.sha256)
    if not data or len(data) != rules.part_length(sending.size, part):
        raise InvalidFields.one("part")
    known = await storage.known_blob(sending.placement_id, sending.sha256)
    # The same bytes give the same verdict; only beginning again asks for a new one.
    if known is not None and (not known["problem"] or part != 0):
        return await parts_of(actor, sending.placement_id, sending.sha256)
    problem = await _too_much(sending)
    if problem:
        await _refuse(sending, problem)
        return await parts_of(actor, sending.placement_id, sending.sha256)
    await _keep_part(actor, sending, part, data)
    arrived = await storage.part_rows(sending.placement_id, sending.sha256)
    if len(arrived) == rules.parts_in(sending.size):
        await _judge(sending)
    return await parts_of(actor, sending.placement_id, sending.sha256)


async def parts_of(actor: Actor, placement_id: str, sha256: str) -> Json:
    """`{parts, complete, sent, stored, problem}`: what has come, or what became of it."""
    _own(actor, placement_id)
    _named(sha256)
    held = (await storage.held_blobs(placement_id, [sha256])).get(sha256)
    known = None if held else await storage.known_blob(placement_id, sha256)
    problem = known["problem"] if known else ""
    arrived = [] if held or problem else await storage.part_rows(placement_id, sha256)
    names = ("sha256", "media_type", "size", "width", "height")
    return {
        "parts": [row["part"] for row in arrived],
        "complete": bool(held or problem),
        "sent": {"sha256": sha256},
        "stored": {name: held[name] for name in names} if held else None,
        "problem": problem,
    }


async def lacking(actor: Actor, placement_id: str, hashes: list[str]) -> Json:
    """`{lacking}`: those of which no bytes are kept here, whatever the device was told before."""
    _own(actor, placement_id)
    for sha256 in hashes:
        _named(sha256)
    held = await storage.held_blobs(placement_id, hashes)
    return {"lacking": [sha256 for sha256 in hashes if sha256 not in held]}


@dataclass(frozen=True)
class Opened:
    sha256: str
    media_type: str
    size: int
    chunks: AsyncIterator[bytes]


async def open_blob(actor: Actor, placement_id: str, sha256: str) -> Opened:
    """The bytes, for whoever may see a text that names them. Anyone else: NotFound."""
    member = actor.in_placement(placement_id)
    if member is None or not member.active or not is_hash(sha256):
        raise NotFound()
    if member.role != STUDENT and not await _shown_to_staff(placement_id, sha256):
        raise NotFound()
    held = (await storage.held_blobs(placement_id, [sha256])).get(sha256)
    if held is None:
        raise NotFound()
    chunks = await objects.stream(storage.blob_path(placement_id, held["sha256"]))
    return Opened(held["sha256"], held["media_type"], held["size"], chunks)


async def all_there(placement_id: str, content: Json) -> bool:
    """Whether every attachment is stored under exactly the hash by which the text names it."""
    named = rules.named_blobs(content)
    held = await storage.held_blobs(placement_id, sorted(set(named)))
    return all(name in held and held[name]["sha256"] == name for name in named)


def _own(actor: Actor, placement_id: str) -> None:
    member = actor.in_placement(placement_id)
    if member is None or not member.active or member.role != STUDENT:
        raise NotFound()


def _named(sha256: str) -> None:
    if not is_hash(sha256):
        raise InvalidFields.one("sha256")


async def _shown_to_staff(placement_id: str, sha256: str) -> bool:
    rows = await storage.revisions_naming(placement_id, sha256)
    facts = await facts_by_document(sorted({row["doc_id"] for row in rows}))
    shown = set[str]().union(*(shown_revisions(f, to_staff=True) for f in facts.values()))
    return any(
        row["rev_id"] in shown and sha256 in rules.named_blobs(json.loads(row["content"]))
        for row in rows
    )


async def _too_much(sending: Sending) -> str:
    if sending.size > rules.limit_of(sending.media_type):
        return rules.TOO_LARGE
    taken, count = await storage.space_taken(sending.placement_id)
    quota = get_settings().files_per_placement * 1024 * 1024
    full = taken + sending.size > quota or count >= rules.MOST_BLOBS
    return rules.STORAGE_QUOTA if full else ""


async def _keep_part(actor: Actor, sending: Sending, part: int, data: bytes) -> None:
    placement_id, sha256 = sending.placement_id, sending.sha256
    arrived = await storage.part_rows(placement_id, sha256)
    if any(row["total"] != sending.size for row in arrived):
        # One name has one size, and whoever comes last may be right: the others never add up.
        await forget_upload(placement_id, sha256)
    await objects.put(storage.part_path(placement_id, sha256, part), data)

    async def work() -> None:
        await storage.forget_refusal(placement_id, sha256)
        await storage.add_part(
            {
                "placement_id": placement_id,
                "sha256": sha256,
                "part": part,
                "size": len(data),
                "total": sending.size,
                "person_id": actor.person_id,
                "received_at": to_micros(clock.now()),
            }
        )

    await unit_of_work(work)
    await make_room(actor.person_id, but=(placement_id, sha256))


async def _judge(sending: Sending) -> None:
    whole = await _put_together(sending)
    if whole is None:
        return
    if len(whole) != sending.size or hashlib.sha256(whole).hexdigest() != sending.sha256:
        await _refuse(sending, rules.WRONG_HASH)
        return
    found = await inspect(whole)
    if found.problem:
        await _refuse(sending, found.problem)
        return
    stored_as = hashlib.sha256(found.data).hexdigest()
    kept = {
        "placement_id": sending.placement_id,
        "sha256": stored_as,
        "stored_as": stored_as,
        "media_type": found.media_type,
        "size": len(found.data),
        "width": found.width,
        "height": found.height,
        "problem": "",
        "received_at": to_micros(clock.now()),
    }

    async def work() -> None:
        # Under the placement's lock, so that tidying up never meets bytes without their row.
        await feed.lock_stream(sending.placement_id, steps=0)
        # What a power cut left there, or time has damaged, is not what was judged just now.
        await objects.put_right(storage.blob_path(sending.placement_id, stored_as), found.data)
        await storage.save_verdict(kept)
        await storage.save_verdict({**kept, "sha256": sending.sha256})
        await storage.delete_part_rows(sending.placement_id, sending.sha256)

    await unit_of_work(work)
    await forget_upload(sending.placement_id, sending.sha256)


async def _put_together(sending: Sending) -> bytes | None:
    """None when a part turns out to be gone: it must be sent again."""
    parts = []
    for part in range(rules.parts_in(sending.size)):
        try:
            path = storage.part_path(sending.placement_id, sending.sha256, part)
            parts.append(await objects.get(path))
        except objects.Missing:
            await forget_upload(sending.placement_id, sending.sha256)
            return None
    return b"".join(parts)


async def _refuse(sending: Sending, problem: str) -> None:
    async def work() -> None:
        await storage.save_verdict(
            {
                "placement_id": sending.placement_id,
                "sha256": sending.sha256,
                "stored_as": "",
                "media_type": "",
                "size": sending.size,
                "width": 0,
                "height": 0,
                "problem": problem,
                "received_at": to_micros(clock.now()),
            }
        )
        await storage.keep_newest_refusals(sending.placement_id, MOST_REFUSALS)

    await unit_of_work(work)
    await forget_upload(sending.placement_id, sending.sha256)
