"""Whether a fact may be written, judged when it arrives (protocol.md §2, §5 and §6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from server.rules.access import PRIVATE_KINDS, STUDENT, may_write_fact
from server.rules.canonical import NotCanonical, canonical
from server.rules.sync import is_hash, is_id

UNDO_WINDOW = timedelta(minutes=10)
REMARK_TONES = frozenset({"top", "tip", "question", "purpose_gap", "note"})
MAX_TEXT = 5_000

# What may be tried again later under the same id, because the answer can change by itself.
PASSING_REFUSALS = frozenset({"attachments_pending"})


class FactRefused(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class NewFact:
    """A fact as pushed. `body` is canonical JSON text."""

    fact_id: str
    kind: str
    placement_id: str
    doc_id: str
    rev_id: str
    hash: str
    body: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class EarlierFact:
    fact_id: str
    kind: str
    rev_id: str
    author_id: str
    received_at: datetime
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Situation:
    """The document as it stands under the stream lock, and who is acting."""

    role: str
    person_id: str
    kind: str
    author_id: str
    head_rev: str
    submitted_rev: str | None
    leaves: int
    named_hash: str | None  # of the revision that the fact names; None if it is not there
    named_deleted: bool
    gaps: tuple[str, ...]
    impossible: bool
    held_back: bool
    blobs_missing: bool
    cut_off: bool  # an earlier try of this withdrawal is in the ledger, and will come true
    facts: tuple[EarlierFact, ...]
    now: datetime


def read_fact(item: Any) -> NewFact:
    """Checks the shape. Raises FactRefused("invalid")."""
    if not isinstance(item, dict):
        raise FactRefused("invalid")
    ids = [item.get(name) for name in ("fact_id", "placement_id", "doc_id", "rev_id")]
    body = item.get("body")
    kind = item.get("kind")
    if not all(is_id(value) for value in ids) or not is_hash(item.get("hash")):
        raise FactRefused("invalid")
    if not isinstance(body, dict) or not isinstance(kind, str):
        raise FactRefused("invalid")
    try:
        text = canonical(body)
    except NotCanonical as problem:
        raise FactRefused("invalid") from problem
    if len(text) > 4 * MAX_TEXT:
        raise FactRefused("invalid")
    fact_id, placement_id, doc_id, rev_id = (str(value) for value in ids)
    return NewFact(fact_id, kind, placement_id, doc_id, rev_id, item["hash"], text, body)


def judge(fact: NewFact, now_is: Situation) -> None:
    """Raises FactRefused with the code that says why not."""
    if not may_write_fact(now_is.role, fact.kind):
        raise FactRefused("not_allowed")
    if now_is.role == STUDENT and now_is.author_id != now_is.person_id:
        raise FactRefused("unknown_document")
    if now_is.named_hash is None or now_is.named_hash != fact.hash:
        raise FactRefused("changed" if now_is.named_hash is None else "invalid")
    _JUDGES[fact.kind](fact, now_is)


def standing_sign_off(facts: tuple[EarlierFact, ...]) -> EarlierFact | None:
    """The newest sign-off that was not withdrawn."""
    withdrawn = {f.values.get("target") for f in facts if f.kind == "withdraw"}
    standing = [f for f in facts if f.kind == "sign_off" and f.fact_id not in withdrawn]
    return standing[-1] if standing else None


def target_of(fact: NewFact, facts: tuple[EarlierFact, ...]) -> EarlierFact | None:
    """What a withdrawal withdraws, where that is here."""
    return next((f for f in facts if f.fact_id == fact.values.get("target")), None)


def is_late(target: EarlierFact, now: datetime) -> bool:
    """Whether the time in which this could be undone is over."""
    return now - target.received_at > UNDO_WINDOW


def guarded_text(body: Mapping[str, Any]) -> dict[str, str]:
    """The words of a fact that other people will read."""
    return {
        name: value
        for name in ("text", "comment", "name", "function")
        if isinstance(value := body.get(name), str) and value
    }


def _submission(fact: NewFact, s: Situation) -> None:
    if s.kind in PRIVATE_KINDS:
        raise FactRefused("not_allowed")
    ask = fact.values.get("ask")
    if ask not in ("feedback", "sign_off") or s.impossible or s.named_deleted:
        raise FactRefused("invalid")
    _must_be_the_only_version(fact, s)
    if ask == "sign_off" and s.gaps:
        raise FactRefused("incomplete")
    if s.held_back:
        raise FactRefused("held_back")


def _share(fact: NewFact, s: Situation) -> None:
    if s.kind not in PRIVATE_KINDS or s.named_deleted:
        raise FactRefused("not_allowed")
    _must_be_the_only_version(fact, s)
    if s.held_back:
        raise FactRefused("held_back")


def _must_be_the_only_version(fact: NewFact, s: Situation) -> None:
    if s.leaves > 1:
        raise FactRefused("choose_version_first")
    if fact.rev_id != s.head_rev:
        raise FactRefused("changed")


def _remark(fact: NewFact, s: Situation) -> None:
    tone, text = fact.values.get("tone"), fact.values.get("text", "")
    if not isinstance(tone, str) or tone not in REMARK_TONES:
        raise FactRefused("invalid")
    if not isinstance(text, str) or len(text) > MAX_TEXT:
        raise FactRefused("invalid")
    if not text.strip() and tone != "purpose_gap":
        raise FactRefused("invalid")
    if s.held_back:
        raise FactRefused("held_back")


def _request_changes(fact: NewFact, s: Situation) -> None:
    text = fact.values.get("text", "")
    if s.kind in PRIVATE_KINDS:
        # Shared to be read; nobody asks for more of somebody's own story.
        raise FactRefused("not_allowed")
    if not isinstance(text, str) or len(text) > MAX_TEXT:
        raise FactRefused("invalid")
    _must_be_submitted(fact, s)
    _must_not_be_signed(fact, s)
    if s.held_back:
        raise FactRefused("held_back")


def _sign_off(fact: NewFact, s: Situation) -> None:
    if s.kind != "entry":
        raise FactRefused("not_allowed")
    words = [fact.values.get(name, "") for name in ("comment", "name", "function")]
    if not all(isinstance(word, str) and len(word) <= MAX_TEXT for word in words):
        raise FactRefused("invalid")
    _must_be_submitted(fact, s)
    if fact.rev_id != s.head_rev or s.leaves > 1:
        raise FactRefused("changed")
    _must_not_be_signed(fact, s)
    if s.gaps:
        raise FactRefused("incomplete")
    if s.blobs_missing:
        raise FactRefused("attachments_pending")
    if s.held_back:
        raise FactRefused("held_back")


def _goal_agreement(fact: NewFact, s: Situation) -> None:
    if s.kind != "learning_goal":
        raise FactRefused("not_allowed")
    _must_be_submitted(fact, s)


def _seen(fact: NewFact, s: Situation) -> None:
    _must_be_submitted(fact, s)


def _withdraw(fact: NewFact, s: Situation) -> None:
    target = target_of(fact, s.facts)
    if target is None or target.author_id != s.person_id:
        raise FactRefused("invalid")
    if any(f.kind == "withdraw" and f.values.get("target") == target.fact_id for f in s.facts):
        raise FactRefused("invalid")
    if target.kind == "share":
        return
    if target.kind not in ("sign_off", "request_changes", "remark", "goal_agreement"):
        raise FactRefused("not_allowed")
    if is_late(target, s.now) and not s.cut_off:
        raise FactRefused("undo_too_late")


def _must_be_submitted(fact: NewFact, s: Situation) -> None:
    if s.submitted_rev is None:
        raise FactRefused("not_submitted")
    if fact.rev_id != s.submitted_rev:
        raise FactRefused("changed")


def _must_not_be_signed(fact: NewFact, s: Situation) -> None:
    signed = standing_sign_off(s.facts)
    if signed is not None and signed.rev_id == fact.rev_id:
        raise FactRefused("already_signed")


_JUDGES = {
    "submission": _submission,
    "share": _share,
    "remark": _remark,
    "request_changes": _request_changes,
    "sign_off": _sign_off,
    "goal_agreement": _goal_agreement,
    "seen": _seen,
    "withdraw": _withdraw,
}
