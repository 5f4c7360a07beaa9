"""One document as a portfolio shows it: what was sent, what was signed, what people said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from server.rules.blobs import named_blobs
from server.rules.portfolio_attached import attached
from server.rules.portfolio_parts import (
    Amendment,
    DocumentRow,
    Entry,
    FactRow,
    FieldText,
    Frame,
    Reaction,
    RevisionRow,
    SignOff,
    WorkProcess,
)

_REACTIONS = frozenset({"remark", "request_changes", "sign_off"})
_DILEMMA = ("facts", "values", "options", "decision")
_BEFORE_DILEMMA = (
    "title", "date", "minutes", "activity_kind", "follows_up", "need", "need_of", "purpose",
    "description",
)  # fmt: skip
_AFTER_DILEMMA = (
    "effect", "effect_text", "adjust", "work_processes", "goals", "life_domains", "method",
    "support_choice", "attitude",
)  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """A document that was sent, with the revision that counts."""

    doc_id: str
    counting: RevisionRow
    submitted: RevisionRow
    signed: FactRow | None  # only of a text that is still there
    standing: tuple[FactRow, ...]  # facts that were not withdrawn
    withdrawn: Mapping[str, datetime]
    facts: tuple[FactRow, ...]
    versions: tuple[str, ...]  # rev_ids in the order in which they were sent
    kept: frozenset[str]  # rev_ids whose text is still there

    @property
    def content(self) -> Mapping[str, Any]:
        return self.counting.content

    @property
    def shown(self) -> tuple[RevisionRow, ...]:
        """What a reader gets to see of it: what counts, and what was sent since."""
        same = self.counting is self.submitted
        return (self.counting,) if same else (self.counting, self.submitted)

    @property
    def left_out(self) -> list[FactRow]:
        """What people said of it and what the privacy guard holds back by now."""
        return [fact for fact in self.standing if fact.kind in _REACTIONS and fact.held_back]

    @property
    def first_sent_at(self) -> datetime:
        times = [fact.at for fact in self.facts if fact.kind == "submission"]
        return times[0] if times else self.submitted.received_at

    def text(self, name: str) -> str:
        value = self.content.get(name)
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.content.get(name)
        items = value if isinstance(value, list) else []
        return tuple(dict.fromkeys(item for item in items if isinstance(item, str)))

    def version(self, rev_id: str) -> int:
        return self.versions.index(rev_id) + 1 if rev_id in self.versions else 1

    def sign_offs(self, zone: ZoneInfo) -> list[SignOff]:
        return [_sign_off(self, f, zone) for f in self.facts if f.kind == "sign_off"]


def sent(row: DocumentRow) -> Sent | None:
    """None when nothing of it can be shown: never sent, or erased."""
    revisions = {revision.rev_id: revision for revision in row.revisions}
    submitted = revisions.get(row.submitted_rev)
    if submitted is None:
        return None
    withdrawn = {
        str(fact.body.get("target")): fact.at for fact in row.facts if fact.kind == "withdraw"
    }
    standing = tuple(fact for fact in row.facts if fact.fact_id not in withdrawn)
    signed = next((fact for fact in reversed(standing) if fact.kind == "sign_off"), None)
    if signed is not None and signed.rev_id not in revisions:
        # No other text may stand where the signed one stood: that akkoord is in the log alone.
        signed = None
    counting = revisions[signed.rev_id] if signed else submitted
    submissions = [fact.rev_id for fact in row.facts if fact.kind == "submission"]
    return Sent(
        row.doc_id,
        counting,
        submitted,
        signed,
        standing,
        withdrawn,
        tuple(row.facts),
        tuple(dict.fromkeys(submissions)),
        frozenset(revisions),
    )


def entry_of(
    s: Sent,
    numbers: Mapping[str, int],
    goals: Mapping[str, int],
    titles: Mapping[str, str],
    lived_experience: str,
    frame: Frame,
) -> Entry:
    zone = ZoneInfo(frame.zone)
    photos, files = attached(s.content, frame.blobs)
    observation = _mapping(s.content.get("observation"))
    minutes = s.content.get("minutes")
    return Entry(
        number=numbers[s.doc_id],
        date=s.text("date"),
        minutes=minutes if isinstance(minutes, int) and minutes > 0 else 0,
        kind=s.text("activity_kind"),
        title=s.text("title"),
        need=s.text("need"),
        need_of=s.text("need_of"),
        purpose=s.text("purpose"),
        did=s.text("description"),
        effect=s.text("effect"),
        effect_text=s.text("effect_text"),
        adjust=s.text("adjust"),
        saw=_words(observation.get("saw")),
        thought=_words(observation.get("thought")),
        dilemma=_dilemma(s.content.get("dilemma")),
        lived_experience=lived_experience,
        goals=tuple(sorted(goals[goal] for goal in s.texts("goals") if goal in goals)),
        work_processes=tuple(
            WorkProcess(code, titles.get(code, "")) for code in s.texts("work_processes")
        ),
        life_domains=s.texts("life_domains"),
        method=s.text("method"),
        support_choice=s.text("support_choice"),
        attitude=s.texts("attitude"),
        photos=photos,
        files=files,
        follows=_follows(s, numbers),
        state=_state(s),
        version=s.version(s.counting.rev_id),
        submitted_at=_instant(_sent_at(s), zone),
        revision_hash=s.counting.hash,
        sign_off=_sign_off(s, s.signed, zone) if s.signed else None,
        reactions=tuple(_reaction(s, f, zone) for f in s.standing if _speaks(f)),
        amendment=_amendment(s, numbers, goals, zone),
    )


def _follows(s: Sent, numbers: Mapping[str, int]) -> int:
    number = numbers.get(s.text("follows_up"), 0)
    return number if number != numbers[s.doc_id] else 0


def _state(s: Sent) -> str:
    """The states that others can see, in protocol.md's order."""
    asked = [f for f in s.standing if f.kind in ("submission", "request_changes", "sign_off")]
    if asked and asked[-1].kind == "request_changes":
        return "changes_requested"
    if s.signed is None:
        taken_back = any(f.kind == "sign_off" and f.fact_id in s.withdrawn for f in s.facts)
        if taken_back:
            return "signoff_withdrawn"
        return "seen" if any(f.kind == "seen" for f in s.standing) else "sent"
    if s.signed.rev_id != s.submitted.rev_id:
        return "changed_after_signoff"
    return "signed_provisional" if s.signed.provisional else "signed"


def _sent_at(s: Sent) -> datetime:
    """When the revision that counts was first sent."""
    times = [f.at for f in s.facts if f.kind == "submission" and f.rev_id == s.counting.rev_id]
    return times[0] if times else s.counting.received_at


def _sign_off(s: Sent, fact: FactRow, zone: ZoneInfo) -> SignOff:
    withdrawn_at = s.withdrawn.get(fact.fact_id)
    return SignOff(
        number=0,
        title="",
        by=_words(fact.body.get("name")) or fact.author_name,
        function=_words(fact.body.get("function")),
        at=_instant(fact.at, zone),
        provisional=fact.provisional,
        withdrawn_at=_instant(withdrawn_at, zone) if withdrawn_at else "",
        version=s.version(fact.rev_id),
        revision_hash=fact.hash,
        text_erased=fact.rev_id not in s.kept,
        statement_position=fact.statement_position,
        statement_hash=fact.statement_hash,
    )


def _speaks(fact: FactRow) -> bool:
    if fact.kind not in _REACTIONS:
        return False
    words = fact.body.get("comment" if fact.kind == "sign_off" else "text")
    return bool(_words(words)) or fact.body.get("tone") == "purpose_gap"


def _reaction(s: Sent, fact: FactRow, zone: ZoneInfo) -> Reaction:
    tone = _words(fact.body.get("tone")) if fact.kind == "remark" else fact.kind
    return Reaction(
        tone=tone,
        text=_words(fact.body.get("comment" if fact.kind == "sign_off" else "text")),
        by=fact.author_name,
        role=fact.author_role,
        at=_instant(fact.at, zone),
        about_earlier=s.version(fact.rev_id) < s.version(s.counting.rev_id),
    )


def _amendment(
    s: Sent, numbers: Mapping[str, int], goals: Mapping[str, int], zone: ZoneInfo
) -> Amendment | None:
    if s.signed is None or s.signed.rev_id == s.submitted.rev_id:
        return None
    then, now = (_said(row.content, numbers, goals) for row in (s.counting, s.submitted))
    changes = [FieldText(name, text) for name, text in now.items() if text != then[name]]
    before, after = named_blobs(s.counting.content), named_blobs(s.submitted.content)
    if before != after:
        changes.append(FieldText("attachments", str(len(after))))
    return Amendment(_instant(s.submitted.received_at, zone), s.submitted.hash, tuple(changes))


def _said(
    content: Mapping[str, Any], numbers: Mapping[str, int], goals: Mapping[str, int]
) -> dict[str, str]:
    """Everything of an entry that a portfolio prints, as one text a field; codes stay codes."""
    observation = _mapping(content.get("observation"))
    dilemma = {step.field: step.text for step in _dilemma(content.get("dilemma"))}
    said = {name: _one_text(content.get(name)) for name in _BEFORE_DILEMMA}
    said |= {name: _words(observation.get(name)) for name in ("saw", "thought")}
    said |= {name: dilemma.get(name, "") for name in _DILEMMA}
    said |= {name: _one_text(content.get(name)) for name in _AFTER_DILEMMA}
    said["follows_up"] = str(numbers.get(said["follows_up"], ""))
    named = content.get("goals")
    found = {goals.get(_words(goal), 0) for goal in (named if isinstance(named, list) else [])}
    said["goals"] = ", ".join(str(number) for number in sorted(found - {0}))
    return said


def _one_text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    return "" if value is None else str(value)


def _dilemma(value: Any) -> tuple[FieldText, ...]:
    steps = _mapping(value)
    texts = [(name, steps.get(name)) for name in _DILEMMA]
    return tuple(
        FieldText(name, words)
        for name, text in texts
        if (words := ", ".join(map(_words, text)) if isinstance(text, list) else _words(text))
    )


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _words(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _instant(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="minutes")
