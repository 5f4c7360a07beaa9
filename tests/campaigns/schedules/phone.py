"""A small model of a device: two layers, an outbox, what is held, and the digest (protocol.md §4).

It is written from the protocol and knows nothing of the shipped phone. It never waits and never
fails: faults happen between it and the house.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from tests.campaigns.schedules.versions import Versions, descends, parents_of, versions

Json = dict[str, Any]
RECEIPTS = {"ok", "dup", "conflict_kept", "quarantined", "gone", "refused"}
# A fact can be back before what it is about is, after a restore.
_WAITS = {"unknown_document", "changed", "not_submitted"}


@dataclass
class Row:
    """Something of this device's owner, waiting or received. `key` is one item's own name."""

    key: str
    is_fact: bool
    item: Json
    reoffered: bool = False
    outcome: str = ""
    seq: int = 0
    recent: bool = False  # received, and no pull has shown it yet
    is_garbage: bool = False


@dataclass
class Phone:
    """One device. `docs` is the server's layer; what waits in `outbox` lies over it."""

    name: str
    person: str
    person_id: str
    is_staff: bool
    clock_years: int = 0
    docs: dict[str, Json] = field(default_factory=dict)
    outbox: dict[str, Row] = field(default_factory=dict)
    held: dict[str, Row] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    epoch: str = ""
    cursor: int = 0
    whole: bool = False  # reading everything from the start
    seen: set[str] = field(default_factory=set)
    agreed: bool = False
    unsure: bool = False  # the house went back since the last whole pull
    farewells: set[str] = field(default_factory=set)
    given_back: set[str] = field(default_factory=set)  # facts, to their author as text to keep

    # -- writing ---------------------------------------------------------------------------------

    def write(self, item: Json, *, is_fact: bool = False, is_garbage: bool = False) -> None:
        """Kept here from now on, whatever becomes of the network."""
        key = fact_key(item) if is_fact else revision_key(item)
        self.outbox[key] = Row(key, is_fact, item, is_garbage=is_garbage)

    def view(self, doc_id: str) -> Versions:
        told = self.docs.get(doc_id)
        mine = [
            row.item
            for row in (*self.held.values(), *self.outbox.values())
            if not row.is_fact and row.item.get("doc_id") == doc_id and self._counts(row)
        ]
        return versions(told, mine)

    def documents(self) -> list[str]:
        """Everything this device knows of, in the order in which it came."""
        written = [
            row.item["doc_id"]
            for row in (*self.held.values(), *self.outbox.values())
            if not row.is_fact and self._counts(row)
        ]
        return list(dict.fromkeys([*self.docs, *written]))

    def _counts(self, row: Row) -> bool:
        waiting = row.key in self.outbox and not row.reoffered
        return (waiting or row.recent) and not row.is_garbage

    # -- the way out -----------------------------------------------------------------------------

    def waiting(self, *, facts: bool) -> list[Row]:
        """Facts wait for the revision that they name."""
        if self.whole:
            # Broken off: what has to be read whole is read from the start again.
            self._from_the_start()
        stuck = {r.item.get("rev_id") for r in self.outbox.values() if not r.is_fact}
        return [
            row
            for row in self.outbox.values()
            if row.is_fact == facts and not (facts and row.item["rev_id"] in stuck)
        ]

    def receipts(self, results: list[Json], *, facts: bool) -> None:
        """The only thing that makes the outbox shrink."""
        for result in results:
            key = fact_key(result) if facts else revision_key(result)
            row = self.outbox.get(key)
            if row is None or row.is_fact != facts or result.get("outcome") not in RECEIPTS:
                continue
            outcome, code = result["outcome"], result.get("code", "")
            if outcome == "refused" and row.reoffered and code in _WAITS:
                continue
            del self.outbox[key]
            if outcome == "gone" and facts:
                self.given_back.add(key)
            if outcome == "gone" and (facts or result.get("reason") == "old_text"):
                # This one thing; the document is still there.
                self.held.pop(key, None)
                continue
            if outcome == "gone":
                self._say_farewell(row.item["doc_id"])
                continue
            if row.is_fact and "author" in row.item and row.item["author"]["id"] != self.person_id:
                continue
            if outcome in ("refused", "quarantined"):
                self.problems[key] = code or result.get("reason", "")
            row.outcome, row.seq = outcome, result.get("seq") or 0
            new = outcome in ("ok", "conflict_kept") or (outcome == "dup" and not row.reoffered)
            row.recent = new and not self._shows(row)
            row.reoffered = False
            # The fact as the house signed it: what it takes to bring it back.
            row.item = result.get("fact") or row.item
            self.held[key] = row

    # -- the way in ------------------------------------------------------------------------------

    def take(self, page: Json) -> bool:
        """One page with its cursor. True when there is more to ask at once."""
        new_epoch = self.epoch != "" and page["epoch"] != self.epoch
        if not self.whole and (new_epoch or page["cursor"] < self.cursor):
            self._from_the_start()
            return True
        for doc in page["docs"]:
            self._take_document(doc)
        self.epoch, self.cursor = page["epoch"], page["cursor"]
        if page["more"]:
            return True
        lacks = set(page.get("lacks") or [])
        built_on = [r for r in self.held.values() if r.item.get("rev_id") in lacks]
        self._offer([row for row in built_on if not row.is_fact and not row.is_garbage])
        told = {revision_key(json.loads(item["raw"])) for item in page["quarantine"]}
        self.problems |= dict.fromkeys(told, "quarantined")
        self._offer(
            [r for r in self.held.values() if r.outcome == "quarantined" and r.key not in told]
        )
        for item in page.get("refused", []):
            self.problems[item["fact_id"]] = item["code"]
        was_whole = self.whole
        if self.whole and "digest" in page:
            self._offer_again(page)
            self.unsure = False
        self.whole, self.seen = False, set()
        # A receipt that no pull has shown is a difference too, though the digest cannot tell it.
        unshown = any(row.recent for row in self.held.values())
        self.agreed = "digest" not in page or (self.digest() == page["digest"] and not unshown)
        if was_whole:
            for row in self.held.values():
                row.recent = False
        elif not self.agreed:
            self._from_the_start()
            return True
        return False

    def digest(self) -> str:
        lines: list[str] = []
        for doc in self.docs.values():
            for rev in (doc["head"], *doc["siblings"]):
                lines.append(f"{doc['doc_id']} {rev['rev_id']} {rev['hash']}")
            lines += [fact["fact_id"] for fact in doc["facts"]]
        return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()

    def _from_the_start(self) -> None:
        self.whole, self.seen, self.cursor = True, set(), 0

    def _take_document(self, doc: Json) -> None:
        doc_id = doc["doc_id"]
        self.seen.add(doc_id)
        if doc.get("gone"):
            self._say_farewell(doc_id)
            return
        if doc_id in self.docs:
            self._offer_what_vanished(self.docs[doc_id], doc)
        self.docs[doc_id] = doc
        for row in self.held.values():
            if row.item.get("doc_id") == doc_id and row.recent:
                row.recent = not self._shows(row)
        if not self.is_staff:
            for rev in revisions_of(doc):
                if rev["content"] is not None:
                    self._hold(Row(revision_key(rev), False, as_pushed(rev), outcome="seen"))
        for fact in doc["facts"]:
            self._hold(Row(fact["fact_id"], True, fact, outcome="seen"))

    def _offer_what_vanished(self, old: Json, doc: Json) -> None:
        """What stood here and neither stands now nor was built on: the house may have lost it."""
        known = {rev["rev_id"] for rev in revisions_of(doc)}
        known |= {parent for rev in revisions_of(doc) for parent in parents_of(rev)}
        known |= {fact["fact_id"] for fact in doc["facts"]}
        gone = {revision_key(r) for r in revisions_of(old) if r["rev_id"] not in known}
        gone |= {fact["fact_id"] for fact in old["facts"]} - known
        self._offer([row for row in self.held.values() if row.key in gone])

    def _shows(self, row: Row) -> bool:
        """Whether the server's layer holds this, or something that was built on it here."""
        doc = self.docs.get(row.item.get("doc_id", ""))
        if doc is None:
            return False
        if row.is_fact:
            return any(fact["fact_id"] == row.key for fact in doc["facts"])
        parents = {
            r.item["rev_id"]: parents_of(r.item)
            for r in self.held.values()
            if not r.is_fact and not r.is_garbage and r.item.get("doc_id") == doc["doc_id"]
        }
        parents |= {rev["rev_id"]: parents_of(rev) for rev in revisions_of(doc)}
        return any(
            descends(rev["rev_id"], row.item["rev_id"], parents) for rev in revisions_of(doc)
        )

    def _hold(self, row: Row) -> None:
        if row.key not in self.held:
            self.held[row.key] = row
        elif row.is_fact:
            self.held[row.key].item = row.item
            if self.held[row.key].outcome == "refused":
                # Another device brought it back after this one was told no.
                self.held[row.key].outcome = "seen"
                self.problems.pop(row.key, None)

    def _offer_again(self, page: Json) -> None:
        """After a whole pull: what is held here and was not in it goes back to the house."""
        for doc_id in [doc_id for doc_id in self.docs if doc_id not in self.seen]:
            del self.docs[doc_id]
        known = {revision_key(rev) for doc in self.docs.values() for rev in revisions_of(doc)}
        known |= {fact["fact_id"] for doc in self.docs.values() for fact in doc["facts"]}
        known |= {revision_key(json.loads(item["raw"])) for item in page["quarantine"]}
        self._offer([row for row in self.held.values() if row.key not in known])

    def _offer(self, rows: list[Row]) -> None:
        for row in rows:
            if row.outcome != "refused" and row.key not in self.outbox:
                self.outbox[row.key] = Row(
                    row.key, row.is_fact, row.item, reoffered=True, is_garbage=row.is_garbage
                )

    def _say_farewell(self, doc_id: str) -> None:
        """Erased, or access ended: nothing of it stays on this device."""
        self.farewells.add(doc_id)
        self.docs.pop(doc_id, None)
        unsent = [row for row in self.outbox.values() if row.item.get("doc_id") == doc_id]
        self.given_back |= {row.key for row in unsent if row.is_fact and "author" not in row.item}
        for rows in (self.outbox, self.held):
            for key in [k for k, row in rows.items() if row.item.get("doc_id") == doc_id]:
                del rows[key]


def revisions_of(doc: Json) -> list[Json]:
    return [doc["head"], *doc["siblings"], *doc["named"]]


def revision_key(item: Json) -> str:
    return f"{item.get('rev_id')}:{item.get('hash')}"


def fact_key(item: Json) -> str:
    return str(item.get("fact_id"))


def as_pushed(rev: Json) -> Json:
    return {name: value for name, value in rev.items() if name != "received_at"}
