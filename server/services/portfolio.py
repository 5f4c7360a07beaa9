"""A placement's portfolio: to read in the browser, or as a PDF whose hash is remembered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from server.outside import clock, objects, pdf
from server.rules.access import ASSESSOR, SCHOOL_COACH, STUDENT, Actor
from server.rules.blobs import named_blobs
from server.rules.ids import new_id
from server.rules.portfolio import as_data, assemble
from server.rules.portfolio_attached import HERE
from server.rules.portfolio_entries import sent
from server.rules.portfolio_parts import (
    BlobRow,
    DocumentRow,
    FactRow,
    Frame,
    PersonLine,
    RevisionRow,
)
from server.rules.refusals import NotFound
from server.services.guard import OF_SIGNER, allowed_names, held_back_words, holds_back
from server.services.pull import as_staff_sees
from server.storage import portfolio as rows
from server.storage.blobs import blob_path, erased_blobs, held_blobs
from server.storage.database import snapshot, unit_of_work
from server.storage.records import Export

Json = dict[str, Any]
# The workplace reads entries, not the whole file; who sets up the school reads neither.
_READERS = (STUDENT, SCHOOL_COACH, ASSESSOR)


@dataclass(frozen=True)
class Delivered:
    student: str
    made_on: str
    document: bytes


async def read_portfolio(actor: Actor, placement_id: str, locale: str) -> Json:
    """The portfolio as plain values. A placement outside the actor's world: NotFound."""
    member = actor.in_placement(placement_id, lambda role: role in _READERS)
    if member is None or not member.active or member.role not in _READERS:
        raise NotFound()
    frame, found = await snapshot(lambda: _look(placement_id, locale))
    documents = [_document(item, found) for item in found.items]
    return as_data(assemble(frame, documents))


async def deliver_portfolio(actor: Actor, placement_id: str, locale: str) -> Delivered:
    """The PDF. Its hash is kept, so that a file can later be told from one that was altered."""
    portfolio = await read_portfolio(actor, placement_id, locale)
    photos = await _photos(placement_id, portfolio)
    document = await pdf.render_portfolio(portfolio, locale, photos=photos)
    made_at = clock.now()
    await unit_of_work(
        lambda: Export.create(
            id=new_id(),
            placement_id=placement_id,
            person_id=actor.person_id,
            kind="portfolio",
            sha256=hashlib.sha256(document).hexdigest(),
            size=len(document),
            made_at=made_at,
        )
    )
    return Delivered(portfolio["student"], made_at.date().isoformat(), document)


async def _photos(placement_id: str, portfolio: Json) -> dict[str, bytes]:
    """The pictures that it says are here. One that cannot be found after all: PdfFailed."""
    shown = [photo for entry in portfolio["entries"] for photo in entry["photos"]]
    names = dict.fromkeys(photo["sha256"] for photo in shown if photo["state"] == HERE)
    try:
        return {name: await objects.get(blob_path(placement_id, name)) for name in names}
    except objects.Missing as lost:
        raise pdf.PdfFailed() from lost


@dataclass(frozen=True)
class _Found:
    """Documents in the shape of a pull, and what goes with them."""

    items: list[Json]
    statements: dict[str, tuple[int, str]]
    names: list[str]  # of the placement's own people


async def _look(placement_id: str, locale: str) -> tuple[Frame, _Found]:
    """Everything of one moment: what is sent or signed meanwhile must not be half in it."""
    items = await as_staff_sees(placement_id, await rows.submitted_rows(placement_id))
    statements = await rows.statements_of(placement_id)
    found = _Found(items, statements, await allowed_names(placement_id))
    return await _frame(placement_id, locale, items), found


async def _frame(placement_id: str, locale: str, items: list[Json]) -> Frame:
    placement = await rows.placement_with_all(placement_id)
    school, framework = placement.school, placement.framework
    return Frame(
        locale=locale,
        zone=school.zone,
        made_at=clock.now(),
        student=placement.student.display_name,
        student_number=await rows.student_number(placement),
        group=placement.group.name if placement.group else "",
        school=school.name,
        programme=placement.programme.name,
        programme_code=placement.programme.programme_code,
        cohort=placement.cohort,
        framework_name=framework.name,
        framework_version=framework.version,
        framework_official=framework.official,
        core_tasks=framework.core_tasks,
        company=placement.company.name,
        company_id=placement.company.company_id,
        company_city=placement.company.city,
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
        planned_minutes=placement.planned_minutes,
        weekdays=placement.weekdays,
        people=[
            PersonLine(
                name=row.person.display_name,
                role=row.role,
                function=row.function,
                since=row.since.isoformat(),
                until=row.until.isoformat() if row.until else "",
            )
            for row in await rows.people_beside(placement_id)
        ],
        role_labels=school.role_labels,
        blobs=await _blobs(placement_id, items),
    )


async def _blobs(placement_id: str, items: list[Json]) -> dict[str, BlobRow]:
    contents = [revision.content for item in items for revision in _revisions(item)]
    names = sorted({name for content in contents for name in named_blobs(content) if name})
    found = {
        name: BlobRow(row["sha256"], row["media_type"], row["size"])
        for name, row in (await held_blobs(placement_id, names)).items()
    }
    for name in await erased_blobs(placement_id, names):
        found.setdefault(name, BlobRow(name, "", 0, erased=True))
    return found


def _document(item: Json, found: _Found) -> DocumentRow:
    row = DocumentRow(
        doc_id=item["doc_id"],
        kind=item["kind"],
        submitted_rev=item["submitted"],
        revisions=_revisions(item),
        facts=[_fact(fact, found) for fact in item["facts"]],
    )
    # Rules grow: what passed when it was sent may be held back today.
    s = sent(row)
    shown = s.shown if s else ()
    return replace(row, held_back=any(holds_back(r.content, found.names) for r in shown))


def _revisions(item: Json) -> list[RevisionRow]:
    return [
        RevisionRow(
            revision["rev_id"],
            revision["hash"],
            revision["content"],
            datetime.fromisoformat(revision["received_at"]),
        )
        for revision in (item["head"], *item["named"])
        if revision["content"] is not None and not revision["deleted"]
    ]


def _fact(fact: Json, found: _Found) -> FactRow:
    position, statement_hash = found.statements.get(fact["fact_id"], (0, ""))
    held_back = held_back_words(fact["body"], found.names)
    return FactRow(
        fact_id=fact["fact_id"],
        kind=fact["kind"],
        rev_id=fact["rev_id"],
        hash=fact["hash"],
        body={name: value for name, value in fact["body"].items() if name not in held_back},
        author_name=fact["author"]["name"],
        author_role=fact["author"]["role"],
        at=datetime.fromisoformat(fact["received_at"]),
        provisional=fact.get("provisional", False),
        held_back=not held_back <= OF_SIGNER,
        statement_position=position,
        statement_hash=statement_hash,
    )
