"""Writes down what must outlive every backup, and answers whether something was.

The file first, then the same in the database inside the caller's unit of work: should that not
commit, the file says a little more than happened, and a later restore makes it true.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

from server.outside import clock, ledger
from server.rules.ledger import (
    ENDED,
    ERASED,
    WITHDRAWN,
    access_subject,
    document_subject,
    fact_subject,
    placement_subject,
)
from server.rules.sync import is_id
from server.storage import ledger as rows
from server.storage.fields import to_micros


async def remember_erased(subjects: Iterable[str]) -> None:
    await _remember(ERASED, subjects)


async def remember_withdrawn(fact_id: str) -> None:
    await _remember(WITHDRAWN, [fact_subject(fact_id)])


async def remember_ended(row_id: str, until: str) -> None:
    """Somebody's place beside a student ends on that day (ISO)."""
    await _remember(ENDED, [access_subject(row_id)], until)


async def erased_among(subjects: Iterable[str]) -> set[str]:
    return await _among(ERASED, subjects)


async def names_erased(item: Any) -> bool:
    """Whether what was sent is about a document or a placement of which nothing is left."""
    if not isinstance(item, dict):
        return False
    about = ((document_subject, "doc_id"), (placement_subject, "placement_id"))
    return bool(
        await erased_among(subject(item[name]) for subject, name in about if is_id(item.get(name)))
    )


async def was_withdrawn(fact_id: str) -> bool:
    return bool(await _among(WITHDRAWN, [fact_subject(fact_id)]))


async def is_written_withdrawn(fact_id: str) -> bool:
    """Whether the file says so, even where this database does not: a withdrawal was cut off
    between the two, and the next start will make it true."""
    mark = ledger.mark_of(WITHDRAWN, fact_subject(fact_id))
    return any(record.mark == mark for record in await asyncio.to_thread(ledger.read))


async def _among(act: str, subjects: Iterable[str]) -> set[str]:
    wanted = {ledger.mark_of(act, subject): subject for subject in subjects}
    return {wanted[mark] for mark in await rows.known_marks(act, list(wanted))}


async def _remember(act: str, subjects: Iterable[str], until: str = "") -> None:
    now = clock.now()
    found = [
        ledger.Record(act, ledger.mark_of(act, subject), now.isoformat(), until)
        for subject in subjects
    ]
    if found:
        # In a thread: the disk must not hold up everybody else's requests.
        await asyncio.to_thread(ledger.append, found)
        await rows.add_marks([(record.mark, act, to_micros(now)) for record in found])
