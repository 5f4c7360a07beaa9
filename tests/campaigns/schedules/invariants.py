"""What must be true when everybody is at rest, read from the database and from the devices."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from server.rules.access import PRIVATE_KINDS
from server.rules.canonical import revision_hash
from server.services.verify import verify_everything
from server.storage.database import fetch
from tests.campaigns.schedules.house import House
from tests.campaigns.schedules.phone import Phone, revision_key, revisions_of
from tests.campaigns.schedules.promises import require
from tests.campaigns.schedules.truth import Truth
from tests.campaigns.schedules.versions import head_after, leaves_of, parents_of
from tests.campaigns.schedules.watch import with_merges

Json = dict[str, Any]


async def at_rest(house: House, truth: Truth, phones: list[Phone]) -> None:
    """Raises Broken for the first thing that is not as it should be."""
    revisions = await fetch("SELECT * FROM revision ORDER BY seq")
    facts = await fetch("SELECT * FROM fact ORDER BY received_at, fact_id")
    refused = await fetch("SELECT * FROM refused_fact")
    quarantined = await fetch("SELECT * FROM quarantined")
    documents = await fetch("SELECT * FROM document")
    statements = await fetch("SELECT * FROM statement")
    _one_row_each(revisions, facts, statements)
    own = [row for row in quarantined if row["author_id"] == house.actors["Samira"].person_id]
    _every_revision_is_kept(truth, revisions, own)
    _every_fact_is_answered(house, truth, facts, refused, phones)
    _nothing_signed_changed(truth, statements, facts, revisions)
    _what_devices_hold_is_there(phones, revisions, facts, quarantined)
    _order(revisions, facts, documents)
    for document in documents:
        _document_adds_up(
            document,
            [row for row in revisions if row["doc_id"] == document["doc_id"]],
            [fact for fact in facts if fact["doc_id"] == document["doc_id"]],
        )
    for phone in phones:
        _device_agrees(phone, documents, revisions, facts)
    for phone in phones:
        if not phone.is_staff:
            _problems_are_shown(phone, truth, quarantined)
    problems = await verify_everything()
    require(not problems, f"I7 verify: {problems}")
    for person in ("Daan", "Dario", "Elif"):
        require(await house.is_strange_to(person), f"I9 {person} may pull")
    strange = {"ok", "dup", "conflict_kept"} & set(truth.strange_receipts)
    require(not strange, f"I9 a stranger's item was answered {strange}")


def _one_row_each(revisions: list[Json], facts: list[Json], statements: list[Json]) -> None:
    """I3."""
    for rows, name in ((revisions, "rev_id"), (facts, "fact_id"), (statements, "fact_id")):
        twice = [key for key, n in Counter(row[name] for row in rows).items() if n > 1]
        require(not twice, f"I3 more than one row: {twice}")
    hashes = Counter((row["doc_id"], row["hash"]) for row in revisions)
    twice = [key[0] for key, n in hashes.items() if n > 1]
    require(not twice, f"I3 the same words twice in {twice}")


def _every_revision_is_kept(truth: Truth, revisions: list[Json], quarantined: list[Json]) -> None:
    """I2, with every word as it was written."""
    stored = {revision_key(row): row for row in revisions}
    kept = {row["item"] for row in quarantined}
    for key, written in truth.revisions.items():
        row = stored.get(key)
        raw = json.dumps(written.item, ensure_ascii=True)
        clashes = written.item["rev_id"] in truth.clashing
        if row is None and truth.went_back and written.item["rev_id"] in truth.erased:
            # By its author's wish on every device, and an older state has not even its place.
            continue
        if row is None:
            require(written.is_garbage or clashes, f"I2 lost or quarantined: {key}")
            require(raw in kept or written.person != "Samira", f"I2 lost: {key}")
            continue
        require(clashes or raw not in kept, f"I3 accepted and quarantined: {key}")
        require(not written.is_garbage or clashes, f"I2 accepted, and should not be: {key}")
        erased = row["rev_id"] in truth.erased
        require(not erased or row["content"] is None, f"I12 erased text is back: {key}")
        if row["content"] is None:
            require(truth.may_be_erased(row, written.item), f"I2 erased: {key}")
        else:
            same = json.loads(row["content"]) == written.item["content"]
            require(same, f"I2 other words: {key}")
            require(row["salt"] == written.item["salt"], f"I2 changed: {key}")
        same = all(
            row[name] == written.item[name]
            for name in ("doc_id", "placement_id", "kind", "base_rev")
        )
        require(same and bool(row["deleted"]) == written.item["deleted"], f"I2 changed: {key}")
    unknown = set(stored) - set(truth.revisions)
    require(not unknown, f"I3 nobody wrote {unknown}")


def _every_fact_is_answered(
    house: House, truth: Truth, facts: list[Json], refused: list[Json], phones: list[Phone]
) -> None:
    stored = {row["fact_id"]: row for row in facts}
    refusals = {row["fact_id"] for row in refused}
    require(not refusals & set(stored), f"I3 accepted and refused: {refusals & set(stored)}")
    for fact_id, written in truth.facts.items():
        row = stored.get(fact_id)
        if row is None:
            holders = [p.held[fact_id].outcome for p in phones if fact_id in p.held]
            told = fact_id in refusals or (truth.went_back and "refused" in holders)
            # Access that ended took it from its author's device, and an older state from ours.
            gone = truth.went_back and not holders
            returned = any(fact_id in phone.given_back for phone in phones)
            require(told or gone or returned, f"I2 fact lost: {fact_id} {written.item['kind']}")
            continue
        same = all(row[name] == written.item[name] for name in ("kind", "doc_id", "rev_id", "hash"))
        same &= json.loads(row["body"]) == written.item["body"]
        same &= row["author_id"] == house.actors[written.person].person_id
        require(same, f"I2 fact changed: {fact_id}")
    for fact_id in set(stored) - set(truth.facts):
        body = json.loads(stored[fact_id]["body"])
        # The ledger is written first: what died between it and the database comes true later.
        meant = truth.withdrawn | truth.cut_off
        restored = body.get("reason") == "restored" and body.get("target") in meant
        require(restored, f"I9 nobody here wrote {fact_id}")
    bodies = [json.loads(row["body"]) for row in facts if row["kind"] == "withdraw"]
    standing = truth.withdrawn & set(stored) - {body.get("target") for body in bodies}
    require(not standing, f"I12 withdrawn, and back: {standing}")
    for phone in phones:
        for held in phone.held.values():
            if held.is_fact and held.outcome == "refused":
                require(held.key not in stored, f"I4 {phone.name} was told no for {held.key}")


def _nothing_signed_changed(
    truth: Truth, statements: list[Json], facts: list[Json], revisions: list[Json]
) -> None:
    """I7. After an older state a statement may have been appended anew, holding the original."""
    now = {row["fact_id"]: row["statement"] for row in statements}
    words = {row["rev_id"] for row in revisions if row["content"] is not None}
    signed = {row["rev_id"] for row in facts if row["kind"] == "sign_off"}
    # Erased by their author's wish, while a server that had gone back did not know of the akkoord.
    meanwhile = truth.erased if truth.went_back else set()
    gone = signed - words - meanwhile
    require(not gone, f"I7 signed words are gone: {gone}")
    for fact_id, text in truth.statements.items():
        same = now.get(fact_id) == text
        require(same or truth.went_back, f"I7 the statement of {fact_id} changed")


def _what_devices_hold_is_there(
    phones: list[Phone], revisions: list[Json], facts: list[Json], quarantined: list[Json]
) -> None:
    """I2 and I12, seen from the devices."""
    known = {revision_key(row) for row in revisions} | {row["fact_id"] for row in facts}
    proofs = {row["fact_id"]: row["signature"] for row in facts}
    raw = [json.loads(row["item"]) for row in quarantined]
    known |= {revision_key(item) for item in raw}
    for phone in phones:
        for row in phone.held.values():
            fine = row.outcome == "refused" or row.key in known
            require(fine, f"I12 {phone.name} holds what is not there: {row.item['kind']} {row.key}")
            proof = row.item.get("signature") if row.is_fact else None
            if proof and row.outcome != "refused":
                require(proofs[row.key] == proof, f"I7 {row.key} has another signature now")


def _order(revisions: list[Json], facts: list[Json], documents: list[Json]) -> None:
    """I6: every accepted thing has a place of its own; a document stands at its newest."""
    places = Counter(row["seq"] for row in (*revisions, *facts))
    require(all(n == 1 for n in places.values()), f"I6 a number used twice: {places}")
    blanked = {row["doc_id"] for row in revisions if row["content"] is None}
    newest: dict[str, int] = {}
    for row in (*revisions, *facts):
        newest[row["doc_id"]] = max(newest.get(row["doc_id"], 0), row["seq"])
    for document in documents:
        doc_id, at = document["doc_id"], document["seq"]
        # Erasing moves a document too, and leaves no row of its own.
        fine = at == newest[doc_id] or (doc_id in blanked and at > newest[doc_id])
        require(fine, f"I6 {doc_id} stands at {at}")


def _document_adds_up(document: Json, revisions: list[Json], facts: list[Json]) -> None:
    """Head, leaves and every derived column, worked out again from revisions and facts."""
    name = document["doc_id"]
    parents: dict[str, list[str]] = {}
    head = ""
    for row in revisions:
        parents[row["rev_id"]] = parents_of(with_merges(row))
        head = head_after(head or row["rev_id"], parents)
    require(document["head_rev"] == head, f"I4 head of {name}")
    marked = {row["rev_id"] for row in revisions if row["is_leaf"]}
    require(marked == set(leaves_of(parents)), f"I4 leaves of {name}: {marked}")
    row = next(row for row in revisions if row["rev_id"] == head)
    require(bool(document["deleted"]) == bool(row["deleted"]), f"I4 deleted of {name}")
    if document["kind"] == "entry":
        content = json.loads(row["content"])
        told = (document["entry_on"], document["minutes"])
        require(told == (content["date"], content["minutes"]), f"I4 date or minutes of {name}")
    standing = standing_facts(facts)
    shown = [f["rev_id"] for f in standing if f["kind"] in ("submission", "share")]
    if shown:
        require(document["submitted_rev"] == shown[-1], f"I8 submitted of {name}")
    signed = [f["rev_id"] for f in standing if f["kind"] == "sign_off"]
    require(document["signed_rev"] == (signed[-1] if signed else None), f"I7 signed of {name}")
    shares = [f for f in standing if f["kind"] == "share"]
    require(bool(document["shared"]) == bool(shares), f"I9 shared of {name}")


def _device_agrees(
    phone: Phone, documents: list[Json], revisions: list[Json], facts: list[Json]
) -> None:
    """I4 by what a device should hold, worked out here; the digest only has to say the same."""
    expected = expected_lines(phone, documents, revisions, facts)
    digest = hashlib.sha256("\n".join(sorted(expected)).encode()).hexdigest()
    require(phone.digest() == digest, f"I4 {phone.name} holds something else: {expected}")
    require(phone.agreed, f"I4 {phone.name} was told another digest")
    require(not phone.outbox, f"I13 {phone.name} still waits for {list(phone.outbox)}")
    for doc in phone.docs.values():
        for rev in revisions_of(doc):
            if rev["content"] is not None:
                require(revision_hash(rev) == rev["hash"], f"I7 {phone.name} shows other words")
        for fact in doc["facts"]:
            # Nobody at the school ever confirmed where Bram gets his mail.
            fine = fact["kind"] != "sign_off" or fact["provisional"] is True
            require(fine, f"I8 {phone.name} shows {fact['fact_id']} as more than provisional")


def expected_lines(
    phone: Phone, documents: list[Json], revisions: list[Json], facts: list[Json]
) -> list[str]:
    lines: list[str] = []
    for document in documents:
        about = [fact for fact in facts if fact["doc_id"] == document["doc_id"]]
        mine = [row for row in revisions if row["doc_id"] == document["doc_id"]]
        if phone.is_staff:
            private = document["kind"] in PRIVATE_KINDS
            shown = [
                fact["rev_id"]
                for fact in standing_facts(about)
                if fact["kind"] == ("share" if private else "submission")
            ]
            open_revs = set(shown[-1:])
        else:
            open_revs = set(leaves_of({r["rev_id"]: parents_of(with_merges(r)) for r in mine}))
        if open_revs:
            lines += [
                f"{row['doc_id']} {row['rev_id']} {row['hash']}"
                for row in mine
                if row["rev_id"] in open_revs
            ]
            lines += [fact["fact_id"] for fact in about]
    return lines


def standing_facts(facts: list[Json]) -> list[Json]:
    bodies = [json.loads(fact["body"]) for fact in facts if fact["kind"] == "withdraw"]
    withdrawn = {body.get("target") for body in bodies}
    return [fact for fact in facts if fact["fact_id"] not in withdrawn]


def _problems_are_shown(phone: Phone, truth: Truth, quarantined: list[Json]) -> None:
    """Every device of the author knows of everything that was quarantined."""
    known = {str(json.loads(row["item"]).get("rev_id")) for row in quarantined}
    shown = {key.split(":")[0] for key in phone.problems}
    mine = {
        written.item["rev_id"]
        for written in truth.revisions.values()
        if written.is_garbage and written.person == phone.person
    }
    require(known & mine <= shown, f"I2 {phone.name} does not show what was quarantined")
