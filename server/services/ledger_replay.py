"""Makes a database live up to the ledger: after a restore, and after a file was swapped."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, datetime

from server.outside import clock, ledger
from server.outside.ledger import Record
from server.rules import ledger as subjects
from server.rules.ledger import CAME_BACK, ENDED, ERASED, WITHDRAWN
from server.services.erasure import blank_document, blank_placement, blank_revision
from server.services.withdrawal import withdraw_again
from server.storage import ledger as rows
from server.storage import sync as feed
from server.storage.database import fetch, scrub, unit_of_work
from server.storage.erasure import came_back
from server.storage.fields import to_micros
from server.storage.placements import PlacementPerson


@dataclass(frozen=True)
class Replayed:
    """How many records were new here, and how much was erased, withdrawn and ended again.

    The files of `placements` are still to be looked after, once this database is the one in use.
    """

    records: int = 0
    erased: int = 0
    withdrawn: int = 0
    ended: int = 0
    placements: frozenset[str] = frozenset()


async def replay_ledger() -> Replayed:
    """What the ledger names and this database has not lived through. Raises ledger.OtherKeys."""
    records = await asyncio.to_thread(ledger.read)
    known = await rows.all_marks()
    if all(record.mark in known for record in records):
        return Replayed()
    replayed = await unit_of_work(lambda: _replay(records))
    if replayed.erased:
        await scrub()
    return replayed


async def _replay(records: list[Record]) -> Replayed:
    known = await rows.all_marks()
    new = [record for record in records if record.mark not in known]
    # Withdrawn first: what is erased can no longer be pointed at.
    withdrawn = await _withdraw({r.mark for r in new if r.act == WITHDRAWN})
    ended = await _end({r.mark: r.until for r in new if r.act == ENDED})
    erased, back = await _erase({r.mark: r.at for r in new if r.act == ERASED})
    now = to_micros(clock.now())
    acts = {mark: CAME_BACK for mark in back}
    await rows.add_marks([(r.mark, acts.get(r.mark, r.act), now) for r in new])
    return Replayed(len(new) - len(back), len(erased), withdrawn, ended, frozenset(erased))


async def _withdraw(marks: set[str]) -> int:
    count = 0
    for row in await fetch("SELECT fact_id FROM fact") if marks else []:
        if ledger.mark_of(WITHDRAWN, subjects.fact_subject(row["fact_id"])) in marks:
            count += await withdraw_again(row["fact_id"])
    return count


async def _end(until: dict[str, str]) -> int:
    found = await PlacementPerson.all().values_list("id", flat=True) if until else []
    count = 0
    for row_id in map(str, found):
        mark = ledger.mark_of(ENDED, subjects.access_subject(row_id))
        if mark in until:
            day = date.fromisoformat(until[mark])
            await PlacementPerson.filter(id=row_id).update(until=day)
            count += 1
    return count


async def _erase(at: dict[str, str]) -> tuple[list[str], set[str]]:
    """The placement of each thing that was erased again; and the marks of what came back since.

    `at` says by mark when each was erased. An erasure of which only this record came about may
    have let its student bring the document back: that has its receipt.
    """
    erased: list[str] = []
    back: set[str] = set()
    if not at:
        return erased, back
    for row in await fetch("SELECT id FROM placement"):
        if ledger.mark_of(ERASED, subjects.placement_subject(row["id"])) in at:
            erased += [row["id"]] * await blank_placement(row["id"])
    for row in await fetch("SELECT placement_id, doc_id FROM document WHERE NOT erased"):
        placement_id, doc_id = row["placement_id"], row["doc_id"]
        mark = ledger.mark_of(ERASED, subjects.document_subject(doc_id))
        if mark not in at:
            continue
        await feed.lock_stream(placement_id, steps=0)
        if await came_back(placement_id, doc_id, to_micros(datetime.fromisoformat(at[mark]))):
            back.add(mark)
        else:
            await blank_document(placement_id, doc_id)
            erased.append(placement_id)
    texts = "SELECT placement_id, doc_id, rev_id FROM revision WHERE content IS NOT NULL"
    for row in await fetch(texts):
        subject = subjects.revision_subject(row["placement_id"], row["rev_id"])
        if ledger.mark_of(ERASED, subject) in at:
            await blank_revision(row["placement_id"], row["doc_id"], row["rev_id"])
            erased.append(row["placement_id"])
    return erased, back
