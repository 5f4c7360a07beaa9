"""Erasing for good: text and salt go, hashes and the chain stay (protocol.md §5 and §6).

Each verb writes to the ledger before it commits, so that no backup brings back what it erased.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from server.outside import clock
from server.rules.access import Actor
from server.rules.ids import new_id
from server.rules.ledger import document_subject, placement_subject, revision_subject
from server.rules.refusals import NotFound
from server.rules.sync import is_id
from server.services.blob_keeping import erase_unnamed_in
from server.services.guard import allowed_names, holds_back
from server.services.ledger import remember_erased
from server.storage import erasure as rows
from server.storage import sync as feed
from server.storage.aside import remove_put_aside
from server.storage.database import fetch, scrub, unit_of_work
from server.storage.fields import to_micros
from server.storage.placements import Placement
from server.storage.records import AuditEvent

DELETED_FOR = timedelta(days=90)


async def erase_old_text(actor: Actor, doc_id: str) -> int:
    """An author's own earlier versions, as far as nobody signed them; returns how many."""
    if not is_id(doc_id):
        raise NotFound()
    found = await fetch("SELECT placement_id, author_id FROM document WHERE doc_id = ?", doc_id)
    if not found or found[0]["author_id"] != actor.person_id:
        raise NotFound()
    placement_id = str(found[0]["placement_id"])

    async def work() -> int:
        seq = await feed.lock_stream(placement_id)
        texts = await rows.earlier_texts(placement_id, doc_id)
        await _blank(placement_id, [row["rev_id"] for row in texts])
        if texts:
            await feed.touch_document(doc_id, seq)
            await _note(actor.person_id, "erased_old_text", "document", doc_id)
        return len(texts)

    erased = await unit_of_work(work)
    await _clean_up({placement_id})
    return erased


async def erase_held_back(placement_id: str, doc_id: str) -> None:
    """After a correction: earlier versions that the guard holds back."""
    if not await _held_back(placement_id, doc_id):
        return

    async def work() -> None:
        seq = await feed.lock_stream(placement_id)
        await _blank(placement_id, await _held_back(placement_id, doc_id))
        await feed.touch_document(doc_id, seq)

    await unit_of_work(work)
    await _clean_up({placement_id})


async def _held_back(placement_id: str, doc_id: str) -> list[str]:
    texts = await rows.earlier_texts(placement_id, doc_id)
    names = await allowed_names(placement_id) if texts else []
    return [row["rev_id"] for row in texts if holds_back(json.loads(row["content"]), names)]


async def erase_long_deleted() -> int:
    """What was deleted 90 days ago; signed versions stay in the record. Returns how many."""
    before = to_micros(clock.now() - DELETED_FOR)
    erased = [
        row["placement_id"]
        for row in await rows.long_deleted(before)
        if await unit_of_work(partial(_erase_deleted, row["placement_id"], row["doc_id"], before))
    ]
    await _clean_up(set(erased))
    return len(erased)


@dataclass(frozen=True)
class AboutPlacement:
    """To be sure that it is the right one."""

    student: str
    company: str
    documents: int


async def about_placement(placement_id: str) -> AboutPlacement:
    """Raises NotFound."""
    found = await Placement.get_or_none(id=placement_id).select_related("student", "company")
    if found is None:
        raise NotFound()
    documents = len(await rows.documents_of(placement_id))
    return AboutPlacement(found.student.display_name, found.company.name, documents)


async def erase_placement(placement_id: str) -> int:
    """A whole logbook: texts, reactions, statements' words. Returns how many documents.

    Ids, hashes and links stay, so that the chain still verifies. What a restore put aside goes
    too, since it holds the same words. Raises NotFound.
    """
    if not await Placement.exists(id=placement_id):
        raise NotFound()

    async def work() -> int:
        await remember_erased([placement_subject(placement_id)])
        count = await blank_placement(placement_id)
        await _note(None, "erased_placement", "placement", placement_id)
        return count

    erased = await unit_of_work(work)
    # First, since for as long as it is there the photos stay that it alone names.
    await remove_put_aside(clock.now())
    await _clean_up({placement_id})
    return erased


async def blank_placement(placement_id: str) -> int:
    """Without the ledger, which a restore reads here. Inside a unit of work."""
    # Before looking: a push under way would add a document that is not in the list.
    await feed.lock_stream(placement_id, steps=0)
    doc_ids = await rows.documents_of(placement_id)
    seq = await feed.lock_stream(placement_id, len(doc_ids))
    for offset, doc_id in enumerate(doc_ids):
        await rows.blank_document(placement_id, doc_id, seq + offset)
    await rows.forget_rejected(placement_id)
    await rows.blank_statements(placement_id)
    return len(doc_ids)


async def blank_document(placement_id: str, doc_id: str) -> None:
    """Without the ledger, likewise."""
    seq = await feed.lock_stream(placement_id)
    await rows.blank_document(placement_id, doc_id, seq)
    await rows.forget_rejected(placement_id, doc_id)


async def blank_revision(placement_id: str, doc_id: str, rev_id: str) -> None:
    """Without the ledger, likewise."""
    seq = await feed.lock_stream(placement_id)
    await rows.blank_revisions(placement_id, [rev_id])
    if await fetch("SELECT doc_id FROM document WHERE head_rev = ?", rev_id):
        await rows.blank_head(doc_id, seq)
    else:
        await feed.touch_document(doc_id, seq)


async def _erase_deleted(placement_id: str, doc_id: str, before: int) -> bool:
    """False when its student brought it back meanwhile."""
    seq = await feed.lock_stream(placement_id)
    if not await rows.long_deleted(before, doc_id):
        return False
    if not await rows.was_ever_signed(doc_id):
        await remember_erased([document_subject(doc_id)])
        await rows.blank_document(placement_id, doc_id, seq)
        await rows.forget_rejected(placement_id, doc_id)
        return True
    texts = await rows.unsigned_texts(placement_id, doc_id)
    await _blank(placement_id, [row["rev_id"] for row in texts])
    await rows.blank_head(doc_id, seq)
    return True


async def _blank(placement_id: str, rev_ids: list[str]) -> None:
    await remember_erased(revision_subject(placement_id, rev_id) for rev_id in rev_ids)
    await rows.blank_revisions(placement_id, rev_ids)


async def _clean_up(placements: set[str]) -> None:
    """After the commit: what is left in files. `tidy_up` does it when this is not reached."""
    if placements:
        await scrub()
    await erase_unnamed_in(placements)


async def _note(actor_id: str | None, action: str, kind: str, object_id: str) -> None:
    await AuditEvent.create(
        id=new_id(),
        actor_id=actor_id,
        action=action,
        object_kind=kind,
        object_id=object_id,
        at=clock.now(),
    )
