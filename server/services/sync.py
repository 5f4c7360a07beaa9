"""Push: what phones send is stored, whatever it is, and answered with a receipt an item.

protocol.md §2 and §3. A batch shares one transaction; each item is decided by itself in memory,
so a bad one harms no other. Should the database refuse the batch, its items go one by one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from tortoise.exceptions import IntegrityError

from server.outside import clock
from server.rules.access import STUDENT, Actor
from server.rules.entries import real_day
from server.rules.ledger import document_subject, placement_subject, revision_subject
from server.rules.refusals import OutdatedClient, TooLarge
from server.rules.sync import (
    MAX_ITEM_BYTES,
    MAX_MERGES,
    MIN_SCHEMA_VERSION,
    Graph,
    Incoming,
    Unacceptable,
    accept,
    new_graph,
    read_item,
)
from server.services.epoch import current_epoch
from server.services.ledger import erased_among
from server.services.quarantine import Item, quarantine
from server.storage import sync as feed
from server.storage.database import unit_of_work
from server.storage.fields import to_micros

MAX_ITEMS = 50
# A receipt "gone" with this reason is about one version; without it about the whole document.
OLD_TEXT = "old_text"
Result = dict[str, Any]


@dataclass
class _Work:
    """One batch under way, with what the database knows about it."""

    actor: Actor
    received_at: int
    known: dict[tuple[str, str], tuple[str, bool]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)  # subjects of the ledger
    graphs: dict[str, Graph] = field(default_factory=dict)
    inserts: list[tuple[Incoming, str, int, int, bool]] = field(default_factory=list)
    heads: dict[str, str] = field(default_factory=dict)
    superseded: dict[str, set[str]] = field(default_factory=dict)
    touched: dict[str, int] = field(default_factory=dict)  # doc_id to its newest seq


async def receive_revisions(actor: Actor, items: list[Any]) -> dict[str, Any]:
    """Answers `{epoch, results}`; an item too large even for quarantine gets no receipt."""
    if any(_schema_version(item) < MIN_SCHEMA_VERSION for item in items):
        raise OutdatedClient(min_schema_version=MIN_SCHEMA_VERSION)
    read = [_read(actor, item) for item in items]
    good = [entry for entry in read if isinstance(entry, Incoming)]
    try:
        outcomes = await unit_of_work(lambda: _accept_all(actor, good))
    except IntegrityError:
        outcomes = {}
        for rev in good:
            outcomes |= await _accept_alone(actor, rev)
    results: list[Result | None] = []
    quarantined: list[Item] = []
    for item, entry in zip(items, read, strict=True):
        verdict = entry if isinstance(entry, Unacceptable) else outcomes[_key(entry)]
        if isinstance(verdict, Unacceptable):
            quarantined.append(Item(item, verdict.reason))
            results.append(None)
        else:
            results.append(verdict)
    receipts = iter(await quarantine(actor.person_id, quarantined) if quarantined else [])
    answered = [result if result is not None else next(receipts) for result in results]
    kept = [result for result in answered if result]
    if items and not kept:
        # Nothing to give a receipt for: the phone must not take this for an answer.
        raise TooLarge(limit=MAX_ITEM_BYTES)
    return {"epoch": await current_epoch(), "results": kept}


def _read(actor: Actor, item: Any) -> Incoming | Unacceptable:
    try:
        rev = read_item(item)
    except Unacceptable as problem:
        return problem
    if len(rev.content) + len(rev.extra) > MAX_ITEM_BYTES or len(rev.merges) > MAX_MERGES:
        return Unacceptable("too_large")
    member = actor.in_placement(rev.placement_id)
    if member is None or member.role != STUDENT:
        return Unacceptable("wrong_placement")
    return rev


async def _accept_alone(
    actor: Actor, rev: Incoming
) -> dict[tuple[str, str, str], Result | Unacceptable]:
    try:
        return await unit_of_work(lambda: _accept_all(actor, [rev]))
    except IntegrityError:
        # Only an id that lives elsewhere can still collide once it is alone.
        return {_key(rev): Unacceptable("wrong_placement")}


async def _accept_all(
    actor: Actor, revisions: list[Incoming]
) -> dict[tuple[str, str, str], Result | Unacceptable]:
    if not revisions:
        return {}
    by_placement: dict[str, list[Incoming]] = {}
    for rev in revisions:
        by_placement.setdefault(rev.placement_id, []).append(rev)
    seqs: dict[str, int] = {}
    work = _Work(actor, to_micros(clock.now()))
    # Sorted, so that two batches over the same placements cannot wait for each other.
    for placement_id in sorted(by_placement):
        mine = by_placement[placement_id]
        seqs[placement_id] = await feed.lock_stream(placement_id, len(mine))
        hashes = await feed.known_hashes(placement_id, [rev.rev_id for rev in mine])
        work.known |= {(placement_id, rev_id): known for rev_id, known in hashes.items()}
    work.graphs = await feed.load_graphs(sorted({rev.doc_id for rev in revisions}))
    work.erased = await erased_among(
        {
            subject
            for rev in revisions
            for subject in (*_whole(rev), revision_subject(rev.placement_id, rev.rev_id))
        }
    )
    work.heads = {doc_id: graph.head for doc_id, graph in work.graphs.items()}
    outcomes: dict[tuple[str, str, str], Result | Unacceptable] = {}
    for rev in revisions:
        if _key(rev) in outcomes:
            continue
        seq = seqs[rev.placement_id]
        seqs[rev.placement_id] += 1
        try:
            outcomes[_key(rev)] = _accept_one(work, rev, seq)
        except Unacceptable as problem:
            outcomes[_key(rev)] = problem
    await _write(work)
    return outcomes


def _accept_one(work: _Work, rev: Incoming, seq: int) -> Result:
    receipt = {"rev_id": rev.rev_id, "hash": rev.hash}
    author_id = work.actor.person_id
    graph = work.graphs.get(rev.doc_id)
    ours = graph is None or graph.author_id == author_id
    if ours and (work.erased.intersection(_whole(rev)) or (graph is not None and graph.erased)):
        return receipt | {"outcome": "gone"}
    known = work.known.get((rev.placement_id, rev.rev_id))
    if known is not None:
        known_hash, erased = known
        if known_hash != rev.hash:
            raise Unacceptable("known_id_other_hash")
        return receipt | ({"outcome": "gone", "reason": OLD_TEXT} if erased else {"outcome": "dup"})
    erased = revision_subject(rev.placement_id, rev.rev_id) in work.erased
    if erased:
        rev = replace(rev, values={}, erased=True)
    verdict = accept(graph, rev, author_id)
    if graph is None:
        graph = work.graphs[rev.doc_id] = new_graph(rev, author_id)
    work.known[(rev.placement_id, rev.rev_id)] = (rev.hash, erased)
    work.inserts.append((rev, author_id, work.received_at, seq, verdict.is_leaf))
    work.superseded.setdefault(rev.placement_id, set()).update(verdict.superseded)
    work.touched[rev.doc_id] = seq
    if erased:
        # What erasing leaves is kept: its place among the versions. The text stays erased.
        return receipt | {"outcome": "gone", "reason": OLD_TEXT}
    return receipt | {"outcome": verdict.outcome, "seq": seq}


def _whole(rev: Incoming) -> tuple[str, str]:
    """Of these the ledger says that nothing is left."""
    return (placement_subject(rev.placement_id), document_subject(rev.doc_id))


async def _write(work: _Work) -> None:
    stale = {rev_id for revs in work.superseded.values() for rev_id in revs}
    inserts = [
        (rev, author, at, seq, leaf and rev.rev_id not in stale)
        for rev, author, at, seq, leaf in work.inserts
    ]
    await feed.insert_revisions(inserts)
    for placement_id, revs in work.superseded.items():
        await feed.unmark_leaves(placement_id, sorted(revs))
    pushed = {rev.rev_id: (rev.deleted, rev.values) for rev, *_ in inserts}
    rows = []
    for doc_id, seq in work.touched.items():
        graph = work.graphs[doc_id]
        if graph.head == work.heads.get(doc_id):
            await feed.touch_document(doc_id, seq)
            continue
        deleted, content = pushed.get(graph.head) or await _stored(graph)
        rows.append(_document_row(doc_id, graph, seq, deleted, content))
    await feed.add_documents([row for row in rows if row["doc_id"] not in work.heads])
    await feed.move_heads([row for row in rows if row["doc_id"] in work.heads])


async def _stored(graph: Graph) -> tuple[bool, dict[str, Any]]:
    """A base that came late can make a leaf of an earlier batch the head."""
    row = (await feed.revision_rows(graph.placement_id, [graph.head]))[graph.head]
    return bool(row["deleted"]), json.loads(row["content"] or "{}")


def _document_row(
    doc_id: str, graph: Graph, seq: int, deleted: bool, content: dict[str, Any]
) -> feed.Row:
    dated = graph.kind in ("entry", "day")
    minutes = content.get("minutes")
    return {
        "doc_id": doc_id,
        "placement_id": graph.placement_id,
        "kind": graph.kind,
        "author_id": graph.author_id,
        "seq": seq,
        "head_rev": graph.head,
        "shared": False,
        "returned": False,
        "deleted": deleted,
        "entry_on": real_day(content.get("date")) if dated else "",
        "minutes": minutes if dated and _is_minutes(minutes) else 0,
    }


def _is_minutes(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31


def _schema_version(item: Any) -> int:
    version = item.get("schema_version") if isinstance(item, dict) else None
    return version if isinstance(version, int) else MIN_SCHEMA_VERSION


def _key(rev: Incoming) -> tuple[str, str, str]:
    return (rev.placement_id, rev.rev_id, rev.hash)
